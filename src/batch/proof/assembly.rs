//! Letters assembled from what was read of a file, each for its row of the manifest.

use crate::batch::make::fingerprint::Fingerprint;
use crate::batch::record::entry::Entry;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::faults::{self, Point};
use crate::members::spelling::key;
use crate::output::mail::reading::Received;

/// A letter as it was read from a file.
#[derive(Debug)]
pub(crate) struct Read {
    /// Its content; none for pixels, which cannot be read.
    pub says: Option<Says>,
}

/// The content of a letter.
#[derive(Debug)]
pub(crate) struct Says {
    /// Its lines, with differences in spelling that do not count removed.
    pub lines: Vec<String>,
    /// The digest of its bytes in a text file, of its text in a message, or of the words of its pages in a PDF file.
    pub digest: Digest,
    /// The message, if it is one.
    pub message: Option<Received>,
}

impl Says {
    /// Returns the content of pages that are described by their runs.
    pub(super) fn of_runs(pages: &[Vec<&str>]) -> Self {
        let mut words = Fingerprint::default();
        let said = pages.iter().map(|runs| runs.concat());
        said.for_each(|page| words.page(&page));
        let lines = pages.iter().flatten().map(|run| key(run));
        Self {
            lines: lines.filter(|line| !line.is_empty()).collect(),
            digest: words.digest(),
            message: None,
        }
    }
}

/// Returns the lines of a text, with differences in spelling that do not count removed.
pub(super) fn lines(text: &str) -> Vec<String> {
    let keys = text.lines().map(key);
    keys.filter(|line| !line.is_empty()).collect()
}

/// The rows of a file in a manifest.
pub(crate) trait FileRows {
    /// Returns the next row, if it is of the same file.
    ///
    /// # Errors
    /// If the manifest cannot be read.
    fn next(&mut self) -> Result<Option<Entry>, Problems>;

    /// Takes the letter of a row; none if the file does not have all of it.
    ///
    /// # Errors
    /// If it cannot be compared.
    fn take(&mut self, entry: &Entry, read: Option<Read>) -> Result<(), Problems>;
}

/// The letters of a file, assembled from its pages.
pub(super) struct LettersRead<'r, R> {
    rows: &'r mut R,
    /// The row whose letter comes next.
    next: Option<Entry>,
    lines: Vec<String>,
    words: Fingerprint,
    /// The number of pages or letters with words that belong to no entry.
    surplus: usize,
}

impl<'r, R: FileRows> LettersRead<'r, R> {
    /// Creates it for a file whose first row is known.
    pub(super) fn new(first: Entry, rows: &'r mut R) -> Self {
        Self {
            rows,
            next: Some(first),
            lines: Vec::new(),
            words: Fingerprint::default(),
            surplus: 0,
        }
    }

    /// Takes the lines of the next page of a PDF file.
    pub(super) fn page(&mut self, number: usize, lines: Vec<String>) -> Result<(), Problems> {
        while self
            .next
            .as_ref()
            .is_some_and(|next| next.last_page() < number)
        {
            self.deliver(None)?;
        }
        let Some(entry) = self.next.as_ref().filter(|next| next.first_page <= number) else {
            self.surplus += usize::from(!lines.is_empty());
            return Ok(());
        };
        let is_last = number == entry.last_page();
        self.words.lines(&lines);
        self.lines.extend(lines);
        if is_last {
            let says = Says {
                lines: std::mem::take(&mut self.lines),
                digest: std::mem::take(&mut self.words).digest(),
                message: None,
            };
            self.deliver(Some(Read { says: Some(says) }))?;
        }
        Ok(())
    }

    /// Takes the next letter of a text file.
    pub(super) fn text(&mut self, says: Says) -> Result<(), Problems> {
        if self.next.is_none() {
            self.surplus += usize::from(!says.lines.is_empty());
            return Ok(());
        }
        self.deliver(Some(Read { says: Some(says) }))
    }

    /// Takes the next message of a file; none if it cannot be read.
    pub(super) fn message(&mut self, says: Option<Says>) -> Result<(), Problems> {
        if self.next.is_none() {
            self.surplus += 1;
            return Ok(());
        }
        self.deliver(says.map(|says| Read { says: Some(says) }))
    }

    /// Takes the next letter of a file that describes pages, with the number of them.
    pub(super) fn described(&mut self, pages: usize, says: Says) -> Result<(), Problems> {
        let Some(next) = &self.next else {
            self.surplus += 1;
            return Ok(());
        };
        let is_whole = next.pages == 0 || next.pages == pages;
        self.deliver(is_whole.then_some(Read { says: Some(says) }))
    }

    /// Takes a fax with its number of pages, if it is complete.
    pub(super) fn fax(&mut self, pages: Option<usize>) -> Result<(), Problems> {
        let is_whole = self
            .next
            .as_ref()
            .is_some_and(|next| pages == Some(next.pages));
        self.deliver(is_whole.then_some(Read { says: None }))
    }

    fn deliver(&mut self, read: Option<Read>) -> Result<(), Problems> {
        faults::enter(Point::Reread);
        self.lines.clear();
        self.words = Fingerprint::default();
        if let Some(entry) = self.next.take() {
            self.rows.take(&entry, read)?;
            self.next = self.rows.next()?;
        }
        Ok(())
    }

    /// Reports the letters that the file lacks, and returns what it has beyond its letters.
    pub(super) fn finish(mut self, file: &str) -> Result<Option<Diagnostic>, Problems> {
        while self.next.is_some() {
            self.deliver(None)?;
        }
        let count = self.surplus;
        let message = format!("`{file}` holds more than its letters: {count} pages or messages");
        Ok((count > 0).then(|| Diagnostic::error(message)))
    }

    /// Passes over the rows that are left: nothing is known of their letters.
    pub(super) fn give_up(self) -> Result<(), Problems> {
        while self.rows.next()?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_words_of_a_page_are_those_of_its_lines(text in "(\\PC|[ \r\n\u{301}ßİΣ가ﬃ]){0,60}") {
            let (mut whole, mut parts) = (Fingerprint::default(), Fingerprint::default());
            whole.page(&text);
            parts.lines(&lines(&text));
            prop_assert_eq!(whole.digest(), parts.digest());
        }
    }
}
