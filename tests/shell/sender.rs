//! `sender`: asked for on a terminal, saved privately, shown, used, deleted.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use super::{names, program::program, said, terminal};

/// The questions, with an answer that will not do for country and e-mail address.
const DIALOGUE: [(&str, &str); 11] = [
    ("Your name: ", "Ana Silva\n"),
    ("(empty for none): ", "Example Branch\n"),
    ("(empty for none): ", "Secretary\n"),
    ("first line: ", "1 High Street\n"),
    ("(empty: that was all): ", "Leeds\n"),
    ("(empty: that was all): ", "\n"),
    ("by code or name: ", "Narnia\n"),
    ("there is no country `Narnia`", "\u{15}Ireland\n"),
    ("(empty for none): ", "ana\n"),
    ("`ana` is not an e-mail address", "\u{15}ana@example.org\n"),
    ("phone number (empty for none): ", "\n"),
];

const SAVED: &str = "name = \"Ana Silva\"\nrole = \"Secretary\"\n\
    organization = \"Example Branch\"\naddress = [\"1 High Street\", \"Leeds\"]\n\
    country = \"IE\"\nemail = \"ana@example.org\"\n";

fn with(settings: &Path, arguments: &[&str]) -> Output {
    let mut command = program();
    command.env("XDG_CONFIG_HOME", settings).args(arguments);
    command.output().unwrap()
}

#[test]
fn is_asked_for_saved_shown_used_and_deleted() {
    let settings = TempDir::new().unwrap();
    let path = settings.path();
    let asked = terminal(path, "$PROGRAM sender", &DIALOGUE);
    assert_eq!(asked.code, Some(0), "{}", asked.text);

    let file = path.join("protest-letter/sender.toml");
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(
        String::from_utf8(with(path, &["sender", "show"]).stdout).unwrap(),
        SAVED
    );

    let used = with(path, &["generate", "--target", "embassy"]);
    let letter = String::from_utf8(used.stdout.clone()).unwrap();
    assert!(letter.starts_with("Ana Silva\nExample Branch\n1 High Street\nLeeds\nIRELAND\n"));
    assert!(
        said(&used).contains("signed by the sender saved in"),
        "{}",
        said(&used)
    );
    assert!(said(&used).contains("Ireland"), "{}", said(&used));

    assert!(with(path, &["sender", "delete"]).status.success());
    assert!(!file.exists());
    assert_eq!(with(path, &["sender", "show"]).status.code(), Some(2));
    assert!(with(path, &["sender", "delete"]).status.success());
}

#[test]
fn answers_of_last_time_are_offered_again() {
    let settings = TempDir::new().unwrap();
    let path = settings.path();
    let saved = with(
        path,
        &[
            "sender",
            "--name",
            "Ana Silva",
            "--address",
            "1 High Street",
        ],
    );
    assert!(saved.status.success());
    let keep_all = [
        ("Your name: Ana Silva", "\n"),
        ("(empty for none): ", "\n"),
        ("(empty for none): ", "\n"),
        ("first line: 1 High Street", "\n"),
        ("(empty: that was all): ", "\n"),
        ("by code or name: ", "\n"),
        ("e-mail address (empty for none): ", "\n"),
        ("phone number (empty for none): ", "\n"),
    ];
    let asked = terminal(path, "$PROGRAM sender", &keep_all);
    assert_eq!(asked.code, Some(0), "{}", asked.text);
    let shown = with(path, &["sender", "show"]).stdout;
    assert_eq!(
        shown,
        b"name = \"Ana Silva\"\naddress = [\"1 High Street\"]\n"
    );
}

#[test]
fn who_breaks_off_saves_nothing() {
    let settings = TempDir::new().unwrap();
    let path = settings.path();
    let dialogue = [("Your name: ", "Ana\n"), ("(empty for none): ", "\u{3}")];
    let asked = terminal(path, "$PROGRAM sender", &dialogue);
    assert_ne!(asked.code, Some(0), "{}", asked.text);
    assert_eq!(names(path), [""; 0]);
}

#[test]
fn who_refuses_colours_is_asked_all_the_same() {
    let settings = TempDir::new().unwrap();
    let line = "NO_COLOR=1 $PROGRAM sender";
    let asked = terminal(settings.path(), line, &[("Your name: ", "Ana\u{3}")]);
    assert!(asked.text.contains("Your name: "), "{}", asked.text);
}

#[test]
fn a_name_on_the_command_line_is_not_put_over_a_saved_address() {
    let settings = TempDir::new().unwrap();
    let path = settings.path();
    with(
        path,
        &["sender", "--name", "Ana", "--address", "1 High Street"],
    );
    let other = with(path, &["generate", "--target", "president", "--name", "Jo"]);
    let letter = String::from_utf8(other.stdout).unwrap();
    assert!(
        letter.starts_with("Jo\n") && !letter.contains("High Street"),
        "{letter}"
    );
}

#[test]
fn a_saved_file_with_a_mistake_is_named() {
    let settings = TempDir::new().unwrap();
    let folder = settings.path().join("protest-letter");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("sender.toml"), "nmae = \"Ana\"\n").unwrap();
    let output = with(settings.path(), &["generate", "--target", "president"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("protest-letter/sender.toml:1:1"),
        "{}",
        said(&output)
    );
    assert!(
        said(&output).contains("did you mean `name`?"),
        "{}",
        said(&output)
    );
}

#[test]
fn saving_again_replaces_the_file_and_keeps_it_private() {
    let settings = TempDir::new().unwrap();
    let path = settings.path();
    let file = path.join("protest-letter/sender.toml");
    with(path, &["sender", "--name", "Ana"]);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    with(path, &["sender", "--name", "Jo"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "name = \"Jo\"\n");
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
}
