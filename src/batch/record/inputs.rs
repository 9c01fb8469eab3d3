//! What a batch was made from, as `batch.toml` says it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::disk::{self, Manner, Readers};
use crate::fields::{Table, to_toml};

/// The file in the folder that names what the batch was made from.
pub const RECORD: &str = "batch.toml";

/// The input that says where the members file was: where it is now changes nothing.
pub const MEMBERS_FILE: &str = "members_file";

/// The input that says where the campaign was, if it was in a folder: where it is now changes nothing.
pub const CAMPAIGN_FOLDER: &str = "campaign_folder";

/// The file of the rows that were not written.
pub const REJECTED: &str = "rejected.csv";

/// The input that says what that file is.
pub const REJECTED_ROWS: &str = "rejected";

/// The input that says that the group can read what is written: it changes no letter.
pub const SHARED: &str = "shared";
/// The input that says where the file of what members have in common was.
pub const FROM_FILE: &str = "from_file";

/// The input that says the paragraph in words that `personal` says as a digest: by it `verify` makes the letters again.
pub const PERSONAL_TEXT: &str = "personal_text";

/// The inputs that say the reference and the enclosures, of which `from` has the digest.
pub const REFERENCE: &str = "reference";
/// The enclosures, a line each.
pub const ENCLOSURES: &str = "enclosures";

/// The input that says whether the letter also goes to targets that it is not written for.
pub const ANY_TARGET: &str = "for_any_target";

/// The inputs that are the same batch whatever they say.
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

/// What a batch was made from: names of inputs and what they were, files by their digests.
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

    /// Adds where an input was, as the way to it from the folder of the batch: moved together, both are the same.
    ///
    /// # Errors
    /// If the program runs in no folder.
    pub fn add_place(&mut self, name: &str, path: &Path, folder: &Path) -> Result<(), Diagnostic> {
        self.add(name, &disk::way(folder, path)?.display());
        Ok(())
    }

    /// Where an input was, by what the record in a folder says.
    pub fn place(&self, name: &str, folder: &Path) -> Option<PathBuf> {
        self.inputs.get(name).map(|way| folder.join(way))
    }

    /// Reads what the batch in a folder was made from; `None` if the folder holds no batch.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn read(folder: &Path) -> Result<Option<Self>, Problems> {
        let source = Self::source(folder)?;
        source.map(|source| Self::parse(&source)).transpose()
    }

    /// The text of the record in a folder; `None` if the folder holds no batch.
    ///
    /// # Errors
    /// If the disk does not give it: it may be right all the same.
    pub fn source(folder: &Path) -> Result<Option<Arc<Source>>, Diagnostic> {
        let path = folder.join(RECORD);
        let is_there = disk::exists(&path)?;
        is_there.then(|| disk::read_text(&path)).transpose()
    }

    /// What a record says.
    ///
    /// # Errors
    /// If it is none.
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
    /// If the disk says no.
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

    /// Who can read what the batch wrote.
    pub fn readers(&self) -> Readers {
        if self.inputs.contains_key(SHARED) {
            Readers::Group
        } else {
            Readers::Owner
        }
    }

    /// The names of the inputs that are others.
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
