//! A file that is written part by part and has its name only when it is complete.

use std::fmt;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::system::{SYNCS_EVERYTHING, Temporary};
use super::temporary::temporary;
use super::{Readers, cannot, exists, folder_of, settle_names};
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Hasher};

/// A file that is being written. Dropped before it is placed, it leaves nothing.
pub struct Draft {
    path: PathBuf,
    file: BufWriter<Temporary>,
    hasher: Hasher,
    size: u64,
}

/// A file that has been placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What it holds.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
}

/// Says before long work whether a file is there that is kept, as it is unless `force`.
///
/// # Errors
/// If one is.
pub fn keep(path: &Path, force: bool) -> Result<(), Diagnostic> {
    if !force && exists(path)? {
        return Err(there_already(path));
    }
    Ok(())
}

/// A file is there and kept.
pub fn there_already(path: &Path) -> Diagnostic {
    let message = format!("`{}` is there already", path.display());
    Diagnostic::error(message).help("give `--force` to replace it")
}

impl Draft {
    /// A draft of the file at a path, in a folder that is there.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn new(path: &Path, readers: Readers) -> Result<Self, Diagnostic> {
        let file = temporary(path, readers);
        let file = file.map_err(|error| cannot("write", &path.display().to_string(), &error))?;
        Ok(Self {
            path: path.to_owned(),
            file: BufWriter::new(file),
            hasher: Hasher::default(),
            size: 0,
        })
    }

    /// How many bytes were written.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Gives the file its name; one that has it is replaced.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn place(self) -> Result<Placed, Diagnostic> {
        self.named(true, true)
    }

    /// The same for one of many files, which [`settle`](super::settle) puts on the disk together: until then a power
    /// cut may leave the name and not what the file holds.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn place_unsettled(self) -> Result<Placed, Diagnostic> {
        self.named(true, !SYNCS_EVERYTHING)
    }

    /// Gives the file its name; one that has it is kept unless `force`.
    ///
    /// # Errors
    /// If a file is there and kept, or the disk says no.
    pub fn place_over(self, force: bool) -> Result<Placed, Diagnostic> {
        self.named(force, true)
    }

    fn named(self, force: bool, is_settled: bool) -> Result<Placed, Diagnostic> {
        let failed = |error: &io::Error| cannot("write", &self.path.display().to_string(), error);
        let file = self.file.into_inner();
        let file = file.map_err(|error| failed(error.error()))?;
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

    /// What a problem in writing is for people.
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
