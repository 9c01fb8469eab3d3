//! Which embassy covers which country: all 249 countries of ISO 3166, on two dates, asked of the real
//! program one by one and compared with lists that a person can review.
//!
//! `UPDATE=1 cargo test --test all nearest::` writes the lists anew: read the difference before you commit it.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fmt::Write;
use std::fs;
use std::thread;

use crate::program::program;
use protest_letter::country::Country;

const HEADER: &str = "code\tcountry\tmission\tcity\trule\tkm\n";

/// One line of a list: what the note on standard error says.
fn row(country: &str, date: &str) -> String {
    let mut command = program();
    command.args(["generate", "--target", "embassy", "--country", country]);
    let output = command.args(["--date", date]).output().unwrap();
    let notes = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{country}: {notes}");
    let note = notes
        .lines()
        .find_map(|l| l.strip_prefix("note: embassy for "));
    let note = note.unwrap_or_else(|| panic!("{country}: no note names the rule\n{notes}"));
    let fields = fields(note).unwrap_or_else(|| panic!("cannot read the note `{note}`"));
    format!("{country}\t{}\n", fields.join("\t"))
}

/// Country, mission, city, rule and kilometres of "NAME: `ID` in CITY, RULE".
fn fields(note: &str) -> Option<[&str; 5]> {
    let (country, rest) = note.split_once(": `")?;
    let (id, rest) = rest.split_once("` in ")?;
    let starts = [
        ", there",
        ", which cover",
        ", the nearest, ",
        ", the one in ",
    ];
    let start = starts.iter().find_map(|start| rest.find(start))?;
    let (city, rule) = (&rest[..start], &rest[start + 2..]);
    let (km, rule) = match rule.strip_prefix("the nearest, ") {
        Some(rest) => rest.split_once(" km; ")?,
        None => ("", rule),
    };
    Some([country, id, city, name(rule)?, km])
}

/// The word in the lists for what a note says.
fn name(rule: &str) -> Option<&'static str> {
    match rule {
        "there" => Some("resident"),
        "there according to later sources" => Some("resident, by later sources"),
        "none there or covering it is known" => Some("nearest"),
        "a country has none in itself" => Some("at home"),
        _ => {
            let starts = [
                ("which covers it", "accredited"),
                ("which covered it ", "accredited, by a later source"),
                ("which covers ", "accredited to the state"),
                (
                    "which covered ",
                    "accredited to the state, by a later source",
                ),
                ("the one in ", "of the state"),
            ];
            let found = starts.iter().find(|(start, _)| rule.starts_with(start));
            found.map(|(_, name)| *name)
        }
    }
}

/// The list of a date, half of it made by each of two threads.
fn list(date: &str) -> String {
    let codes: Vec<String> = Country::all().iter().map(ToString::to_string).collect();
    assert_eq!(codes.len(), 250);
    let (first, second) = codes.split_at(codes.len() / 2);
    let rows = |codes: &[String]| codes.iter().map(|code| row(code, date)).collect::<String>();
    thread::scope(|scope| {
        let first = scope.spawn(|| rows(first));
        let second = rows(second);
        HEADER.to_owned() + &first.join().unwrap() + &second
    })
}

/// Compares a list with the one that was reviewed, and names every line that differs.
fn compare(date: &str, golden: &str) {
    let found = list(date);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(golden, &found).unwrap();
    }
    let expected = fs::read_to_string(golden).unwrap();
    let mut differences = String::new();
    for (expected, found) in expected.lines().zip(found.lines()) {
        if expected != found {
            writeln!(differences, "- {expected}\n+ {found}").unwrap();
        }
    }
    assert!(differences.is_empty(), "{golden}:\n{differences}");
    assert_eq!(expected, found, "{golden}");
}

// Takes seconds: 250 runs of the program.
#[test]
fn every_country_has_the_embassy_of_2026_that_was_reviewed() {
    compare("2026-12-01", "tests/golden/embassies-2026.tsv");
}

// Takes seconds: 250 runs of the program.
#[test]
fn every_country_has_the_embassy_of_2011_that_was_reviewed() {
    compare("2011-12-17", "tests/golden/embassies-2011.tsv");
}

/// A mission that does not exist on a date must not be in its list: Helsinki opened in 2012.
#[test]
fn only_missions_of_the_date_are_listed() {
    let old = fs::read_to_string("tests/golden/embassies-2011.tsv").unwrap();
    let new = fs::read_to_string("tests/golden/embassies-2026.tsv").unwrap();
    assert!(!old.contains("embassy-fi") && new.contains("FI\tFinland\tembassy-fi\tHelsinki"));
}
