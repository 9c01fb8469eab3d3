//! The folder of a batch: what it was made from, so that it can go on, be checked, and never be mixed up
//! with another.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Shard, manifest};
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Lock};
use crate::fields::{Table, to_toml};

/// The file in the folder that names what the batch was made from.
pub const RECORD: &str = "batch.toml";

/// The input that says where the members file was: where it is now changes nothing.
pub const MEMBERS_FILE: &str = "members_file";

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

    /// Reads what the batch in a folder was made from; `None` if the folder holds no batch.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn read(folder: &Path) -> Result<Option<Self>, Problems> {
        let path = folder.join(RECORD);
        if !disk::exists(&path) {
            return Ok(None);
        }
        let source = disk::read_text(&path)?;
        let problems = RefCell::new(Problems::default());
        let mut found = Self::default();
        let mut table = Table::parse(&source, &source.text, &problems);
        let inputs = table.required_table("inputs").map(Table::map);
        for (name, (_, value)) in inputs.into_iter().flatten() {
            found.add(&name, &value.value);
        }
        let problems = problems.into_inner();
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(Some(found))
    }

    /// Writes the record into a folder.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn write(&self, folder: &Path) -> Result<(), Diagnostic> {
        let text = to_toml(self).map_err(Diagnostic::error)?;
        let head =
            "# What this folder was made from. `batch` goes on by it, `verify` checks by it.\n\n";
        disk::write(
            &folder.join(RECORD),
            (head.to_owned() + &text).as_bytes(),
            true,
        )
    }

    /// The names of the inputs that are others.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let names = self.inputs.keys().chain(other.inputs.keys());
        let names = names.filter(|name| *name != MEMBERS_FILE);
        let mut differ: Vec<String> = names
            .filter(|name| self.inputs.get(*name) != other.inputs.get(*name))
            .cloned()
            .collect();
        differ.sort_unstable();
        differ.dedup();
        differ
    }
}

/// Makes a folder ready for a batch from some inputs: an empty one, or one in which such a batch was
/// stopped or finished. Nobody else may write there until the lock is dropped, but other parts.
///
/// # Errors
/// If it holds other files or another batch, or another run writes there. With `force`, the letters of
/// that batch are removed; other files stay.
pub fn prepare(
    folder: &Path,
    inputs: &Inputs,
    force: bool,
    shard: Shard,
) -> Result<Lock, Problems> {
    disk::make_folder(folder)?;
    let name = folder.display();
    let is_new = disk::is_empty(folder);
    let lock = Lock::take(folder, (shard != Shard::WHOLE).then_some(shard.number))?;
    if shard == Shard::WHOLE {
        disk::remove_leftovers(folder)?;
    }
    match Inputs::read(folder) {
        _ if force => remove_letters(folder, shard)?,
        Ok(Some(known)) => {
            let changed = known.differences(inputs);
            if !changed.is_empty() {
                let changed = changed.join("`, `");
                let message = format!(
                    "the batch in `{name}` was made from other inputs: `{changed}` changed"
                );
                let help = "name a new folder, or give `--force` to write all letters anew";
                return Err(Diagnostic::error(message).help(help).into());
            }
        }
        Ok(None) if is_new || disk::is_empty(folder) => {}
        Ok(None) => {
            let problem = Diagnostic::error(format!("`{name}` holds other files"));
            return Err(problem.help("name a new folder, or give `--force`").into());
        }
        Err(problems) => return Err(problems),
    }
    if manifest::ours(folder)?
        .iter()
        .any(|(_, other)| other.of != shard.of)
    {
        let message = format!("the batch in `{name}` is written in other parts");
        let help = "give the same `--shard I/N`, name a new folder, or give `--force`";
        return Err(Diagnostic::error(message).help(help).into());
    }
    inputs.write(folder)?;
    Ok(lock)
}

/// Removes what a batch wrote, by its manifests: those of a part if one is written anew.
fn remove_letters(folder: &Path, shard: Shard) -> Result<(), Problems> {
    for (name, of) in manifest::ours(folder)? {
        if shard != Shard::WHOLE && of == shard || shard == Shard::WHOLE || of.of != shard.of {
            for entry in manifest::read(&folder.join(&name))?.map_while(Result::ok) {
                if entry.is_below() {
                    disk::remove(&folder.join(&entry.file))?;
                }
            }
            disk::remove(&folder.join(&name))?;
        }
    }
    Ok(())
}

/// How the names of folders begin that hold the letters of members who came later.
const ADDITION: &str = "added-";

/// The letters that the batches of a folder have: members and targets.
type Letters = HashSet<(String, String)>;

/// The folder for the letters that no batch in a folder has yet, and the letters that they have. An
/// addition that was stopped goes on.
///
/// # Errors
/// If the folder holds no finished batch, or a manifest cannot be read.
pub fn next_addition(folder: &Path) -> Result<(PathBuf, Letters), Problems> {
    let mut letters = Letters::new();
    if !add_letters(folder, &mut letters)? {
        let message = format!("`{}` holds no finished batch", folder.display());
        let help = "write it first, without `--new-only`";
        return Err(Diagnostic::error(message).help(help).into());
    }
    for number in 1.. {
        let addition = folder.join(format!("{ADDITION}{number}"));
        if !disk::exists(&addition) || !add_letters(&addition, &mut letters)? {
            return Ok((addition, letters));
        }
    }
    Err(Diagnostic::error("there are too many additions").into())
}

/// Adds the letters of a finished batch; whether there is one.
fn add_letters(folder: &Path, letters: &mut Letters) -> Result<bool, Problems> {
    let mut finished = false;
    for path in manifest::all(folder)? {
        finished = true;
        for entry in manifest::read(&path)? {
            let entry = entry?;
            for member in entry.member.split('+') {
                letters.insert((member.to_owned(), entry.target.clone()));
            }
        }
    }
    Ok(finished)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(date: &str) -> Inputs {
        let mut inputs = Inputs::default();
        inputs.add("date", date);
        inputs.add("set \"x\".y", "1\n2");
        inputs
    }

    #[test]
    fn a_folder_is_for_one_batch() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        prepare(&path, &inputs("a"), false, Shard::WHOLE).unwrap();
        assert_eq!(Inputs::read(&path).unwrap(), Some(inputs("a")));
        prepare(&path, &inputs("a"), false, Shard::WHOLE).unwrap();
        let other = prepare(&path, &inputs("b"), false, Shard::WHOLE).unwrap_err();
        assert!(other.0[0].message.ends_with("`date` changed"), "{other:?}");
        prepare(&path, &inputs("b"), true, Shard::WHOLE).unwrap();
        let foreign = prepare(folder.path(), &inputs("a"), false, Shard::WHOLE).unwrap_err();
        assert!(
            foreign.0[0].message.ends_with("holds other files"),
            "{foreign:?}"
        );
    }
}
