//! The program explains itself: help pages, topics, manual pages, completions.

mod completions;
mod manuals;
mod pages;

use std::path::{Path, PathBuf};

use crate::outside::{PATH, Place, Program};
use crate::program::program;

/// The commands, as the program lists them in its help.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let list = help.split("\nCommands:\n").nth(1).unwrap();
    let list = list.split("\n\n").next().unwrap();
    let is_command = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let names = list.lines().filter(is_command);
    names
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

/// What the program prints on a terminal of 80 columns.
fn printed(arguments: &[&str]) -> String {
    let output = program()
        .args(arguments)
        .env("COLUMNS", "80")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The folder of the program.
fn built() -> PathBuf {
    let program = program();
    Path::new(program.get_program())
        .parent()
        .unwrap()
        .to_owned()
}

/// A program that finds ours in PATH.
fn with_ours(place: &Place, name: &str) -> Program {
    let path = format!("{}:{PATH}", built().display());
    Program::at(place, name).env("PATH", path)
}
