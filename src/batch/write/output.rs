//! The files of a batch: one for each letter, or print files of many.

use crate::batch::make::entry::entry;
use crate::batch::record::file_names::{PART, ending};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::batch::Request;
use crate::batch::make::contents::PieceContent;
use crate::batch::make::work::MadeLetter;
use crate::batch::record::entry::Entry;
use crate::batch::record::ledger::Aside;
use crate::batch::record::printout::Printout;
use crate::batch::record::write_ahead::WriteAhead;
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::output::Format;
use crate::output::pdf::{Failure, Info, PrintFile};
use crate::output::text::FORM_FEED;

/// Writes files, whose names are recorded already, if any are written.
///
/// # Errors
/// If a file cannot be written.
pub(crate) fn write(
    folder: &Path,
    names: &WriteAhead,
    files: Vec<(Entry, Vec<u8>)>,
) -> Result<Vec<Entry>, Diagnostic> {
    let write = |(entry, bytes): (Entry, Vec<u8>)| {
        if names.is_written() {
            disk::place(&folder.join(&entry.file), &bytes, names.readers)?;
        }
        Ok(entry)
    };
    files.into_iter().map(write).collect()
}

/// Print files that are being written, one in each format.
#[derive(Debug)]
pub(crate) struct Combined<'r> {
    request: &'r Request<'r>,
    folder: PathBuf,
    names: &'r WriteAhead,
    /// Their name, without a number and an ending.
    name: String,
    title: String,
    parts: Vec<FormatFiles>,
}

/// A print file in a format.
#[derive(Debug)]
struct FormatFiles {
    format: Format,
    /// The number of complete files of this format.
    before: usize,
    open: Option<OpenFile>,
}

/// The output of a print file.
enum OpenSheets {
    Text(Printout),
    Pdf(Box<PrintFile<Printout>>),
}

/// A print file that is not complete.
#[derive(Debug)]
struct OpenFile {
    file: String,
    sheets: OpenSheets,
    /// The separator of letters as bytes.
    between: &'static [u8],
    pages: usize,
    letters: usize,
    rows: Aside,
}

impl std::fmt::Debug for OpenSheets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sheets")
    }
}

impl<'r> Combined<'r> {
    /// Creates print files in a folder, with a name and a title.
    pub(crate) fn new(
        request: &'r Request<'r>,
        folder: &Path,
        (name, title): (&str, &str),
        names: &'r WriteAhead,
    ) -> Self {
        let part = |format: &Format| FormatFiles {
            format: *format,
            before: 0,
            open: None,
        };
        Self {
            request,
            folder: folder.to_owned(),
            names,
            name: name.to_owned(),
            title: title.to_owned(),
            parts: request.formats.iter().map(part).collect(),
        }
    }

    /// Adds a letter to the file of each format. Returns the rows of the files that are complete because the letter
    /// does not fit any more.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(crate) fn add(&mut self, made: &MadeLetter<'_>) -> Result<Vec<Aside>, Diagnostic> {
        let mut complete = Vec::new();
        for piece in &made.contents {
            let mut parts = self.parts.iter_mut();
            let Some(part) = parts.find(|part| part.format == piece.format) else {
                continue;
            };
            let is_full = |open: &OpenFile| open.is_full(self.request, made.pages, &piece.content);
            if part.open.as_ref().is_some_and(is_full) {
                complete.extend(part.complete(&self.folder)?);
            }
            if part.open.is_none() {
                let file = part.next_file(self.request, &self.name);
                self.names.add(&self.folder, std::slice::from_ref(&file))?;
                let draft = Printout::new(&self.folder.join(&file), self.names)?;
                let rows = Aside::new(&self.folder, self.names)?;
                part.begin(self.request, (file, draft, rows), &self.title, made);
            }
            let Some(open) = &mut part.open else { continue };
            let written = open.add(&piece.content, &made.signer, self.request.duplex);
            let pages =
                written.map_err(|failure| problem(&self.folder.join(&open.file), &failure))?;
            open.letters += 1;
            let what = (piece.format, piece.copy.clone());
            open.rows.add(entry(made, open.file.clone(), what, pages))?;
        }
        Ok(complete)
    }

    /// Completes the files.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(crate) fn finish(mut self) -> Result<Vec<Aside>, Diagnostic> {
        let mut complete = Vec::new();
        for part in &mut self.parts {
            complete.extend(part.complete(&self.folder)?);
        }
        Ok(complete)
    }
}

fn problem(path: &Path, failure: &Failure) -> Diagnostic {
    match failure {
        Failure::Output(error) => disk::cannot_write(path, error),
        Failure::Library(_) | Failure::Full | Failure::Empty | Failure::Glyphs => {
            Diagnostic::error(format!("cannot write `{}`: {failure}", path.display()))
        }
    }
}

impl FormatFiles {
    /// Returns the name of the next file.
    fn next_file(&self, request: &Request<'_>, name: &str) -> String {
        let number = request
            .is_split()
            .then(|| format!("{PART}{}", self.before + 1));
        let number = number.unwrap_or_default();
        format!("{name}{number}.{}", ending(self.format))
    }

    fn begin(
        &mut self,
        request: &Request<'_>,
        (file, draft, rows): (String, Printout, Aside),
        title: &str,
        first: &MadeLetter<'_>,
    ) {
        let info = Info {
            title: title.to_owned(),
            lang: first.lang.to_owned(),
            date: request.date,
            author: request.branch.organization.clone(),
            keywords: Vec::new(),
        };
        let sheets = match self.format {
            Format::Pdf => OpenSheets::Pdf(Box::new(PrintFile::new(draft, &info))),
            _ => OpenSheets::Text(draft),
        };
        // A message in an mbox marks its own beginning.
        let between: &[u8] = match self.format {
            Format::Eml => &[],
            _ => FORM_FEED.as_bytes(),
        };
        self.open = Some(OpenFile {
            file,
            between,
            sheets,
            pages: 0,
            letters: 0,
            rows,
        });
    }

    /// Completes the open file, if there is one.
    fn complete(&mut self, folder: &Path) -> Result<Option<Aside>, Diagnostic> {
        let Some(open) = self.open.take() else {
            return Ok(None);
        };
        self.before += 1;
        let draft = match open.sheets {
            OpenSheets::Text(draft) => draft,
            OpenSheets::Pdf(pages) => {
                let file = folder.join(&open.file);
                pages
                    .finish()
                    .map_err(|failure| problem(&file, &failure))?
                    .0
            }
        };
        let mut rows = open.rows;
        rows.whole = draft.place()?;
        Ok(Some(rows))
    }
}

impl OpenFile {
    /// Returns whether a letter does not fit into the file any more.
    fn is_full(&self, request: &Request<'_>, pages: usize, next: &PieceContent) -> bool {
        let behind = match (&self.sheets, next) {
            (OpenSheets::Pdf(file), _) => file.size() + PrintFile::<Printout>::MOST_BEHIND,
            (OpenSheets::Text(draft), PieceContent::Bytes(bytes, _)) => {
                draft.size() + bytes.len() as u64 + 1
            }
            (OpenSheets::Text(draft), PieceContent::Pages(_)) => draft.size(),
        };
        let blank = usize::from(request.duplex && self.pages % 2 == 1);
        let too_long = |most: usize| self.pages + blank + pages > most;
        self.letters > 0
            && (request.split_pages.is_some_and(too_long)
                || request.split_size.is_some_and(|most| behind > most))
    }

    /// Adds a letter; returns the page it begins on and its number of pages.
    fn add(
        &mut self,
        content: &PieceContent,
        signer: &str,
        duplex: bool,
    ) -> Result<(usize, usize), Failure> {
        match (&mut self.sheets, content) {
            (OpenSheets::Pdf(file), PieceContent::Pages(document)) => {
                if duplex && self.pages % 2 == 1 {
                    self.pages = file.blank_page(document.paper)?;
                }
                let pages = file.letter(document, signer)?;
                self.pages = pages.end - 1;
                Ok((pages.start, pages.len()))
            }
            (OpenSheets::Text(draft), PieceContent::Bytes(bytes, _)) => {
                if self.letters > 0 {
                    draft.write_all(self.between)?;
                }
                draft.write_all(bytes)?;
                Ok((0, 0))
            }
            _ => Ok((0, 0)),
        }
    }
}
