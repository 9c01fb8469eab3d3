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
}

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
        })
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        let added = self.file.write_all(bytes);
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
    pub fn finish(self) -> Result<(), Diagnostic> {
        let kept = self.file.sync_all();
        kept.map_err(|error| cannot("write", &self.path.display().to_string(), &error))
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
