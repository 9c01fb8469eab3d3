//! Equal input gives equal bytes, whatever the machine, its clock, its language or its user.

use std::path::Path;
use std::process::{Command, Output};

use crate::program::program;

const FORMATS: [&str; 3] = ["text", "pdf", "layout"];
const DATE: [&str; 2] = ["--date", "2011-12-17"];

/// 2011-12-17 23:59:59 UTC: the last second of the day, so that a time zone would show.
const END_OF_THE_DAY: &str = "1324166399";

/// A command for three letters in two languages' scripts, with everything that a letter can have.
fn generate(format: &str) -> Command {
    let mut command = program();
    command.args(["generate", "--format", format, "--country", "GB"]);
    command.args(["--target", "president,embassy,kazmunaygaz", "--lang", "kk"]);
    command.args(["--name", "Ana Silva", "--address", "1 High Street"]);
    command.args(["--personal", "One.\n\nTwo *three*."]);
    command
}

fn good(mut command: Command) -> Output {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(!output.stdout.is_empty());
    output
}

/// Whether a changed command still gives the bytes and the notes of the plain one, in every format.
fn is_the_same(change: impl Fn(&mut Command)) {
    for format in FORMATS {
        let mut plain = generate(format);
        plain.args(DATE);
        let mut changed = generate(format);
        change(&mut changed);
        let (plain, changed) = (good(plain), good(changed));
        assert!(plain.stdout == changed.stdout, "{format}: other bytes");
        assert!(plain.stderr == changed.stderr, "{format}: other notes");
    }
}

#[test]
fn a_second_run_gives_the_same() {
    is_the_same(|command| {
        command.args(DATE);
    });
}

#[test]
fn time_zone_and_language_of_the_machine_change_nothing() {
    for zone in ["Pacific/Kiritimati", "America/Los_Angeles", "nonsense"] {
        is_the_same(|command| {
            command.args(DATE).env("TZ", zone);
            command
                .env("LANG", "tr_TR.UTF-8")
                .env("LC_ALL", "kk_KZ.UTF-8");
        });
    }
}

#[test]
fn a_user_without_a_home_gets_the_same() {
    is_the_same(|command| {
        command.args(DATE).env_clear();
    });
    is_the_same(|command| {
        command
            .args(DATE)
            .env("HOME", "/nowhere")
            .env("USER", "somebody");
    });
}

#[test]
fn the_folder_it_runs_in_changes_nothing() {
    is_the_same(|command| {
        command.args(DATE).current_dir(Path::new("/"));
    });
}

#[test]
fn the_date_may_come_from_the_environment() {
    for zone in ["UTC", "Pacific/Kiritimati"] {
        is_the_same(|command| {
            command
                .env("SOURCE_DATE_EPOCH", END_OF_THE_DAY)
                .env("TZ", zone);
        });
    }
}

#[test]
fn a_date_that_is_given_goes_before_that_of_the_environment() {
    is_the_same(|command| {
        command.args(DATE).env("SOURCE_DATE_EPOCH", "1795392000");
    });
}

#[test]
fn a_wrong_date_of_the_environment_is_an_error() {
    for wrong in ["yesterday", "99999999999999999999", "9223372036854775807"] {
        let mut command = generate("text");
        let output = command.env("SOURCE_DATE_EPOCH", wrong).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        let expected =
            format!("error: SOURCE_DATE_EPOCH is `{wrong}`; expected seconds since 1970");
        assert_eq!(said.trim_end(), expected);
    }
}
