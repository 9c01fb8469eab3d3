//! What stands on the pages: the whole letter, in letters that machines keep.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::fax::{LANGUAGES, LONG, PAPERS, good};
use crate::program::program;

/// A letterhead, a logo with shades of gray.
const LETTERHEAD: [&str; 2] = ["--from", "tests/inputs/letterhead.toml"];

/// Every word of the letter is on the pages, whatever the lines are broken into.
#[test]
fn the_whole_letter_is_on_the_pages() {
    for lang in LANGUAGES {
        for more in [&[][..], &LONG] {
            let options = [&["-q", "--lang", lang], more].concat();
            let described = good(&[&options[..], &["--fax-format", "layout"]].concat());
            let described = String::from_utf8(described).unwrap();
            // The line that says who sends stands between the lines of two pages.
            let lines = described.lines().filter(|line| !line.contains(" header "));
            let runs = lines.filter_map(|line| line.split_once(" | "));
            let shown: String = runs.map(|(_, text)| text).collect();
            let shown: String = shown.split_whitespace().collect();
            let text = text(lang, more);
            let body = text.split("\n\n").filter(|part| part.len() > 60);
            for part in body {
                let part = part.replace("- ", "");
                let part: String = part.split_whitespace().collect();
                assert!(shown.contains(&part), "{lang}: {part}\n{shown}");
            }
        }
    }
}

/// The paragraphs of the same letter as text, without the list, whose items have labels of their own.
fn text(lang: &str, more: &[&str]) -> String {
    let mut program = program();
    program.args([
        "generate",
        "-q",
        "--target",
        "kazmunaygaz",
        "--date",
        "2011-12-17",
    ]);
    program
        .args(["--name", "Ana Silva", "--lang", lang])
        .args(more);
    let text = String::from_utf8(program.output().unwrap().stdout).unwrap();
    let (_, body) = text.split_once("!\n").or(text.split_once(",\n\n")).unwrap();
    let parts = body
        .split("\n\n")
        .filter(|part| !part.contains("\n- ") && !part.contains('•'));
    parts.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn the_page_descriptions_are_as_they_were() {
    let folder = Path::new("tests/golden/fax");
    let mut changed = Vec::new();
    for lang in LANGUAGES {
        for (country, _) in PAPERS {
            for (name, more) in [
                ("one-page", &[][..]),
                ("long", &LONG),
                ("head", &LETTERHEAD),
            ] {
                let own = ["-q", "--lang", lang, "--country", country];
                let found = good(&[&own[..], &["--fax-format", "layout"], more].concat());
                let golden = folder.join(format!("{country}-{lang}-{name}.layout"));
                if std::env::var_os("UPDATE").is_some() {
                    fs::create_dir_all(folder).unwrap();
                    fs::write(&golden, &found).unwrap();
                } else if fs::read(&golden).ok().as_deref() != Some(&found) {
                    changed.push(golden);
                }
            }
        }
    }
    assert!(
        changed.is_empty(),
        "UPDATE=1 takes over what is right: {changed:#?}"
    );
}

/// No line is thinner than a pixel at standard resolution, no picture has shades, no letter is small.
#[test]
fn nothing_on_a_page_is_lost_by_a_machine() {
    let mut roles = BTreeSet::new();
    for golden in fs::read_dir("tests/golden/fax").unwrap() {
        let text = fs::read_to_string(golden.unwrap().path()).unwrap();
        for item in text.lines().filter(|line| line.starts_with("  ")) {
            let fields: Vec<&str> = item.split_whitespace().collect();
            assert_eq!(fields[0], "run", "{item}");
            assert!(fields[3].starts_with("sans"), "{item}");
            let (size, role): (f64, &str) = (fields[4].parse().unwrap(), fields[5]);
            assert!(size >= 9.0, "{item}");
            assert!(
                size >= 10.4 || !matches!(role, "paragraph" | "list-item"),
                "{item}"
            );
            roles.insert(role.to_owned());
        }
    }
    assert!(
        roles.contains("letterhead") && roles.contains("header"),
        "{roles:?}"
    );
}
