//! Additions: the letters of members who joined after a batch, in folders of their own in its folder.

use crate::batch::record::lists;
use crate::batch::record::record_file;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use crate::batch::record::entry::Entry;
use crate::batch::record::manifest;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

/// The start of the names of their folders; a number follows.
const ADDITION: &str = "added-";

/// The letters that the batches of a folder have.
#[derive(Debug, Default)]
pub struct Letters {
    /// The targets that each member has written to, by identity in a manifest.
    targets: HashMap<String, BTreeSet<String>>,
}

impl Letters {
    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Returns the number of members who signed them.
    pub fn members(&self) -> usize {
        self.targets.len()
    }

    /// Returns the targets of a member.
    pub fn of(&self, member: &str) -> Option<&BTreeSet<String>> {
        self.targets.get(member)
    }

    fn add(&mut self, entry: &Entry) {
        for member in entry.member.split('+') {
            let targets = self.targets.entry(member.to_owned()).or_default();
            targets.insert(entry.target.clone());
        }
    }
}

/// Returns the folders of the additions in a folder, by number. Links are not followed.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn all(folder: &Path) -> Result<Vec<(usize, PathBuf)>, Diagnostic> {
    let mut found = Vec::new();
    for (number, path) in called_so(folder)? {
        if disk::is_plain_folder(&path)? {
            found.push((number, path));
        }
    }
    Ok(found)
}

/// Returns everything with the name of an addition, by number.
fn called_so(folder: &Path) -> Result<Vec<(usize, PathBuf)>, Diagnostic> {
    let number = |name: &str| name.strip_prefix(ADDITION)?.parse::<usize>().ok();
    let names = disk::names(folder, ADDITION)?.into_iter();
    let mut found: Vec<(usize, PathBuf)> = names
        .filter_map(|name| number(&name).map(|number| (number, folder.join(name))))
        .collect();
    found.sort_unstable();
    Ok(found)
}

/// Returns the folder for the letters that no batch in a folder has yet, and the letters that they have. An addition
/// that was stopped goes on; one that is still empty may have been stopped or have just begun.
///
/// # Errors
/// If the folder holds no finished batch or a link to an addition, or a manifest cannot be read.
pub(crate) fn next(whole: &Path) -> Result<(PathBuf, Letters), Problems> {
    let mut letters = Letters::default();
    if !disk::is_folder(whole)? || !add_letters(whole, &mut letters)? {
        let message = format!("`{}` holds no finished batch", whole.display());
        let help = "write it first, without `--new-only`";
        return Err(Diagnostic::error(message).help(help).into());
    }
    let (mut stopped, mut begun) = (None, None);
    let mut free = 1;
    for (number, addition) in called_so(whole)? {
        free = number.saturating_add(1);
        if !disk::is_folder(&addition)? {
            continue;
        }
        if !disk::is_plain_folder(&addition)? {
            return Err(is_link(&addition).into());
        }
        let is_finished = !is_open(&addition)? && add_letters(&addition, &mut letters)?;
        if !is_finished && disk::exists(&addition.join(record_file::RECORD))? {
            stopped = Some(addition);
        } else if disk::is_empty(&addition)? {
            begun = Some(addition);
        }
    }
    let next = || whole.join(format!("{ADDITION}{free}"));
    Ok((stopped.or(begun).unwrap_or_else(next), letters))
}

/// Returns the letters that were there before the batch in a folder: none, unless it is an addition. For an addition,
/// those of the batch that it adds to and of the additions before it.
///
/// # Errors
/// If a manifest cannot be read.
pub(crate) fn before(folder: &Path) -> Result<Letters, Problems> {
    let mut letters = Letters::default();
    let Some((whole, number)) = added_to(folder)? else {
        return Ok(letters);
    };
    add_letters(&whole, &mut letters)?;
    for (other, addition) in all(&whole)? {
        if other < number {
            add_letters(&addition, &mut letters)?;
        }
    }
    Ok(letters)
}

/// Returns the letters of the batch in a folder, of its additions and of the batches that it adds to.
///
/// # Errors
/// If a manifest cannot be read.
pub(crate) fn beside(folder: &Path) -> Result<Letters, Problems> {
    let mut letters = Letters::default();
    let whole = added_to(folder)?.map_or_else(|| folder.to_owned(), |(whole, _)| whole);
    add_letters(&whole, &mut letters)?;
    for (_, addition) in all(&whole)? {
        if lists::all(&addition).is_ok() {
            add_letters(&addition, &mut letters)?;
        }
    }
    Ok(letters)
}

/// Returns the folder of the batch that the one in a folder adds to, and the number of the addition.
fn added_to(folder: &Path) -> Result<Option<(PathBuf, usize)>, Diagnostic> {
    let path = disk::absolute(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = name.strip_prefix(ADDITION).and_then(|n| n.parse().ok());
    match path.parent() {
        Some(whole) if disk::exists(&whole.join(record_file::RECORD))? => {
            Ok(Some(whole.to_owned()).zip(number))
        }
        _ => Ok(None),
    }
}

/// Returns whether a run into a folder has not ended: it may have been stopped when its manifest was already there.
fn is_open(folder: &Path) -> Result<bool, Diagnostic> {
    let lists = lists::found(folder)?;
    Ok(lists.iter().any(|(name, _)| name.ends_with(lists::ENDING)))
}

/// Returns the error for a link in place of an addition: if it was passed over, its members would get second letters.
fn is_link(path: &Path) -> Diagnostic {
    let message = format!("`{}` is a link, and links are not followed", path.display());
    Diagnostic::error(message).help("put the folder itself there, or remove the link")
}

/// Adds the letters of a finished batch; returns whether there is one.
fn add_letters(folder: &Path, letters: &mut Letters) -> Result<bool, Problems> {
    let mut finished = false;
    for path in lists::all(folder)? {
        finished = true;
        for entry in manifest::read(&path)? {
            letters.add(&entry?);
        }
    }
    Ok(finished)
}
