//! The JSON of lists and reports has the keys that docs/json.md describes, and no others.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::program;

/// The commands that print reports, several for one where it takes several to see every key. They run in one folder,
/// one after the other.
const COMMANDS: [(&str, &str); 16] = [
    ("targets", "targets all --json --date 2026-11-23"),
    ("targets", "targets --json --has fax --date 2026-11-23"),
    ("letters", "letters --json"),
    (
        "sentences",
        "letters government --sources --json --date 2026-11-23",
    ),
    ("profiles", "profiles --json"),
    ("doctor", "doctor --json"),
    (
        "batch",
        "batch --members branch.csv --target embassy --dry-run --json --date 2026-11-23",
    ),
    (
        "batch",
        "batch --members branch.csv --target embassy -o out --json --date 2026-11-23",
    ),
    ("members", "members branch.csv --json"),
    ("members", "members wrong.csv --json"),
    (
        "batch",
        "batch --members grown.csv --target embassy -o out --new-only --json --date 2026-11-23",
    ),
    ("verify", "verify out --json"),
    ("verify", BROKEN),
    (
        "check",
        concat!(
            "check ",
            env!("CARGO_MANIFEST_DIR"),
            "/tests/campaigns/all-layers --json --date 2026-11-23"
        ),
    ),
    ("codes", "check --explain --json"),
    ("codes", "check --explain stale-fax --json"),
];

/// What is said of a batch that lacks a file.
const BROKEN: &str = "verify out/ --json";

/// The members of the branch, and one who joined later.
fn grown() -> String {
    let members = fs::read_to_string("tests/readme/branch.csv").unwrap();
    members + "Dee Example,4 Example Road,LS1 1AA,Leeds,GB,yes,\n"
}

/// Keys whose values are texts by language or by zone: the keys below them are no part of the shape.
const MAPS: [&str; 3] = ["office", "name", "sources"];

/// The keys of a value, at any depth.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                found.insert(key.clone());
                if !(MAPS.contains(&key.as_str()) && value.is_object()) {
                    keys(value, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

/// The keys that a section of the document names: the words in backticks in the first column of its tables.
fn documented(document: &str, report: &str) -> BTreeSet<String> {
    let heading = format!("\n## {report}\n");
    let section = document
        .split(&heading)
        .nth(1)
        .unwrap_or_else(|| panic!("no section on {report}"));
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let mut keys = BTreeSet::new();
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        // What is said of a list in the second column are the keys of its items.
        let says_keys = cells[0].contains("[]") && !cells[0].contains(':');
        let cells = if says_keys { &cells[..] } else { &cells[..1] };
        for cell in cells {
            for word in cell.split('`').skip(1).step_by(2) {
                let names = word.split(['.', '[', ']']).filter(|name| !name.is_empty());
                keys.extend(names.map(str::to_owned));
            }
        }
    }
    keys
}

#[test]
fn every_key_is_described_and_no_other() {
    let document = fs::read_to_string("docs/json.md").unwrap();
    let folder = TempDir::new().unwrap();
    fs::copy("tests/readme/branch.csv", folder.path().join("branch.csv")).unwrap();
    fs::write(folder.path().join("wrong.csv"), "name,email\nAna,ana@\n").unwrap();
    fs::write(folder.path().join("grown.csv"), grown()).unwrap();
    let mut reports = COMMANDS.map(|(report, _)| report).to_vec();
    reports.dedup();
    for report in reports {
        let mut found = BTreeSet::new();
        for (_, line) in COMMANDS.into_iter().filter(|(name, _)| *name == report) {
            if line == BROKEN {
                fs::remove_file(folder.path().join("out/embassy-gb.pdf")).unwrap();
            }
            let output = program()
                .args(line.split(' '))
                .current_dir(folder.path())
                .output()
                .unwrap();
            let value: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(value["report"], report, "{line}");
            assert_eq!(value["version"], 1, "{line}");
            keys(&value, &mut found);
        }
        found.remove("report");
        found.remove("version");
        let documented = documented(&document, report);
        let missing: Vec<_> = found.difference(&documented).collect();
        assert!(missing.is_empty(), "{report}: not described: {missing:?}");
        let words = [
            "file",
            "line",
            "fact",
            "demand",
            "conclusion",
            "error",
            "warning",
            "note",
            "rect",
            "version",
        ];
        let mut gone = documented
            .difference(&found)
            .filter(|key| !words.contains(&key.as_str()));
        assert_eq!(gone.next(), None, "{report}: described, and not there");
    }
}
