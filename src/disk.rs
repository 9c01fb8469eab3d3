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
mod look;
mod readers;
mod spool;
mod system;
mod temporary;
mod whole;

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use self::look::{is_stream, there};
use self::system::File;
use crate::diagnostic::{Diagnostic, Source, reason};
use crate::digest::{Digest, Hasher};
use crate::limits::INPUT;

pub use campaign::read_campaign;
pub use draft::{Draft, Placed, keep, there_already};
pub use journal::Journal;
pub use lock::{Lock, Others, is_taken};
pub use look::{
    behind_link, exists, have_one_owner, is_empty, is_file, is_folder, is_link, is_lockable,
    is_own, is_plain, is_plain_folder, is_same, other_names, size,
};
pub use readers::{Manner, Readers, is_private, make_folder, make_folder_for};
pub use spool::Spool;
pub use system::heed_size_limit;
pub use temporary::{Leftovers, remove_leftovers, temporary_folder};
pub use whole::{holds, place, write, write_private};

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
    let file = File::open(path).map_err(|error| cannot("read", &name, &error))?;
    read_bounded(&name, file, most)
}

/// Reads everything from a source called `name`, unless it is more than `most` bytes.
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

/// Returns the error for a file or another source that is larger than allowed.
fn too_large(name: &str, most: u64) -> Diagnostic {
    let most = match most >> 20 {
        0 => format!("{} KiB", most >> 10),
        large => format!("{large} MiB"),
    };
    let message = format!("`{name}` is larger than {most}, the most that is read");
    Diagnostic::error(message).help("see whether it is the right file; if it is, make it smaller")
}

/// Returns the text in bytes that came from a source called `name`.
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

/// Returns the folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    parent.unwrap_or(Path::new("."))
}

/// Returns an absolute path, whatever folder the program runs in.
///
/// # Errors
/// If the current folder cannot be found.
pub fn absolute(path: &Path) -> Result<PathBuf, Diagnostic> {
    std::path::absolute(path).map_err(|e| cannot("find", &path.display().to_string(), &e))
}

/// Returns the relative path from a folder to a path; links on it are followed. The folder may be made later. The path
/// is absolute if no relative one leads from one to the other.
///
/// # Errors
/// If the current folder cannot be found.
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

/// Returns an absolute path without links, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    // A part that cannot be followed stays as it is written.
    if let Ok(found) = system::canonicalize(path) {
        return found;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => resolved(parent).join(name),
        _ => path.to_owned(),
    }
}

/// The start of the names of lock files.
const LOCK: &str = ".protest-letter.lock";

/// Returns the digest and the size of a file; `None` if it is not there.
///
/// # Errors
/// If the file cannot be read.
pub fn digest(path: &Path) -> Result<Option<(Digest, u64)>, Diagnostic> {
    let failed = |error: &io::Error| cannot("read", &path.display().to_string(), error);
    let Some(mut file) = there(File::open(path)).map_err(|error| failed(&error))? else {
        return Ok(None);
    };
    let (mut hasher, mut size, mut buffer) = (Hasher::default(), 0, vec![0; 1 << 16]);
    loop {
        let read = match file.read(&mut buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            read => read.map_err(|error| failed(&error))?,
        };
        if read == 0 {
            return Ok(Some((hasher.digest(), size)));
        }
        hasher.add(&buffer[..read]);
        size += read as u64;
    }
}

/// Opens a file to be read part by part.
///
/// # Errors
/// If the file is not there or cannot be read.
pub fn open(path: &Path) -> Result<impl Read + use<>, Diagnostic> {
    let file = File::open(path);
    file.map_err(|error| cannot("read", &path.display().to_string(), &error))
}

/// Returns the names in a folder that begin with `start`, in order.
///
/// # Errors
/// If the folder cannot be read.
pub fn names(folder: &Path, start: &str) -> Result<Vec<String>, Diagnostic> {
    let names = system::names(folder);
    let mut names = names.map_err(|e| cannot("read", &folder.display().to_string(), &e))?;
    names.retain(|name| name.starts_with(start));
    Ok(names)
}

/// Renames a file.
///
/// # Errors
/// If the file cannot be renamed.
pub fn rename(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    system::rename(from, to).map_err(|error| cannot("rename", &from.display().to_string(), &error))
}

/// Removes a file; returns whether there was one.
///
/// # Errors
/// If the file is there and cannot be removed.
pub fn remove(path: &Path) -> Result<bool, Diagnostic> {
    let removed = there(system::remove(path));
    let removed = removed.map_err(|e| cannot("remove", &path.display().to_string(), &e))?;
    Ok(removed.is_some())
}

/// Removes an empty folder; returns whether it did.
///
/// # Errors
/// If the folder is there and empty, and cannot be removed.
pub fn remove_empty_folder(path: &Path) -> Result<bool, Diagnostic> {
    match there(system::remove_folder(path)) {
        Ok(removed) => Ok(removed.is_some()),
        // For a folder that is not empty, some systems say that something is there; none removes `.`.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists | ErrorKind::InvalidInput
            ) =>
        {
            Ok(false)
        }
        Err(error) => Err(cannot(
            "remove the folder",
            &path.display().to_string(),
            &error,
        )),
    }
}

/// Puts everything that was written into some folders on the disk, where it survives a power cut. Where the system can
/// put all files there at once, this is done once for each file system. Elsewhere each file was put there when it was
/// written, and only the names in each folder are now.
///
/// # Errors
/// If the files cannot be put on the disk.
pub fn settle(folders: &[PathBuf]) -> Result<(), Diagnostic> {
    let mut done = BTreeSet::new();
    for folder in folders {
        let settled = if system::SYNCS_EVERYTHING {
            there(system::file_system(folder)).and_then(|known| match known {
                // Whoever removed the folder removed the files in it.
                None => Ok(()),
                Some(Some(known)) if !done.insert(known) => Ok(()),
                Some(_) => system::sync_everything(folder),
            })
        } else {
            there(system::sync_names(folder)).map(drop)
        };
        let name = folder.display().to_string();
        settled.map_err(|error| cannot("keep what was written into", &name, &error))?;
    }
    Ok(())
}

/// Puts the names in a folder on the disk, where they survive a power cut.
///
/// # Errors
/// If the names cannot be put on the disk.
pub fn settle_names(folder: &Path) -> Result<(), Diagnostic> {
    let settled = system::sync_names(folder);
    settled.map_err(|error| cannot("keep the names in", &folder.display().to_string(), &error))
}

/// Returns the error for a file that could not be written, with the reason.
pub fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    cannot("write", &path.display().to_string(), error)
}

/// Returns the error for an operation on a file that failed, with the reason and advice.
fn cannot(verb: &str, name: &str, error: &io::Error) -> Diagnostic {
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
    let problem = Diagnostic::error(format!("cannot {verb} `{name}`: {why}"));
    problem.maybe_help((!help.is_empty()).then(|| help.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::fs;

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
