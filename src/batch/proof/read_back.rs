//! The letters of a written file, read one after the other.
//!
//! Only one letter is held at a time, however many the file has.

use std::path::Path;

use crate::batch::make::fingerprint::Fingerprint;
use crate::batch::record::entry::Entry;
use crate::batch::record::file_names;
use crate::batch::record::locate::{FoundFile, Whereabouts};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk;
use crate::faults::{self, Point};
use crate::members::spelling::key;
use crate::output::fax::directories;
use crate::output::mail::{
    mbox,
    reading::{self, Received},
};
use crate::output::{Format, description, pdf};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 4 << 30;

/// The separator of letters in a text file (form feed, U+000C).
const FORM_FEED: u8 = b'\x0c';

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

/// Reads the letters of a file in the order of its manifest. `each` gets every entry, with no letter if the file does
/// not have all of it. Returns what else is wrong with the file.
///
/// # Errors
/// If the file cannot be read, or `each` fails.
pub(crate) fn letters(
    files: &Whereabouts,
    entries: &[Entry],
    each: impl FnMut(&Entry, Option<Read>) -> Result<(), Problems>,
) -> Result<Option<Diagnostic>, Problems> {
    let Some(first) = entries.first() else {
        return Ok(None);
    };
    let wrong = |path: &Path, what: &str| {
        let help = "write the batch again: letters that are there and whole stay";
        Some(Diagnostic::error(format!("`{}` {what}", path.display())).help(help))
    };
    let path = match files.find(&first.file, first.whole)? {
        FoundFile::Gone => return Ok(wrong(&files.path(&first.file), "is not there")),
        FoundFile::Changed(path) => return Ok(wrong(&path, "is not as it was written")),
        FoundFile::Whole(path) => path,
    };
    let bytes = disk::read_bytes(&path, LARGEST)?;
    let mut letters = LettersRead::new(entries, each);
    match file_names::format(&first.file) {
        Some(format) => match letters.file(format, &first.file, &bytes) {
            Ok(()) => letters.finish(&first.file),
            Err(problem) => Ok(Some(problem)),
        },
        None => Ok(wrong(&path, "is no file of letters")),
    }
}

/// The letters of a file, assembled from its pages.
struct LettersRead<'e, F> {
    rest: &'e [Entry],
    lines: Vec<String>,
    words: Fingerprint,
    /// The number of pages or letters with words that belong to no entry.
    surplus: usize,
    each: F,
    failed: Result<(), Problems>,
}

impl<'e, F: FnMut(&Entry, Option<Read>) -> Result<(), Problems>> LettersRead<'e, F> {
    fn new(rest: &'e [Entry], each: F) -> Self {
        Self {
            rest,
            lines: Vec::new(),
            words: Fingerprint::default(),
            surplus: 0,
            each,
            failed: Ok(()),
        }
    }

    /// Takes the letters of a file in a format.
    ///
    /// # Errors
    /// If a PDF file cannot be read.
    fn file(&mut self, format: Format, name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        match format {
            Format::Pdf => {
                let page = |number: u32, text: String| self.page(number as usize, &text);
                let read = pdf::texts(bytes, page);
                return read.map_err(|error| Diagnostic::error(format!("`{name}`: {error}")));
            }
            Format::Fax => self.fax(directories::pages(bytes)),
            Format::Eml if name.ends_with(mbox::EXTENSION) => {
                reading::of_mbox(bytes).for_each(|message| self.message(&message));
            }
            Format::Eml => self.message(bytes),
            Format::Layout => self.descriptions(&String::from_utf8_lossy(bytes)),
            // No batch writes pictures.
            Format::Text | Format::Mailto | Format::Png => {
                for letter in bytes.split(|byte| *byte == FORM_FEED) {
                    self.text(letter);
                }
            }
        }
        Ok(())
    }

    /// Takes the next page of a PDF file.
    fn page(&mut self, number: usize, text: &str) {
        while self
            .rest
            .first()
            .is_some_and(|entry| entry.last_page() < number)
        {
            self.deliver(None);
        }
        let Some(entry) = self.rest.first().filter(|entry| entry.first_page <= number) else {
            self.surplus += usize::from(!lines(text).is_empty());
            return;
        };
        self.lines.extend(lines(text));
        self.words.page(text);
        if number == entry.last_page() {
            let says = Says {
                lines: std::mem::take(&mut self.lines),
                digest: std::mem::take(&mut self.words).digest(),
                message: None,
            };
            self.deliver(Some(Read { says: Some(says) }));
        }
    }

    /// Takes the next letter of a text file.
    fn text(&mut self, letter: &[u8]) {
        let lines = lines(&String::from_utf8_lossy(letter));
        if self.rest.is_empty() {
            self.surplus += usize::from(!lines.is_empty());
            return;
        }
        let digest = Digest::of(letter);
        self.deliver(Some(Read {
            says: Some(Says {
                lines,
                digest,
                message: None,
            }),
        }));
    }

    /// Takes the next message of a file.
    fn message(&mut self, bytes: &[u8]) {
        if self.rest.is_empty() {
            self.surplus += 1;
            return;
        }
        let says = reading::message(bytes).map(|received| Says {
            lines: lines(&received.text),
            digest: Digest::of(received.text.as_bytes()),
            message: Some(received),
        });
        self.deliver(says.map(|says| Read { says: Some(says) }));
    }

    /// Takes the letters of a file that describes pages.
    fn descriptions(&mut self, text: &str) {
        for pages in description::read(text) {
            let is_whole = |entry: &&Entry| entry.pages == 0 || entry.pages == pages.len();
            if self.rest.is_empty() {
                self.surplus += 1;
                continue;
            }
            let whole = self.rest.first().filter(is_whole).map(|_| {
                let mut words = Fingerprint::default();
                let said = pages.iter().map(|runs| runs.concat());
                said.for_each(|page| words.page(&page));
                let lines = pages.iter().flatten().map(|run| key(run));
                Says {
                    lines: lines.filter(|line| !line.is_empty()).collect(),
                    digest: words.digest(),
                    message: None,
                }
            });
            self.deliver(whole.map(|says| Read { says: Some(says) }));
        }
    }

    /// Takes a fax with its number of pages, if it is complete.
    fn fax(&mut self, pages: Option<usize>) {
        let is_it = |entry: &&Entry| pages == Some(entry.pages);
        let whole = self.rest.first().filter(is_it);
        self.deliver(whole.map(|_| Read { says: None }));
    }

    fn deliver(&mut self, read: Option<Read>) {
        faults::enter(Point::Reread);
        if let Some((entry, rest)) = self.rest.split_first() {
            self.rest = rest;
            if self.failed.is_ok() {
                self.failed = (self.each)(entry, read);
            }
        }
        self.lines.clear();
        self.words = Fingerprint::default();
    }

    /// Reports the letters that the file lacks, and returns what it has beyond its letters.
    fn finish(mut self, file: &str) -> Result<Option<Diagnostic>, Problems> {
        while !self.rest.is_empty() {
            self.deliver(None);
        }
        self.failed?;
        let count = self.surplus;
        let message = format!("`{file}` holds more than its letters: {count} pages or messages");
        Ok((count > 0).then(|| Diagnostic::error(message)))
    }
}

fn lines(text: &str) -> Vec<String> {
    let keys = text.lines().map(key);
    keys.filter(|line| !line.is_empty()).collect()
}
