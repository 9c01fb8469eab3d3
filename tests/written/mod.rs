//! Batches that are written, killed and read again, with members of a few columns.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::program::program;
use crate::runs;

/// A folder with a members file, in which batches are written.
pub struct Batch {
    pub folder: TempDir,
}

impl Batch {
    pub fn new(members: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let batch = Self { folder };
        batch.members(members);
        batch
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the members file: the name, the street and the country of each, all in one town.
    pub fn members(&self, rows: &str) {
        let text = format!("name,street,city,country,consent\n{rows}");
        fs::write(self.path("members.csv"), text).unwrap();
    }

    pub fn command(&self, out: &str, more: &str) -> std::process::Command {
        let mut command = program();
        command.args(["batch", "--format", "text", "--members"]);
        command.arg(self.path("members.csv"));
        command.arg("-o").arg(self.path(out));
        if !more.contains("--target") {
            command.args(["--target", "president,kazmunaygaz"]);
        }
        command.args(more.split_whitespace());
        if !more.contains("--date") {
            command.args(["--date", "2026-11-23"]);
        }
        command
    }

    pub fn run(&self, out: &str, more: &str) -> (Option<i32>, String) {
        runs::run(self.command(out, more))
    }

    pub fn good(&self, out: &str, more: &str) -> BTreeMap<String, String> {
        let (code, said) = self.run(out, more);
        assert_eq!(code, Some(0), "{said}");
        files(&self.path(out))
    }

    pub fn verify(&self, out: &str) -> (Option<i32>, String) {
        runs::verify(&self.path(out))
    }

    /// Starts a batch and kills it when it has written some letters.
    pub fn kill(&self, out: &str, more: &str, written: &str) {
        runs::kill(self.command(out, more), "record:20");
        assert!(there(&self.path(written).join("president")) >= 19);
    }
}

/// How many files are in a folder.
pub fn there(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

pub fn is_letter(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending == "txt")
        && !name.contains(".protest")
}

/// The files below a folder as text, without what locks it.
pub fn files(folder: &Path) -> BTreeMap<String, String> {
    let found = runs::files(folder).into_iter();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    found.map(|(name, bytes)| (name, text(bytes))).collect()
}

pub fn letters(files: &BTreeMap<String, String>) -> Vec<&str> {
    let names = files.keys().map(String::as_str);
    names.filter(|name| is_letter(name)).collect()
}

pub fn people(count: usize, street: &str) -> String {
    (1..=count).fold(String::new(), |mut rows, n| {
        let _ = writeln!(rows, "Ana {n},{n} {street},Leeds,GB,yes");
        rows
    })
}

pub const TWO: &str = "Ana,1 Road,Leeds,GB,yes\nBo,2 Road,Leeds,GB,yes\n";
