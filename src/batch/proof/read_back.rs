//! The letters of a written file, read one after the other, on several cores.
//!
//! Only a few letters are held at a time, however many the file has: each is cut out of the file, read by a worker, and
//! handed on in the order of the manifest.

use std::path::Path;

use crate::batch::proof::assembly::{FileRows, LettersRead, Says, lines};
use crate::batch::proof::pieces::{self, LetterPieces};
use crate::batch::record::entry::Entry;
use crate::batch::record::file_names;
use crate::batch::record::locate::{FoundFile, Whereabouts};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk::{self, RandomAccess};
use crate::limits::READ_AGAIN;
use crate::output::fax::directories;
use crate::output::mail::{mbox, reading};
use crate::output::{Format, description, pdf};
use crate::parallel;

/// The size of a file, in bytes, from which several workers read it.
const LARGE: u64 = 1 << 18;

/// Reads the letters of a file in the order of its manifest, the first of which is `first`. `rows` has the others and
/// gets every entry, with no letter if the file does not have all of it. Returns what else is wrong with the file.
///
/// # Errors
/// If the file cannot be read, or `rows` fails.
pub(crate) fn letters(
    files: &Whereabouts,
    first: Entry,
    jobs: usize,
    rows: &mut impl FileRows,
) -> Result<Option<Diagnostic>, Problems> {
    let wrong = |path: &Path, what: &str| {
        let help = "write the batch again: letters that are there and whole stay";
        Diagnostic::error(format!("`{}` {what}", path.display())).help(help)
    };
    let name = first.file.clone();
    let problem = match files.find(&name, first.whole)? {
        FoundFile::Gone => wrong(&files.path(&name), "is not there"),
        FoundFile::Changed(path) => wrong(&path, "is not as it was written"),
        FoundFile::Whole(path) => match file_names::format(&name) {
            None => wrong(&path, "is no file of letters"),
            Some(format) => {
                let is_large = disk::size(&path)? >= LARGE;
                let file = LetterFile {
                    path: &path,
                    name: &name,
                    jobs: if is_large { jobs } else { 1 },
                };
                let mut letters = LettersRead::new(first, rows);
                return match file.read(format, &mut letters)? {
                    None => letters.finish(&name),
                    problem => letters.give_up().map(|()| problem),
                };
            }
        },
    };
    while rows.next()?.is_some() {}
    Ok(Some(problem))
}

/// A file of letters.
struct LetterFile<'f> {
    path: &'f Path,
    /// Its name in the manifest.
    name: &'f str,
    jobs: usize,
}

impl LetterFile<'_> {
    /// Reads the letters of a file in a format. Returns what is wrong with the file, if it is not of this format.
    fn read(
        &self,
        format: Format,
        letters: &mut LettersRead<'_, impl FileRows>,
    ) -> Result<Option<Diagnostic>, Problems> {
        match format {
            Format::Pdf => return self.pages(letters),
            Format::Fax => {
                let bytes = disk::read_bytes(self.path, READ_AGAIN)?;
                letters.fax(directories::pages(&bytes))?;
            }
            Format::Eml if self.name.ends_with(mbox::EXTENSION) => {
                let messages = pieces::messages(self.path)?;
                self.each(
                    messages,
                    |bytes| message(&bytes),
                    |says| letters.message(says),
                )?;
            }
            Format::Eml => letters.message(message(&disk::read_bytes(self.path, READ_AGAIN)?))?,
            Format::Layout => {
                let documents = LetterPieces::described(self.path)?;
                self.each(
                    documents,
                    |bytes| described(&bytes),
                    |all| {
                        all.into_iter()
                            .try_for_each(|(pages, says)| letters.described(pages, says))
                    },
                )?;
            }
            // No batch writes pictures.
            Format::Text | Format::Mailto | Format::Png => {
                let texts = LetterPieces::separated(self.path)?;
                self.each(texts, |bytes| text(&bytes), |says| letters.text(says))?;
            }
        }
        Ok(None)
    }

    /// Reads the pages of a PDF file.
    fn pages(
        &self,
        letters: &mut LettersRead<'_, impl FileRows>,
    ) -> Result<Option<Diagnostic>, Problems> {
        let file = RandomAccess::open(self.path)?;
        let wrong = pdf::texts(&Bytes(file), self.jobs, lines, |number, lines| {
            letters.page(number as usize, lines)
        })?;
        let name = self.name;
        Ok(wrong.map(|what| Diagnostic::error(format!("`{name}`: {what}"))))
    }

    /// Reads letters that are cut out, and hands them on in their order.
    fn each<R: Send>(
        &self,
        letters: impl Iterator<Item = Result<Vec<u8>, Diagnostic>>,
        read: impl Fn(Vec<u8>) -> R + Sync,
        mut take: impl FnMut(R) -> Result<(), Problems>,
    ) -> Result<(), Problems> {
        let work = |(): &mut (), bytes: Result<Vec<u8>, Diagnostic>| bytes.map(&read);
        parallel::in_order(letters, self.jobs, || (), work, |read| take(read?))
    }
}

/// A file that pages are read from.
struct Bytes(RandomAccess);

impl pdf::Source for Bytes {
    fn size(&self) -> u64 {
        self.0.size()
    }

    fn read(&self, at: u64, most: usize) -> Result<Vec<u8>, Diagnostic> {
        self.0.read(at, most)
    }
}

/// Reads a letter of a text file.
fn text(bytes: &[u8]) -> Says {
    Says {
        lines: lines(&String::from_utf8_lossy(bytes)),
        digest: Digest::of(bytes),
        message: None,
    }
}

/// Reads a message.
fn message(bytes: &[u8]) -> Option<Says> {
    reading::message(bytes).map(|received| Says {
        lines: lines(&received.text),
        digest: Digest::of(received.text.as_bytes()),
        message: Some(received),
    })
}

/// Reads letters of which pages are described: of each, the number of its pages and its content.
fn described(bytes: &[u8]) -> Vec<(usize, Says)> {
    let text = String::from_utf8_lossy(bytes);
    let documents = description::read(&text).into_iter();
    documents
        .map(|pages| (pages.len(), Says::of_runs(&pages)))
        .collect()
}
