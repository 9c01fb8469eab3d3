//! Names that have the last name first: somebody says how to print them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{DATE, said, terminal};
use crate::program::{NO_SETTINGS, program};

const LIST: &str = "Name,City,Country\n\"Müller, Anna\",Bonn,DE\n\"Example, Bo\",Leeds,GB\n";

/// The batch of a list in a folder.
fn batch(folder: &Path) -> String {
    fs::write(folder.join("list.csv"), LIST).unwrap();
    let folder = folder.display();
    format!(
        "\"$PROGRAM\" batch --members {folder}/list.csv --target president --format text -o {folder}/out --date {}",
        DATE[1]
    )
}

fn verify(folder: &Path) -> std::process::Output {
    program()
        .arg("verify")
        .arg(folder.join("out"))
        .output()
        .unwrap()
}

#[test]
fn names_are_turned_when_somebody_agrees() {
    let folder = TempDir::new().unwrap();
    let line = batch(folder.path());
    let settings = Path::new(NO_SETTINGS);
    let seen = terminal(
        settings,
        &line,
        &[("print `Müller, Anna` as `Anna Müller`?", "\n")],
    );
    assert_eq!(seen.code, Some(0), "{}", seen.text);
    let letters = fs::read_to_string(folder.path().join("out/president.txt")).unwrap();
    assert!(
        letters.contains("Anna Müller") && letters.contains("Bo Example"),
        "{letters}"
    );
    let record = fs::read_to_string(folder.path().join("out/batch.toml")).unwrap();
    assert!(
        record.contains("[members.column]\nName = \"last, first\""),
        "{record}"
    );
    let verified = verify(folder.path());
    assert!(verified.status.success(), "{}", said(&verified));
}

#[test]
fn names_stay_when_somebody_refuses() {
    let folder = TempDir::new().unwrap();
    let line = batch(folder.path());
    let seen = terminal(Path::new(NO_SETTINGS), &line, &[("Anna Müller`?", "n\n")]);
    assert_eq!(seen.code, Some(0), "{}", seen.text);
    let letters = fs::read_to_string(folder.path().join("out/president.txt")).unwrap();
    assert!(letters.contains("Müller, Anna"), "{letters}");
    let verified = verify(folder.path());
    assert!(verified.status.success(), "{}", said(&verified));
}

#[test]
fn nothing_is_written_where_nobody_can_answer() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("list.csv"), LIST).unwrap();
    let run = |more: &[&str]| {
        let mut command = program();
        command
            .current_dir(folder.path())
            .args(["batch", "--members", "list.csv"]);
        command.args(["--target", "president", "--format", "text", "-o", "out"]);
        command.args(DATE).args(more).output().unwrap()
    };
    let refused = run(&[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        said(&refused).contains("--column 'Name=last, first'"),
        "{}",
        said(&refused)
    );
    assert!(!folder.path().join("out").exists());
    assert!(run(&["--column", "Name=last, first"]).status.success());
    // The batch goes on with what its record says, and so do additions to it.
    assert!(run(&[]).status.success());
    let longer = format!("{LIST}\"Muster, Cy\",Bern,CH\n");
    fs::write(folder.path().join("list.csv"), longer).unwrap();
    let added = run(&["--new-only"]);
    assert!(added.status.success(), "{}", said(&added));
    let letters = fs::read_to_string(folder.path().join("out/added-1/president.txt")).unwrap();
    assert!(
        letters.contains("Cy Muster") && !letters.contains("Anna"),
        "{letters}"
    );
    fs::write(folder.path().join("list.csv"), LIST).unwrap();
    // Another reading of the same list is another batch.
    let other = run(&["--column", "Name=name"]);
    assert_eq!(other.status.code(), Some(2));
    assert!(
        said(&other).contains("`--column Name` was `last, first`, now `name`"),
        "{}",
        said(&other)
    );
}
