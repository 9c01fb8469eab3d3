//! Help pages: their size, their examples, the topics.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads and writes its files itself"
)]

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{commands, printed, with_ours};
use crate::outside::Place;
use crate::program::program;

/// The lines of a screen.
const SCREEN: usize = 60;

/// 2026-11-23, the day of the addresses that the examples are tried with.
const TODAY: &str = "1795392000";

#[test]
fn a_short_page_fits_on_a_screen() {
    let pages = commands()
        .into_iter()
        .map(|command| vec![command, "-h".to_owned()]);
    for arguments in pages.chain([vec!["-h".to_owned()]]) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let page = printed(&arguments);
        let widest = page.lines().map(|line| line.chars().count()).max();
        assert!(page.lines().count() <= SCREEN, "{arguments:?}:\n{page}");
        assert!(widest <= Some(80), "{arguments:?}:\n{page}");
        assert!(page.contains("--help` says more"), "{arguments:?}:\n{page}");
    }
}

#[test]
fn a_long_page_leads_with_examples_and_ends_with_where_to_read_on() {
    for command in commands() {
        let page = printed(&[&command, "--help"]);
        assert_eq!(examples(&page).len(), 3, "{page}");
        let first = page.find("Examples:").unwrap();
        assert!(first < page.find("Usage:").unwrap(), "{page}");
        let read_on = page.split("Read on in ").nth(1).unwrap();
        let document = read_on.split(". ").next().unwrap();
        assert!(Path::new(document).exists(), "{command}: {document}");
        assert!(page.contains("SECURITY.md"), "{page}");
        assert_eq!(page, printed(&["help", &command]));
        assert!(
            page.lines().all(|line| line.chars().count() <= 80),
            "{page}"
        );
    }
}

/// The command lines of the examples of a page.
fn examples(page: &str) -> Vec<String> {
    let text = page.split("Examples:\n").nth(1).unwrap();
    let text = text.split("\n\n").next().unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    lines.map(str::to_owned).collect()
}

/// They are run in one folder, as somebody would who reads the pages one after the other: the later ones use what the
/// earlier ones wrote.
#[test]
fn every_example_works() {
    let place = Place::new();
    let folder = TempDir::new().unwrap();
    fs::copy("tests/readme/branch.csv", folder.path().join("branch.csv")).unwrap();
    fs::create_dir_all(place.home().join(".config/fish/conf.d")).unwrap();
    let program = examples(&printed(&["--help"]));
    let of_commands = commands()
        .into_iter()
        .flat_map(|command| examples(&printed(&["help", &command])));
    for line in program.into_iter().chain(of_commands) {
        let shell = with_ours(&place, "bash").args(["-c", &format!("set -o pipefail; {line}")]);
        let shell = shell.folder(folder.path()).env("SOURCE_DATE_EPOCH", TODAY);
        assert!(
            !shell.printed().is_empty() || writes(&line),
            "{line} prints nothing"
        );
    }
    for file in [
        "letter.pdf",
        "letters/embassy-gb.pdf",
        "draft.eml",
        "out/manifest.csv",
        "labels.pdf",
        "envelope.pdf",
    ] {
        assert!(folder.path().join(file).is_file(), "{file}");
    }
}

/// Whether an example writes files instead of printing something.
fn writes(line: &str) -> bool {
    let is_one = |word: &str| line.contains(word);
    [
        " -o ",
        ">",
        " init ",
        "sender --name",
        "sender delete",
        " --dry-run",
    ]
    .into_iter()
    .any(is_one)
        || line.ends_with("verify out/")
        || line.ends_with("--again")
        || line.contains(" check bus-drivers")
}

#[test]
fn the_topics_are_those_that_the_page_names() {
    let page = printed(&["--help"]);
    let topics = page.split("Topics of `help`: ").nth(1).unwrap();
    let topics = topics.split('.').next().unwrap();
    assert_eq!(topics.split(", ").count(), 4, "{topics}");
    for topic in topics.split(", ") {
        assert!(printed(&["help", topic]).lines().count() > 5, "{topic}");
    }
    let output = program().args(["help", "format"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("did you mean `formats`?"), "{said}");
}

/// Every variable that the program asks for is explained, and no other.
#[test]
fn the_environment_is_explained() {
    let topic = printed(&["help", "environment"]);
    for file in crate::structure::source() {
        let asked = file.text.split("variable(\"").skip(1);
        for name in asked.map(|rest| rest.split('"').next().unwrap()) {
            assert!(topic.contains(name), "{name} in {}", file.path);
        }
    }
}

#[test]
fn colours_can_be_asked_for_and_refused() {
    let output = |arguments: &[&str]| {
        let output = program().args(arguments).output().unwrap();
        [output.stdout, output.stderr].concat()
    };
    for line in [&["--help"][..], &["targets", "nobody"], &["generate"]] {
        let with = |choice: &[&str]| output(&[line, choice].concat()).contains(&0x1b);
        assert!(with(&["--color", "always"]), "{line:?}");
        assert!(!with(&["--color=never"]) && !with(&[]), "{line:?}");
    }
}
