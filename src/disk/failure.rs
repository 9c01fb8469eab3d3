//! Errors of the disk, in the words of the system and with advice.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, reason};

/// Returns the error for a file that could not be written, with the reason.
pub fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    cannot("write", &path.display().to_string(), error)
}

/// Returns the error for an operation on a file that failed, with the reason and advice.
pub(super) fn cannot(verb: &str, name: &str, error: &io::Error) -> Diagnostic {
    let reads = matches!(verb, "read" | "find" | "look at");
    let plain = match error.kind() {
        ErrorKind::NotFound if reads => "it is not there",
        ErrorKind::NotFound => "there is no such folder",
        _ => "",
    };
    let help = match error.kind() {
        ErrorKind::NotFound if reads => "check how it is spelled, and the folder that you are in",
        ErrorKind::NotFound => "make the folder, or name another place",
        ErrorKind::PermissionDenied if reads => "ask its owner for the right to read it",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "name a place where you may write"
        }
        ErrorKind::StorageFull => "make room, then give the same command again",
        _ => "",
    };
    let why = if plain.is_empty() {
        reason(error)
    } else {
        plain.to_owned()
    };
    let problem = Diagnostic {
        code: reads.then_some(Code::UnreadableFile),
        ..Diagnostic::error(format!("cannot {verb} `{name}`: {why}"))
    };
    problem.maybe_help((!help.is_empty()).then(|| help.to_owned()))
}

/// Returns the error for a file or another source that is larger than allowed.
pub(super) fn too_large(name: &str, most: u64) -> Diagnostic {
    let most = match most >> 20 {
        0 => format!("{} KiB", most >> 10),
        large => format!("{large} MiB"),
    };
    let message = format!("`{name}` is larger than {most}, the most that is read");
    Diagnostic::found(Code::OverLimit, message)
        .help("see whether it is the right file; if it is, make it smaller")
}
