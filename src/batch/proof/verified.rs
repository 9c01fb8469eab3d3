//! What the proof of a batch has found.

use crate::batch::record::entry::Entry;
use crate::diagnostic::{Diagnostic, Problems};

/// What was found right.
#[derive(Debug, Default)]
pub struct Verified {
    /// How many letters, each in each format.
    pub letters: usize,
    /// How many members signed those for the post, by the manifests.
    pub signatures: usize,
    /// How many of them are pixels, which nobody can read the words of.
    pub pixels: usize,
    /// How many files.
    pub files: usize,
    /// Everything that is wrong.
    pub problems: Problems,
}

impl Verified {
    /// Adds what is wrong with a letter.
    pub(super) fn wrong(&mut self, entry: &Entry, what: &str) {
        let message = format!(
            "the letter of line {} to `{}` in `{}` {what}",
            entry.line, entry.target, entry.file
        );
        self.problems.push(Diagnostic::error(message));
    }
}
