//! Command lines and what they print: every `tests/cases/GROUP/NAME.toml`, found by walking.
//!
//! A case says what is printed as `stdout` and `stderr`, or in `NAME.stdout` and `NAME.stderr` if there is a `\` in it;
//! one that writes files has `NAME.in` and `NAME.out` beside it.
//! `TRYCMD=overwrite cargo test --test all cases::` accepts what the program prints now: read the
//! difference before you commit it.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{self, program};

/// What would show through from the machine; an empty variable is none to the program.
const CLEARED: [&str; 9] = [
    "SOURCE_DATE_EPOCH",
    "LANG",
    "LC_ALL",
    "LANGUAGE",
    "TZ",
    "HOME",
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
];

/// The paths in a folder, in order.
fn entries(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// Every case, as the path of its `.toml`.
fn cases() -> Vec<PathBuf> {
    let groups = entries("tests/cases").into_iter();
    groups
        .flat_map(entries)
        .filter(|path| has_ending(path, "toml"))
        .collect()
}

// Takes seconds: some 260 runs of the program, 50 of which set letters on pages.
#[test]
fn every_case_prints_what_stands_beside_it() {
    let runner = trycmd::TestCases::new();
    runner.default_bin_path(program().get_program());
    runner.env("XDG_CONFIG_HOME", program::NO_SETTINGS);
    for variable in CLEARED {
        runner.env(variable, "");
    }
    runner.case("tests/cases/*/*.toml").run();
}

#[test]
fn every_case_expects_both_outputs() {
    for case in cases() {
        let text = fs::read_to_string(&case).unwrap();
        assert!(text.starts_with("args = "), "{}", case.display());
        let case_is: toml::Table = text.parse().unwrap();
        let outputs = ["stdout", "stderr"];
        let is_inside = outputs.map(|name| case_is.get(name).is_some_and(toml::Value::is_str));
        // A `\` is read as it is from files alone.
        let beside = outputs.map(|ending| fs::read_to_string(case.with_extension(ending)));
        let is_beside = beside.iter().all(Result::is_ok)
            && beside.iter().flatten().any(|text| text.contains('\\'));
        let is_right = match is_inside {
            [true, true] => beside.iter().all(Result::is_err),
            [false, false] => is_beside,
            _ => false,
        };
        assert!(is_right, "{} does not say what is printed", case.display());
    }
}

#[test]
fn nothing_stands_beside_the_cases_that_no_case_uses() {
    let cases: BTreeSet<PathBuf> = cases().into_iter().collect();
    for path in entries("tests/cases").into_iter().flat_map(entries) {
        let is_used = path.ends_with("inputs") || cases.contains(&path.with_extension("toml"));
        assert!(is_used, "no case uses {}", path.display());
    }
}

#[test]
fn every_letter_case_bears_a_date() {
    for case in cases() {
        let text = fs::read_to_string(&case).unwrap();
        let is_dated = text.contains("--date") || text.contains("--help");
        let writes = text.contains("\"generate") || text.contains("'generate");
        assert!(is_dated || !writes, "{} has no date", case.display());
    }
}

#[test]
fn every_test_campaign_is_checked_by_a_case() {
    let texts: Vec<String> = cases()
        .iter()
        .map(|case| fs::read_to_string(case).unwrap())
        .collect();
    for campaign in entries("tests/campaigns") {
        let name = campaign.file_name().unwrap().to_str().unwrap();
        let command = format!("\"check {name} ");
        let is_checked = texts.iter().any(|text| text.contains(&command));
        assert!(is_checked, "no case checks tests/campaigns/{name}");
    }
}
