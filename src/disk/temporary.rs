//! Temporary and incomplete files and folders.
//!
//! An incomplete file is locked by the run that writes it, so that other runs can tell it from a leftover. Its name
//! reveals nothing about its contents.

use std::fs::TryLockError;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, reason};
use crate::disk::changes::remove;
use crate::disk::failure::cannot;
use crate::disk::look::there;
use crate::disk::look::{is_plain, names};
use crate::disk::own_names::{TEMPORARY, is_temporary};
use crate::disk::paths::folder_of;
use crate::disk::readers::Readers;
use crate::disk::system;
use crate::disk::system::{File, Temporary};

/// The number of attempts to begin a file that other runs take for a leftover.
const ATTEMPTS: usize = 100;

/// Makes a file beside a path, to become that file, with the permissions that it will have.
pub(super) fn temporary(path: &Path, readers: Readers) -> io::Result<Temporary> {
    let mode = readers.of_file(path)?;
    for _ in 0..ATTEMPTS {
        let file = Temporary::new(folder_of(path), TEMPORARY, mode)?;
        if hold(&file)? {
            return Ok(file);
        }
    }
    Err(io::Error::other("another run removes what is written"))
}

/// Locks a new file until it is closed; returns whether it is still there then: before the lock, another run may have
/// removed it as a leftover.
fn hold(file: &Temporary) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => is_named(file),
        Err(TryLockError::WouldBlock) => Ok(false),
        // A file system without locks: leftovers are not removed there.
        Err(TryLockError::Error(_)) => Ok(true),
    }
}

/// Returns whether an open file has a name.
fn is_named(file: &Temporary) -> io::Result<bool> {
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 0);
    #[cfg(not(unix))]
    file.metadata().map(|_| true)
}

/// The leftovers of stopped runs in a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// The number of files removed.
    pub removed: usize,
    /// A warning for each file that stays, because it is not known whether a run is writing it.
    pub kept: Vec<Diagnostic>,
}

impl Leftovers {
    /// Adds the leftovers of another folder.
    pub fn add(&mut self, more: Self) {
        self.removed += more.removed;
        self.kept.extend(more.kept);
    }
}

/// Returns the warning for a leftover that stays.
fn stays(path: &Path, error: &io::Error) -> Diagnostic {
    let (path, why) = (path.display(), reason(error));
    let message = format!(
        "`{path}` may be what a run that was stopped left, and stays: cannot lock it: {why}"
    );
    Diagnostic::warning(message).help("if no run is writing it, delete it yourself")
}

/// Removes the leftovers of stopped runs in a folder, never a file that a run is writing.
///
/// # Errors
/// If the folder cannot be read or a file cannot be removed.
pub fn remove_leftovers(folder: &Path) -> Result<Leftovers, Diagnostic> {
    let mut found = Leftovers::default();
    let names = names(folder, TEMPORARY)?;
    for name in names.iter().filter(|name| is_temporary(name)) {
        let path = folder.join(name);
        // A link or a folder of such a name belongs to others.
        if !is_plain(&path)? {
            continue;
        }
        match take(&path) {
            // While it is open and locked, no other run uses its name.
            Ok(Some(_locked)) => found.removed += usize::from(remove(&path)?),
            Ok(None) => {}
            Err(error) => found.kept.push(stays(&path, &error)),
        }
    }
    Ok(found)
}

/// Locks a leftover; `None` if a run is writing it, or it is gone.
fn take(path: &Path) -> io::Result<Option<File>> {
    let Some(file) = there(File::open(path))? else {
        return Ok(None);
    };
    match file.try_lock() {
        Ok(()) => Ok(is_at(&file, path)?.then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Returns whether an open file is the one at a path: it may have been renamed meanwhile.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let Some(there) = there(system::symlink_metadata(path))? else {
        return Ok(false);
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let open = file.metadata()?;
        Ok((open.dev(), open.ino()) == (there.dev(), there.ino()))
    }
    #[cfg(not(unix))]
    Ok(there.len() == file.metadata()?.len())
}

/// Makes a new folder that only its owner can read, in the system's place for temporary files.
///
/// # Errors
/// If the folder cannot be made.
pub fn temporary_folder() -> Result<PathBuf, Diagnostic> {
    let folder = system::temporary_folder("protest-letter-", 0o700);
    folder.map_err(|error| cannot("make a folder in", "the temporary files", &error))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::thread;

    use super::*;
    use crate::disk::look::is_empty;
    use crate::disk::whole::write;

    #[test]
    fn what_was_left_is_removed_and_what_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at(".protest-letter-Ab12Cd"), "Ana Silva").unwrap();
        fs::write(at(".protest-letter.lock"), "").unwrap();
        fs::create_dir(at(".protest-letter-folder")).unwrap();
        let mut writing = temporary(&at("letter.txt"), Readers::Owner).unwrap();
        let found = remove_leftovers(folder.path()).unwrap();
        assert_eq!((found.removed, found.kept.len()), (1, 0));
        assert!(!at(".protest-letter-Ab12Cd").exists());
        writing.write_all(b"1").unwrap();
        writing.name(&at("letter.txt"), true).unwrap();
        assert_eq!(fs::read(at("letter.txt")).unwrap(), b"1");
        assert!(at(".protest-letter.lock").exists() && at(".protest-letter-folder").exists());
    }

    #[test]
    fn a_file_of_the_user_that_is_called_alike_stays() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["notes.md", "notes", "1234567", "no-tes", "nötes"] {
            let path = folder.path().join(format!("{TEMPORARY}{name}"));
            fs::write(&path, "mine").unwrap();
            assert_eq!(remove_leftovers(folder.path()).unwrap().removed, 0);
            assert!(path.exists(), "{name}");
            assert!(!is_empty(folder.path()).unwrap(), "{name}");
        }
        let _made = temporary(&folder.path().join("letter.txt"), Readers::Owner).unwrap();
        let names = names(folder.path(), TEMPORARY).unwrap();
        assert_eq!(names.iter().filter(|name| is_temporary(name)).count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_is_called_so_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (own, link) = (
            folder.path().join("own"),
            folder.path().join(".protest-letter-link12"),
        );
        fs::write(&own, "mine").unwrap();
        std::os::unix::fs::symlink(&own, &link).unwrap();
        assert_eq!(remove_leftovers(folder.path()).unwrap().removed, 0);
        assert!(own.exists() && link.is_symlink());
    }

    /// A run that removes leftovers never takes a file from a run that writes one.
    #[test]
    fn many_write_while_others_remove_what_was_left() {
        let folder = tempfile::tempdir().unwrap();
        thread::scope(|scope| {
            let folder = folder.path();
            for writer in 0..3 {
                let at = move |n: usize| folder.join(format!("{writer}-{n}"));
                scope.spawn(move || (0..300).for_each(|n| write(&at(n), b"1", false).unwrap()));
            }
            for _ in 0..2 {
                scope.spawn(|| {
                    for _ in 0..300 {
                        remove_leftovers(folder).unwrap();
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 900);
    }
}
