//! What docs/campaign.md tells the author of a campaign: its first half hour, its tables, its lists.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::outside::Place;
use crate::program::program;
use crate::readme::{TODAY, follow};
use serde_json::Value;

const PAGE: &str = "docs/campaign.md";

/// The letter at the end of the first half hour.
const LETTER: &str = "\
Ana Silva
12 Example Road
LEEDS
LS2 9JT

Example Buses Ltd
7 Example Yard
LEEDS
LS1 1AA

23 November 2026

Breaks on line 7

Dear Sir or Madam,

I am writing to you about line 7. Drivers on line 7 work six hours
without a break.

Please:

- give every driver a break after three hours;
- open talks with the drivers\u{2019} union.

Yours faithfully,


Ana Silva
";

/// What `init --empty` says.
const NEXT: &str = "\
wrote 8 files into `new`. Next:
  1. fill in `targets.toml` and the files in `letters/`; `campaign.md` explains every key
  2. protest-letter check new
  3. protest-letter generate --campaign new --target example-company
";

/// What the program prints, and what it says beside it.
fn said(folder: &Path, arguments: &[&str]) -> (String, String) {
    let mut command = program();
    command.args(arguments);
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", TODAY);
    let output = command.output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(output.status.success(), "{err}");
    (out, err)
}

#[test]
fn the_first_half_hour_ends_with_a_clean_check_and_a_letter() {
    let folder = follow(PAGE, &Place::new());
    let (_, told) = said(folder.path(), &["check", "my-campaign"]);
    assert_eq!(told, "0 errors, 0 warnings\n");
    let options = "generate --campaign my-campaign --target bus-company --country GB --name";
    let mut letter: Vec<&str> = options.split(' ').collect();
    letter.extend(["Ana Silva", "--address", "12 Example Road"]);
    letter.extend(["--address", "LEEDS", "--address", "LS2 9JT"]);
    let (letter, told) = said(folder.path(), &letter);
    assert_eq!((letter.as_str(), told.as_str()), (LETTER, ""));
    let page = fs::read_to_string(PAGE).unwrap();
    let (_, shown) = page.split_once("```console\n").unwrap();
    assert_eq!(misspelt(folder.path()), shown.split("```").next().unwrap());
}

/// What `check` says when a fact of the letter is misspelt.
fn misspelt(folder: &Path) -> String {
    let letter = folder.join("my-campaign/letters/en/letter.md");
    let text = fs::read_to_string(&letter).unwrap();
    fs::write(&letter, text.replace("facts.shifts", "facts.shift")).unwrap();
    let mut check = program();
    check.args(["check", "my-campaign"]).current_dir(folder);
    let output = check.env("SOURCE_DATE_EPOCH", TODAY).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

/// What `init --empty` writes is clean on the day on which it is written.
#[test]
fn an_empty_campaign_has_no_mistake_and_gives_a_letter() {
    let folder = tempfile::tempdir().unwrap();
    let (_, told) = said(folder.path(), &["init", "new", "--empty"]);
    assert_eq!(told, NEXT);
    let (_, told) = said(folder.path(), &["check", "new"]);
    assert_eq!(told, "0 errors, 0 warnings\n");
    let (_, told) = said(folder.path(), &["check", "new", "--date", "2028-10-01"]);
    assert_eq!(told, "0 errors, 0 warnings\n");
    let (_, command) = NEXT.trim_end().rsplit_once("protest-letter ").unwrap();
    let command: Vec<&str> = command.split(' ').collect();
    let (letter, _) = said(folder.path(), &command);
    assert!(
        letter.contains("Example Company Ltd\n1 Example Street\n"),
        "{letter}"
    );
    let targets = fs::read_to_string(folder.path().join("new/targets.toml")).unwrap();
    assert!(targets.contains("verified = \"2026-11-23\""), "{targets}");
    assert!(targets.lines().count() <= 30, "{targets}");
}

/// The tables of the page: the heading above them, and the tables of which file they explain.
const TABLES: [(&str, &str, &[&str]); 8] = [
    ("## Dates", "targets", &["/fact"]),
    ("### Top and `[campaign]`", "targets", &["", "/campaign"]),
    (
        "### `[[fact]]` and `[[demand]]`",
        "targets",
        &["/fact", "/demand", "/fact/wording", "/demand/wording"],
    ),
    ("### `[[argument]]`", "targets", &["/argument"]),
    ("### `[[exclusion]]`", "targets", &["/exclusion"]),
    ("### `[[target]]`", "targets", &["/target"]),
    ("### Forms of address", "forms", &["/form", "/words"]),
    ("## profiles.toml", "profiles", &["/profile"]),
];

/// The part of the page below a heading, up to the next heading of its level or a higher one.
fn section(heading: &str) -> String {
    let page = fs::read_to_string(PAGE).unwrap();
    let (_, below) = page.split_once(&format!("\n{heading}\n")).unwrap();
    let is_next = |line: &&str| line.starts_with("## ") || line.starts_with("### ");
    below
        .lines()
        .take_while(|line| !is_next(line))
        .map(|line| line.to_owned() + "\n")
        .collect()
}

/// A table of a schema, by its path.
fn table<'s>(schema: &'s Value, path: &str) -> &'s Value {
    path.split('/').skip(1).fold(schema, |table, key| {
        let next = &table["properties"][key];
        next.get("items").unwrap_or(next)
    })
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(format!("schemas/{name}.json")).unwrap()).unwrap()
}

/// The keys that a schema requires in a table.
fn required(table: &Value) -> BTreeSet<&str> {
    let keys = table["required"].as_array().into_iter().flatten();
    keys.filter_map(Value::as_str).collect()
}

/// The words in backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// A row that marks a key as required that is optional, or the other way, misleads its reader.
#[test]
fn the_tables_of_the_page_mark_the_keys_that_the_schemas_require() {
    let mut count = 0;
    for (heading, name, paths) in TABLES {
        let (section, schema) = (section(heading), schema(name));
        // The table that the rows are about, where the first column names it.
        let mut record = None;
        for row in section.lines().filter(|line| line.starts_with('|')) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            if cells.len() == 6 && !cells[1].is_empty() {
                record = Some(path(quoted(cells[1]).first().unwrap_or(&"")));
            }
            let is_mark =
                |cell: &&str| cell.starts_with("required") || cell.starts_with("optional");
            let Some(at) = cells.iter().position(is_mark) else {
                continue;
            };
            for key in quoted(cells[at - 1]) {
                let mut paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
                if let Some(record) = record.as_ref().filter(|_| cells.len() == 6) {
                    paths = vec![record.clone()];
                }
                if cells[at].ends_with("in demands") {
                    paths = vec!["/demand".to_owned()];
                }
                let is_told = cells[at].starts_with("required");
                assert_eq!(
                    is_required(&schema, paths, key),
                    Some(is_told),
                    "{heading}: `{key}`"
                );
                count += 1;
            }
        }
    }
    assert!(count > 80, "{count}");
}

/// The path of a table by its header.
fn path(header: &str) -> String {
    "/".to_owned() + &header.trim_matches(['[', ']']).replace('.', "/")
}

/// Whether a key is required in one of some tables; `None` if none of them has it. A header names its table itself.
fn is_required(schema: &Value, mut paths: Vec<String>, key: &str) -> Option<bool> {
    let mut key = key.to_owned();
    if key.starts_with('[') {
        let path = path(&key);
        let (above, last) = path.rsplit_once('/').unwrap();
        paths = vec![above.to_owned()];
        last.clone_into(&mut key);
    }
    paths.retain(|path| table(schema, path)["properties"].get(&key).is_some());
    let mut having = paths
        .iter()
        .map(|path| required(table(schema, path)).contains(key.as_str()));
    (!paths.is_empty()).then(|| having.any(|is_required| is_required))
}

#[test]
fn the_page_names_every_key() {
    let page = fs::read_to_string(PAGE).unwrap();
    for name in ["targets", "forms", "profiles"] {
        let mut keys = BTreeSet::new();
        collect_keys(&schema(name), &mut keys);
        for key in keys {
            let is_named = quoted(&page).iter().any(|word| {
                let mut names = word.split(|c: char| !c.is_alphanumeric() && c != '_');
                names.any(|name| name == key)
            });
            assert!(is_named, "{name}: the page says nothing of `{key}`");
        }
    }
}

fn collect_keys(part: &Value, keys: &mut BTreeSet<String>) {
    if let Some(properties) = part["properties"].as_object() {
        for (key, value) in properties {
            keys.insert(key.clone());
            collect_keys(value, keys);
        }
    }
    if part["items"].is_object() {
        collect_keys(&part["items"], keys);
    }
}

#[test]
fn the_page_lists_the_kinds() {
    let section = section("### Kinds");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let told: Vec<&str> = rows.map(|row| quoted(row)[0]).collect();
    let targets = schema("targets");
    let kinds = table(&targets, "/target")["properties"]["kind"]["enum"]
        .as_array()
        .unwrap();
    assert_eq!(
        told,
        kinds
            .iter()
            .map(|kind| kind.as_str().unwrap())
            .collect::<Vec<_>>()
    );
}

/// The ranks of the built-in campaign, on the page and in what editors show.
#[test]
fn the_page_lists_the_ranks_of_the_built_in_campaign() {
    let forms: toml::Table = fs::read_to_string("letters/en/forms.toml")
        .unwrap()
        .parse()
        .unwrap();
    let forms = forms["form"].as_array().unwrap().iter();
    let ranks: BTreeSet<&str> = forms.map(|form| form["rank"].as_str().unwrap()).collect();
    let section = section("### Forms of address").replace('\n', " ");
    let (_, told) = section
        .split_once("The built-in campaign has the ranks ")
        .unwrap();
    let told: BTreeSet<&str> = quoted(told.split('.').next().unwrap())
        .into_iter()
        .collect();
    assert_eq!(told, ranks);
    for (name, path) in [("targets", "/target"), ("forms", "/form")] {
        let schema = schema(name);
        let told = table(&schema, path)["properties"]["rank"]["description"]
            .as_str()
            .unwrap();
        let (_, told) = told.split_once("The built-in campaign has ").unwrap();
        let told = told.trim_end_matches('.').replace(" and ", ", ");
        assert_eq!(told.split(", ").collect::<BTreeSet<_>>(), ranks, "{name}");
    }
}
