//! `init` and `check`: a folder of one's own.

use std::fs;

use tempfile::TempDir;

use super::{DATE, generate, names, program::program, said};

#[test]
fn what_init_writes_is_the_built_in_campaign_without_a_mistake() {
    let folder = TempDir::new().unwrap();
    let mut init = program();
    assert!(
        init.args(["init", "own"])
            .current_dir(folder.path())
            .status()
            .unwrap()
            .success()
    );

    // Takes seconds: sets every letter for every target.
    let mut check = program();
    check
        .args(["check", "own"])
        .args(DATE)
        .current_dir(folder.path());
    let output = check.output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("\n0 errors, "), "{}", said(&output));

    let targets = ["--target", "president,embassy,kazmunaygaz", "--lang", "ru"];
    for format in ["text", "pdf", "layout"] {
        let built_in = [&targets[..], &["--format", format]].concat();
        let own = [&built_in[..], &["--campaign", "own"]].concat();
        let (built_in, own) = (
            generate(folder.path(), &built_in),
            generate(folder.path(), &own),
        );
        assert!(built_in.status.success() && !built_in.stdout.is_empty());
        assert!(built_in.stdout == own.stdout, "{format}: other bytes");
    }
}

#[test]
fn the_built_in_campaign_has_no_mistake() {
    // Takes seconds: sets every letter for every target, then and now.
    for date in ["2011-12-17", "2026-11-23"] {
        let output = program().args(["check", "--date", date]).output().unwrap();
        assert!(output.status.success(), "{date}: {}", said(&output));
    }
}

#[test]
fn init_keeps_what_is_there_unless_forced() {
    let folder = TempDir::new().unwrap();
    let targets = folder.path().join("targets.toml");
    fs::write(&targets, "mine").unwrap();
    let init = |more: &[&str]| {
        let mut command = program();
        command
            .args(["init", "."])
            .args(more)
            .current_dir(folder.path());
        command.output().unwrap()
    };
    assert_eq!(init(&[]).status.code(), Some(2));
    assert_eq!(names(folder.path()), ["targets.toml"]);
    assert_eq!(fs::read_to_string(&targets).unwrap(), "mine");
    assert!(init(&["--force"]).status.success());
    let built_in = fs::read_to_string("targets.toml").unwrap();
    assert_eq!(fs::read_to_string(&targets).unwrap(), built_in);
}
