//! The desktop: opens a file with the program that its user has chosen for files of that kind.
//!
//! Nothing else starts programs.
#![expect(
    clippy::disallowed_methods,
    reason = "this module owns the starting of programs"
)]

use std::path::Path;
use std::process::{Command, Stdio};

use crate::console;
use crate::diagnostic::{Diagnostic, reason};

/// Checks that there is a desktop to open files on.
///
/// # Errors
/// If there is none, as in a terminal of a server.
pub(crate) fn check() -> Result<(), Diagnostic> {
    if has_screen() {
        return Ok(());
    }
    let message = "there is no desktop to open a draft on";
    let help =
        "write it with `--format eml -o FILE`, or pipe a message into a program with `--for`";
    Err(Diagnostic::error(message).help(help))
}

/// Returns whether there is a screen to open files on.
pub(crate) fn has_screen() -> bool {
    let is_always_there = cfg!(any(windows, target_os = "macos"));
    let shown = ["WAYLAND_DISPLAY", "DISPLAY"].map(console::variable);
    is_always_there || shown.iter().any(Option::is_some)
}

/// Returns the name of the program that opens files.
pub(crate) fn opener_name() -> &'static str {
    opener().0
}

/// Opens a file with the program of the desktop for it, and waits until that program has taken it.
///
/// # Errors
/// If no program opens it.
pub(crate) fn open(path: &Path) -> Result<(), Diagnostic> {
    let (name, arguments) = opener();
    let mut command = Command::new(name);
    // An absolute path never begins like an option.
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    command
        .args(arguments)
        .arg(&path)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let failed = |reason: String| {
        let message = format!("cannot open `{}`: {reason}", path.display());
        Diagnostic::error(message).help("open the file with your mail program")
    };
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(format!("`{name}` ended with {status}"))),
        Err(error) => Err(failed(format!(
            "`{name}` cannot be started ({})",
            reason(&error)
        ))),
    }
}

/// Returns the program that opens files, and its first arguments.
fn opener() -> (&'static str, &'static [&'static str]) {
    if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // The same as `start`, without a shell that would interpret the name of the file.
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    }
}
