//! The delivery of letters that are neither faxes nor mail: turned into bytes and put where they belong.

use std::path::Path;

use crate::cli::shared::destination::Destination;
use crate::console::Console;
use crate::counting::counted;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Manner};
use crate::maker::Content;
use crate::output::text::FORM_FEED;
use crate::output::{self, Format};
use crate::page::Document;

/// A letter to a target, as text or pages.
pub(super) struct FormattedLetter {
    /// The id of the target.
    pub target: String,
    /// The text or the pages.
    pub content: Content,
}

impl FormattedLetter {
    fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Pages(_) | Content::Message(_) => None,
        }
    }

    fn document(&self) -> Option<&Document> {
        match &self.content {
            Content::Pages(document) => Some(document),
            Content::Text(_) | Content::Message(_) => None,
        }
    }
}

/// Writes the letters where they belong: all into one, or one file each into a folder. Returns how
/// many files or streams were written; `failed` gets the problems of the others.
pub(super) fn deliver(
    letters: &[FormattedLetter],
    format: Format,
    destination: &Destination,
    manner: Manner,
    failed: &mut Problems,
    console: Console,
) -> usize {
    if letters.is_empty() {
        return 0;
    }
    let written = match destination {
        Destination::Standard => bytes(letters, format).and_then(|bytes| console.data(&bytes)),
        Destination::File(path) => write(path, letters, format, manner, console),
        Destination::Folder(folder) => {
            return each_into(folder, letters, format, manner, failed, console);
        }
    };
    usize::from(failed.keep(written).is_some())
}

/// Writes each letter into a file of a folder.
fn each_into(
    folder: &Path,
    letters: &[FormattedLetter],
    format: Format,
    manner: Manner,
    failed: &mut Problems,
    console: Console,
) -> usize {
    let is_made = failed.keep(disk::make_folder_for(folder, manner.readers));
    if is_made.is_none() {
        return 0;
    }
    let written = letters.iter().map(|one| {
        let path = folder.join(format!("{}.{}", one.target, format.extension()));
        let one = std::slice::from_ref(one);
        failed.keep(write(&path, one, format, manner, console))
    });
    written.flatten().count()
}

fn bytes(made: &[FormattedLetter], format: Format) -> Result<Vec<u8>, Diagnostic> {
    let documents: Vec<&Document> = made.iter().filter_map(FormattedLetter::document).collect();
    match format {
        Format::Pdf => {
            output::pdf::write(&documents).map_err(|failure| Diagnostic::error(failure.to_string()))
        }
        Format::Layout => Ok(output::description::write(&documents).into_bytes()),
        // Faxes and messages are written by `handover` and `mail`.
        Format::Text | Format::Fax | Format::Eml | Format::Mailto => {
            let texts: Vec<&str> = made.iter().filter_map(FormattedLetter::text).collect();
            Ok(texts.join(FORM_FEED).into_bytes())
        }
    }
}

fn write(
    path: &Path,
    made: &[FormattedLetter],
    format: Format,
    manner: Manner,
    console: Console,
) -> Result<(), Diagnostic> {
    disk::write(path, &bytes(made, format)?, manner)?;
    let documents = made.iter().filter_map(FormattedLetter::document);
    let pages: usize = documents.map(|document| document.pages.len()).sum();
    let size = match pages {
        0 => String::new(),
        n => format!(" ({})", counted(n, "page")),
    };
    console.inform(&format!("wrote `{}`{size}", path.display()));
    Ok(())
}
