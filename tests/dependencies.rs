//! What docs/dependencies.md says of libraries is true of `Cargo.toml` and `Cargo.lock`.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// A row of the table: name, version, and the file that names the library.
struct Row {
    name: String,
    version: String,
    file: String,
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string("docs/dependencies.md").unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| "));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 11, "{line}");
        Row {
            name: cells[1].to_owned(),
            version: cells[2].to_owned(),
            file: cells[4].to_owned(),
        }
    };
    // The first two are the heading and the line under it.
    rows.skip(2).map(row).collect()
}

fn table(path: &str) -> toml::Table {
    fs::read_to_string(path).unwrap().parse().unwrap()
}

#[test]
fn every_library_that_is_named_has_its_row_and_no_other() {
    let manifest = table("Cargo.toml");
    let tables = ["dependencies", "dev-dependencies"].map(|key| &manifest[key]);
    let of_systems = manifest["target"].as_table().unwrap().values();
    let tables = tables
        .into_iter()
        .chain(of_systems.map(|system| &system["dependencies"]));
    let named: BTreeSet<&str> = tables
        .flat_map(|table| table.as_table().unwrap().keys())
        .map(String::as_str)
        .collect();
    let rows = rows();
    let told: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(told, named);
    assert_eq!(told.len(), rows.len(), "a library stands twice");
}

#[test]
fn the_versions_are_those_that_are_built() {
    let lock = table("Cargo.lock");
    let mut built: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let text = |key: &str| package[key].as_str().unwrap();
        // What stands behind a `+` is a remark.
        let version = text("version").split('+').next().unwrap();
        built.entry(text("name")).or_default().insert(version);
    }
    let wrong = rows()
        .into_iter()
        .filter(|row| !built[row.name.as_str()].contains(row.version.as_str()));
    let wrong: Vec<String> = wrong
        .map(|row| format!("{} {}", row.name, row.version))
        .collect();
    assert!(wrong.is_empty(), "correct the table: {wrong:?}");
}

#[test]
fn the_file_of_a_row_names_the_library() {
    for row in rows() {
        let text =
            fs::read_to_string(&row.file).unwrap_or_else(|why| panic!("{}: {why}", row.file));
        let name = row.name.replace('-', "_");
        assert!(
            text.contains(&name) || text.contains(&row.name),
            "{} does not name {}",
            row.file,
            row.name
        );
    }
}

/// A reason stands with each library that is taken in two versions.
#[test]
fn the_policy_gives_its_reasons() {
    let policy = table("deny.toml");
    for key in ["skip", "deny"] {
        for entry in policy["bans"][key].as_array().unwrap() {
            let reason = entry.get("reason").and_then(toml::Value::as_str);
            assert!(reason.is_some_and(|reason| !reason.is_empty()), "{entry}");
        }
    }
}
