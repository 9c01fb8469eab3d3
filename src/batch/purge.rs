//! The removal of everything that batches wrote into a folder, by what they wrote down themselves.
//!
//! Owns that nothing else goes: no file that somebody put there beside them and no file of rejected rows that somebody
//! corrected, nothing outside of the folder and nothing behind a link. A letter that somebody changed is known by its
//! name, and goes. The record goes last, so a removal that was stopped can be given again.

use std::path::{Path, PathBuf};

use super::additions;
use super::folder::{self, Inputs};
use super::removal::{self, Taken};
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

/// What became of the files in a folder.
#[derive(Debug, Default)]
pub struct Purged {
    /// How many were removed.
    pub files: usize,
    /// What is still there: no batch wrote it, or not as it is.
    pub kept: Vec<PathBuf>,
}

/// Removes what batches wrote into a folder, additions too, and the folders in which nothing is left.
///
/// # Errors
/// If the folder holds no batch, a run writes into it, or the disk says no.
pub fn purge(folder: &Path) -> Result<Purged, Problems> {
    let mut purged = Purged::default();
    let Some(whole) = whole(folder)? else {
        return Ok(purged);
    };
    let mut taken = Vec::new();
    for (_, addition) in additions::all(folder)? {
        taken.extend(removal::take(addition)?);
    }
    // All are taken before anything is removed.
    taken.push(whole);
    for batch in taken {
        purged.files += remove(batch)?;
    }
    if disk::is_folder(folder)? {
        disk::settle(&[folder.to_owned()])?;
        add_kept(&mut purged.kept, folder)?;
    } else {
        disk::settle(&[disk::folder_of(folder).to_owned()])?;
    }
    Ok(purged)
}

/// Takes the batch in a folder; `None` if a removal that was stopped left nothing in it, or what locks it, which goes.
///
/// # Errors
/// If there is none, or a run writes into it.
fn whole(folder: &Path) -> Result<Option<Taken>, Problems> {
    let name = folder.display();
    if !disk::is_folder(folder)? {
        let problem = Diagnostic::error(format!("`{name}` is no folder"));
        return Err(problem.help("name the folder that `batch` wrote").into());
    }
    if let Some(taken) = removal::take(folder.to_owned())? {
        return Ok(Some(taken));
    }
    if disk::is_empty(folder)? {
        let lock = disk::Lock::take(folder, None)?;
        disk::remove_leftovers(folder)?;
        lock.remove(folder)?;
        disk::remove_empty_folder(folder)?;
        return Ok(None);
    }
    let message = format!("`{name}` holds no batch: there is no `{}`", folder::RECORD);
    let help = "nothing was removed: without it nobody can tell which files a batch wrote";
    Err(Diagnostic::error(message).help(help).into())
}

/// Removes a batch; how many files it had.
fn remove(batch: Taken) -> Result<usize, Diagnostic> {
    let folder = &batch.folder;
    let left = removal::leftovers(folder, &batch.lists)?.removed;
    let written = removal::files_of(folder, &batch.lists)?;
    let rejected = remove_rejected(folder, &batch.inputs)?;
    let record = disk::remove(&folder.join(folder::RECORD))?;
    batch.lock.remove(folder)?;
    disk::remove_empty_folder(folder)?;
    Ok(left + written + usize::from(rejected) + usize::from(record))
}

/// Removes the file of rejected rows, unless somebody corrected it; whether it did.
fn remove_rejected(folder: &Path, inputs: &Inputs) -> Result<bool, Diagnostic> {
    let path = folder.join(folder::REJECTED);
    let found = if disk::is_plain(&path)? {
        disk::digest(&path)?
    } else {
        None
    };
    let found = found.map(|(digest, _)| digest.to_string());
    let known = inputs.inputs.get(folder::REJECTED_ROWS);
    if found.is_none() || found.as_ref() != known {
        return Ok(false);
    }
    disk::remove(&path)
}

/// Adds the files that are in a folder and in those below it, links among them, and folders in which nothing is.
fn add_kept(kept: &mut Vec<PathBuf>, folder: &Path) -> Result<(), Diagnostic> {
    let names = disk::names(folder, "")?;
    if names.is_empty() {
        kept.push(folder.to_owned());
    }
    for name in names {
        let path = folder.join(name);
        if disk::is_plain_folder(&path)? {
            add_kept(kept, &path)?;
        } else {
            kept.push(path);
        }
    }
    Ok(())
}
