//! The lock of a folder, for one run at a time.

use std::fs::{OpenOptions, TryLockError};
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::disk::changes::remove;
use crate::disk::failure::cannot;
use crate::disk::look::{exists, is_plain, names};
use crate::disk::own_names::{LOCK, is_lock};
use crate::disk::readers::Readers;
use crate::disk::system::{File, itself_only};

/// A lock on a folder, held until it is dropped or the program ends in any way.
#[derive(Debug)]
pub struct Lock {
    whole: File,
    part: Option<File>,
    /// The lock that runs wait for when they begin.
    gate: Option<File>,
    others: Others,
}

/// The presence of runs of other parts that write into the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// There are none.
    Absent,
    /// There are some.
    Present,
    /// The file system has no locks.
    Unknown,
}

impl Lock {
    /// Locks a folder for a run, or for a part of one: runs of other parts may write beside it. Until [`Lock::open`] no
    /// other run begins.
    ///
    /// # Errors
    /// If another run has the folder, or a lock file cannot be made.
    pub fn take(folder: &Path, part: Option<usize>) -> Result<Self, Diagnostic> {
        let gate = open(&folder.join(format!("{LOCK}-gate")))?;
        // An error means a file system without locks: users have to take care themselves.
        let _ = gate.lock();
        let whole = open(&folder.join(LOCK))?;
        let mut others = match whole.try_lock() {
            Ok(()) => Others::Absent,
            Err(TryLockError::WouldBlock) => Others::Present,
            Err(TryLockError::Error(_)) => Others::Unknown,
        };
        let Some(part) = part else {
            if others == Others::Present {
                return Err(is_taken(folder));
            }
            others = Others::Absent;
            return Ok(Self {
                whole,
                part: None,
                gate: Some(gate),
                others,
            });
        };
        if others == Others::Present {
            free(folder, &whole.try_lock_shared())?;
        }
        let own = open(&folder.join(format!("{LOCK}-{part}")))?;
        free(folder, &own.try_lock())?;
        Ok(Self {
            whole,
            part: Some(own),
            gate: Some(gate),
            others,
        })
    }

    /// Returns whether runs of other parts wrote into the folder when it was locked.
    pub fn others(&self) -> Others {
        self.others
    }

    /// Removes the lock files of a folder, once nothing is written any more. Anything else of such a name stays.
    ///
    /// # Errors
    /// If a lock file cannot be removed.
    pub fn remove(self, folder: &Path) -> Result<(), Diagnostic> {
        // The lock of the whole folder goes last: by it the rest is known if this is stopped.
        let names = names(folder, LOCK)?;
        for name in names.iter().rev().filter(|name| is_lock(name)) {
            let path = folder.join(name);
            if is_plain(&path)? {
                remove(&path)?;
            }
        }
        Ok(())
    }

    /// Lets other runs begin: for a part, runs of other parts.
    ///
    /// # Errors
    /// If another run took the folder in between.
    pub fn open(&mut self, folder: &Path) -> Result<(), Diagnostic> {
        if self.part.is_some() && self.others == Others::Absent {
            let _ = self.whole.unlock();
            free(folder, &self.whole.try_lock_shared())?;
        }
        self.gate = None;
        Ok(())
    }
}

/// Opens a lock file, or makes it. Anything else of such a name is left alone: a pipe would block, and behind a link
/// would be a file of another folder.
fn open(path: &Path) -> Result<File, Diagnostic> {
    if exists(path)? && !is_plain(path)? {
        let message = format!(
            "`{}` is no plain file, and locks the folder",
            path.display()
        );
        return Err(Diagnostic::error(message).help("see who put it there, and remove it"));
    }
    let mut options = OpenOptions::new();
    let file = Readers::Owner.open(path, itself_only(options.append(true)));
    file.map_err(|error| cannot("write", &path.display().to_string(), &error))
}

fn free(folder: &Path, result: &Result<(), TryLockError>) -> Result<(), Diagnostic> {
    match result {
        Err(TryLockError::WouldBlock) => Err(is_taken(folder)),
        // A file system without locks: users have to take care themselves.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// Returns the error for a folder that another run has.
pub fn is_taken(folder: &Path) -> Diagnostic {
    let message = format!("another run writes into `{}`", folder.display());
    Diagnostic::error(message).help("wait until it has ended")
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    /// A pipe would block, and a link would put the file elsewhere.
    #[test]
    fn what_is_no_plain_file_locks_nothing() {
        let outside = tempfile::tempdir().unwrap();
        for name in [LOCK.to_owned(), format!("{LOCK}-gate"), format!("{LOCK}-2")] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(&name);
            let refused = || {
                let problem = Lock::take(folder.path(), Some(2)).unwrap_err();
                assert!(problem.message.contains("no plain file"), "{problem:?}");
                assert!(problem.message.contains(&name), "{problem:?}");
                let mut options = OpenOptions::new();
                assert!(File::create(&path, itself_only(options.append(true))).is_err());
            };
            symlink(outside.path().join("made"), &path).unwrap();
            refused();
            fs::remove_file(&path).unwrap();
            let _listener = UnixListener::bind(&path).unwrap();
            refused();
            fs::remove_file(&path).unwrap();
            fs::create_dir(&path).unwrap();
            refused();
        }
        assert!(!outside.path().join("made").exists());
    }
}
