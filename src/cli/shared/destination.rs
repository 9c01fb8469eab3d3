//! The destination of letters, and their format if that follows from it.

use std::path::{Path, PathBuf};

use crate::cli::args::shared::FormatArg;
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::Format;
use crate::{console, disk};

/// The destination of letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Standard output.
    Standard,
    /// One file for all.
    File(PathBuf),
    /// A folder, one file a letter.
    Folder(PathBuf),
}

/// The destination that `--output` names.
///
/// # Errors
/// If it cannot be found out whether it is a folder.
pub(crate) fn place(output: Option<&Path>) -> Result<Destination, Diagnostic> {
    let Some(path) = output.filter(|path| *path != Path::new("-")) else {
        return Ok(Destination::Standard);
    };
    let ends_as_folder = path
        .to_string_lossy()
        .ends_with(['/', std::path::MAIN_SEPARATOR]);
    if ends_as_folder || disk::is_folder(path)? {
        return Ok(Destination::Folder(path.to_owned()));
    }
    Ok(Destination::File(path.to_owned()))
}

/// Removes what runs that were stopped left where letters go. What cannot be removed stops no letters: a warning each.
pub(crate) fn clear(destination: &Destination) -> Vec<Diagnostic> {
    let folder = match destination {
        Destination::Standard => return Vec::new(),
        Destination::Folder(folder) => folder,
        Destination::File(path) => disk::folder_of(path),
    };
    let left = match disk::is_folder(folder) {
        Ok(true) => disk::remove_leftovers(folder),
        Ok(false) => return Vec::new(),
        Err(problem) => Err(problem),
    };
    match left {
        Ok(left) => left.kept,
        Err(problem) => vec![Diagnostic {
            severity: Severity::Warning,
            ..problem
        }],
    }
}

/// Checks that letters in a format may go to a place.
///
/// # Errors
/// Binary data for a terminal.
pub(crate) fn check(destination: &Destination, format: Format) -> Result<(), Diagnostic> {
    if *destination != Destination::Standard
        || !format.is_binary()
        || !console::stdout_is_terminal()
    {
        return Ok(());
    }
    let problem = Diagnostic::error(format!("{format} is not for a terminal"));
    Err(problem.help("give `-o FILE`, or pipe it into a program"))
}

/// The destination of letters, and their format.
///
/// # Errors
/// An ending that stands for no format, or binary data for a terminal.
pub(crate) fn choose(
    output: Option<&Path>,
    format: Option<FormatArg>,
) -> Result<(Destination, Format), Diagnostic> {
    let asked = format.map(FormatArg::as_output);
    let destination = place(output)?;
    let Destination::File(path) = &destination else {
        let format = asked.unwrap_or(Format::Text);
        check(&destination, format)?;
        return Ok((destination, format));
    };
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().into_owned());
    let by_ending = ending.as_deref().and_then(Format::of_extension);
    if let Some(format) = asked.or(by_ending) {
        Ok((destination, format))
    } else {
        let message = format!("the ending of `{}` stands for no format", path.display());
        let help =
            "use .txt, .pdf, .png, .tif or .eml, give `--format`, or end a folder's name with `/`";
        Err(Diagnostic::error(message).help(help))
    }
}
