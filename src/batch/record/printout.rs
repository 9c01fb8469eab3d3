//! The output of a print file: a file, or nothing but its digest.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use crate::batch::record::write_ahead::WriteAhead;
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Hasher};
use crate::disk::Draft;

/// A print file that is being made.
pub(crate) enum Printout {
    /// It is written to a file.
    Written(Draft),
    /// It is compared with a file: its digest so far, and its size.
    Compared(Hasher, u64),
}

impl Printout {
    /// Creates an empty print file at a path, which is written if others are.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub(crate) fn new(path: &Path, names: &WriteAhead) -> Result<Self, Diagnostic> {
        if names.is_written() {
            return Draft::new(path, names.readers).map(Self::Written);
        }
        Ok(Self::Compared(Hasher::default(), 0))
    }

    /// Returns the number of bytes so far.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Self::Written(draft) => draft.size(),
            Self::Compared(_, size) => *size,
        }
    }

    /// Completes the file and gives it its name; returns its digest.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn place(self) -> Result<Digest, Diagnostic> {
        match self {
            Self::Written(draft) => Ok(draft.place_unsettled()?.digest),
            Self::Compared(hasher, _) => Ok(hasher.digest()),
        }
    }
}

impl Write for Printout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Written(draft) => draft.write(bytes),
            Self::Compared(hasher, size) => {
                hasher.add(bytes);
                *size += bytes.len() as u64;
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Written(draft) => draft.flush(),
            Self::Compared(..) => Ok(()),
        }
    }
}

impl fmt::Debug for Printout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Printout")
    }
}
