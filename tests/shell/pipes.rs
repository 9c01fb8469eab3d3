//! Pipes: a reader that leaves, a disk that is full, lists for other programs.

use tempfile::TempDir;

use super::{said, shell};

#[test]
fn a_reader_that_has_seen_enough_is_a_quiet_end() {
    let folder = TempDir::new().unwrap();
    let all = "$PROGRAM generate --target all --quiet --date 2026-11-23 --format";
    for format in ["text", "layout", "pdf"] {
        let line = format!("{{ {all} {format}; echo $? >&2; }} | head -c 1 >/dev/null");
        assert_eq!(said(&shell(folder.path(), &line)), "0\n", "{format}");
    }
}

#[test]
fn lists_and_help_end_quietly_too() {
    let folder = TempDir::new().unwrap();
    for command in [
        "targets all",
        "letters --json",
        "man",
        "completions zsh",
        "--help",
    ] {
        let line = format!("{{ $PROGRAM -q {command}; echo $? >&2; }} | true");
        assert_eq!(said(&shell(folder.path(), &line)), "0\n", "{command}");
    }
}

#[test]
fn bash_accepts_its_completions() {
    let folder = TempDir::new().unwrap();
    let output = shell(
        folder.path(),
        "$PROGRAM completions bash | bash -n && echo good",
    );
    assert_eq!(said(&output), "");
    assert_eq!(output.stdout, b"good\n");
}

#[test]
fn a_full_disk_is_an_error() {
    let folder = TempDir::new().unwrap();
    let line = "$PROGRAM generate -q --target president >/dev/full; echo $? >&2";
    let said = said(&shell(folder.path(), line));
    assert!(
        said.starts_with("error: cannot write to standard output"),
        "{said}"
    );
    assert!(said.ends_with("\n2\n"), "{said}");
}

#[test]
fn a_list_in_a_pipe_has_lines_with_tabs() {
    let folder = TempDir::new().unwrap();
    let line = "$PROGRAM targets --date 2026-11-23 2>/dev/null | cut -f 1,2 | head -n 1";
    assert_eq!(
        shell(folder.path(), line).stdout,
        b"president\tgovernment\n"
    );
}
