//! A file that grows: data added to it stays there when the program is stopped.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::disk::changes::settle_names;
use crate::disk::failure::cannot;
use crate::disk::paths::folder_of;
use crate::disk::readers::Readers;
use crate::disk::system::File;

/// A file that is added to.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// The data that was gathered and is not in the file yet.
    waiting: Vec<u8>,
    /// Whether a part of the data that was added may be missing.
    failed: bool,
}

/// The number of bytes that are gathered: the rows of some fifteen letters.
const MOST_WAITING: usize = 1 << 12;

impl Journal {
    /// Begins an empty file, replacing one that is there.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub fn begin(path: &Path, readers: Readers) -> Result<Self, Diagnostic> {
        let file = readers
            .open(path, OpenOptions::new().write(true).truncate(true))
            .map_err(|error| cannot("write", &path.display().to_string(), &error))?;
        settle_names(folder_of(path))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            waiting: Vec::new(),
            failed: false,
        })
    }

    /// Continues the file that is there, or begins one.
    ///
    /// # Errors
    /// If the file cannot be opened or made.
    pub fn go_on(path: &Path, readers: Readers) -> Result<Self, Diagnostic> {
        let file = readers
            .open(path, OpenOptions::new().append(true))
            .map_err(|error| cannot("write", &path.display().to_string(), &error))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            waiting: Vec::new(),
            failed: false,
        })
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.waiting.extend_from_slice(bytes);
        self.hand_on()
    }

    /// Adds bytes once enough are gathered, or at the end: bytes that may be lost when the program is killed.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn gather(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() < MOST_WAITING {
            return Ok(());
        }
        self.hand_on()
    }

    /// Writes the data that was gathered. After one error there are only errors, since later data would continue in the
    /// middle of a row.
    fn hand_on(&mut self) -> Result<(), Diagnostic> {
        let added = if self.failed {
            Err(io::Error::other("the disk said no before"))
        } else {
            self.file.write_all(&self.waiting)
        };
        self.waiting.clear();
        self.failed |= added.is_err();
        added.map_err(|error| cannot("write", &self.path.display().to_string(), &error))
    }

    /// Puts the data that was added on the disk, where it survives a power cut.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn sync(&mut self) -> Result<(), Diagnostic> {
        self.hand_on()?;
        let kept = self.file.sync();
        kept.map_err(|error| cannot("write", &self.path.display().to_string(), &error))
    }

    /// Ends the file; then it is on the disk.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(mut self) -> Result<(), Diagnostic> {
        self.hand_on()?;
        let kept = self.file.sync();
        kept.map_err(|error| cannot("write", &self.path.display().to_string(), &error))
    }
}

impl Drop for Journal {
    /// Writes the data that was gathered, also when a run stops early.
    fn drop(&mut self) {
        let _ = self.hand_on();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_is_gathered_is_there_when_it_has_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let read = || fs::read(&path).unwrap();
        let mut journal = Journal::begin(&path, Readers::Owner).unwrap();
        journal.gather(b"1").unwrap();
        journal.sync().unwrap();
        assert_eq!(read(), b"1");
        journal.gather(b"2").unwrap();
        journal.add(b"3").unwrap();
        assert_eq!(read(), b"123");
        journal.gather(&[b'4'; MOST_WAITING]).unwrap();
        assert_eq!(read().len(), 3 + MOST_WAITING);
        journal.gather(b"5").unwrap();
        drop(journal);
        assert!(read().ends_with(b"45"));
    }

    #[test]
    fn nothing_goes_on_in_the_middle_of_a_row() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut journal = Journal::begin(&path, Readers::Owner).unwrap();
        let full = File::create(Path::new("/dev/full"), OpenOptions::new().write(true)).unwrap();
        let file = std::mem::replace(&mut journal.file, full);
        assert!(journal.add(b"1").is_err());
        journal.file = file;
        assert!(journal.add(b"2").is_err() && journal.sync().is_err());
        assert!(journal.finish().is_err());
        assert_eq!(fs::read(&path).unwrap(), b"");
    }
}
