//! Files that are written whole or not at all.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::disk::changes::settle_names;
use crate::disk::draft::there_already;
use crate::disk::failure::cannot;
use crate::disk::look::{is_file, is_stream};
use crate::disk::paths::folder_of;
use crate::disk::readers::{Manner, Readers, make_folder};
use crate::disk::reading::digest;
use crate::disk::system::{File, SYNCS_EVERYTHING};
use crate::disk::temporary::temporary;

/// Writes a file under its final name only when it is complete. A file that is there is kept unless `force`. A pipe or
/// device is written to; it is never replaced.
///
/// # Errors
/// If a file is there, or the file cannot be written.
pub fn write(path: &Path, bytes: &[u8], manner: impl Into<Manner>) -> Result<(), Diagnostic> {
    if is_stream(path)? {
        let stream = File::create(path, OpenOptions::new().write(true));
        let written = stream.and_then(|mut stream| stream.write_all(bytes));
        return written.map_err(|error| cannot("write", &path.display().to_string(), &error));
    }
    keep_whole(path, bytes, manner.into())
}

/// Writes a file that only its owner can read, replacing one that is there.
///
/// # Errors
/// If the file cannot be written.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    keep_whole(path, bytes, Manner::from(true))
}

/// Writes one of many files under its final name only when it is complete, replacing one that is there. The disk may
/// still be writing when this returns.
///
/// # Errors
/// If the file cannot be written.
pub fn place(path: &Path, bytes: &[u8], readers: Readers) -> Result<(), Diagnostic> {
    let placed = temporary(path, readers).and_then(|mut file| {
        file.write_all(bytes)?;
        if !SYNCS_EVERYTHING {
            file.sync()?;
        }
        file.name(path, true)
    });
    placed.map_err(|error| cannot("write", &path.display().to_string(), &error))
}

fn keep_whole(path: &Path, bytes: &[u8], manner: Manner) -> Result<(), Diagnostic> {
    let name = path.display().to_string();
    let failed = |error: &std::io::Error| cannot("write", &name, error);
    let mut file = temporary(path, manner.readers).map_err(|e| failed(&e))?;
    file.write_all(bytes)
        .and_then(|()| file.sync())
        .map_err(|e| failed(&e))?;
    match file.name(path, manner.force) {
        Ok(()) => settle_names(folder_of(path)),
        // It is as it has to be: a run that was stopped wrote it.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && holds(path, bytes)? => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(there_already(path)),
        Err(error) => Err(failed(&error)),
    }
}

/// Returns whether a file holds these bytes.
///
/// # Errors
/// If the file cannot be read.
pub fn holds(path: &Path, bytes: &[u8]) -> Result<bool, Diagnostic> {
    let wanted = (Digest::of(bytes), bytes.len() as u64);
    Ok(is_file(path)? && digest(path)? == Some(wanted))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_device_is_written_to_and_never_replaced() {
        use std::os::unix::fs::FileTypeExt;
        write(Path::new("/dev/null"), b"1", true).unwrap();
        assert!(
            fs::metadata("/dev/null")
                .unwrap()
                .file_type()
                .is_char_device()
        );
    }

    #[test]
    fn a_file_is_kept_unless_forced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write(&path, b"1", false).unwrap();
        assert!(write(&path, b"2", false).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"1");
        write(&path, b"2", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"2");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no temporary file is left"
        );
    }
}
