//! Tests of the changes that are named.

use super::*;
use crate::batch::record::batch_record::tests::{other_record, record};
use crate::diagnostic::Source;
use crate::fields::to_toml;
use crate::fields::typed::of_toml;

/// The lines of a record by the table and key that they are of.
fn lines(record: &BatchRecord) -> BTreeMap<(String, String), String> {
    let text = to_toml(record).unwrap();
    let mut table = String::new();
    let mut found = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('[') {
            line.clone_into(&mut table);
            continue;
        }
        let (key, _) = line.split_once(" = ").unwrap_or_else(|| panic!("{line}"));
        found.insert((table.clone(), key.to_owned()), line.to_owned());
    }
    found
}

/// A record with one line of a table instead of another; `None` if it is none.
fn mixed(record: &BatchRecord, table: &str, from: &str, to: &str) -> Option<BatchRecord> {
    let text = to_toml(record).unwrap();
    let (before, rest) = if table.is_empty() {
        (String::new(), text)
    } else {
        let (before, rest) = text.split_once(table).unwrap();
        (before.to_owned() + table, rest.to_owned())
    };
    assert!(rest.contains(from), "{from} in {rest}");
    let text = before + &rest.replacen(from, to, 1);
    of_toml(&Source::new("batch.toml", text)).ok()
}

/// Whether an input may be another in the same batch. The list is not that of the program: what is added there has to
/// be added here.
fn is_free(table: &str, key: &str) -> bool {
    let table = table.trim_matches(['[', ']']);
    let is_path = ["file", "folder"].contains(&key);
    is_path || [("files", "shared"), ("letters", "force")].contains(&(table, key))
}

/// Both records have every field that exists, with other values: one that is left out of either does not compile, and
/// one that is not written, read or compared fails here.
#[test]
fn every_input_that_changes_is_named() {
    let (one, other) = (record(), other_record());
    let (from, to) = (lines(&one), lines(&other));
    let mut compared = 0;
    for ((table, key), line) in &from {
        if key == "form" {
            continue;
        }
        let changed = to
            .get(&(table.clone(), key.clone()))
            .cloned()
            .unwrap_or_else(|| {
                assert!(line.ends_with(" = true"), "{line} has no other value");
                line.replace("true", "false")
            });
        let changed = &changed;
        assert_ne!(line, changed, "the same in both records");
        let mut instead =
            vec![mixed(&one, table, line, changed).unwrap_or_else(|| panic!("{changed}"))];
        // One that may be left out differs when it is.
        instead.extend(mixed(&one, table, line, "").filter(|without| *without != one));
        for changed in instead {
            assert_ne!(changed, one, "{table} {key} is not read");
            let found = differences(&one, &changed).unwrap();
            if is_free(table, key) {
                assert_eq!(found, [], "{table} {key}");
                continue;
            }
            assert_eq!(found.len(), 1, "{table} {key}: {found:?}");
            let table = table.trim_matches(['[', ']']);
            assert_eq!(
                found[0].key,
                format!("{table}.{key}").trim_start_matches('.')
            );
            let option = format!("`--{}`", key.replace('_', "-"));
            let has_names = ["set", "only", "column"]
                .iter()
                .any(|of| table.ends_with(of));
            let is_of_option = found[0].kind == InputKind::Choice && !has_names;
            assert!(
                !is_of_option || found[0].told.starts_with(&option),
                "{found:?}"
            );
            compared += 1;
        }
    }
    assert!(compared > 70, "{compared}");
}

#[test]
fn a_change_is_told_in_the_words_of_the_command() {
    let (one, other) = (record(), other_record());
    let found = differences(&one, &other).unwrap();
    let told: Vec<&str> = found.iter().map(|change| &change.told[..]).collect();
    for wanted in [
        "the members file changed",
        "the campaign changed",
        "`--reference` was `A`, now `B`",
        "`--from`: the organization changed",
        "`--from`: the logo changed",
        "`--personal` changed",
        "`--copies-to` changed",
        "`--set org` was `x`, now `y`",
        "`--only president` was `3`, now `4+5`",
        "`--target` was `president`, now `ilo`, `embassy`",
        "the program was version 1, now 2",
    ] {
        assert!(told.contains(&wanted), "{wanted} in {told:#?}");
    }
    assert!(!sentence(&found).contains("the number of letters"));
    let mut less = record();
    less.letters.reference = None;
    less.files.duplex = false;
    less.written.letters = 9;
    let found = differences(&one, &less).unwrap();
    let told = "`--duplex` was given, and is not now; `--reference` was `A`, now not given";
    assert_eq!(sentence(&found), told);
    let found = differences(&less, &one).unwrap();
    let told = "`--duplex` was not given, and is now; `--reference` was not given, now `A`";
    assert_eq!(sentence(&found), told);
    less = record();
    less.written.letters = 9;
    let found = differences(&one, &less).unwrap();
    assert_eq!(sentence(&found), "the number of letters changed");
    less = record();
    (less.files.channel, less.files.format) = (None, other.files.format);
    let found = differences(&one, &less).unwrap();
    assert_eq!(sentence(&found), "`--channel` was `auto`, now not given");
    let mut without = record();
    without.from = None;
    let found = differences(&one, &without).unwrap();
    assert_eq!(sentence(&found), "`--from` was given, and is not now");
}
