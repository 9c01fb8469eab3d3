//! Drafts in Thunderbird, which shows them on a screen that nobody sees, and keeps them as it would for a person.
//!
//! Takes some seconds: Thunderbird starts for every draft.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::home::Home;
use super::parsed::{Parsed, boxed};
use super::{LANGUAGES, expected, good, with_page, without_names};

/// A home in which Thunderbird is set up, and where it keeps drafts.
fn home() -> (Home, PathBuf) {
    let home = Home::new();
    let settings = fs::read("tests/mail/thunderbird.js").unwrap();
    home.write(".thunderbird/own/user.js", settings);
    let profiles =
        "[Profile0]\nName=own\nIsRelative=1\nPath=own\nDefault=1\n\n[General]\nVersion=2\n";
    home.write(".thunderbird/profiles.ini", profiles);
    let drafts = home.path(".thunderbird/own/Mail/Local Folders/Drafts");
    (home, drafts)
}

/// Two of them would wait for each other on two cores.
static SCREEN: Mutex<()> = Mutex::new(());

/// The draft that a command opens, as Thunderbird keeps it.
fn draft(command: &str, input: &[u8]) -> Parsed {
    let (home, drafts) = home();
    let _one_at_a_time = SCREEN.lock().unwrap_or_else(PoisonError::into_inner);
    let script = fs::canonicalize(Path::new("tests/mail/desktop.sh")).unwrap();
    let (script, kept) = (script.display(), drafts.display());
    home.shell(&format!("exec sh '{script}' '{kept}' {command}"), input);
    // Whoever saves twice has the draft once more.
    let kept = without_names(boxed(&drafts).pop().unwrap().parsed);
    let body = lines(kept.body.trim_end());
    Parsed { body, ..kept }
}

/// The lines of a text without blanks before them, which mean nothing in a text that is flowed (RFC 3676, section 4.4),
/// as mboxrd has them or not.
fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    let lines = lines.map(|line| line.strip_prefix('>').unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The same of what a letter has to arrive as.
fn unindented(expected: Parsed) -> Parsed {
    let body = lines(&expected.body);
    Parsed { body, ..expected }
}

/// The letter is in a file that only its owner can read: on the command line, which `ps` shows to everybody on the
/// machine, there is only the name of the file.
#[test]
fn thunderbird_opens_the_draft_and_its_command_does_not_say_what_is_in_it() {
    for lang in LANGUAGES {
        let message = good(&["--lang", lang, "--for", "thunderbird"]);
        let command = "sh -c 'cp input letter.eml && exec thunderbird letter.eml'";
        assert_eq!(draft(command, &message), unindented(expected(lang)));
    }
}

/// `X-Unsent` makes a draft of a file.
#[test]
fn thunderbird_opens_a_file_as_a_draft() {
    for lang in LANGUAGES {
        let message = good(&["--lang", lang, "--format", "eml", "--attach", "pdf"]);
        let command = "sh -c 'cp input letter.eml && exec thunderbird letter.eml'";
        assert_eq!(draft(command, &message), unindented(with_page(lang)));
    }
}
