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
pub(crate) fn write(path: &Path, pages: &[Vec<u8>], manner: Manner) -> Result<String, Diagnostic> {
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
    Ok(match &paths[..] {
        [first, .., last] => format!("`{}` to `{}`", first.display(), last.display()),
        _ => format!("`{}`", path.display()),
    })
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
