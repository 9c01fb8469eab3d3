//! What `check` finds: each code in some campaign of the tests, explained, listed, and in the formats of others.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use protest_letter::diagnostic::Code;
use serde_json::Value;
use tempfile::TempDir;

use crate::outside::Program;
use crate::program::program;

/// What `check` prints of a campaign of the tests.
fn checked(campaign: &str, format: &str) -> String {
    let output = program()
        .args([
            "check",
            campaign,
            "--date",
            "2026-11-29",
            "--format",
            format,
        ])
        .current_dir("tests/campaigns")
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{campaign}: all is told in JSON");
    String::from_utf8(output.stdout).unwrap()
}

/// The report of a campaign of the tests.
fn report(campaign: &str) -> Value {
    serde_json::from_str(&checked(campaign, "json")).unwrap()
}

/// The campaigns of the tests.
fn campaigns() -> Vec<String> {
    let entries = fs::read_dir("tests/campaigns").unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_code_is_found_in_a_campaign_and_every_finding_has_one() {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for name in campaigns() {
        for finding in report(&name)["findings"].as_array().unwrap() {
            let code = finding["code"].as_str();
            let code = code.unwrap_or_else(|| panic!("{name}: no code: {finding}"));
            found.insert(code.to_owned(), name.clone());
        }
    }
    let found: BTreeSet<&str> = found.keys().map(String::as_str).collect();
    let all: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(found, all);
}

#[test]
fn a_finding_has_the_severity_of_its_code_and_the_report_counts_them() {
    for name in ["all-layers", "stale-contacts", "alike"] {
        let report = report(name);
        let findings = report["findings"].as_array().unwrap();
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for finding in findings {
            let code = Code::parse(finding["code"].as_str().unwrap()).unwrap();
            assert_eq!(finding["severity"], code.severity().name(), "{finding}");
            *counts.entry(code.severity().name()).or_default() += 1;
        }
        for severity in ["error", "warning", "note"] {
            let count = counts.get(severity).copied().unwrap_or_default();
            assert_eq!(report[format!("{severity}s")], count, "{name}");
        }
        assert!(!findings.is_empty());
    }
}

/// One mistake each in a name, a fact, a kind, a number, forms, profiles and letters: each is told, and nothing that
/// only follows from it.
#[test]
fn no_mistake_hides_another_or_makes_one_up() {
    let report = report("all-layers");
    let findings = report["findings"].as_array().unwrap();
    let mut found: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default();
            (text("file"), text("code"))
        })
        .collect();
    found.sort_unstable();
    let expected = [
        ("letters/en/council.md", "BAD-MARKUP"),
        ("letters/en/council.md", "TEMPLATE-SYNTAX"),
        ("letters/en/forms.toml", "DATE-PATTERN"),
        ("letters/en/forms.toml", "MISSING-KEY"),
        ("letters/en/forms.toml", "UNKNOWN-VARIABLE"),
        ("letters/en/forms.toml", "UNKNOWN-WORD"),
        ("letters/en/headless.md", "NO-FRONT-MATTER"),
        ("letters/en/ministry.md", "REPEATED-PARAGRAPH"),
        ("letters/en/ministry.md", "TOO-MANY-PAGES"),
        ("letters/en/partials/more.md", "BAD-MARKUP"),
        ("letters/en/protest.md", "UNKNOWN-VARIABLE"),
        ("profiles.toml", "MISSING-KEY"),
        ("targets.toml", "BAD-EMAIL"),
        ("targets.toml", "MISSING-KEY"),
        ("targets.toml", "NUMBER-PLAN"),
        ("targets.toml", "UNKNOWN-KIND"),
        ("targets.toml", "UNKNOWN-LANGUAGE"),
        ("targets.toml", "UNKNOWN-WORD"),
    ];
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    found.dedup();
    assert_eq!(found, expected);
}

#[test]
fn docs_list_every_code() {
    let text = fs::read_to_string("docs/campaign.md").unwrap();
    let (_, section) = text.split_once("\n## What `check` finds\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("| ["))
        .collect();
    let row = |code: &Code| {
        let (name, severity, title) = (code.name(), code.severity().name(), code.title());
        let link = name.to_lowercase();
        format!("| [{name}](findings.md#{link}) | {severity} | {title} |")
    };
    let expected: Vec<String> = Code::ALL.iter().map(row).collect();
    assert_eq!(
        rows,
        expected,
        "the table should be\n{}",
        expected.join("\n")
    );
}

/// A judge that is not ours, with the schema of OASIS: it has to refuse a log that is not SARIF too.
#[test]
fn logs_are_sarif() {
    let folder = TempDir::new().unwrap();
    let judged = |name: &str, log: &str| {
        let file = folder.path().join(name);
        fs::write(&file, log).unwrap();
        let python = concat!(env!("CARGO_MANIFEST_DIR"), "/.test-env/bin/python");
        let file = file.to_str().unwrap().to_owned();
        let arguments = ["tests/outside/sarif.py", file.as_str()];
        Program::new(python).args(&arguments).printed()
    };
    for campaign in ["all-layers", "alike", "minimal", "not-utf-8"] {
        let log = checked(campaign, "sarif");
        assert_eq!(judged("right.sarif", &log), "valid\n", "{campaign}");
    }
    let log = checked("all-layers", "sarif");
    for (right, wrong) in [
        ("\"startLine\": ", "\"startLine\": -"),
        ("\"level\": \"error\"", "\"level\": \"bad\""),
        ("\"uriBaseId\"", "\"uriBase\""),
        ("\"runs\"", "\"run\""),
    ] {
        assert!(log.contains(right));
        let said = judged("wrong.sarif", &log.replace(right, wrong));
        assert!(said.starts_with("invalid"), "{wrong}: {said}");
    }
}

#[test]
fn a_log_has_the_rules_and_the_places_of_the_report() {
    let log: Value = serde_json::from_str(&checked("all-layers", "sarif")).unwrap();
    let report = report("all-layers");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Code::ALL.len());
    let results = run["results"].as_array().unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    for (result, finding) in results.iter().zip(findings) {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], finding["code"]);
        assert_eq!(result["ruleId"], finding["code"]);
        assert_eq!(result["level"], finding["severity"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], finding["file"]);
        for (key, ours) in [
            ("startLine", "line"),
            ("startColumn", "column"),
            ("endLine", "end_line"),
            ("endColumn", "end_column"),
        ] {
            assert_eq!(place["region"][key], finding[ours], "{finding}");
        }
    }
}
