//! The delivery of letters that are neither faxes nor mail: set on pages, turned into bytes and put where they belong.

use std::path::Path;

use crate::cli::shared::destination::Destination;
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
pub struct SetLetter {
    letter: Letter,
    document: Option<Document>,
}

/// Problems, each with the targets whose letters have it.
type Refused = Vec<(Diagnostic, Vec<String>)>;

/// Sets letters on pages, if there is a profile for them. Those that cannot be set are left out;
/// `failed` gets the reasons.
pub fn set(
    letters: Vec<Letter>,
    profile: Option<&Profile>,
    failed: &mut Problems,
) -> Vec<SetLetter> {
    let mut typesetter = Typesetter::default();
    let mut refused = Refused::new();
    let set = letters.into_iter().filter_map(|letter| {
        let document = profile.map(|profile| typesetter.set(&letter, profile));
        match document.transpose() {
            Ok(document) => Some(SetLetter { letter, document }),
            Err(problems) => {
                refuse(&mut refused, problems, &letter.target);
                None
            }
        }
    });
    let set = set.collect();
    failed.0.extend(refused.into_iter().map(named));
    set
}

/// Notes the problems of the letter to a target, each once however many letters have it.
fn refuse(refused: &mut Refused, problems: Problems, target: &str) {
    for problem in problems.0 {
        match refused.iter_mut().find(|(known, _)| *known == problem) {
            Some((_, targets)) => targets.push(target.to_owned()),
            None => refused.push((problem, vec![target.to_owned()])),
        }
    }
}

/// A problem of layout says which letters it is of.
fn named((mut problem, targets): (Diagnostic, Vec<String>)) -> Diagnostic {
    problem.message = format!("{}: {}", targets.join(", "), problem.message);
    problem
}

/// Writes the letters where they belong: all into one, or one file each into a folder. Returns how
/// many files or streams were written; `failed` gets the problems of the others.
pub fn deliver(
    letters: &[SetLetter],
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
    letters: &[SetLetter],
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
        let path = folder.join(format!("{}.{}", one.letter.target, format.extension()));
        let one = std::slice::from_ref(one);
        failed.keep(write(&path, one, format, manner, console))
    });
    written.flatten().count()
}

fn bytes(made: &[SetLetter], format: Format) -> Result<Vec<u8>, Diagnostic> {
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
    made: &[SetLetter],
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
