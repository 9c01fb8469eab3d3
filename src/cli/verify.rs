//! `verify`: whether what a batch wrote is whole and nobody's letter is another's.

use std::collections::BTreeSet;
use std::path::Path;

use super::Exit;
use super::again::Basis;
use super::args::Verify;
use super::batch::{ATTACH, COPIES, FAX, FAXES, RESOLUTION, ROWS, SIGNATURES, WITHOUT};
use crate::batch::Request;
use crate::batch::plan::fax_queue;
use crate::batch::plan::fax_queue::Called;
use crate::batch::plan::survey;
use crate::batch::plan::survey::Survey;
use crate::batch::proof::verified::Verified;
use crate::batch::proof::wanted::{Grounds, Mail, Wanted};
use crate::batch::proof::{verify, whole};
use crate::batch::record::additions;
use crate::batch::record::inputs::{Inputs, MEMBERS_FILE};
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems, Severity};
use crate::disk;
use crate::members::Encoding;
use crate::output::Format;

/// Runs the command.
pub fn run(args: &Verify, campaign: Option<&Path>, console: Console) -> Result<Exit, Problems> {
    let Some(record) = Inputs::read(&args.folder)? else {
        let problem = format!("`{}` is no folder of a batch", args.folder.display());
        return Err(Diagnostic::error(problem).into());
    };
    let is_needed = args.again || campaign.is_some() || args.from.is_some();
    let basis = found(Basis::find(&record, args, campaign), is_needed)?;
    let request = basis.as_ref().map(|basis| {
        let already = additions::before(&args.folder)?;
        basis.request(already)
    });
    let request = request.map(|request| found(request, args.again));
    let request = request.transpose()?.flatten();
    let changes = match (&basis, &request) {
        (Some(basis), Some(request)) => Some(basis.changes(request)?),
        _ => None,
    };
    let ground = Ground::new(basis.as_ref(), request.as_ref(), changes);
    if args.again {
        ground.refuse()?;
    }
    let surveyed = ground.survey()?;
    let called = ground.called(surveyed.as_ref());
    let mut verified = proof(args, &record, &ground, (surveyed.as_ref(), &called))?;
    ground.tell(&record, &mut verified.problems);
    if ground.has_other_members() {
        verified.problems.append(without_letters(args, &ground)?);
    }
    counted(&record, &mut verified);
    if args.again
        && let (Some(basis), Some(request), Some(survey)) = (&basis, &request, &surveyed)
    {
        let problems = basis.compare(request, survey, console)?;
        verified.problems.append(problems);
    }
    Ok(tell(&verified, args.again, console))
}

/// What was found, or nothing where it is not needed.
///
/// # Errors
/// If it is needed and was not found.
fn found<T>(found: Result<T, Problems>, is_needed: bool) -> Result<Option<T>, Problems> {
    match found {
        Err(problems) if is_needed => Err(problems),
        found => Ok(found.ok()),
    }
}

/// What there is to compare a batch with.
struct Ground<'g> {
    basis: Option<&'g Basis<'g>>,
    request: Option<&'g Request<'g>>,
    /// The inputs that are others than they were, where that can be told.
    changes: Option<Vec<String>>,
}

impl<'g> Ground<'g> {
    fn new(
        basis: Option<&'g Basis<'g>>,
        request: Option<&'g Request<'g>>,
        changes: Option<Vec<String>>,
    ) -> Self {
        Self {
            basis,
            request,
            changes,
        }
    }

    /// Whether an input is another than it was.
    fn is_other(&self, input: &str) -> bool {
        let changes = self.changes.as_ref();
        changes.is_some_and(|changes| changes.iter().any(|change| change == input))
    }

    /// Whether the members file is another one, and nothing else that the letters are made from.
    fn has_other_members(&self) -> bool {
        self.request().is_some() && self.is_other("members")
    }

    /// What was asked for, where all but the members and the program are as they were.
    fn request(&self) -> Option<&'g Request<'g>> {
        let changes = self.changes.as_ref()?;
        let mut others = changes
            .iter()
            .filter(|change| !["members", "program"].contains(&&change[..]));
        self.request.filter(|_| others.next().is_none())
    }

    /// That nothing is another than it was.
    ///
    /// # Errors
    /// Every input that is.
    fn refuse(&self) -> Result<(), Problems> {
        let changes = self.changes.iter().flatten();
        let named = |input: &String| {
            let name = self
                .basis
                .map_or_else(String::new, |basis| basis.named(input));
            let message = format!(
                "{name} is not as it was when the letters were written (`{input}` in `batch.toml`)"
            );
            let help = "without it, no letter can be made again as it was: put it back, or verify without `--again`";
            Diagnostic::error(message).help(help)
        };
        let problems: Vec<Diagnostic> = changes.map(named).collect();
        if problems.is_empty() {
            return Ok(());
        }
        Err(Problems(problems))
    }

    /// What the members file gives, where it is as it was.
    ///
    /// # Errors
    /// If it cannot be read.
    fn survey(&self) -> Result<Option<Survey<'g>>, Problems> {
        let request = self.request().filter(|_| !self.has_other_members());
        request
            .map(|request| survey::survey(request, |_, _| Ok(())))
            .transpose()
    }

    /// The lines that are called.
    fn called<'s>(&self, survey: Option<&'s Survey<'g>>) -> Vec<Called<'s>> {
        let faxing = self
            .request()
            .and_then(|request| Some((request, request.faxing.as_ref()?)));
        let called = faxing.zip(survey);
        called.map_or_else(Vec::new, |((request, faxing), survey)| {
            fax_queue::called(request, faxing, survey)
        })
    }

    /// The campaign, where it is as it was.
    fn campaign(&self) -> Option<&'g Campaign> {
        let basis = self.basis.filter(|basis| basis.has_its_campaign());
        basis.map(Basis::campaign)
    }

    /// Tells what could not be compared.
    fn tell(&self, record: &Inputs, problems: &mut Problems) {
        if self.request().is_some() {
            return;
        }
        let formats = record.inputs.get("format").into_iter();
        let mut formats = formats.flat_map(|formats| formats.split(','));
        if self.campaign().is_none() && formats.any(|format| format == Format::Eml.to_string()) {
            let message = "the campaign is not as it was when the messages were written: their To and Cc are not compared";
            let help = "name the campaign of that time with `--campaign`";
            problems.push(Diagnostic::note(message).help(help));
        }
        let changes = self
            .changes
            .iter()
            .flatten()
            .filter(|change| *change != "members");
        let changes: Vec<&str> = changes.map(String::as_str).collect();
        let why = if changes.is_empty() {
            "what the letters were made from is not found".to_owned()
        } else {
            format!(
                "`{}` of what the letters were made from is not as it was",
                changes.join("`, `")
            )
        };
        let what = "neither who has no letter nor what only that tells of a letter is compared";
        let help = "name the campaign with `--campaign` and the sender file with `--from`";
        problems.push(Diagnostic::note(format!("{why}: {what}")).help(help));
    }
}

/// Compares the files of the folder with what there is to compare them with.
fn proof(
    args: &Verify,
    record: &Inputs,
    ground: &Ground<'_>,
    (survey, called): (Option<&Survey<'_>>, &[Called<'_>]),
) -> Result<Verified, Problems> {
    let inputs = &record.inputs;
    let recorded = record.place(MEMBERS_FILE, &args.folder);
    let members = args.members.clone().or(recorded).unwrap_or_default();
    let encoding = inputs.get("encoding").map(|name| Encoding::named(name));
    let without = inputs.get(WITHOUT).map_or("", String::as_str);
    let without: BTreeSet<usize> = without.split(", ").flat_map(str::parse).collect();
    let digest = disk::digest(&members)?.map(|(digest, _)| digest.to_string());
    let may_move = digest.as_ref() != inputs.get("members");
    let grounds = ground.request().map(|request| Grounds {
        request,
        survey,
        called,
    });
    let mut verified = verify::verify(
        &args.folder,
        &Wanted {
            members: &members,
            encoding: encoding.transpose()?,
            without: &without,
            may_move,
            resolution: inputs.get(RESOLUTION).map(String::as_str),
            mail: Mail {
                campaign: ground.campaign(),
                date: inputs.get("date").and_then(|date| Date::parse(date)),
                is_attached: inputs.contains_key(ATTACH),
                has_copies: inputs.contains_key(COPIES),
            },
            grounds,
        },
    )?;
    if may_move {
        let name = members.display();
        let message = format!("`{name}` is not as it was when the letters were written");
        verified.problems.0.insert(0, Diagnostic::note(message));
    }
    Ok(verified)
}

/// Tells which members of a list that is another by now have no letter, neither in the folder nor in an addition.
fn without_letters(args: &Verify, ground: &Ground<'_>) -> Result<Problems, Problems> {
    let Some(basis) = ground.basis else {
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

/// Compares how many letters there are with how many there were.
fn counted(record: &Inputs, verified: &mut Verified) {
    let inputs = &record.inputs;
    let number = |name| {
        let number: Option<&String> = inputs.get(name);
        number.and_then(|number| number.parse::<usize>().ok())
    };
    let formats = inputs.get("format").map_or(1, |formats| {
        let written = formats.split(',').filter(|format| *format != FAX);
        written.count()
    });
    let of_all = || number("letters").map(|letters| letters * formats);
    let rows = number(ROWS).or_else(of_all);
    let faxes = number(FAXES).unwrap_or_default();
    if let Some(wanted) = rows.map(|rows| rows + faxes)
        && verified.letters != wanted
    {
        let message = format!("the manifest has {} letters of {wanted}", verified.letters);
        let help = "the others could not be written: the run said why";
        let problem = Diagnostic::error(message).help(help);
        verified.problems.push(problem);
    }
    if let Some(wanted) = number(SIGNATURES)
        && verified.signatures != wanted
    {
        let found = verified.signatures;
        let message = format!("members sign {found} times of {wanted}, by the manifest");
        let help = "somebody was left out, or a letter could not be written";
        let problem = Diagnostic::error(message).help(help);
        verified.problems.push(problem);
    }
}

/// Says what was found, and how that ends.
fn tell(verified: &Verified, is_again: bool, console: Console) -> Exit {
    console.tell(&verified.problems);
    let wrong = verified.problems.0.iter();
    let wrong = wrong
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    if wrong > 0 {
        console.inform(&format!(
            "{wrong} things are wrong in {} letters in {} files",
            verified.letters, verified.files
        ));
        return Exit::SomeFailed;
    }
    tell_right(verified, console);
    if is_again {
        console.inform("made again, every letter is the same, byte by byte");
    }
    Exit::Done
}

/// Says what was found right. Of a fax nobody can read the words.
fn tell_right(verified: &Verified, console: Console) {
    let (faxes, files) = (verified.pixels, verified.files - verified.pixels);
    if verified.letters > faxes || faxes == 0 {
        console.inform(&format!(
            "{} letters in {files} files are whole and those of their members",
            verified.letters - faxes
        ));
    }
    if faxes > 0 {
        console.inform(&format!("{faxes} faxes are as they were written"));
    }
}
