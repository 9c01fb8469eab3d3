//! A folder for one run at a time.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::{LOCK, cannot};
use crate::diagnostic::Diagnostic;

/// Holds a folder until it is dropped, or the program ends however it does.
#[derive(Debug)]
pub struct Lock {
    _files: Vec<File>,
}

impl Lock {
    /// Takes a folder for a run, or for a part of one: runs of other parts may write beside it.
    ///
    /// # Errors
    /// If another run has it, or the disk says no.
    pub fn take(folder: &Path, part: Option<usize>) -> Result<Self, Diagnostic> {
        let whole = open(&folder.join(LOCK))?;
        let Some(part) = part else {
            taken(folder, &whole.try_lock())?;
            return Ok(Self {
                _files: vec![whole],
            });
        };
        taken(folder, &whole.try_lock_shared())?;
        let own = open(&folder.join(format!("{LOCK}-{part}")))?;
        taken(folder, &own.try_lock())?;
        Ok(Self {
            _files: vec![whole, own],
        })
    }
}

fn open(path: &Path) -> Result<File, Diagnostic> {
    let file = File::options().create(true).append(true).open(path);
    file.map_err(|error| cannot("write", &path.display().to_string(), &error))
}

fn taken(folder: &Path, result: &Result<(), TryLockError>) -> Result<(), Diagnostic> {
    match result {
        Err(TryLockError::WouldBlock) => {
            let message = format!("another run writes into `{}`", folder.display());
            Err(Diagnostic::error(message).help("wait until it has ended"))
        }
        // A file system without locks: one has to take care oneself.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}
