//! One mistake in a campaign is one finding: every line of a few campaigns is made wrong in every usual way.
//!
//! It takes seconds: there are about two thousand mistakes, and each campaign is judged with all its letters.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use protest_letter::audit::audit;
use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, Folder};
use protest_letter::diagnostic::{Problems, Source};

/// Reads a campaign of the tests.
fn folder(name: &str) -> Folder {
    let root = Path::new("tests/campaigns").join(name);
    let mut folder = Folder::default();
    let files = walkdir(&root);
    for file in files {
        let path = file
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let text = fs::read_to_string(&file).unwrap();
        folder.files.insert(path.clone(), Source::new(path, text));
    }
    folder
}

fn walkdir(root: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(root).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let below = |path: std::path::PathBuf| {
        if path.is_dir() {
            walkdir(&path)
        } else {
            vec![path]
        }
    };
    paths.flat_map(below).collect()
}

/// A finding, as far as it does not move with the lines: its code and its message.
type Finding = (String, String);

fn findings(folder: &Folder) -> Vec<Finding> {
    let date = Date::parse("2026-11-29").unwrap();
    let (campaign, mut problems) = Campaign::read(folder);
    let judged = campaign.map_or_else(Problems::default, |campaign| audit(campaign, date));
    problems.append(judged);
    let problems = problems.0.into_iter();
    let finding = |problem: protest_letter::diagnostic::Diagnostic| {
        let code = problem.code.map_or("", |code| code.name());
        (code.to_owned(), problem.message)
    };
    problems.map(finding).collect()
}

/// Returns a line made wrong, with what was done to it.
fn mistakes(line: &str) -> Vec<(&'static str, String)> {
    let text = line.trim();
    if let Some(name) = text.strip_prefix('[') {
        let name = name.trim_matches(['[', ']']);
        let (other, wrong) = if text.starts_with("[[") {
            ("[", "]")
        } else {
            ("[[", "]]")
        };
        return vec![
            ("a header mistyped", text.replace(name, &format!("{name}s"))),
            ("other brackets", format!("{other}{name}{wrong}")),
            ("a header lost", String::new()),
        ];
    }
    let Some((key, _)) = text.split_once(" = ").filter(|_| !text.starts_with('#')) else {
        return Vec::new();
    };
    let values = [
        ("a number", "7"),
        ("a date without quotes", "2011-12-17"),
        ("another text", "\"March 2026\""),
        ("an empty text", "\"\""),
        ("an empty list", "[]"),
        ("a quote lost", "\"abc"),
    ];
    let mut wrong: Vec<(&str, String)> = values
        .map(|(what, value)| (what, format!("{key} = {value}")))
        .to_vec();
    wrong.push(("a key mistyped", text.replacen(key, &format!("{key}x"), 1)));
    wrong.push(("a line lost", String::new()));
    wrong
}

/// Returns the lines of a file that are TOML: those of a letter are its head.
fn toml_lines(lines: &[&str]) -> std::ops::Range<usize> {
    if lines.first() == Some(&"+++") {
        let end = lines.iter().skip(1).position(|line| *line == "+++");
        return 1..end.map_or(0, |end| end + 1);
    }
    0..lines.len()
}

/// Makes every line of the files of a campaign wrong, and returns what gave more than one finding.
fn with_followers(campaign: &str, files: &[&str]) -> (usize, Vec<String>) {
    let before: BTreeSet<Finding> = findings(&folder(campaign)).into_iter().collect();
    let (mut tried, mut wrong) = (0, Vec::new());
    for path in files {
        let text = folder(campaign).files[*path].text.clone();
        let lines: Vec<&str> = text.lines().collect();
        for n in toml_lines(&lines) {
            for (what, line) in mistakes(lines[n]) {
                let mut changed = lines.clone();
                changed[n] = &line;
                let mut folder = folder(campaign);
                let source = Source::new(*path, changed.join("\n"));
                folder.files.insert((*path).to_owned(), source);
                let found = findings(&folder).into_iter();
                let new: BTreeSet<Finding> = found.filter(|one| !before.contains(one)).collect();
                // A contact whose source bears no date is told for each of its channels.
                let is_stale = new.iter().all(|(code, _)| code.starts_with("STALE-"));
                if new.len() > 1 && !is_stale {
                    wrong.push(format!("{path}:{}: {what}: {}: {new:#?}", n + 1, lines[n]));
                }
                tried += 1;
            }
        }
    }
    (tried, wrong)
}

fn expect_one(campaign: &str, files: &[&str], least: usize) {
    let (tried, wrong) = with_followers(campaign, files);
    assert!(tried >= least, "only {tried} mistakes were made");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_mistake_in_a_whole_campaign_is_one_finding() {
    let files = [
        "targets.toml",
        "letters/en/forms.toml",
        "letters/en/protest.md",
    ];
    expect_one("everything", &files, 550);
}

#[test]
fn a_mistake_in_facts_and_arguments_is_one_finding() {
    expect_one("wordings", &["targets.toml"], 700);
}

#[test]
fn a_mistake_in_who_gets_solidarity_is_one_finding() {
    expect_one("solidarity", &["targets.toml"], 250);
}

#[test]
fn a_mistake_in_dated_records_is_one_finding() {
    expect_one("terms", &["targets.toml"], 500);
}
