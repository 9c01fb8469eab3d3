//! Delivery: letters set on pages, turned into bytes and put where they belong.

use std::path::Path;

use super::destination::Destination;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Manner};
use crate::layout::Typesetter;
use crate::letter::Letter;
use crate::output::fax::tiff::TiffStyle;
use crate::output::{self, Format};
use crate::page::Document;
use crate::page::profile::Profile;

/// A letter, and its pages if they were asked for.
pub struct Made {
    letter: Letter,
    document: Option<Document>,
}

/// Sets letters on pages, if there is a profile for them. Those that cannot be set are left out;
/// `failed` gets the reasons.
pub fn set(letters: Vec<Letter>, profile: Option<&Profile>, failed: &mut Problems) -> Vec<Made> {
    let mut typesetter = Typesetter::default();
    let mut refused: Vec<(Diagnostic, Vec<String>)> = Vec::new();
    let made = letters.into_iter().filter_map(|letter| {
        let Some(profile) = profile else {
            return Some(Made {
                letter,
                document: None,
            });
        };
        match typesetter.set(&letter, profile) {
            Ok(document) => Some(Made {
                letter,
                document: Some(document),
            }),
            Err(problems) => {
                for problem in problems.0 {
                    match refused.iter_mut().find(|(known, _)| *known == problem) {
                        Some((_, targets)) => targets.push(letter.target.clone()),
                        None => refused.push((problem, vec![letter.target.clone()])),
                    }
                }
                None
            }
        }
    });
    let made = made.collect();
    failed.0.extend(refused.into_iter().map(named));
    made
}

/// A problem of layout says which letters it is of.
fn named((mut problem, targets): (Diagnostic, Vec<String>)) -> Diagnostic {
    problem.message = format!("{}: {}", targets.join(", "), problem.message);
    problem
}

/// Writes the letters where they belong: all into one, or one file each into a folder. Returns how
/// many files or streams were written; `failed` gets the problems of the others.
pub fn deliver(
    made: &[Made],
    format: Format,
    destination: &Destination,
    manner: Manner,
    failed: &mut Problems,
    console: Console,
) -> usize {
    if made.is_empty() {
        return 0;
    }
    let one = |result: Result<(), Diagnostic>, failed: &mut Problems| {
        usize::from(failed.keep(result).is_some())
    };
    match destination {
        Destination::Standard => one(
            bytes(made, format).and_then(|bytes| console.data(&bytes)),
            failed,
        ),
        Destination::File(path) => one(write(path, made, format, manner, console), failed),
        Destination::Folder(folder) => {
            if failed
                .keep(disk::make_folder_for(folder, manner.readers))
                .is_none()
            {
                return 0;
            }
            let letters = made.iter().map(|letter| {
                let path = folder.join(format!("{}.{}", letter.letter.target, format.extension()));
                one(
                    write(&path, std::slice::from_ref(letter), format, manner, console),
                    failed,
                )
            });
            letters.sum()
        }
    }
}

fn bytes(made: &[Made], format: Format) -> Result<Vec<u8>, Diagnostic> {
    let documents: Vec<&Document> = made
        .iter()
        .filter_map(|one| one.document.as_ref())
        .collect();
    match format {
        // Messages and links are written by `mail`.
        Format::Text | Format::Eml | Format::Mailto => {
            Ok(output::text::write(made.iter().map(|one| &one.letter)).into_bytes())
        }
        Format::Layout => Ok(output::description::write(&documents).into_bytes()),
        Format::Fax => Ok(output::fax::write(&documents, TiffStyle::default())),
        Format::Pdf => {
            output::pdf::write(&documents).map_err(|failure| Diagnostic::error(failure.to_string()))
        }
    }
}

fn write(
    path: &Path,
    made: &[Made],
    format: Format,
    manner: Manner,
    console: Console,
) -> Result<(), Diagnostic> {
    disk::write(path, &bytes(made, format)?, manner)?;
    let pages: usize = made
        .iter()
        .filter_map(|one| one.document.as_ref())
        .map(|d| d.pages.len())
        .sum();
    let size = match pages {
        0 => String::new(),
        1 => " (1 page)".to_owned(),
        n => format!(" ({n} pages)"),
    };
    console.inform(&format!("wrote `{}`{size}", path.display()));
    Ok(())
}
