//! Files renamed, removed and put on the disk.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::disk::failure::cannot;
use crate::disk::look::there;
use crate::disk::system;

/// Renames a file.
///
/// # Errors
/// If the file cannot be renamed.
pub fn rename(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    system::rename(from, to).map_err(|error| cannot("rename", &from.display().to_string(), &error))
}

/// Removes a file; returns whether there was one.
///
/// # Errors
/// If the file is there and cannot be removed.
pub fn remove(path: &Path) -> Result<bool, Diagnostic> {
    let removed = there(system::remove(path))
        .map_err(|e| cannot("remove", &path.display().to_string(), &e))?;
    Ok(removed.is_some())
}

/// Removes an empty folder; returns whether it did.
///
/// # Errors
/// If the folder is there and empty, and cannot be removed.
pub fn remove_empty_folder(path: &Path) -> Result<bool, Diagnostic> {
    match there(system::remove_folder(path)) {
        Ok(removed) => Ok(removed.is_some()),
        // For a folder that is not empty, some systems say that something is there; none removes `.`.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists | ErrorKind::InvalidInput
            ) =>
        {
            Ok(false)
        }
        Err(error) => Err(cannot(
            "remove the folder",
            &path.display().to_string(),
            &error,
        )),
    }
}

/// Puts everything that was written into some folders on the disk, where it survives a power cut. Where the system can
/// put all files there at once, this is done once for each file system. Elsewhere each file was put there when it was
/// written, and only the names in each folder are now.
///
/// # Errors
/// If the files cannot be put on the disk.
pub fn settle(folders: &[PathBuf]) -> Result<(), Diagnostic> {
    let mut done = BTreeSet::new();
    for folder in folders {
        let settled = if system::SYNCS_EVERYTHING {
            there(system::file_system(folder)).and_then(|known| match known {
                // Whoever removed the folder removed the files in it.
                None => Ok(()),
                Some(Some(known)) if !done.insert(known) => Ok(()),
                Some(_) => system::sync_everything(folder),
            })
        } else {
            there(system::sync_names(folder)).map(drop)
        };
        let name = folder.display().to_string();
        settled.map_err(|error| cannot("keep what was written into", &name, &error))?;
    }
    Ok(())
}

/// Puts the names in a folder on the disk, where they survive a power cut.
///
/// # Errors
/// If the names cannot be put on the disk.
pub fn settle_names(folder: &Path) -> Result<(), Diagnostic> {
    let settled = system::sync_names(folder);
    settled.map_err(|error| cannot("keep the names in", &folder.display().to_string(), &error))
}
