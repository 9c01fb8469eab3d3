//! The programs that take letters over: which of them are on the path, and the line to use with each.

use std::path::PathBuf;

use serde::Serialize;

use crate::campaign::{Campaign, embedded};
use crate::cli::doctor::places;
use crate::letter::Channel;
use crate::{console, desktop, disk};

/// Mail programs: the name that `--for` has for it, the name of its file, and what stands behind `--for NAME` in a line.
const MAIL: [(&str, &str, &str); 9] = [
    ("sendmail", "sendmail", " | sendmail -t -i"),
    ("msmtp", "msmtp", " | msmtp -t"),
    ("mutt", "mutt", " | mutt -H -"),
    (
        "neomutt",
        "neomutt",
        " -o letter.eml && neomutt -H letter.eml",
    ),
    ("s-nail", "s-nail", " | s-nail -t"),
    ("himalaya", "himalaya", " | himalaya message send"),
    ("notmuch", "notmuch-emacs-mua", " | sh"),
    ("aerc", "aerc", " | sh"),
    (
        "thunderbird",
        "thunderbird",
        " -o letter.eml && thunderbird letter.eml",
    ),
];

/// Fax programs: the same. The line prints the command that sends the fax.
const FAX: [(&str, &str, &str); 4] = [
    ("hylafax", "sendfax", " -o fax.tif"),
    ("asterisk", "asterisk", " -o fax.tif"),
    ("freeswitch", "fs_cli", " -o fax.tif"),
    ("efax", "efax", " -o fax.tif"),
];

/// A program that takes letters over.
#[derive(Serialize)]
pub(super) struct ProgramRecord {
    /// The name that `--for` has for it.
    pub name: &'static str,
    /// The name of its file.
    pub file: &'static str,
    /// Where it is, if it is there.
    pub path: Option<String>,
    /// The line to use with it.
    pub command: String,
}

/// The mail programs.
pub(super) fn mail() -> Vec<ProgramRecord> {
    records(&MAIL, "embassy")
}

/// The fax programs.
pub(super) fn fax() -> Vec<ProgramRecord> {
    records(&FAX, &office_with_fax())
}

fn records(known: &[(&'static str, &'static str, &str)], target: &str) -> Vec<ProgramRecord> {
    let record = |(name, file, rest): &(&'static str, &'static str, &str)| ProgramRecord {
        name,
        file,
        path: on_path(file).as_deref().map(places::shown),
        command: format!("protest-letter generate --target {target} --for {name}{rest}"),
    };
    known.iter().map(record).collect()
}

/// An office of the built-in campaign that has a fax number.
fn office_with_fax() -> String {
    let (campaign, _) = Campaign::read(&embedded::folder());
    let targets = campaign
        .map(|campaign| campaign.targets)
        .unwrap_or_default();
    let has_fax = |contact: &crate::campaign::dated::Dated<crate::campaign::target::Contact>| {
        contact.value.has(Channel::Fax)
    };
    let found = targets
        .into_iter()
        .find(|target| target.contacts.iter().any(has_fax));
    found.map_or_else(|| "ID".to_owned(), |target| target.id)
}

/// The place of a program, in the order of the folders on the path.
fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = console::program_folders().into_iter();
    folders
        .map(|folder| folder.join(&name))
        .find(|path| disk::is_program(path))
}

/// The desktop, on which drafts are opened.
#[derive(Serialize)]
pub(super) struct DesktopRecord {
    /// The program that opens files.
    pub opener: &'static str,
    /// Where it is.
    pub path: Option<String>,
    /// Whether there is a screen that it can open them on.
    pub screen: bool,
}

/// Looks for the desktop.
pub(super) fn desktop() -> DesktopRecord {
    let opener = desktop::opener_name();
    DesktopRecord {
        opener,
        path: on_path(opener).as_deref().map(places::shown),
        screen: desktop::has_screen(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::program::Program;

    /// Those of these names have no file to look for: their own system has them, or a desktop opens what they get.
    const ELSEWHERE: [&str; 4] = ["gateway", "outlook", "apple-mail", "mailto"];

    #[test]
    fn every_program_that_letters_are_made_for_is_looked_for() {
        let known: Vec<&str> = MAIL.iter().chain(&FAX).map(|(name, ..)| *name).collect();
        for program in Program::all() {
            let name = program.name();
            let is_known = known.contains(&name.as_str());
            assert_ne!(is_known, ELSEWHERE.contains(&name.as_str()), "{name}");
        }
    }
}
