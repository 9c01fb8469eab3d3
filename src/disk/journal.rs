//! A file that grows: what was added to it stays there when the program is stopped.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::cannot;
use crate::diagnostic::Diagnostic;

/// A file that is added to.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// What was gathered and is not in the file yet.
    waiting: Vec<u8>,
}

/// How many bytes are gathered: the rows of some fifteen letters.
const MOST_WAITING: usize = 1 << 12;

impl Journal {
    /// Begins an empty file in place of what is there.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn begin(path: &Path) -> Result<Self, Diagnostic> {
        let file = File::create(path);
        let file = file.map_err(|error| cannot("write", &path.display().to_string(), &error))?;
        keep_name(path);
        Ok(Self {
            path: path.to_owned(),
            file,
            waiting: Vec::new(),
        })
    }

    /// Goes on with the file that is there, or begins one.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn go_on(path: &Path) -> Result<Self, Diagnostic> {
        let file = File::options().create(true).append(true).open(path);
        let file = file.map_err(|error| cannot("write", &path.display().to_string(), &error))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            waiting: Vec::new(),
        })
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.waiting.extend_from_slice(bytes);
        self.hand_on()
    }

    /// Adds bytes when there are more of them, or at the end: those that may be lost when the program is killed.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn gather(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() < MOST_WAITING {
            return Ok(());
        }
        self.hand_on()
    }

    fn hand_on(&mut self) -> Result<(), Diagnostic> {
        let added = self.file.write_all(&self.waiting);
        self.waiting.clear();
        added.map_err(|error| cannot("write", &self.path.display().to_string(), &error))
    }

    /// Puts what was added on the disk, where a power cut leaves it.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn sync(&mut self) -> Result<(), Diagnostic> {
        let kept = self.file.sync_data();
        kept.map_err(|error| cannot("write", &self.path.display().to_string(), &error))
    }

    /// Ends the file; then it is on the disk.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn finish(mut self) -> Result<(), Diagnostic> {
        self.hand_on()?;
        let kept = self.file.sync_all();
        kept.map_err(|error| cannot("write", &self.path.display().to_string(), &error))
    }
}

impl Drop for Journal {
    /// Whoever stops early has added what was gathered.
    fn drop(&mut self) {
        let _ = self.hand_on();
    }
}

/// Puts the name of a file on the disk, on systems where folders can be opened; elsewhere that is the system's
/// own affair.
fn keep_name(path: &Path) {
    let folder = path.parent().map(File::open);
    if let Some(Ok(folder)) = folder {
        let _ = folder.sync_all();
    }
}
