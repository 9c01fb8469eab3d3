//! The program among its neighbours: pipes, terminals, files that are there, folders that are not.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

mod campaigns;
mod files;
mod pipes;
#[path = "../program/mod.rs"]
mod program;
mod sender;
mod terminals;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use program::program;

const DATE: [&str; 2] = ["--date", "2026-11-23"];
const PROGRAM: &str = env!("CARGO_BIN_EXE_protest-letter");
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// `generate` in a folder, for letters that need no more arguments than these.
fn generate(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = program();
    command.current_dir(folder).arg("generate").args(DATE);
    command.args(["--country", "GB", "--name", "Ana Silva"]);
    command.args(arguments).output().unwrap()
}

/// Runs a shell's command line that calls the program as `$PROGRAM`.
fn shell(folder: &Path, line: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder);
    command
        .env_clear()
        .envs([("PATH", PATH), ("PROGRAM", PROGRAM)]);
    command.env("XDG_CONFIG_HOME", program::NO_SETTINGS);
    command.output().unwrap()
}

/// What is seen on a terminal, and the exit code.
struct Seen {
    text: String,
    code: Option<i32>,
}

/// Runs a shell's command line on a terminal of 100 columns. Each answer is typed when its question
/// is on the screen; a question that never comes ends the run after a minute.
fn terminal(settings: &Path, line: &str, dialogue: &[(&str, &str)]) -> Seen {
    let line = format!("stty cols 100 && {line}");
    let mut child = Command::new("timeout")
        .args(["60", "script", "-qec", &line, "/dev/null"])
        .env_clear()
        .envs([("PATH", PATH), ("TERM", "xterm"), ("SHELL", "/bin/sh")])
        .env("PROGRAM", PROGRAM)
        .env("XDG_CONFIG_HOME", settings)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("cannot run `script`: {error}"));
    let mut keyboard = child.stdin.take().unwrap();
    let mut screen = child.stdout.take().unwrap();
    let mut text = Vec::new();
    for (question, answer) in dialogue {
        text.extend(read_until(&mut screen, question));
        if !text.ends_with(question.as_bytes()) {
            break;
        }
        keyboard.write_all(answer.as_bytes()).unwrap();
    }
    screen.read_to_end(&mut text).unwrap();
    Seen {
        text: String::from_utf8_lossy(&text).into_owned(),
        code: child.wait().unwrap().code(),
    }
}

/// What comes up to and with a text, or up to the end.
fn read_until(from: &mut impl Read, wanted: &str) -> Vec<u8> {
    let mut found = Vec::new();
    let mut byte = [0];
    while !found.ends_with(wanted.as_bytes()) && from.read(&mut byte).unwrap() == 1 {
        found.push(byte[0]);
    }
    found
}
