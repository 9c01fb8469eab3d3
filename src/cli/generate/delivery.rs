//! The delivery of letters that are neither faxes nor mail: turned into bytes and put where they belong.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::shared::destination::Destination;
use crate::cli::shared::picture_files;
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

/// The form that letters are written in.
#[derive(Clone, Copy)]
pub(super) struct WrittenForm {
    /// Their format.
    pub format: Format,
    /// The dots an inch of pictures.
    pub dots: u32,
    /// The manner in which files are put where they belong.
    pub manner: Manner,
}

/// Writes the letters where they belong: all into one, or one file each into a folder. Returns how
/// many files or streams were written; `failed` gets the problems of the others.
pub(super) fn deliver(
    letters: &[FormattedLetter],
    form: WrittenForm,
    destination: &Destination,
    failed: &mut Problems,
    console: Console,
) -> usize {
    if letters.is_empty() {
        return 0;
    }
    let written = match destination {
        Destination::Standard => print(letters, form, console),
        Destination::File(path) => write(path, letters, form, console),
        Destination::Folder(folder) => {
            return each_into(folder, letters, form, failed, console);
        }
    };
    usize::from(failed.keep(written).is_some())
}

/// Writes each letter into a file of a folder.
fn each_into(
    folder: &Path,
    letters: &[FormattedLetter],
    form: WrittenForm,
    failed: &mut Problems,
    console: Console,
) -> usize {
    let is_made = failed.keep(disk::make_folder_for(folder, form.manner.readers));
    if is_made.is_none() {
        return 0;
    }
    let mut taken = BTreeSet::new();
    let written = letters.iter().map(|one| {
        let path = folder.join(format!("{}.{}", one.target, form.format.extension()));
        let free = check_free(&path, one, form.format, &mut taken);
        let one = std::slice::from_ref(one);
        let written = free.and_then(|()| write(&path, one, form, console));
        failed.keep(written)
    });
    written.flatten().count()
}

/// Checks that no page of a letter has the name of another letter's: `a-2` may be an office, and the second page of a
/// letter to `a`.
fn check_free(
    path: &Path,
    letter: &FormattedLetter,
    format: Format,
    taken: &mut BTreeSet<PathBuf>,
) -> Result<(), Diagnostic> {
    let pages = match (format, letter.document()) {
        (Format::Png, Some(document)) => document.pages.len(),
        _ => 1,
    };
    for path in picture_files::paths(path, pages) {
        if taken.contains(&path) {
            let message = format!("`{}` would be a page of two letters", path.display());
            return Err(Diagnostic::error(message).help("write one of them into another folder"));
        }
        taken.insert(path);
    }
    Ok(())
}

/// The letters as pictures, one for each page.
fn pictures(made: &[FormattedLetter], dots: u32) -> Result<Vec<Vec<u8>>, Diagnostic> {
    let documents: Vec<&Document> = made.iter().filter_map(FormattedLetter::document).collect();
    output::png::pages(&documents, dots)
}

/// The letters in another format.
fn bytes(made: &[FormattedLetter], format: Format) -> Result<Vec<u8>, Diagnostic> {
    let documents: Vec<&Document> = made.iter().filter_map(FormattedLetter::document).collect();
    match format {
        Format::Pdf => {
            output::pdf::write(&documents).map_err(|failure| Diagnostic::error(failure.to_string()))
        }
        Format::Layout => Ok(output::description::write(&documents).into_bytes()),
        // Faxes and messages are written by `handover` and `mail`, pictures as a file for each page.
        Format::Text | Format::Fax | Format::Eml | Format::Mailto | Format::Png => {
            let texts: Vec<&str> = made.iter().filter_map(FormattedLetter::text).collect();
            Ok(texts.join(FORM_FEED).into_bytes())
        }
    }
}

fn print(made: &[FormattedLetter], form: WrittenForm, console: Console) -> Result<(), Diagnostic> {
    match form.format {
        Format::Png => picture_files::print(&pictures(made, form.dots)?, console),
        format => console.data(&bytes(made, format)?),
    }
}

fn write(
    path: &Path,
    made: &[FormattedLetter],
    form: WrittenForm,
    console: Console,
) -> Result<(), Diagnostic> {
    let written = if form.format == Format::Png {
        picture_files::write(path, &pictures(made, form.dots)?, form.manner, console)?
    } else {
        disk::write(path, &bytes(made, form.format)?, form.manner)?;
        format!("`{}`", path.display())
    };
    let documents = made.iter().filter_map(FormattedLetter::document);
    let pages: usize = documents.map(|document| document.pages.len()).sum();
    let size = match pages {
        0 => String::new(),
        n => format!(" ({})", counted(n, "page")),
    };
    console.inform(&format!("wrote {written}{size}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::calendar::Date;
    use crate::length::Length;
    use crate::page::Page;

    #[test]
    fn no_page_has_the_name_of_another_letter() {
        let letter = |pages| FormattedLetter {
            target: String::new(),
            content: Content::Pages(Arc::new(Document {
                lang: "en".to_owned(),
                title: String::new(),
                author: None,
                date: Date::parse("2011-12-17").unwrap(),
                keywords: Vec::new(),
                paper: (Length::ZERO, Length::ZERO),
                pages: vec![Page::default(); pages],
            })),
        };
        let mut taken = BTreeSet::new();
        let mut is_free = |name: &str, pages, format| {
            check_free(Path::new(name), &letter(pages), format, &mut taken).is_ok()
        };
        assert!(is_free("a.png", 2, Format::Png));
        assert!(is_free("a-2-b.png", 1, Format::Png));
        assert!(!is_free("a-2.png", 1, Format::Png));
        assert!(is_free("a-2.png", 3, Format::Png));
        // In other formats a letter is one file.
        assert!(is_free("b.pdf", 2, Format::Pdf) && is_free("b-2.pdf", 1, Format::Pdf));
    }
}
