//! Letters made again and compared with those of a finished batch: by the same maker, with a manifest that is read
//! instead of written.
//!
//! Owns that nothing is written, in the folder or anywhere else, and that only the rows of one print file are held.

use std::path::Path;

use crate::batch::record::entry::{COLUMNS, Entry};
use crate::batch::record::ledger::{Aside, Ledger};
use crate::batch::record::manifest;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Problems;

/// The largest number of differences of one manifest that are reported; more are counted.
const MOST_TOLD: usize = 100;

/// The columns about the content of a file, whose differences are reported in words.
const DIGESTS: [&str; 2] = ["letter_sha256", "file_sha256"];

/// The manifest that the rows of new letters are added to or compared with.
#[derive(Debug)]
pub(crate) enum Book {
    /// A growing manifest, to which they are added.
    Growing(Ledger),
    /// A finished manifest, with whose rows they are compared.
    Finished(Comparison),
}

impl Book {
    /// Returns the rows of an earlier run, which need not be made.
    ///
    /// # Errors
    /// If the earlier manifest cannot be read.
    pub(crate) fn earlier(
        &self,
    ) -> Result<impl Iterator<Item = Result<Entry, Diagnostic>> + use<>, Diagnostic> {
        let entries = match self {
            Self::Growing(ledger) => Some(ledger.earlier()?),
            Self::Finished(_) => None,
        };
        Ok(entries.into_iter().flatten())
    }

    /// Takes the rows of complete files.
    ///
    /// # Errors
    /// If the manifest cannot be read or written.
    pub(crate) fn add(&mut self, entries: &[Entry]) -> Result<(), Diagnostic> {
        match self {
            Self::Growing(ledger) => ledger.add(entries),
            Self::Finished(comparison) => {
                let mut entries = entries.iter();
                entries.try_for_each(|entry| comparison.next(entry))
            }
        }
    }

    /// Takes the rows of a complete file, which were put aside.
    ///
    /// # Errors
    /// If the manifest cannot be read or written.
    pub(crate) fn add_file(&mut self, aside: Aside) -> Result<(), Diagnostic> {
        match self {
            Self::Growing(ledger) => ledger.add_file(aside),
            Self::Finished(comparison) => {
                let mut entries = aside.compared();
                entries.try_for_each(|entry| comparison.next(&entry))
            }
        }
    }

    /// Gives a growing manifest its name, after `before` has seen it complete.
    ///
    /// # Errors
    /// If the manifest cannot be written, or `before` fails.
    pub(crate) fn finish(
        self,
        before: impl FnOnce(&Path) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        match self {
            Self::Growing(ledger) => ledger.finish(before),
            Self::Finished(_) => Ok(()),
        }
    }

    /// Returns the differences between a finished manifest and the letters that were made.
    ///
    /// # Errors
    /// If the manifest cannot be read.
    pub(crate) fn differences(self) -> Result<Problems, Diagnostic> {
        match self {
            Self::Growing(_) => Ok(Problems::default()),
            Self::Finished(comparison) => comparison.finish(),
        }
    }
}

/// The rows of a manifest.
type ManifestRows = Box<dyn Iterator<Item = Result<Entry, Diagnostic>>>;

/// The comparison of a manifest with the letters as they are made again.
pub(crate) struct Comparison {
    name: String,
    /// The rows that were not compared yet; none after a row of another letter.
    rows: Option<ManifestRows>,
    told: Problems,
    /// The number of differences that are not reported.
    more: usize,
    /// The last file that was reported as different.
    other_file: String,
}

impl Comparison {
    /// Opens a manifest of which nothing was compared yet.
    ///
    /// # Errors
    /// If the manifest cannot be read.
    pub(crate) fn open(path: &Path) -> Result<Self, Diagnostic> {
        Ok(Self {
            name: path.display().to_string(),
            rows: Some(Box::new(manifest::read(path)?)),
            told: Problems::default(),
            more: 0,
            other_file: String::new(),
        })
    }

    /// Compares the next row with that of the letter that was made next.
    fn next(&mut self, made: &Entry) -> Result<(), Diagnostic> {
        let Some(rows) = &mut self.rows else {
            return Ok(());
        };
        let there = rows.next().transpose()?;
        match there.filter(|there| is_same_letter(there, made)) {
            Some(there) => self.compare(&there, made),
            None => self.end(made),
        }
        Ok(())
    }

    /// Reports the columns in which the row of a letter differs from the new one.
    fn compare(&mut self, there: &Entry, made: &Entry) {
        if there == made {
            return;
        }
        if there.whole != made.whole && self.other_file != made.file {
            self.other_file.clone_from(&made.file);
            self.tell(format!(
                "`{}` is not as it is when it is made again",
                made.file
            ));
        }
        let letter = format!("the letter of line {} to `{}`", made.line, made.target);
        if there.letter != made.letter {
            let what = "does not say what it does when it is made again";
            self.tell(format!("{letter} in `{}` {what}", made.file));
        }
        let cells = there.cells().into_iter().zip(made.cells());
        for (column, (found, wanted)) in COLUMNS.iter().zip(cells) {
            if found != wanted && !DIGESTS.contains(column) {
                self.tell(format!(
                    "{letter} in `{}` has `{column}` `{found}` in the manifest; made again, it has `{wanted}`",
                    made.file
                ));
            }
        }
    }

    /// Ends at a row that is not that of the letter made next: what follows cannot be compared.
    fn end(&mut self, made: &Entry) {
        self.rows = None;
        let message = format!(
            "`{}` does not have the letter of line {} to `{}` where it has to be, in `{}`",
            self.name, made.line, made.target, made.file
        );
        self.tell(message);
    }

    fn tell(&mut self, message: String) {
        if self.told.0.len() < MOST_TOLD {
            self.told.push(Diagnostic::error(message));
        } else {
            self.more += 1;
        }
    }

    fn finish(mut self) -> Result<Problems, Diagnostic> {
        if let Some(entry) = self.rows.as_mut().and_then(Iterator::next) {
            let (line, target) = entry.map(|entry| (entry.line, entry.target))?;
            let message = format!(
                "`{}` has a letter of line {line} to `{target}` that the batch has not",
                self.name
            );
            self.tell(message);
        }
        if self.more > 0 {
            let message = format!(
                "differences of `{}` that are not told: {}",
                self.name, self.more
            );
            self.told.push(Diagnostic::error(message));
        }
        Ok(self.told)
    }
}

/// Returns whether two rows are of one letter in one format.
fn is_same_letter(one: &Entry, other: &Entry) -> bool {
    (one.row, &one.target, &one.format) == (other.row, &other.target, &other.format)
}

impl std::fmt::Debug for Comparison {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Comparison({})", self.name)
    }
}
