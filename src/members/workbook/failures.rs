//! Why a workbook cannot be read.

use std::io;

use crate::diagnostic::{Diagnostic, reason};

/// The error that a workbook cannot be read to its end.
pub(super) fn damaged(name: &str, error: &io::Error) -> Diagnostic {
    let why = match error.kind() {
        io::ErrorKind::InvalidData => format!("it is cut off or damaged ({error})"),
        _ => reason(error),
    };
    let message = format!("`{name}` cannot be read as a workbook: {why}");
    let help = "open it in a spreadsheet program, save it as `.xlsx` or as `CSV UTF-8`, and give that file";
    Diagnostic::error(message).help(help)
}

/// The error that a workbook is locked with a password.
pub(super) fn locked(name: &str) -> Diagnostic {
    let message = format!("`{name}` is locked with a password");
    let help = "open it with the password, save it without one, and give that file";
    Diagnostic::error(message).help(help)
}
