//! `verify`: whether what a batch wrote is whole and nobody's letter is another's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::args::Verify;
use super::batch::{
    ATTACH, CAMPAIGN, COPIES, FAX, FAXES, RESOLUTION, ROWS, SIGNATURES, WITHOUT, campaign_digest,
};
use super::{Exit, plan, slots};
use crate::batch::folder::{CAMPAIGN_FOLDER, Inputs, MEMBERS_FILE};
use crate::batch::verify::{self, Mail, Verified, Wanted};
use crate::calendar::Date;
use crate::campaign::{Campaign, Folder};
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
    let recorded = record.place(MEMBERS_FILE, &args.folder);
    let members = args.members.clone().or(recorded).unwrap_or_default();
    let recorded = record.place(CAMPAIGN_FOLDER, &args.folder);
    let inputs = record.inputs;
    let encoding = inputs.get("encoding").map(|name| Encoding::named(name));
    let number = |name| {
        let number: Option<&String> = inputs.get(name);
        number.and_then(|number| number.parse::<usize>().ok())
    };
    let formats = inputs.get("format").map_or(1, |formats| {
        let written = formats.split(',').filter(|format| *format != FAX);
        written.count()
    });
    let of_all = || number("letters").map(|letters| letters * formats);
    let counted = number(ROWS).or_else(of_all);
    let faxes = number(FAXES).unwrap_or_default();
    let without = inputs.get(WITHOUT).map_or("", String::as_str);
    let without: BTreeSet<usize> = without.split(", ").flat_map(str::parse).collect();
    let encoding = encoding.transpose()?;
    let digest = disk::digest(&members)?.map(|(digest, _)| digest.to_string());
    let may_move = digest.as_ref() != inputs.get("members");
    let (campaign, note) = campaign_of(&inputs, campaign, recorded.as_deref())?;
    let wanted = Wanted {
        members: &members,
        encoding,
        without: &without,
        may_move,
        resolution: inputs.get(RESOLUTION).map(String::as_str),
        mail: Mail {
            campaign: campaign.as_ref(),
            date: inputs.get("date").and_then(|date| Date::parse(date)),
            is_attached: inputs.contains_key(ATTACH),
            has_copies: inputs.contains_key(COPIES),
        },
    };
    let mut verified = verify::verify(&args.folder, &wanted)?;
    verified.problems.0.extend(note);
    if may_move {
        let message = format!(
            "`{}` is not as it was when the letters were written",
            members.display()
        );
        verified.problems.0.insert(0, Diagnostic::note(message));
    }
    if let Some(wanted) = counted.map(|rows| rows + faxes)
        && verified.letters != wanted
    {
        let message = format!("the manifest has {} letters of {wanted}", verified.letters);
        let help = "the others could not be written: the run said why";
        verified
            .problems
            .push(Diagnostic::error(message).help(help));
    }
    let signed = number(SIGNATURES);
    if let Some(wanted) = signed
        && verified.signatures != wanted
    {
        let found = verified.signatures;
        let message = format!("members sign {found} times of {wanted}, by the manifest");
        let help = "somebody was left out, or a letter could not be written";
        let problem = Diagnostic::error(message).help(help);
        verified.problems.push(problem);
    }
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
        return Ok(Exit::SomeFailed);
    }
    tell_right(&verified, console);
    Ok(Exit::Done)
}

/// The campaign that messages were written from, in the folder that is named, or where it was; a note if it is not
/// as it was, or gone. Nothing else is compared with it.
///
/// # Errors
/// If the folder that is named cannot be read.
fn campaign_of(
    inputs: &BTreeMap<String, String>,
    named: Option<&Path>,
    recorded: Option<&Path>,
) -> Result<(Option<Campaign>, Option<Diagnostic>), Problems> {
    let formats = inputs.get("format").into_iter();
    let mut formats = formats.flat_map(|formats| formats.split(','));
    if formats.all(|format| format != Format::Eml.to_string()) {
        return Ok((None, None));
    }
    let found = match plan::folder(named.or(recorded)) {
        Err(problems) if named.is_some() => return Err(problems),
        found => found.ok(),
    };
    let digest = |folder: &Folder| Some(campaign_digest(folder).to_string());
    let found = found.filter(|folder| digest(folder).as_ref() == inputs.get(CAMPAIGN));
    if let Some(folder) = found {
        let mut campaign = plan::sound(&folder)?;
        slots::fill_again(&mut campaign, inputs)?;
        return Ok((Some(campaign), None));
    }
    let message = "the campaign is not as it was when the messages were written: their To and Cc are not compared";
    let help = "name the campaign of that time with `--campaign`";
    Ok((None, Some(Diagnostic::note(message).help(help))))
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
