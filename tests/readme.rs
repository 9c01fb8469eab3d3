//! What README.md and docs/ promise is true: their commands run, their numbers are counted.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::Path;

use crate::outside::{PATH, Place, Program};
use crate::program::program;
use tempfile::TempDir;

/// 2026-11-23, the day of the addresses that the commands are tried with.
pub const TODAY: &str = "1795392000";

/// What a document tells its reader to do.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// A shell command, lines that go on put together.
    Command(String),
    /// A file with a new text.
    Write(String, String),
    /// A file with more text at its end.
    Add(String, String),
}

/// The steps of a document: the commands of blocks of the language `sh`, and the blocks that name a file behind their
/// language, which people do not see.
fn steps(document: &str) -> Vec<Step> {
    let text = fs::read_to_string(document).unwrap();
    let blocks = text.split("\n```").skip(1).step_by(2);
    let blocks = blocks.filter_map(|block| block.split_once('\n'));
    blocks
        .flat_map(|(told, text)| of_block(told, text))
        .collect()
}

fn of_block(told: &str, text: &str) -> Vec<Step> {
    let text = text.to_owned() + "\n";
    match told.split(' ').collect::<Vec<_>>()[..] {
        ["sh"] => {
            let joined = text.replace("\\\n", " ");
            let lines = joined.lines().map(str::to_owned);
            lines.map(Step::Command).collect()
        }
        [_, path] => vec![Step::Write(path.to_owned(), text)],
        [_, ">>", path] => vec![Step::Add(path.to_owned(), text)],
        _ => Vec::new(),
    }
}

/// The documents whose commands are run, and some files that each makes. The first saves the sender of the others.
const DOCUMENTS: [(&str, &[&str]); 10] = [
    (
        "README.md",
        &["letter.pdf", "letters/president.pdf", "out/manifest.csv"],
    ),
    ("docs/sender.md", &[]),
    (
        "docs/letters.md",
        &["letters/president.pdf", "signed.pdf", "letter.png"],
    ),
    (
        "docs/pages.md",
        &[
            "to-print.pdf",
            "zones.pdf",
            "zones.png",
            "branch-labels.pdf",
            "parcel-labels.pdf",
            "envelopes.pdf",
        ],
    ),
    ("docs/batch.md", &[]),
    (
        "docs/campaign.md",
        &["zhanaozen/targets.toml", "letter.pdf"],
    ),
    ("docs/fax.md", &["faxes/kazmunaygaz-1.tif", "out/faxes.csv"]),
    ("docs/mail.md", &["letter.eml", "out/president.mbox"]),
    ("docs/terminal.md", &[]),
    ("docs/json.md", &[]),
];

/// Whether a line hands a letter to another program: tests/mail and tests/fax have those, and run it.
fn is_handed_over(line: &str) -> bool {
    [" --for ", " --open", "| mail "]
        .iter()
        .any(|how| line.contains(how))
}

/// Follows a document: its files are written, and its commands that call the program run, one after the other in one
/// folder. The later ones use what the earlier ones wrote.
pub fn follow(document: &str, place: &Place) -> TempDir {
    let folder = TempDir::new().unwrap();
    let built = Path::new(program().get_program())
        .parent()
        .unwrap()
        .to_owned();
    let path = format!("{}:{PATH}", built.display());
    for file in ["branch.toml", "branch.csv", "ana.png"] {
        // What the documents say their reader has.
        let from = Path::new("tests/readme").join(file);
        fs::copy(from, folder.path().join(file)).unwrap();
    }
    let mut runs = 0;
    for step in steps(document) {
        match step {
            Step::Command(line) => {
                if line.starts_with("protest-letter ") && !is_handed_over(&line) {
                    let shell = Program::at(place, "sh").args(["-c", &line]);
                    let shell = shell.folder(folder.path()).env("PATH", &path);
                    shell.env("SOURCE_DATE_EPOCH", TODAY).printed();
                    runs += 1;
                }
            }
            Step::Write(file, text) => {
                let file = folder.path().join(file);
                assert!(
                    file.is_file(),
                    "{document}: nothing wrote {}",
                    file.display()
                );
                fs::write(file, text).unwrap();
            }
            Step::Add(file, text) => {
                let file = folder.path().join(file);
                let before = fs::read_to_string(&file).unwrap();
                fs::write(file, before + &text).unwrap();
            }
        }
    }
    assert!(runs >= 2, "{document}");
    folder
}

#[test]
fn every_command_of_the_documents_runs() {
    let place = Place::new();
    for (document, made) in DOCUMENTS {
        let folder = follow(document, &place);
        for made in made {
            let is_there = folder.path().join(made).is_file();
            assert!(is_there, "{document}: {made} was not made");
        }
    }
}

/// A document whose commands nobody runs would go out of date unseen.
#[test]
fn every_document_with_commands_is_run() {
    for entry in fs::read_dir("docs").unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_str().unwrap();
        let is_document = path.extension().is_some_and(|ending| ending == "md");
        let is_ours = |step: &Step| matches!(step, Step::Command(line) if line.starts_with("protest-letter "));
        let has_commands = is_document && steps(name).iter().any(is_ours);
        let is_run = DOCUMENTS.iter().any(|(document, _)| *document == name);
        assert!(!has_commands || is_run, "{name}");
    }
}

/// What a reader needs first fits on three screens; the rest is in docs/.
#[test]
fn the_readme_is_short() {
    let lines = fs::read_to_string("README.md").unwrap().lines().count();
    assert!(lines <= 160, "README.md has {lines} lines");
}

#[test]
fn the_number_of_offices_in_the_readme_is_right() {
    let targets = fs::read_to_string("targets.toml").unwrap();
    let count = targets.lines().filter(|line| *line == "[[target]]").count();
    let readme = fs::read_to_string("README.md").unwrap();
    assert!(
        readme.contains(&format!("{count} offices")),
        "there are {count} offices"
    );
}

/// The anchors of a document's headings, as hosts of repositories make them.
fn anchors(document: &Path) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        heading
            .replace(' ', "-")
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == '-')
            .collect::<String>()
    };
    headings.map(anchor).collect()
}

#[test]
fn everything_that_the_documents_name_is_there() {
    let own = |folder: &str| {
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        entries
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
            .collect::<Vec<_>>()
    };
    for document in [own("."), own("docs")].concat() {
        let text = fs::read_to_string(&document).unwrap();
        let links = text
            .split("](")
            .skip(1)
            .map(|rest| rest.split(')').next().unwrap());
        for link in links.filter(|link| !link.starts_with("http")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let path = match file {
                "" => document.clone(),
                file => document.with_file_name(file),
            };
            let what = format!("{} names {link}", document.display());
            assert!(path.is_file(), "{what}");
            assert!(
                anchor.is_empty() || anchors(&path).iter().any(|known| known == anchor),
                "{what}"
            );
        }
    }
}
