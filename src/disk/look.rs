//! Looking at what is at a path. If the system cannot tell, that is an error, not a no.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::disk::failure::cannot;
use crate::disk::own_names::{LOCK, is_own};
use crate::disk::system;

/// Returns a result, or nothing if there is no such file.
pub(super) fn there<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns whether an error says that there is no such file, even if a file stands in place of its folder.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Reads the metadata of a path, or of the target of a link there; `None` if nothing exists.
fn behind(path: &Path) -> Result<Option<Metadata>, Diagnostic> {
    told(path, system::metadata(path))
}

/// Reads the metadata of a path itself; `None` if nothing exists.
fn at(path: &Path) -> Result<Option<Metadata>, Diagnostic> {
    told(path, system::symlink_metadata(path))
}

fn told(path: &Path, found: io::Result<Metadata>) -> Result<Option<Metadata>, Diagnostic> {
    there(found).map_err(|error| cannot("look at", &path.display().to_string(), &error))
}

/// Returns whether anything is at a path.
///
/// # Errors
/// If the path cannot be looked at.
pub fn exists(path: &Path) -> Result<bool, Diagnostic> {
    Ok(at(path)?.is_some())
}

/// Returns whether a path is a folder.
///
/// # Errors
/// If the path cannot be looked at.
pub fn is_folder(path: &Path) -> Result<bool, Diagnostic> {
    Ok(behind(path)?.is_some_and(|found| found.is_dir()))
}

/// Returns whether a path is a folder itself, not a link to one.
///
/// # Errors
/// If the path cannot be looked at.
pub fn is_plain_folder(path: &Path) -> Result<bool, Diagnostic> {
    Ok(at(path)?.is_some_and(|found| found.is_dir()))
}

/// Returns whether a path is a link.
///
/// # Errors
/// If the path cannot be looked at.
pub fn is_link(path: &Path) -> Result<bool, Diagnostic> {
    Ok(at(path)?.is_some_and(|found| found.is_symlink()))
}

/// Returns the absolute path, without links, to which the link at a path leads; `None` if there is no link, or nothing
/// behind it.
///
/// # Errors
/// If the path cannot be looked at.
pub fn behind_link(path: &Path) -> Result<Option<PathBuf>, Diagnostic> {
    if !is_link(path)? {
        return Ok(None);
    }
    let found = there(system::canonicalize(path));
    found.map_err(|error| cannot("find", &path.display().to_string(), &error))
}

/// Returns whether two paths themselves belong to one user, on systems where files have owners.
///
/// # Errors
/// If a path cannot be looked at.
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

/// Returns the top folder of the file system of a file itself, not of a link's target, and the file's number there
/// (inode), if it has other names (hard links) and the system provides these.
///
/// # Errors
/// If a path cannot be looked at.
pub fn other_names(path: &Path) -> Result<Option<(PathBuf, u64)>, Diagnostic> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let Some(found) = at(path)?.filter(|found| found.is_file() && found.nlink() > 1) else {
            return Ok(None);
        };
        let real = there(system::canonicalize(path))
            .map_err(|error| cannot("find", &path.display().to_string(), &error))?;
        let above = real.as_deref().into_iter().flat_map(Path::ancestors);
        let is_there =
            |folder: &&Path| system::metadata(folder).is_ok_and(|other| other.dev() == found.dev());
        let top = above.take_while(is_there).last().unwrap_or(path);
        Ok(Some((top.to_owned(), found.ino())))
    }
    #[cfg(not(unix))]
    Ok(at(path)?.and(None))
}

/// Returns whether a file can be read more than once: not a pipe or a terminal.
///
/// # Errors
/// If the path cannot be looked at.
pub fn is_file(path: &Path) -> Result<bool, Diagnostic> {
    Ok(behind(path)?.is_some_and(|found| found.is_file()))
}

/// Returns whether a path is a program that can be started. What cannot be looked at is none.
pub fn is_program(path: &Path) -> bool {
    let found = behind(path).ok().flatten().filter(Metadata::is_file);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        found.is_some_and(|found| found.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    found.is_some()
}

/// Returns whether a path is a pipe or a device.
pub(super) fn is_stream(path: &Path) -> Result<bool, Diagnostic> {
    Ok(behind(path)?.is_some_and(|found| !found.is_file() && !found.is_dir()))
}

/// Returns whether a path is a file itself, not a link to one.
///
/// # Errors
/// If the path cannot be looked at.
pub fn is_plain(path: &Path) -> Result<bool, Diagnostic> {
    Ok(at(path)?.is_some_and(|found| found.is_file()))
}

/// Returns the size of a file in bytes; 0 if it is not there.
///
/// # Errors
/// If the path cannot be looked at.
pub fn size(path: &Path) -> Result<u64, Diagnostic> {
    Ok(behind(path)?.map_or(0, |found| found.len()))
}

/// Returns whether a folder holds only the files that runs leave there for themselves.
///
/// # Errors
/// If the folder cannot be read.
pub fn is_empty(folder: &Path) -> Result<bool, Diagnostic> {
    Ok(names(folder, "")?.iter().all(|name| is_own(name)))
}

/// Returns whether a folder is one that runs lock.
///
/// # Errors
/// If the lock file cannot be looked at.
pub fn is_lockable(folder: &Path) -> Result<bool, Diagnostic> {
    exists(&folder.join(LOCK))
}

/// Returns whether two paths lead to the same existing file or folder.
///
/// # Errors
/// If a path cannot be looked at.
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

/// Returns the names in a folder that begin with `start`, in order.
///
/// # Errors
/// If the folder cannot be read.
pub fn names(folder: &Path, start: &str) -> Result<Vec<String>, Diagnostic> {
    let mut names =
        system::names(folder).map_err(|e| cannot("read", &folder.display().to_string(), &e))?;
    names.retain(|name| name.starts_with(start));
    Ok(names)
}
