//! Files and folders that are not for long, or not complete.
//!
//! The only module that names tempfile.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::cannot;
use crate::diagnostic::Diagnostic;

/// How the names of files begin that are not complete.
pub const TEMPORARY: &str = ".protest-letter-";

/// A file that is removed unless it is given a name.
pub type Temporary = NamedTempFile;

/// A file beside a path, to become that file.
pub fn temporary(path: &Path, mode: u32) -> std::io::Result<Temporary> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder.prefix(TEMPORARY).tempfile_in(folder)
}

/// A file without a name in a folder, gone when it is closed.
pub fn anonymous(folder: &Path) -> std::io::Result<fs::File> {
    tempfile::tempfile_in(folder)
}

/// Makes a new folder that only its owner can read, where the system keeps what is not for long.
///
/// # Errors
/// If that is not possible.
pub fn temporary_folder() -> Result<PathBuf, Diagnostic> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = builder.prefix("protest-letter-").tempdir();
    let folder =
        folder.map_err(|error| cannot("make a folder in", "the temporary files", &error))?;
    Ok(folder.keep())
}
