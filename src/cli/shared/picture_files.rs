//! The files of pictures: one for a page, and numbered ones for several.

use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Manner};

/// The files of so many pages: a path as it is for one, `NAME-1.png`, `NAME-2.png` and so on for more.
pub(crate) fn paths(path: &Path, pages: usize) -> Vec<PathBuf> {
    if pages == 1 {
        return vec![path.to_owned()];
    }
    let numbered = |n: usize| {
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(format!("-{n}"));
        if let Some(ending) = path.extension() {
            name.push(".");
            name.push(ending);
        }
        path.with_file_name(name)
    };
    (1..=pages).map(numbered).collect()
}

/// Writes pictures of pages into their files: none, if one of the files holds something else.
///
/// # Errors
/// If a file is there, or cannot be written.
pub(crate) fn write(
    path: &Path,
    pages: &[Vec<u8>],
    manner: Manner,
    console: Console,
) -> Result<String, Diagnostic> {
    let paths = paths(path, pages.len());
    let files = || paths.iter().zip(pages);
    for (path, page) in files().filter(|_| pages.len() > 1) {
        if !manner.force && disk::exists(path)? && !disk::holds(path, page)? {
            return Err(disk::there_already(path));
        }
    }
    for (path, page) in files() {
        disk::write(path, page, manner)?;
    }
    if let Some(other) = others(path, &paths)? {
        console.tell(&other.into());
    }
    Ok(match &paths[..] {
        [first, .., last] => format!("`{}` to `{}`", first.display(), last.display()),
        _ => format!("`{}`", path.display()),
    })
}

/// A warning of pictures beside those that were written, which look like pages of the same letter.
fn others(path: &Path, written: &[PathBuf]) -> Result<Option<Diagnostic>, Diagnostic> {
    let next = paths(path, written.len() + 1);
    let first = paths(path, 2);
    for other in [path, &first[0], &next[written.len()]] {
        if !written.iter().any(|path| path == other) && disk::exists(other)? {
            let message = format!(
                "`{}` was there before, and is no page of this letter",
                other.display()
            );
            let help = "remove what is left of an earlier letter before you print the pages";
            return Ok(Some(Diagnostic::warning(message).help(help)));
        }
    }
    Ok(None)
}

/// Prints a picture to standard output.
///
/// # Errors
/// If there are several, which a reader could not tell apart.
pub(crate) fn print(pages: &[Vec<u8>], console: Console) -> Result<(), Diagnostic> {
    if let [page] = pages {
        return console.data(page);
    }
    let message = format!(
        "{} pages do not go to standard output: as PNG each is a picture of its own",
        pages.len()
    );
    Err(Diagnostic::error(message)
        .help("give `-o letter.png` for `letter-1.png`, `letter-2.png` and so on"))
}
