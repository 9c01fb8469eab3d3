//! Which manifests and lists in a folder are those of a batch, and which are only called so.

use std::path::Path;

use crate::batch::Shard;
use crate::batch::record::named::{ENDING, HEAD, start_of};
use crate::batch::record::{ledger, manifest};
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

/// The names of the manifests and lists in a folder, and the parts they are of.
///
/// # Errors
/// If one of them has such a name only: it is somebody else's.
pub fn ours(folder: &Path) -> Result<Vec<(String, Shard)>, Problems> {
    ours_or(folder, ADVICE)
}

/// The same, and what to do where one of them is somebody else's.
///
/// # Errors
/// As [`ours`].
pub fn ours_or(folder: &Path, advice: &str) -> Result<Vec<(String, Shard)>, Problems> {
    let found = manifest::ours(folder)?;
    let mut problems = Problems::default();
    for (name, _) in &found {
        let path = folder.join(name);
        if !is_ours(&path)? {
            problems.push(foreign(&path).help(advice));
        }
    }
    if problems.has_errors() {
        return Err(problems);
    }
    Ok(found)
}

/// Whether a file begins as its name says. One that grows may have ended in its first line, with NUL bytes
/// behind it where a disk lost power.
fn is_ours(path: &Path) -> Result<bool, Diagnostic> {
    if !disk::is_plain(path)? {
        return Ok(false);
    }
    let name = path.to_string_lossy();
    let head = if name.ends_with(ENDING) {
        HEAD.as_bytes().to_vec()
    } else {
        ledger::head()
    };
    if begins(path, &head)? {
        return Ok(true);
    }
    let start = start_of(path, head.len())?;
    if name.ends_with(".csv") || start.contains(&b'\n') {
        return Ok(false);
    }
    let begun = start.split(|byte| *byte == 0).next().unwrap_or_default();
    Ok(head.starts_with(begun))
}

/// Whether a file begins with a line, also where a spreadsheet program ended its lines anew (CR LF).
///
/// # Errors
/// If it cannot be read.
pub fn begins(path: &Path, line: &[u8]) -> Result<bool, Diagnostic> {
    let start = start_of(path, line.len() + 1)?;
    let bare = line.strip_suffix(b"\n").unwrap_or(line);
    let end = start.strip_prefix(bare).unwrap_or_default();
    Ok(end.starts_with(b"\n") || end.starts_with(b"\r\n"))
}

/// A file stands where one of the batch has to, and is none of it.
pub fn in_the_way(path: &Path) -> Diagnostic {
    foreign(path).help(ADVICE)
}

/// What whoever writes a batch can do about a file that is none of it.
const ADVICE: &str = "move it away, or name a new folder";

/// A file is called like one of a batch, and is none of it.
pub fn foreign(path: &Path) -> Diagnostic {
    let message = format!("`{}` is there and is no file of this batch", path.display());
    Diagnostic::error(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_of_somebody_else_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest.csv");
        disk::write(&path, b"file,owner\n", true).unwrap();
        let problems = ours(folder.path()).unwrap_err();
        assert!(problems.0[0].message.contains("no file of this batch"));
        let head = String::from_utf8(ledger::head()).unwrap();
        let saved = head.replace('\n', "\r\n");
        for name in ["manifest.csv", "manifest.csv.earlier"] {
            for (text, is_right) in [
                (head.clone(), true),
                (saved.clone() + "a.pdf,pdf\r\n", true),
                (head.replace('\n', "\r"), false),
                (head.replace('\n', ",\r\n"), false),
            ] {
                disk::write(&folder.path().join(name), text.as_bytes(), true).unwrap();
                assert_eq!(ours(folder.path()).is_ok(), is_right, "{name}: {text:?}");
            }
            disk::remove(&folder.path().join(name)).unwrap();
        }
    }
}
