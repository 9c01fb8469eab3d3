//! `verify`: reads again what a batch wrote, and compares it with what it was made from.

use std::collections::BTreeSet;
use std::path::Path;

use crate::batch::plan::fax_queue::Called;
use crate::batch::plan::survey::{self, Survey};
use crate::batch::proof::verified::Verified;
use crate::batch::proof::wanted::{Grounds, Mail, MembersWanted, Wanted};
use crate::batch::proof::{verify, whole};
use crate::batch::record::additions as record_additions;
use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::record_file;
use crate::batch::{MembersList, Request};
use crate::cli::args::verify::VerifyArgs;
use crate::cli::batch::arguments::BatchPlaces;
use crate::cli::batch::basis::Basis;
use crate::cli::exit::Exit;
use crate::cli::verify::comparison::BasisComparison;
use crate::cli::verify::{additions, again, counts, summary, verify_json};
use crate::console::{self, Console};
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk;
use crate::members::{ColumnChoices, ListOptions};

/// Verifies a batch, and its additions.
pub(crate) fn run(
    args: &VerifyArgs,
    campaign: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let whole = batch(args, campaign, console)?;
    let mut parts = Vec::new();
    for addition in additions::finished(args)? {
        let mut verified = batch(&addition, campaign, console)?;
        verified.problems = additions::told(&addition, verified.problems, &whole.problems);
        parts.push((addition.folder, verified));
    }
    if args.json {
        let report = verify_json::of((&args.folder, &whole), &parts, args.again)?;
        console.data(report.as_bytes())?;
    }
    Ok(summary::tell(
        (&args.folder, &whole),
        &parts,
        args.again,
        console,
    ))
}

/// Verifies the batch in a folder, without its additions.
fn batch(
    args: &VerifyArgs,
    campaign: Option<&Path>,
    console: Console,
) -> Result<Verified, Problems> {
    let record = record_file::read_needed(&args.folder)?;
    let is_needed = args.again || campaign.is_some() || args.from.is_some();
    let places = BatchPlaces {
        folder: &args.folder,
        members: args.members.as_deref(),
        reading: None,
        from: args.from.as_deref(),
        campaign,
    };
    let basis = if_needed(Basis::find(&record, places), is_needed)?;
    let request = request(args, basis.as_ref())?;
    let comparison = BasisComparison::new(basis.as_ref(), request.as_ref())?;
    if args.again {
        comparison.refuse()?;
    }
    let survey = comparison.survey()?;
    let mut verified = compare(args, &record, &comparison, survey.as_ref(), console)?;
    if args.again
        && let (Some(basis), Some(request), Some(survey)) = (&basis, &request, &survey)
    {
        let problems = again::compare(basis, request, survey, console)?;
        verified.problems.append(problems);
    }
    Ok(verified)
}

/// The request of the batch in the folder, where its basis was found.
///
/// # Errors
/// If it is needed, and what it names cannot be read.
fn request<'b>(
    args: &VerifyArgs,
    basis: Option<&'b Basis<'b>>,
) -> Result<Option<Request<'b>>, Problems> {
    let Some(basis) = basis else {
        return Ok(None);
    };
    let request = record_additions::before(&args.folder).and_then(|already| basis.request(already));
    if_needed(request, args.again)
}

/// The result, or none where it is not needed.
///
/// # Errors
/// The problems of one that is needed.
fn if_needed<T>(result: Result<T, Problems>, is_needed: bool) -> Result<Option<T>, Problems> {
    match result {
        Err(problems) if is_needed => Err(problems),
        result => Ok(result.ok()),
    }
}

/// Compares the folder with its record, and with the basis as far as that can be compared.
fn compare(
    args: &VerifyArgs,
    record: &BatchRecord,
    comparison: &BasisComparison<'_>,
    survey: Option<&Survey<'_>>,
    console: Console,
) -> Result<Verified, Problems> {
    let called = comparison.called(survey);
    let mut verified = proof(args, record, comparison, (survey, &called), console)?;
    for note in comparison.notes(record) {
        verified.problems.push(note);
    }
    if comparison.has_other_members() {
        let without = without_letters(args, comparison)?;
        verified.problems.append(without);
    }
    counts::compare(record, &mut verified);
    Ok(verified)
}

/// Compares the files of the folder with what they were made from.
fn proof(
    args: &VerifyArgs,
    record: &BatchRecord,
    comparison: &BasisComparison<'_>,
    (survey, called): (Option<&Survey<'_>>, &[Called<'_>]),
    console: Console,
) -> Result<Verified, Problems> {
    let (list, digest) = list(args, record, comparison)?;
    let may_move = digest != Some(record.members.sha256);
    let without = &record.written.without_signature;
    let without: BTreeSet<usize> = without.iter().copied().collect();
    let grounds = comparison.request().map(|request| Grounds {
        request,
        survey,
        called,
    });
    let wanted = Wanted {
        jobs: console::cores(),
        members: MembersWanted {
            list: &list,
            without: &without,
            may_move,
        },
        resolution: record.fax.as_ref().map(|fax| fax.fax_resolution),
        mail: mail(record, comparison),
        grounds,
    };
    let mut progress = console.bar(record.written.rows + record.written.faxes);
    let mut verified = verify::verify(&args.folder, &wanted, &mut |done| progress.show(done))?;
    progress.finish();
    if may_move {
        let name = list.name();
        let message = format!("`{name}` is not as it was when the letters were written");
        verified.problems.0.insert(0, Diagnostic::note(message));
    }
    Ok(verified)
}

/// The list of members, read as the batch read it, and its digest if it is there. Standard input is read once: then the
/// list is that of the request.
fn list(
    args: &VerifyArgs,
    record: &BatchRecord,
    comparison: &BasisComparison<'_>,
) -> Result<(MembersList, Option<Digest>), Problems> {
    let recorded = || record.members_file(&args.folder);
    let members = args.members.clone().unwrap_or_else(recorded);
    let options = ListOptions {
        encoding: record.members.encoding,
        format: record.members.members_format,
        sheet: record.members.sheet.clone(),
        country: usual_country(record),
        columns: ColumnChoices::of(&record.members.column),
        // Who wrote is in the manifests: a value that letters could not use is nobody's.
        variables: Some(BTreeSet::new()),
        ..ListOptions::default()
    };
    let list = MembersList::new(&members, options);
    if !list.is_input() {
        let digest = disk::digest(&members)?.map(|(digest, _)| digest);
        return Ok((list, digest));
    }
    let requested = comparison.request().map(|request| request.members.clone());
    let list = requested.unwrap_or(list);
    let digest = list.digest()?;
    Ok((list, Some(digest)))
}

/// The country that members were taken to write from who do not say.
fn usual_country(record: &BatchRecord) -> Option<Country> {
    let branch = record.from.as_ref().and_then(|branch| branch.country);
    record.letters.country.or(branch)
}

/// The marks of the batch's messages.
fn mail<'c>(record: &BatchRecord, comparison: &BasisComparison<'c>) -> Mail<'c> {
    Mail {
        campaign: comparison.campaign(),
        date: Some(record.letters.date),
        is_attached: record.mail.attach.is_some(),
        has_copies: record.mail.copies,
    }
}

/// The problems of members who have no letter, neither in the folder nor in an addition, by a members file that is
/// another by now.
fn without_letters(
    args: &VerifyArgs,
    comparison: &BasisComparison<'_>,
) -> Result<Problems, Problems> {
    let Some(basis) = comparison.basis else {
        return Ok(Problems::default());
    };
    let request = basis.request(record_additions::beside(&args.folder)?)?;
    // All sign the letters of a branch: who does not is told of each letter.
    if request.signatories {
        return Ok(Problems::default());
    }
    let survey = survey::survey(&request, |_, _| Ok(()))?;
    Ok(Problems(whole::without_letters(&request, &survey)?))
}
