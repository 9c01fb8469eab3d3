//! The disk: reading texts and campaign folders, writing files whole or not at all.
//!
//! Nothing else touches files. Every problem names the path and what was being done.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this module owns the disk"
)]

mod campaign;
mod draft;
mod journal;
mod lock;
mod spool;
mod temporary;
mod whole;

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use self::temporary::TEMPORARY;
use crate::diagnostic::{Diagnostic, Source};
use crate::digest::{Digest, Hasher};
use crate::limits::INPUT;

pub use campaign::read_campaign;
pub use draft::{Draft, Placed, is_same, keep, there_already};
pub use journal::Journal;
pub use lock::{Lock, Others, is_taken};
pub use spool::Spool;
pub use temporary::temporary_folder;
pub use whole::{place, write, write_private};

/// Reads a text file, UTF-8 with or without a byte order mark.
///
/// # Errors
/// If it is not there, cannot be read, is too large or is not UTF-8.
pub fn read_text(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    read_bounded_text(path, INPUT)
}

/// Reads a text file of at most `most` bytes.
///
/// # Errors
/// As [`read_text`].
pub fn read_bounded_text(path: &Path, most: u64) -> Result<Arc<Source>, Diagnostic> {
    text_of(&path.display().to_string(), read_bytes(path, most)?)
}

/// Reads a file of at most `most` bytes.
///
/// # Errors
/// If it is not there, cannot be read or is too large.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display().to_string();
    let file = fs::File::open(path).map_err(|error| cannot("read", &name, &error))?;
    read_bounded(&name, file, most)
}

/// Everything that can be read from somewhere called `name`, unless it is more than `most` bytes.
///
/// # Errors
/// If it is too large or cannot be read.
pub fn read_bounded(name: &str, from: impl Read, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = from.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| cannot("read", name, &error))?;
    if bytes.len() as u64 > most {
        return Err(too_large(name, most));
    }
    Ok(bytes)
}

/// That a file, or what comes from elsewhere, is larger than it may be.
fn too_large(name: &str, most: u64) -> Diagnostic {
    let most = match most >> 20 {
        0 => format!("{} KiB", most >> 10),
        large => format!("{large} MiB"),
    };
    let message = format!("`{name}` is larger than {most}, the most that is read");
    Diagnostic::error(message).help("see whether it is the right file; if it is, make it smaller")
}

/// The text in bytes that came from somewhere called `name`.
///
/// # Errors
/// If they are not UTF-8; the line of the first wrong byte is named.
pub fn text_of(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..at];
        let line = before.split(|b| *b == b'\n').count();
        let message = format!("`{name}` is not UTF-8 in line {line}");
        Diagnostic::error(message).help("save it as UTF-8")
    })?;
    let text = text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text);
    Ok(Source::new(name, text.replace("\r\n", "\n")))
}

/// Whether a path is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a folder itself stands at a path, not a link to one.
pub fn is_plain_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_dir())
}

/// Whether anything stands at a path.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A path from the root, whatever folder the program runs in.
///
/// # Errors
/// If there is no folder that it runs in.
pub fn absolute(path: &Path) -> Result<PathBuf, Diagnostic> {
    std::path::absolute(path).map_err(|e| cannot("find", &path.display().to_string(), &e))
}

/// The way to a path from a folder, wherever both stand; links on it are followed. The folder may be made later.
/// From the root where no way leads from one to the other.
///
/// # Errors
/// If there is no folder that the program runs in.
pub fn way(folder: &Path, path: &Path) -> Result<PathBuf, Diagnostic> {
    let (folder, path) = (resolved(&absolute(folder)?), resolved(&absolute(path)?));
    let both = folder.components().zip(path.components());
    let common = both.take_while(|(one, other)| one == other).count();
    if common == 0 {
        return Ok(path);
    }
    let up = folder
        .components()
        .skip(common)
        .map(|_| Component::ParentDir);
    Ok(up.chain(path.components().skip(common)).collect())
}

/// A path from the root without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(found) = path.canonicalize() {
        return found;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => resolved(parent).join(name),
        _ => path.to_owned(),
    }
}

/// Makes a folder and those above it.
///
/// # Errors
/// If that is not possible.
pub fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(path).map_err(|e| cannot("make the folder", &path.display().to_string(), &e))
}

/// Removes what runs that were stopped left in a folder.
///
/// # Errors
/// If the folder cannot be read or a file not removed.
pub fn remove_leftovers(folder: &Path) -> Result<(), Diagnostic> {
    let name = folder.display().to_string();
    let entries = fs::read_dir(folder).map_err(|error| cannot("read", &name, &error))?;
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Whether a folder holds nothing but what runs leave in it for themselves.
pub fn is_empty(folder: &Path) -> bool {
    let is_own = |name: &str| name.starts_with(TEMPORARY) || name.starts_with(LOCK);
    names(folder, "").is_ok_and(|names| names.iter().all(|name| is_own(name)))
}

/// Whether a folder is one that runs lock.
pub fn is_lockable(folder: &Path) -> bool {
    exists(&folder.join(LOCK))
}

/// How the names of the files begin that are locked.
const LOCK: &str = ".protest-letter.lock";

/// Whether a file can be read more than once: no pipe and no terminal.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file())
}

/// Whether a file itself stands at a path, not a link to one.
pub fn is_plain(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}

/// The digest and the size of a file; `None` if it is not there.
///
/// # Errors
/// If it cannot be read.
pub fn digest(path: &Path) -> Result<Option<(Digest, u64)>, Diagnostic> {
    let failed = |error: &std::io::Error| cannot("read", &path.display().to_string(), error);
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if is_gone(&error) => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let (mut hasher, mut size, mut buffer) = (Hasher::default(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer).map_err(|error| failed(&error))?;
        if read == 0 {
            return Ok(Some((hasher.digest(), size)));
        }
        hasher.add(&buffer[..read]);
        size += read as u64;
    }
}

/// A file to be read part by part.
///
/// # Errors
/// If it is not there or cannot be read.
pub fn open(path: &Path) -> Result<impl Read + use<>, Diagnostic> {
    let file = fs::File::open(path);
    file.map_err(|error| cannot("read", &path.display().to_string(), &error))
}

/// The names in a folder that begin so, in order.
///
/// # Errors
/// If the folder cannot be read.
pub fn names(folder: &Path, start: &str) -> Result<Vec<String>, Diagnostic> {
    let entries = fs::read_dir(folder);
    let entries = entries.map_err(|e| cannot("read", &folder.display().to_string(), &e))?;
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(start)).collect();
    names.sort_unstable();
    Ok(names)
}

/// The size of a file in bytes; 0 if it is not there.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// Gives a file another name.
///
/// # Errors
/// If the disk says no.
pub fn rename(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    fs::rename(from, to).map_err(|error| cannot("rename", &from.display().to_string(), &error))
}

/// Removes a file; whether there was one.
///
/// # Errors
/// If it is there and cannot be removed.
pub fn remove(path: &Path) -> Result<bool, Diagnostic> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if is_gone(&error) => Ok(false),
        Err(error) => Err(cannot("remove", &path.display().to_string(), &error)),
    }
}

/// Whether an error says that there is no such file: a file may stand where its folder was.
fn is_gone(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Removes a folder in which nothing is; whether it did.
pub fn remove_empty_folder(path: &Path) -> bool {
    fs::remove_dir(path).is_ok()
}

/// What could not be done with a file, why, and what can be done instead.
fn cannot(verb: &str, name: &str, error: &std::io::Error) -> Diagnostic {
    let reads = matches!(verb, "read" | "find");
    let reason = match error.kind() {
        ErrorKind::NotFound if reads => "it is not there".to_owned(),
        ErrorKind::NotFound => "there is no such folder".to_owned(),
        ErrorKind::Other => error.to_string(),
        // The kind alone: the text of the error may name a temporary file.
        kind => kind.to_string(),
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
    let problem = Diagnostic::error(format!("cannot {verb} `{name}`: {reason}"));
    problem.maybe_help((!help.is_empty()).then(|| help.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_the_same_wherever_both_ends_stand() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        make_folder(&at("in/campaign")).unwrap();
        fs::write(at("in/members.csv"), "").unwrap();
        for (from, to, wanted) in [
            ("out", "in/members.csv", "../in/members.csv"),
            ("in/out/new", "in/members.csv", "../../members.csv"),
            (
                "in/../out",
                "in/campaign/../members.csv",
                "../in/members.csv",
            ),
            ("in", "in/campaign/", "campaign"),
            ("out", "gone/members.csv", "../gone/members.csv"),
        ] {
            assert_eq!(way(&at(from), &at(to)).unwrap(), Path::new(wanted));
        }
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_named_by_line() {
        let problem = text_of("x", b"a\nb\xffc".to_vec()).unwrap_err();
        assert_eq!(problem.message, "`x` is not UTF-8 in line 2");
        assert_eq!(
            text_of("x", b"\xef\xbb\xbfa\r\nb".to_vec()).unwrap().text,
            "a\nb"
        );
    }
}
