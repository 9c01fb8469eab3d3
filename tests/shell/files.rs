//! Files and folders that letters are written into.

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};

use tempfile::TempDir;

use super::{generate, names, said, shell};

#[test]
fn a_folder_gets_one_file_a_letter() {
    let folder = TempDir::new().unwrap();
    for (format, ending) in [("text", "txt"), ("pdf", "pdf"), ("layout", "layout")] {
        let output = format!("{format}/letters/");
        let targets = "president,embassy,kazmunaygaz";
        let arguments = ["-t", targets, "--format", format, "-o", &output];
        let done = generate(folder.path(), &arguments);
        assert!(done.status.success(), "{}", said(&done));
        assert!(done.stdout.is_empty());
        let expected =
            ["embassy-gb", "kazmunaygaz", "president"].map(|id| format!("{id}.{ending}"));
        assert_eq!(names(&folder.path().join(output)), expected);
    }
}

#[test]
fn a_folder_that_is_there_needs_no_slash() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("letters")).unwrap();
    assert!(
        generate(folder.path(), &["-t", "president", "-o", "letters"])
            .status
            .success()
    );
    assert_eq!(names(&folder.path().join("letters")), ["president.txt"]);
}

#[test]
fn one_file_takes_all_letters_in_the_order_asked_for() {
    let folder = TempDir::new().unwrap();
    let targets = ["-t", "president", "-t", "kazmunaygaz", "-t", "ohchr"];
    let text = generate(folder.path(), &[&targets[..], &["-o", "all.txt"]].concat());
    assert!(text.status.success(), "{}", said(&text));
    let text = fs::read_to_string(folder.path().join("all.txt")).unwrap();
    let letters: Vec<&str> = text.split('\u{c}').collect();
    assert_eq!(letters.len(), 3);
    for (letter, office) in letters.iter().zip(["President", "KazMunayGas", "OHCHR"]) {
        assert!(letter.contains(office), "{letter}");
    }
    let pdf = generate(folder.path(), &[&targets[..], &["-o", "all.PDF"]].concat());
    assert!(
        said(&pdf).contains("wrote `all.PDF` (3 pages)"),
        "{}",
        said(&pdf)
    );
    assert!(
        fs::read(folder.path().join("all.PDF"))
            .unwrap()
            .starts_with(b"%PDF-")
    );
}

#[test]
fn a_dash_is_standard_output() {
    let folder = TempDir::new().unwrap();
    let plain = generate(folder.path(), &["-t", "president"]);
    let dash = generate(folder.path(), &["-t", "president", "-o", "-"]);
    assert!(!plain.stdout.is_empty() && plain.stdout == dash.stdout);
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_file_that_is_there_is_kept_unless_forced() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("letter.pdf");
    fs::write(&file, "mine").unwrap();
    let arguments = ["-t", "president", "-o", "letter.pdf"];
    let kept = generate(folder.path(), &arguments);
    assert_eq!(kept.status.code(), Some(2), "{}", said(&kept));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let forced = generate(folder.path(), &[&arguments[..], &["--force"]].concat());
    assert!(forced.status.success(), "{}", said(&forced));
    assert!(fs::read(&file).unwrap().starts_with(b"%PDF-"));
    assert_eq!(names(folder.path()), ["letter.pdf"]);
}

#[test]
fn in_a_folder_only_the_files_that_are_there_are_kept() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("president.txt"), "mine").unwrap();
    let output = generate(folder.path(), &["-t", "president,ohchr", "-o", "./"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "some were written: {}",
        said(&output)
    );
    assert_eq!(names(folder.path()), ["ohchr.txt", "president.txt"]);
    let kept = fs::read_to_string(folder.path().join("president.txt")).unwrap();
    assert_eq!(kept, "mine");
}

/// A path below a file: a place where not even root can write.
#[test]
fn where_nothing_can_be_written_nothing_is_left() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), "mine").unwrap();
    for output in ["file/letter.pdf", "file/letters/", "nowhere/letter.txt"] {
        let done = generate(folder.path(), &["-t", "president,ohchr", "-o", output]);
        assert_eq!(done.status.code(), Some(2), "{output}: {}", said(&done));
        assert!(!said(&done).contains(".protest-letter-"), "{}", said(&done));
        assert_eq!(names(folder.path()), ["file"], "{output}");
    }
}

#[test]
fn a_letter_file_is_for_its_owner_and_for_the_group_where_that_is_asked_for() {
    let folder = TempDir::new().unwrap();
    for (more, expected) in [
        ("", 0o600),
        ("--shared --force", 0o600),
        ("--shared", 0o640),
    ] {
        let letter = folder.path().join("letter.txt");
        if more == "--shared" {
            fs::remove_file(&letter).unwrap();
        }
        let line = format!("umask 027 && $PROGRAM generate -q -t president -o letter.txt {more}");
        assert!(shell(folder.path(), &line).status.success());
        let mode = fs::metadata(&letter).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, expected, "{more}");
    }
}

#[test]
fn a_link_is_followed_or_refused_but_its_target_is_never_half_written() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("real.txt"), "mine").unwrap();
    std::os::unix::fs::symlink("real.txt", folder.path().join("letter.txt")).unwrap();
    let kept = generate(folder.path(), &["-t", "president", "-o", "letter.txt"]);
    assert_eq!(kept.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(folder.path().join("real.txt")).unwrap(),
        "mine"
    );
}

#[test]
fn a_pipe_with_a_name_is_written_to_and_not_replaced() {
    let folder = TempDir::new().unwrap();
    let line = "mkfifo pipe && { timeout 20 cat pipe >copy & } && \
        timeout 20 $PROGRAM generate -q -t president --format text --force -o pipe; wait";
    shell(folder.path(), line);
    let kind = fs::symlink_metadata(folder.path().join("pipe"))
        .unwrap()
        .file_type();
    assert!(kind.is_fifo(), "{kind:?}");
}
