//! The JSON Schemas, tried by two validators: taplo, which editors check TOML with, and jsonschema for Python.
//!
//! `schemas/whole` has every key. One line of it is changed at a time: the program and both validators have to agree on
//! what is left, but for mistakes of which a schema cannot know.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

mod changes;
mod judges;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::program;
use crate::written::{Batch, TWO};
use changes::{Verdict, changes};
use judges::{Corpus, by_jsonschema, by_program, by_taplo};
use tempfile::TempDir;

/// The files that name a schema, below a folder.
fn with_schema(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(with_schema(&path));
        } else if fs::read_to_string(&path).is_ok_and(|text| text.starts_with("#:schema ")) {
            found.push(path);
        }
    }
    found
}

/// The campaign that `init` writes, and the one that `init --empty` does.
fn written() -> [TempDir; 2] {
    ["--force", "--empty"].map(|option| {
        let folder = TempDir::new().unwrap();
        let mut init = program();
        let output = init.args(["init", option]).arg(folder.path()).output();
        assert!(output.unwrap().status.success());
        folder
    })
}

#[test]
fn validators_accept_what_is_shipped_and_what_init_writes() {
    let written = written();
    let mut files = vec![
        PathBuf::from("targets.toml"),
        PathBuf::from("src/page/profiles.toml"),
    ];
    files.extend(with_schema(Path::new("letters")));
    files.extend(with_schema(Path::new("tests/schemas")));
    assert_eq!(files.len(), 9, "{files:?}");
    for (folder, count) in written.iter().zip([4, 2]) {
        let found = with_schema(folder.path());
        assert_eq!(found.len(), count, "{found:?}");
        files.extend(found);
    }
    for refused in [
        by_taplo(&files),
        by_jsonschema(Path::new("schemas"), &files),
    ] {
        assert!(refused.is_empty(), "{refused:?}");
    }
}

/// A schema that is not found refuses nothing.
#[test]
fn taplo_finds_the_schemas_that_files_name() {
    for folder in written() {
        let files = with_schema(folder.path());
        for path in &files {
            let text = fs::read_to_string(path).unwrap();
            fs::write(path, text + "\n[no_such_table]\n").unwrap();
        }
        assert_eq!(by_taplo(&files).len(), files.len());
    }
}

#[test]
fn validators_know_the_record_of_a_batch() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    let record = fs::read_to_string(batch.path("out/batch.toml")).unwrap();
    let folder = TempDir::new().unwrap();
    let changes = [
        ("form = 2", "form = 2", false),
        ("form = 2", "form = 3", true),
        ("combine = \"none\"", "combine = \"some\"", true),
        ("date = \"2026-11-23\"", "date = \"23 November\"", true),
        ("letters = 4", "letters = \"4\"", true),
        ("letters = 4", "leters = 4", true),
        ("letters = 4", "", true),
    ];
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/batch.json");
    let write = |(n, (from, to, _)): (usize, &(&str, &str, bool))| {
        assert!(record.contains(from), "{record}");
        let path = folder.path().join(format!("{n}.toml"));
        let text = format!("#:schema file://{}\n{record}", schema.display());
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        path
    };
    let files: Vec<PathBuf> = changes.iter().enumerate().map(write).collect();
    let wrong = files
        .iter()
        .zip(changes)
        .filter(|(_, (.., is_wrong))| *is_wrong);
    let wrong: BTreeSet<PathBuf> = wrong.map(|(path, _)| path.clone()).collect();
    assert_eq!(by_taplo(&files), wrong);
    assert_eq!(by_jsonschema(Path::new("schemas"), &files), wrong);
}

/// The files of a campaign that have a schema, with a first line that names it, in a folder.
fn named(campaign: &Path, folder: &Path) -> Vec<PathBuf> {
    let files = [
        ("targets.toml", "targets"),
        ("letters/en/forms.toml", "forms"),
        ("profiles.toml", "profiles"),
    ];
    let write = |(file, schema): (&str, &str)| {
        let text = fs::read_to_string(campaign.join(file)).ok()?;
        let schema = fs::canonicalize(format!("schemas/{schema}.json")).unwrap();
        let name = campaign.file_name().unwrap().to_str().unwrap();
        let path = folder.join(format!("{name}-{}", file.replace('/', "-")));
        fs::write(
            &path,
            format!("#:schema file://{}\n{text}", schema.display()),
        )
        .unwrap();
        Some(path)
    };
    files.into_iter().filter_map(write).collect()
}

#[test]
fn validators_refuse_no_test_campaign_that_the_program_accepts() {
    let folder = TempDir::new().unwrap();
    let entries = fs::read_dir("tests/campaigns").unwrap();
    let mut campaigns: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    campaigns.sort();
    let files: Vec<Vec<PathBuf>> = campaigns
        .iter()
        .map(|path| named(path, folder.path()))
        .collect();
    let all = files.concat();
    let taplo = by_taplo(&all);
    assert_eq!(taplo, by_jsonschema(Path::new("schemas"), &all));
    let mut known = Vec::new();
    for (campaign, files) in campaigns.iter().zip(&files) {
        if files.iter().any(|file| taplo.contains(file)) {
            let mut check = program();
            check
                .arg("check")
                .arg(campaign)
                .args(["--date", "2026-11-23"]);
            let output = check.output().unwrap();
            assert!(!output.status.success(), "{}", campaign.display());
            known.push(campaign.file_name().unwrap().to_str().unwrap());
        }
    }
    // The mistakes of the others are the program's to find.
    assert!(known.len() > 25, "{known:?}");
}

#[test]
fn program_and_validators_agree_on_every_change() {
    let changes = changes();
    assert!(changes.len() > 500, "{}", changes.len());
    let corpus = Corpus::new(&changes);
    let program = by_program(&corpus);
    let taplo = by_taplo(&corpus.files);
    let jsonschema = by_jsonschema(&corpus.path("schemas"), &corpus.files);
    let mut wrong = Vec::new();
    for (change, file) in changes.iter().zip(&corpus.files) {
        let refused = [&program, &taplo, &jsonschema].map(|refused| refused.contains(file));
        let is_right = match change.expected {
            Verdict::Same => refused == [refused[0]; 3],
            Verdict::Refused => refused == [true; 3],
            Verdict::Unknown => refused == [true, false, false],
            Verdict::Accepted => refused == [false; 3],
            Verdict::NotByTaplo => refused == [true, false, true],
        };
        if !is_right {
            wrong.push(format!("{change}: program, taplo, jsonschema {refused:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
