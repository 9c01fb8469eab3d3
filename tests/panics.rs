//! A fault of the program in any stage ends a run with one problem that names the letter, and nothing is lost.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

mod outside;
mod program;
mod runs;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use outside::{Place, Program};
use protest_letter::disk::Lock;
use protest_letter::faults::VARIABLE;

/// The stages of a letter, and the batches that pass them.
const STAGES: [&str; 6] = ["row", "worker", "letter", "pages", "bytes", "record"];

/// Batches that pass every stage in one way or another, and the stages that they have not.
const BATCHES: [(&str, &[&str]); 4] = [
    ("--format text --combine none", &["pages"]),
    ("--format pdf,text --combine branch", &[]),
    ("--format eml --maildir", &["pages"]),
    ("--channel fax", &["pages"]),
];

/// Which passages of a stage panic, the first and one in the middle of the run, and how many workers there are.
const PASSAGES: [(usize, usize); 2] = [(1, 1), (30, 3)];

/// The seconds after which a run hangs.
const SECONDS: u32 = 60;

fn members(folder: &Path) {
    let rows = (1..=40).fold(String::new(), |mut rows, n| {
        let _ = writeln!(
            rows,
            "Ana {n},{n} Road,Leeds,GB,yes,a{n}@example.org,b{}",
            n % 3
        );
        rows
    });
    let text = format!("name,street,city,country,consent,email,branch\n{rows}");
    fs::write(folder.join("members.csv"), text).unwrap();
}

/// A batch in a folder; what it ended with, and what it said.
fn batch(folder: &Path, out: &str, more: &str, faults: &str) -> (Option<i32>, String) {
    let target = if more.contains("fax") {
        "kazmunaygaz"
    } else {
        "kazmunaygaz,samruk-kazyna"
    };
    let more =
        format!("batch --members members.csv --target {target} --date 2026-11-23 -o {out} {more}");
    let program = Program::at(&Place::new(), env!("CARGO_BIN_EXE_protest-letter"));
    let program = program.args(more.split_whitespace()).folder(folder);
    runs::said(&program.env(VARIABLE, faults).seconds(SECONDS).run())
}

/// What has to be true of a run in which a stage panics.
fn try_panic(folder: &Path, more: &str, faults: &str) {
    let out = faults.replace(':', "-");
    let (code, said) = batch(folder, &out, more, faults);
    let errors: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("error: "))
        .collect();
    assert_eq!(
        (code, errors.len()),
        (Some(2), 1),
        "{more} {faults}: {said}"
    );
    assert!(errors[0].contains("this program failed at src/"), "{said}");
    assert!(
        errors[0].contains("line ") || faults.contains("worker"),
        "{said}"
    );
    // The folder is free, and the same command goes on.
    if folder.join(&out).exists() {
        Lock::take(&folder.join(&out), None).unwrap();
    }
    let (code, said) = batch(folder, &out, more, "");
    assert_eq!(code, Some(0), "{more} {faults}: {said}");
    let (there, wanted) = (
        runs::files(&folder.join(&out)),
        runs::files(&folder.join("whole")),
    );
    assert!(there == wanted, "{more} {faults}: other files");
    fs::remove_dir_all(folder.join(&out)).unwrap();
}

// Takes seconds: some eighty batches of forty members.
#[test]
fn a_panic_in_any_stage_ends_a_batch() {
    for (more, without) in BATCHES {
        let folder = tempfile::tempdir().unwrap();
        members(folder.path());
        let (code, said) = batch(folder.path(), "whole", more, "");
        assert_eq!(code, Some(0), "{more}: {said}");
        for stage in STAGES.iter().filter(|stage| !without.contains(stage)) {
            for (nth, jobs) in PASSAGES {
                let nth = match (*stage, nth) {
                    // There are no thirty workers, and the survey reads all rows.
                    ("worker", _) => 1,
                    ("row", 30) => 70,
                    _ => nth,
                };
                let more = format!("{more} --jobs {jobs}");
                try_panic(folder.path(), &more, &format!("panic:{stage}:{nth}"));
            }
        }
    }
}

#[test]
fn a_panic_ends_the_reading_of_a_batch_too() {
    let folder = tempfile::tempdir().unwrap();
    members(folder.path());
    batch(folder.path(), "out", "--format text", "");
    for command in [
        "verify out",
        "generate --target president",
        "labels --members members.csv --target president -o labels.pdf",
    ] {
        let stage = if command.starts_with("verify") {
            "reread"
        } else {
            "letter"
        };
        let program = Program::at(&Place::new(), env!("CARGO_BIN_EXE_protest-letter"));
        let program = program
            .args(command.split_whitespace())
            .folder(folder.path());
        let program = program
            .env(VARIABLE, format!("panic:{stage}:1"))
            .seconds(SECONDS);
        let (code, said) = runs::said(&program.run());
        assert_eq!(code, Some(2), "{command}: {said}");
        assert!(said.contains("this program failed at src/"), "{said}");
    }
}
