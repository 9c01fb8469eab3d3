//! `verify`: reads again what a batch wrote, and compares it with what it was made from.

use std::collections::BTreeSet;
use std::path::Path;

use crate::batch::Request;
use crate::batch::plan::fax_queue::Called;
use crate::batch::plan::survey::{self, Survey};
use crate::batch::proof::verified::Verified;
use crate::batch::proof::wanted::{Grounds, Mail, MembersWanted, Wanted};
use crate::batch::proof::{verify, whole};
use crate::batch::record::additions;
use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::record_file;
use crate::cli::args::verify::VerifyArgs;
use crate::cli::batch::arguments::BatchPlaces;
use crate::cli::batch::basis::Basis;
use crate::cli::exit::Exit;
use crate::cli::verify::comparison::BasisComparison;
use crate::cli::verify::{again, counts, verify_json};
use crate::console::Console;
use crate::counting::{counted, one_or_many};
use crate::diagnostic::{Diagnostic, Problems, Severity};
use crate::disk;

/// Verifies a batch.
pub(crate) fn run(
    args: &VerifyArgs,
    campaign: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let record = record_file::read_needed(&args.folder)?;
    let is_needed = args.again || campaign.is_some() || args.from.is_some();
    let places = BatchPlaces {
        folder: &args.folder,
        members: args.members.as_deref(),
        encoding: None,
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
    let mut verified = compare(args, &record, &comparison, survey.as_ref())?;
    if args.again
        && let (Some(basis), Some(request), Some(survey)) = (&basis, &request, &survey)
    {
        let problems = again::compare(basis, request, survey, console)?;
        verified.problems.append(problems);
    }
    if args.json {
        let report = verify_json::of(&verified, &args.folder, args.again)?;
        console.data(report.as_bytes())?;
    }
    Ok(tell(&verified, args.again, console))
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
    let request = additions::before(&args.folder).and_then(|already| basis.request(already));
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
) -> Result<Verified, Problems> {
    let called = comparison.called(survey);
    let mut verified = proof(args, record, comparison, (survey, &called))?;
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
) -> Result<Verified, Problems> {
    let recorded = || record.members_file(&args.folder);
    let members = args.members.clone().unwrap_or_else(recorded);
    let digest = disk::digest(&members)?.map(|(digest, _)| digest);
    let may_move = digest != Some(record.members.sha256);
    let without = &record.written.without_signature;
    let without: BTreeSet<usize> = without.iter().copied().collect();
    let grounds = comparison.request().map(|request| Grounds {
        request,
        survey,
        called,
    });
    let wanted = Wanted {
        members: MembersWanted {
            file: &members,
            encoding: record.members.encoding,
            without: &without,
            may_move,
        },
        resolution: record.fax.as_ref().map(|fax| fax.fax_resolution),
        mail: mail(record, comparison),
        grounds,
    };
    let mut verified = verify::verify(&args.folder, &wanted)?;
    if may_move {
        let name = members.display();
        let message = format!("`{name}` is not as it was when the letters were written");
        verified.problems.0.insert(0, Diagnostic::note(message));
    }
    Ok(verified)
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
    let request = basis.request(additions::beside(&args.folder)?)?;
    // All sign the letters of a branch: who does not is told of each letter.
    if request.signatories {
        return Ok(Problems::default());
    }
    let survey = survey::survey(&request, |_, _| Ok(()))?;
    Ok(Problems(whole::without_letters(&request, &survey)?))
}

/// Tells what was found, and returns how that ends.
fn tell(verified: &Verified, is_again: bool, console: Console) -> Exit {
    console.tell(&verified.problems);
    let wrong = verified.problems.0.iter();
    let wrong = wrong
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    if wrong > 0 {
        console.inform(&format!(
            "{} {} wrong in {} in {}",
            counted(wrong, "thing"),
            one_or_many(wrong, "is", "are"),
            counted(verified.letters, "letter"),
            counted(verified.files, "file")
        ));
        return Exit::SomeFailed;
    }
    tell_right(verified, console);
    if is_again {
        console.inform("made again, every letter is the same, byte by byte");
    }
    Exit::Done
}

/// Tells what was found right. Of a fax nobody can read the words.
fn tell_right(verified: &Verified, console: Console) {
    let (faxes, files) = (verified.pixels, verified.files - verified.pixels);
    if verified.letters > faxes || faxes == 0 {
        let letters = verified.letters - faxes;
        console.inform(&format!(
            "{} in {} {}",
            counted(letters, "letter"),
            counted(files, "file"),
            one_or_many(
                letters,
                "is whole and that of its member",
                "are whole and those of their members"
            )
        ));
    }
    if faxes > 0 {
        console.inform(&format!(
            "{} {} written",
            counted(faxes, "fax"),
            one_or_many(faxes, "is as it was", "are as they were")
        ));
    }
}
