//! The result of the proof of a batch.

use crate::batch::record::entry::Entry;
use crate::diagnostic::{Diagnostic, Problems};

/// The letters and files that were found right, and the problems.
#[derive(Debug, Default)]
pub(crate) struct Verified {
    /// The number of letters, each in each format.
    pub letters: usize,
    /// The number of signatures on those for the post, by the manifests.
    pub signatures: usize,
    /// The number of letters that are pixels, whose words cannot be read.
    pub pixels: usize,
    /// The number of files.
    pub files: usize,
    /// Everything that is wrong.
    pub problems: Problems,
}

impl Verified {
    /// Adds an error about a letter.
    pub(super) fn wrong(&mut self, entry: &Entry, what: &str) {
        let message = format!(
            "the letter of line {} to `{}` in `{}` {what}",
            entry.line, entry.target, entry.file
        );
        self.problems.push(Diagnostic::error(message));
    }
}
