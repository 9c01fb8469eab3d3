//! One mistake in a campaign is one finding: every line of a few campaigns is made wrong in every usual way.
//!
//! It takes seconds: there are about two thousand mistakes, and each campaign is judged with all its letters.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeMap;
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

/// Findings, as far as they do not move with the lines: codes and messages, and how often each is told.
type Findings = BTreeMap<(String, String), usize>;

fn findings(folder: &Folder) -> Findings {
    let date = Date::parse("2026-11-29").unwrap();
    let (campaign, mut problems) = Campaign::read(folder);
    let judged = campaign.map_or_else(Problems::default, |campaign| audit(campaign, date));
    problems.append(judged);
    let mut findings = Findings::new();
    for problem in problems.0 {
        let code = problem.code.map_or("", |code| code.name());
        *findings
            .entry((code.to_owned(), problem.message))
            .or_default() += 1;
    }
    findings
}

/// Returns what is found beside what was found before.
fn beyond(before: &Findings, found: Findings) -> Findings {
    let more = |(finding, count)| {
        let known = before.get(&finding).copied().unwrap_or_default();
        (count > known).then(|| (finding, count - known))
    };
    found.into_iter().filter_map(more).collect()
}

/// A folder with other text in a file.
fn with_text(campaign: &str, path: &str, text: String) -> Folder {
    let mut folder = folder(campaign);
    folder
        .files
        .insert(path.to_owned(), Source::new(path, text));
    folder
}

/// What is always a mistake: other changes may be right, such as an optional line that is lost.
const SURE: [&str; 4] = [
    "a number",
    "a quote lost",
    "a key mistyped",
    "a header mistyped",
];

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

/// Makes every line of the files of a campaign wrong, and expects one finding of each.
fn expect_one(campaign: &str, files: &[&str], least: usize) {
    let before = findings(&folder(campaign));
    let (mut tried, mut wrong) = (0, Vec::new());
    for path in files {
        let text = folder(campaign).files[*path].text.clone();
        let lines: Vec<&str> = text.lines().collect();
        for n in toml_lines(&lines) {
            for (what, line) in mistakes(lines[n]) {
                let mut changed = lines.clone();
                changed[n] = &line;
                let new = findings(&with_text(campaign, path, changed.join("\n")));
                let new = beyond(&before, new);
                // A contact whose source bears no date is told for each of its channels.
                let is_stale = new.keys().all(|(code, _)| code.starts_with("STALE-"));
                let told: usize = new.values().sum();
                if told > 1 && !is_stale || told == 0 && SURE.contains(&what) {
                    wrong.push(format!("{path}:{}: {what}: {}: {new:#?}", n + 1, lines[n]));
                }
                tried += 1;
            }
        }
    }
    assert!(tried >= least, "only {tried} mistakes were made");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Makes lines of two targets wrong, and expects that each mistake is told as if it were alone.
fn expect_both(campaign: &str, path: &str, least: usize) {
    let before = findings(&folder(campaign));
    let text = folder(campaign).files[path].text.clone();
    let lines: Vec<&str> = text.lines().collect();
    let target = |n: usize| {
        lines[..=n]
            .iter()
            .filter(|line| **line == "[[target]]")
            .count()
    };
    let changed = |changes: &[&(usize, String)]| {
        let mut changed = lines.clone();
        for (n, line) in changes {
            changed[*n] = line;
        }
        let new = findings(&with_text(campaign, path, changed.join("\n")));
        beyond(&before, new)
    };
    let in_target = |number: usize| {
        // A target with a wrong header is taken for a part of the one before.
        let is_inside = |n: &usize| target(*n) == number && lines_at(&text, *n) != "[[target]]";
        let lines = (0..lines.len()).filter(is_inside);
        let wrong = lines.flat_map(|n| {
            mistakes(lines_at(&text, n))
                .into_iter()
                .map(move |m| (n, m))
        });
        let sure = wrong.filter(|(_, (what, _))| SURE.contains(what));
        sure.map(|(n, (_, line))| (n, line)).collect::<Vec<_>>()
    };
    let (first, second) = (in_target(1), in_target(2));
    let mut tried = 0;
    for (one, other) in first
        .iter()
        .flat_map(|one| second.iter().map(move |other| (one, other)))
    {
        // Some of all pairs: each line of one with some of the other.
        if (one.0 * 7 + other.0 * 3) % 11 != 0 {
            continue;
        }
        let (alone, beside, both) = (changed(&[one]), changed(&[other]), changed(&[one, other]));
        for finding in alone.keys().chain(beside.keys()) {
            assert!(
                both.contains_key(finding),
                "{one:?} and {other:?}: {finding:?}: {both:#?}"
            );
        }
        tried += 1;
    }
    assert!(tried >= least, "only {tried} pairs were tried");
}

fn lines_at(text: &str, n: usize) -> &str {
    text.lines().nth(n).unwrap()
}

#[test]
fn a_mistake_in_one_target_hides_none_in_another() {
    expect_both("two-offices", "targets.toml", 100);
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

#[test]
fn a_mistake_in_profiles_is_one_finding() {
    expect_one("tight-profile", &["profiles.toml"], 100);
}
