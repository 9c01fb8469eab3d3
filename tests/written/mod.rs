//! Batches that are written, killed and read again, with members of a few columns.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::Deref;
use std::path::Path;

use crate::runs::{self, BatchFolder};

/// A batch of members in one town, as text to two targets.
pub struct Batch(BatchFolder);

impl Deref for Batch {
    type Target = BatchFolder;

    fn deref(&self) -> &BatchFolder {
        &self.0
    }
}

impl Batch {
    pub fn new(members: &str) -> Self {
        let batch = BatchFolder::new("")
            .with(&["--format"], "text")
            .with(&["--target"], "president,kazmunaygaz")
            .with(&["--date"], "2026-11-23");
        let batch = Self(batch);
        batch.members(members);
        batch
    }

    /// Writes the members file: the name, the street and the country of each, all in one town.
    pub fn members(&self, rows: &str) {
        let text = format!("name,street,city,country,consent\n{rows}");
        fs::write(self.path("members.csv"), text).unwrap();
    }

    /// What a batch wrote that has no problems, as text.
    pub fn good(&self, out: &str, more: &str) -> BTreeMap<String, String> {
        self.0.good(out, more);
        files(&self.path(out))
    }

    /// Starts a batch and kills it when it has written some letters.
    pub fn kill(&self, out: &str, more: &str, written: &str) {
        self.0
            .kill(out, more, &self.path(written).join("president"));
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
