//! Temporary data on the disk: more than memory should hold, for as long as a run lasts.

use std::io::{BufRead, BufReader, BufWriter, Seek, Write};
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::disk::failure::cannot;
use crate::disk::system::File;

/// Lines that are put aside and read once.
#[derive(Debug)]
pub struct Spool {
    file: BufWriter<File>,
    /// The folder it is in, for messages.
    folder: String,
}

impl Spool {
    /// Creates a spool in a folder; its file has no name.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub fn new(folder: &Path) -> Result<Self, Diagnostic> {
        let file = File::anonymous(folder);
        let folder = folder.display().to_string();
        let file = file.map_err(|error| failed(&folder, &error))?;
        Ok(Self {
            file: BufWriter::new(file),
            folder,
        })
    }

    /// Puts whole lines aside.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, lines: &[u8]) -> Result<(), Diagnostic> {
        let written = self.file.write_all(lines);
        written.map_err(|error| failed(&self.folder, &error))
    }

    /// Hands the lines to `each`, one after the other, each with its end.
    ///
    /// # Errors
    /// If the file cannot be read; the first error of `each`.
    pub fn read(
        self,
        mut each: impl FnMut(&[u8]) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let failed = |error: &std::io::Error| failed(&self.folder, error);
        let mut file = self
            .file
            .into_inner()
            .map_err(|error| failed(error.error()))?;
        file.rewind().map_err(|error| failed(&error))?;
        let mut file = BufReader::new(file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = file.read_until(b'\n', &mut line);
            if read.map_err(|error| failed(&error))? == 0 {
                return Ok(());
            }
            each(&line)?;
        }
    }
}

fn failed(folder: &str, error: &std::io::Error) -> Diagnostic {
    cannot("write a temporary file into", folder, error)
}
