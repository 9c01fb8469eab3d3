//! What a print file is written to: a file, or nothing but its digest.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use crate::batch::record::write_ahead::Names;
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Hasher};
use crate::disk::Draft;

/// A print file that is being made.
pub enum Printout {
    /// It becomes a file.
    Written(Draft),
    /// It is compared with one: its digest so far, and its size.
    Compared(Hasher, u64),
}

impl Printout {
    /// Nothing of the file at a path yet, which is written if others are.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn new(path: &Path, names: &Names) -> Result<Self, Diagnostic> {
        if names.is_written() {
            return Draft::new(path, names.readers).map(Self::Written);
        }
        Ok(Self::Compared(Hasher::default(), 0))
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        match self {
            Self::Written(draft) => draft.size(),
            Self::Compared(_, size) => *size,
        }
    }

    /// Ends it, and gives the file its name; its digest.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn place(self) -> Result<Digest, Diagnostic> {
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
