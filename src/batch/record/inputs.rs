//! The inputs of a batch, as recorded in `batch.toml`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::disk::{self, Manner, Readers};
use crate::fields::{Table, to_toml};

/// The file in the folder that records the inputs of the batch.
pub const RECORD: &str = "batch.toml";

/// The input for the place of the members file; a file that was moved changes nothing.
pub const MEMBERS_FILE: &str = "members_file";

/// The input for the place of the campaign, if it was in a folder; a folder that was moved changes nothing.
pub const CAMPAIGN_FOLDER: &str = "campaign_folder";

/// The file of the rows that were not written.
pub const REJECTED: &str = "rejected.csv";

/// The input for the digest of that file.
pub const REJECTED_ROWS: &str = "rejected";

/// The input that lets the group read the written files; it changes no letter.
pub const SHARED: &str = "shared";
/// The input for the place of the file with the members' common details.
pub const FROM_FILE: &str = "from_file";

/// The input for the text of the paragraph whose digest is in `personal`: `verify` makes the letters again with it.
pub const PERSONAL_TEXT: &str = "personal_text";

/// The input for the reference; its digest is in `from`.
pub const REFERENCE: &str = "reference";
/// The input for the enclosures, a line each; their digest is in `from`.
pub const ENCLOSURES: &str = "enclosures";

/// The input that allows the letter to targets that it is not written for.
pub const ANY_TARGET: &str = "for_any_target";

/// The inputs that may differ in the same batch.
const NOT_COMPARED: [&str; 8] = [
    MEMBERS_FILE,
    CAMPAIGN_FOLDER,
    SHARED,
    FROM_FILE,
    PERSONAL_TEXT,
    REFERENCE,
    ENCLOSURES,
    ANY_TARGET,
];

/// The inputs of a batch: names and values, files by their digests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Inputs {
    /// The inputs.
    pub inputs: BTreeMap<String, String>,
}

impl Inputs {
    /// Adds an input.
    pub fn add(&mut self, name: &str, value: &(impl ToString + ?Sized)) {
        self.inputs.insert(name.to_owned(), value.to_string());
    }

    /// Adds the place of an input, relative to the folder of the batch: moved together, both are still found.
    ///
    /// # Errors
    /// If the current folder cannot be found.
    pub fn add_place(&mut self, name: &str, path: &Path, folder: &Path) -> Result<(), Diagnostic> {
        self.add(name, &disk::way(folder, path)?.display());
        Ok(())
    }

    /// Returns the place of an input, by the record in a folder.
    pub fn place(&self, name: &str, folder: &Path) -> Option<PathBuf> {
        self.inputs.get(name).map(|way| folder.join(way))
    }

    /// Reads the inputs of the batch in a folder; `None` if the folder holds no batch.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn read(folder: &Path) -> Result<Option<Self>, Problems> {
        let source = Self::source(folder)?;
        source.map(|source| Self::parse(&source)).transpose()
    }

    /// Returns the text of the record in a folder; `None` if the folder holds no batch.
    ///
    /// # Errors
    /// If the file cannot be read; the record in it may still be right.
    pub fn source(folder: &Path) -> Result<Option<Arc<Source>>, Diagnostic> {
        let path = folder.join(RECORD);
        let is_there = disk::exists(&path)?;
        is_there.then(|| disk::read_text(&path)).transpose()
    }

    /// Reads a record from its text.
    ///
    /// # Errors
    /// If the text is not a record.
    pub fn parse(source: &Arc<Source>) -> Result<Self, Problems> {
        let problems = RefCell::new(Problems::default());
        let mut found = Self::default();
        let mut table = Table::parse(source, &source.text, &problems);
        let inputs = table.required_table("inputs").map(Table::map_of_any_length);
        for (name, (_, value)) in inputs.into_iter().flatten() {
            found.add(&name, &value.value);
        }
        let problems = problems.into_inner();
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(found)
    }

    /// Writes the record into a folder.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Diagnostic> {
        let manner = Manner {
            force: true,
            readers: self.readers(),
        };
        let text = to_toml(self).map_err(Diagnostic::error)?;
        let head =
            "# What this folder was made from. `batch` goes on by it, `verify` checks by it.\n\n";
        disk::write(
            &folder.join(RECORD),
            (head.to_owned() + &text).as_bytes(),
            manner,
        )
    }

    /// Returns who can read the files of the batch.
    pub fn readers(&self) -> Readers {
        if self.inputs.contains_key(SHARED) {
            Readers::Group
        } else {
            Readers::Owner
        }
    }

    /// Returns the names of the inputs that differ.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let names = self.inputs.keys().chain(other.inputs.keys());
        let names = names.filter(|name| !NOT_COMPARED.contains(&name.as_str()));
        let mut differ: Vec<String> = names
            .filter(|name| self.inputs.get(*name) != other.inputs.get(*name))
            .cloned()
            .collect();
        differ.sort_unstable();
        differ.dedup();
        differ
    }
}
