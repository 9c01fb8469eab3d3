//! What stands at a path. That the system does not tell is an error, not a no.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::lock::is_lock;
use super::system;
use super::temporary::is_temporary;
use super::{LOCK, cannot, names};
use crate::diagnostic::Diagnostic;

/// A result, or nothing if there is no such file.
pub(super) fn there<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether an error says that there is no such file: a file may stand where its folder was.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Asks what stands at a path, or behind a link there; `None` if nothing does.
fn behind(path: &Path) -> Result<Option<Metadata>, Diagnostic> {
    told(path, system::metadata(path))
}

/// Asks what stands at a path itself; `None` if nothing does.
fn at(path: &Path) -> Result<Option<Metadata>, Diagnostic> {
    told(path, system::symlink_metadata(path))
}

fn told(path: &Path, found: io::Result<Metadata>) -> Result<Option<Metadata>, Diagnostic> {
    there(found).map_err(|error| cannot("look at", &path.display().to_string(), &error))
}

/// Whether anything stands at a path.
///
/// # Errors
/// If the system does not tell, here as below.
pub fn exists(path: &Path) -> Result<bool, Diagnostic> {
    Ok(at(path)?.is_some())
}

/// Whether a path is a folder.
///
/// # Errors
/// If the system does not tell.
pub fn is_folder(path: &Path) -> Result<bool, Diagnostic> {
    Ok(behind(path)?.is_some_and(|found| found.is_dir()))
}

/// Whether a folder itself stands at a path, not a link to one.
///
/// # Errors
/// If the system does not tell.
pub fn is_plain_folder(path: &Path) -> Result<bool, Diagnostic> {
    Ok(at(path)?.is_some_and(|found| found.is_dir()))
}

/// Whether a link stands at a path.
///
/// # Errors
/// If the system does not tell.
pub fn is_link(path: &Path) -> Result<bool, Diagnostic> {
    Ok(at(path)?.is_some_and(|found| found.is_symlink()))
}

/// Where the link at a path leads, from the root and without links; `None` if there is no link, or nothing behind it.
///
/// # Errors
/// If the system does not tell.
pub fn behind_link(path: &Path) -> Result<Option<PathBuf>, Diagnostic> {
    if !is_link(path)? {
        return Ok(None);
    }
    let found = there(system::canonicalize(path));
    found.map_err(|error| cannot("find", &path.display().to_string(), &error))
}

/// Whether what stands at two paths themselves is of one user, where files are of users.
///
/// # Errors
/// If the system does not tell.
pub fn have_one_owner(one: &Path, other: &Path) -> Result<bool, Diagnostic> {
    let (one, other) = (at(one)?, at(other)?);
    #[cfg(unix)]
    {
        let owner = |found: Metadata| std::os::unix::fs::MetadataExt::uid(&found);
        Ok(one.map(owner) == other.map(owner))
    }
    #[cfg(not(unix))]
    Ok(one.is_some() && other.is_some())
}

/// The top folder of the file system of a file itself and its number there (inode), if it has other names (hard
/// links) and the system tells that.
///
/// # Errors
/// If the system does not tell.
pub fn other_names(path: &Path) -> Result<Option<(PathBuf, u64)>, Diagnostic> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let Some(found) = at(path)?.filter(|found| found.is_file() && found.nlink() > 1) else {
            return Ok(None);
        };
        let real = there(system::canonicalize(path));
        let real = real.map_err(|error| cannot("find", &path.display().to_string(), &error))?;
        let above = real.as_deref().into_iter().flat_map(Path::ancestors);
        let is_there =
            |folder: &&Path| system::metadata(folder).is_ok_and(|other| other.dev() == found.dev());
        let top = above.take_while(is_there).last().unwrap_or(path);
        Ok(Some((top.to_owned(), found.ino())))
    }
    #[cfg(not(unix))]
    Ok(at(path)?.and(None))
}

/// Whether a file can be read more than once: no pipe and no terminal.
///
/// # Errors
/// If the system does not tell.
pub fn is_file(path: &Path) -> Result<bool, Diagnostic> {
    Ok(behind(path)?.is_some_and(|found| found.is_file()))
}

/// Whether a pipe or a device stands at a path.
pub(super) fn is_stream(path: &Path) -> Result<bool, Diagnostic> {
    Ok(behind(path)?.is_some_and(|found| !found.is_file() && !found.is_dir()))
}

/// Whether a file itself stands at a path, not a link to one.
///
/// # Errors
/// If the system does not tell.
pub fn is_plain(path: &Path) -> Result<bool, Diagnostic> {
    Ok(at(path)?.is_some_and(|found| found.is_file()))
}

/// The size of a file in bytes; 0 if it is not there.
///
/// # Errors
/// If the system does not tell.
pub fn size(path: &Path) -> Result<u64, Diagnostic> {
    Ok(behind(path)?.map_or(0, |found| found.len()))
}

/// Whether a folder holds nothing but what runs leave in it for themselves.
///
/// # Errors
/// If it cannot be read.
pub fn is_empty(folder: &Path) -> Result<bool, Diagnostic> {
    Ok(names(folder, "")?.iter().all(|name| is_own(name)))
}

/// Whether a folder is one that runs lock.
///
/// # Errors
/// If the system does not tell.
pub fn is_lockable(folder: &Path) -> Result<bool, Diagnostic> {
    exists(&folder.join(LOCK))
}

/// Whether two paths lead to one file or folder that is there.
///
/// # Errors
/// If the system does not tell.
pub fn is_same(one: &Path, other: &Path) -> Result<bool, Diagnostic> {
    let found = |path: &Path| {
        let is_here = path.as_os_str().is_empty();
        let path = if is_here { Path::new(".") } else { path };
        let found = there(system::canonicalize(path));
        found.map_err(|error| cannot("find", &path.display().to_string(), &error))
    };
    let (one, other) = (found(one)?, found(other)?);
    Ok(one.is_some() && one == other)
}

/// Whether a name is one of what runs leave in a folder for themselves.
pub fn is_own(name: &str) -> bool {
    is_temporary(name) || is_lock(name)
}
