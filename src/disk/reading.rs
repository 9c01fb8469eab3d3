//! Files read whole or part by part, bounded.

use std::io::{self, ErrorKind, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Source};
use crate::digest::{Digest, Hasher};
use crate::disk::failure::{cannot, too_large};
use crate::disk::look::there;
use crate::disk::system::File;
use crate::limits::INPUT;

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
        Diagnostic::found(Code::UnreadableFile, message).help("save it as UTF-8")
    })?;
    let text = text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text);
    Ok(Source::new(name, text.replace("\r\n", "\n")))
}

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
pub fn open(path: &Path) -> Result<impl Read + Seek + Send + use<>, Diagnostic> {
    let file = File::open(path);
    file.map_err(|error| cannot("read", &path.display().to_string(), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

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
