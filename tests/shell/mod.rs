//! The program among its neighbours: pipes, terminals, files that are there, folders that are not.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

mod campaigns;
mod files;
mod names_turned;
mod pipes;
mod sender;
mod terminals;

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::outside::Program;
use crate::program::{self, program};

const DATE: [&str; 2] = ["--date", "2026-11-23"];
const PROGRAM: &str = env!("CARGO_BIN_EXE_protest-letter");

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
    let shell = Program::new("sh").args(["-c", line]).folder(folder);
    shell.env("PROGRAM", PROGRAM).run()
}

/// What is seen on a terminal, and the exit code.
struct Seen {
    text: String,
    code: Option<i32>,
}

/// Runs a shell's command line on a terminal of 100 columns. Each answer is typed when its question
/// is on the screen; a question that never comes ends the test after a minute.
fn terminal(settings: &Path, line: &str, dialogue: &[(&str, &str)]) -> Seen {
    let line = format!("stty cols 100 && {line}");
    let script = Program::new("script").args(["-qec", &line, "/dev/null"]);
    let script = script.env("PROGRAM", PROGRAM);
    let script = script.env("XDG_CONFIG_HOME", settings).keyboard();
    let mut running = script.seconds(60).start();
    for (question, answer) in dialogue {
        if !running.prints(question) {
            break;
        }
        running.types(answer);
    }
    let output = running.ended();
    Seen {
        text: String::from_utf8_lossy(&output.stdout).into_owned(),
        code: output.status.code(),
    }
}
