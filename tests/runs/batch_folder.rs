//! Folders in which batches are written, with their members file: how all tests of batches run them.
#![expect(clippy::disallowed_methods, reason = "a test writes its files itself")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::program::program;
use crate::runs::{self, Files, files};

/// A folder with a members file, in which batches are written.
pub struct BatchFolder {
    pub folder: TempDir,
    /// The options that a batch has unless others are given: names that exclude each other, and the value of the first.
    usual: Vec<(&'static [&'static str], String)>,
}

/// The options of a batch beside the usual ones.
pub trait Options {
    fn words(self) -> Vec<String>;
}

impl Options for &str {
    fn words(self) -> Vec<String> {
        self.split_whitespace().map(str::to_owned).collect()
    }
}

impl Options for &String {
    fn words(self) -> Vec<String> {
        self.as_str().words()
    }
}

impl Options for &[&str] {
    fn words(self) -> Vec<String> {
        self.iter().map(|word| (*word).to_owned()).collect()
    }
}

impl<const N: usize> Options for &[&str; N] {
    fn words(self) -> Vec<String> {
        (&self[..]).words()
    }
}

impl Options for &Vec<&str> {
    fn words(self) -> Vec<String> {
        (&self[..]).words()
    }
}

impl BatchFolder {
    /// A folder with these members.
    pub fn new(members: &str) -> Self {
        let batch = Self {
            folder: TempDir::new().unwrap(),
            usual: Vec::new(),
        };
        fs::write(batch.path("members.csv"), members).unwrap();
        batch
    }

    /// Adds a usual option; it is left out where `names` or the others that exclude it are given.
    pub fn with(mut self, names: &'static [&'static str], value: &str) -> Self {
        self.usual.push((names, value.to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The arguments of a batch into a folder.
    pub fn arguments(&self, out: &str, more: impl Options) -> Vec<String> {
        let more = more.words();
        let path = |name: &str| self.path(name).display().to_string();
        let own = ["batch", "--members", &path("members.csv"), "-o", &path(out)];
        let mut all = own.map(str::to_owned).to_vec();
        for (names, value) in &self.usual {
            if !more.iter().any(|word| names.contains(&word.as_str())) {
                all.extend([names[0].to_owned(), value.clone()]);
            }
        }
        all.extend(more);
        all
    }

    /// The command of a batch into a folder.
    pub fn command(&self, out: &str, more: impl Options) -> Command {
        let mut command = program();
        command.args(self.arguments(out, more));
        command
    }

    /// The exit code of a batch, and what it said.
    pub fn run(&self, out: &str, more: impl Options) -> (Option<i32>, String) {
        runs::run(self.command(out, more))
    }

    /// What a batch wrote that has no problems.
    pub fn good(&self, out: &str, more: impl Options) -> Files {
        let (code, said) = self.run(out, more);
        assert_eq!(code, Some(0), "{said}");
        files(&self.path(out))
    }

    pub fn verify(&self, out: &str) -> (Option<i32>, String) {
        runs::verify(&self.path(out))
    }

    /// Starts a batch and kills it when it has written 20 letters, at least 19 of them into a folder.
    pub fn kill(&self, out: &str, more: impl Options, written: &Path) {
        runs::kill(self.command(out, more), "record:20");
        assert!(fs::read_dir(written).map_or(0, Iterator::count) >= 19);
    }
}
