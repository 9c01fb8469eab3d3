//! A file that is written part by part and gets its name only when it is complete.

use std::fmt;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Hasher};
use crate::disk::changes::settle_names;
use crate::disk::failure::cannot;
use crate::disk::look::exists;
use crate::disk::paths::folder_of;
use crate::disk::readers::Readers;
use crate::disk::system::{SYNCS_EVERYTHING, Temporary};
use crate::disk::temporary::temporary;

/// A file that is being written. If dropped before it is placed, it leaves nothing.
pub struct Draft {
    path: PathBuf,
    file: BufWriter<Temporary>,
    hasher: Hasher,
    size: u64,
}

/// A file that has been placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The digest of its contents.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
}

/// Checks before long work that no file is there, unless `force`.
///
/// # Errors
/// If one is there.
pub fn keep(path: &Path, force: bool) -> Result<(), Diagnostic> {
    if !force && exists(path)? {
        return Err(there_already(path));
    }
    Ok(())
}

/// Returns the error for a file that is there and kept.
pub fn there_already(path: &Path) -> Diagnostic {
    let message = format!("`{}` is there already", path.display());
    Diagnostic::error(message).help("give `--force` to replace it")
}

impl Draft {
    /// Creates a draft of the file at a path, in a folder that exists.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub fn new(path: &Path, readers: Readers) -> Result<Self, Diagnostic> {
        let file = temporary(path, readers)
            .map_err(|error| cannot("write", &path.display().to_string(), &error))?;
        Ok(Self {
            path: path.to_owned(),
            file: BufWriter::new(file),
            hasher: Hasher::default(),
            size: 0,
        })
    }

    /// Returns the number of bytes that were written.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Gives the file its name; one that has it is replaced.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn place(self) -> Result<Placed, Diagnostic> {
        self.named(true, true)
    }

    /// Like [`place`](Self::place), for one of many files, which [`settle`](crate::disk::settle) puts on the disk together:
    /// until then a power cut may leave the name without the contents.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn place_unsettled(self) -> Result<Placed, Diagnostic> {
        self.named(true, !SYNCS_EVERYTHING)
    }

    /// Gives the file its name; one that has it is kept unless `force`.
    ///
    /// # Errors
    /// If a file is there and kept, or the file cannot be written.
    pub fn place_over(self, force: bool) -> Result<Placed, Diagnostic> {
        self.named(force, true)
    }

    fn named(self, force: bool, is_settled: bool) -> Result<Placed, Diagnostic> {
        let failed = |error: &io::Error| cannot("write", &self.path.display().to_string(), error);
        let file = self
            .file
            .into_inner()
            .map_err(|error| failed(error.error()))?;
        if is_settled {
            file.sync().map_err(|error| failed(&error))?;
        }
        let placed = file.name(&self.path, force);
        placed.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => there_already(&self.path),
            _ => failed(&error),
        })?;
        if is_settled {
            settle_names(folder_of(&self.path))?;
        }
        Ok(Placed {
            digest: self.hasher.digest(),
            size: self.size,
        })
    }

    /// Returns the problem to show for a write error.
    pub fn problem(&self, error: &io::Error) -> Diagnostic {
        cannot("write", &self.path.display().to_string(), error)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.add(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draft({})", self.path.display())
    }
}
