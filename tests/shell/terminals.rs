//! Terminals: what is shown on one, and what is not.

use std::path::Path;

use tempfile::TempDir;

use super::program::NO_SETTINGS;
use super::{Seen, shell, terminal};

const CAMPAIGN_WITH_A_MISTAKE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/campaigns/unknown-key");

/// A command line on a terminal that nobody types on.
fn seen(line: &str) -> Seen {
    terminal(Path::new(NO_SETTINGS), line, &[])
}

#[test]
fn a_pdf_is_not_for_a_terminal() {
    let seen = seen("$PROGRAM generate --target president --format pdf");
    assert!(
        seen.text.contains("pdf is not for a terminal"),
        "{}",
        seen.text
    );
    assert!(!seen.text.contains("%PDF"), "{}", seen.text);
    assert_eq!(seen.code, Some(2));
}

#[test]
fn a_fax_is_not_for_a_terminal() {
    let line = "$PROGRAM generate --target kazmunaygaz --fax-line 1 --name Ana --format fax";
    let seen = seen(line);
    let said = &seen.text;
    assert!(said.contains("fax is not for a terminal"), "{said}");
    assert_eq!(seen.code, Some(2));
}

#[test]
fn a_list_on_a_terminal_is_a_table_that_fits() {
    let seen = seen("$PROGRAM --quiet targets");
    assert!(seen.text.contains("reached by"), "{}", seen.text);
    let widest = seen
        .text
        .lines()
        .map(|line| line.trim_end().chars().count())
        .max();
    assert!(widest <= Some(100), "{widest:?} columns");
}

#[test]
fn colours_are_for_terminals_only_and_can_be_refused() {
    let line = &format!("$PROGRAM check {CAMPAIGN_WITH_A_MISTAKE}");
    assert!(seen(line).text.contains('\u{1b}'));
    assert!(!seen(&format!("NO_COLOR=1 {line}")).text.contains('\u{1b}'));
    let folder = TempDir::new().unwrap();
    assert!(!shell(folder.path(), line).stderr.contains(&0x1b));
}
