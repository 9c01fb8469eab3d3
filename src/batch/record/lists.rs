//! The manifests and lists of a folder: their names, and the check that they are those of a batch.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::batch::record::entry::head;
use crate::batch::record::file_names;
use crate::batch::record::shard::Shard;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

/// The first line of a list of names.
pub const HEAD: &str = "# Files of a batch that is being written.\n";

/// The ending of a list of names, after the name of its manifest.
pub const ENDING: &str = ".names";

/// Returns the name of the manifest of a part of the files.
pub fn name(shard: Shard) -> String {
    match shard.of {
        1 => "manifest.csv".to_owned(),
        of => format!("manifest-{}-of-{of}.csv", shard.number),
    }
}

/// Returns the finished manifests in a folder in the order of their parts: all of them, or none.
///
/// # Errors
/// If the folder cannot be read, or some parts of its batch are not finished.
pub fn all(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut found: Vec<(String, Shard)> = found(folder)?
        .into_iter()
        .filter(|(name, _)| {
            Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "csv")
        })
        .collect();
    if let Some((_, shard)) = found.first()
        && found.len() != shard.of
    {
        let message = format!(
            "of the {} parts of the batch in `{}`, {} are finished",
            shard.of,
            folder.display(),
            found.len()
        );
        return Err(Diagnostic::error(message).help("run the other parts"));
    }
    found.sort_by_key(|(_, shard)| shard.number);
    Ok(found
        .into_iter()
        .map(|(name, _)| folder.join(name))
        .collect())
}

/// Returns the error for a folder without a finished manifest.
pub fn none(folder: &Path) -> Diagnostic {
    let message = format!("`{}` holds no manifest", folder.display());
    let help = "a batch writes it when it ends; run the same command again to finish it";
    Diagnostic::error(message).help(help)
}

/// Returns the manifests in a folder (finished, growing or earlier ones), the lists of named files, and their parts.
///
/// # Errors
/// If the folder cannot be read.
pub fn found(folder: &Path) -> Result<Vec<(String, Shard)>, Diagnostic> {
    let names = disk::names(folder, "manifest")?.into_iter();
    let shard = |name: &str| {
        let endings = [".part", ".earlier", ENDING];
        let stem = endings
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(name)
            .strip_suffix(".csv")?;
        let shard = match stem.strip_prefix("manifest-") {
            Some(shard) => Shard::parse(&shard.replace("-of-", "/"))?,
            None => Shard::WHOLE,
        };
        (self::name(shard) == format!("{stem}.csv")).then_some(shard)
    };
    Ok(names
        .filter_map(|name| shard(&name).map(|shard| (name, shard)))
        .collect())
}

/// Returns whether a file has the name of a letter. A name that was cut off does not, nor do the NUL bytes that a power
/// cut leaves on some disks.
pub fn is_letter(file: &str) -> bool {
    !file.contains('\0') && file_names::format(file).is_some()
}

/// Returns the names of the manifests and lists in a folder, and their parts.
///
/// # Errors
/// If a file has such a name but is not of a batch.
pub fn ours(folder: &Path) -> Result<Vec<(String, Shard)>, Problems> {
    ours_or(folder, ADVICE)
}

/// As [`ours`], with advice for a file that is not of a batch.
///
/// # Errors
/// As [`ours`].
pub fn ours_or(folder: &Path, advice: &str) -> Result<Vec<(String, Shard)>, Problems> {
    let found = found(folder)?;
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

/// Returns whether a file begins as its name says. A growing file may have ended in its first line, followed by NUL
/// bytes if a disk lost power.
fn is_ours(path: &Path) -> Result<bool, Diagnostic> {
    if !disk::is_plain(path)? {
        return Ok(false);
    }
    let name = path.to_string_lossy();
    let head = if name.ends_with(ENDING) {
        HEAD.as_bytes().to_vec()
    } else {
        head()
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

/// Returns whether a file begins with a line, even if a spreadsheet program changed its line ends (CR LF).
///
/// # Errors
/// If the file cannot be read.
pub fn begins(path: &Path, line: &[u8]) -> Result<bool, Diagnostic> {
    let start = start_of(path, line.len() + 1)?;
    let bare = line.strip_suffix(b"\n").unwrap_or(line);
    let end = start.strip_prefix(bare).unwrap_or_default();
    Ok(end.starts_with(b"\n") || end.starts_with(b"\r\n"))
}

/// Returns the error for a file that is not of the batch and stands where one of it has to be.
pub fn in_the_way(path: &Path) -> Diagnostic {
    foreign(path).help(ADVICE)
}

/// The advice on a file that is not of the batch.
const ADVICE: &str = "move it away, or name a new folder";

/// Returns the error for a file that has the name of one of a batch, but is not.
pub fn foreign(path: &Path) -> Diagnostic {
    let message = format!("`{}` is there and is no file of this batch", path.display());
    Diagnostic::error(message)
}

/// Returns the first bytes of a file.
///
/// # Errors
/// If the file cannot be read.
pub fn start_of(path: &Path, length: usize) -> Result<Vec<u8>, Diagnostic> {
    let mut start = Vec::new();
    let read = disk::open(path)?
        .take(length as u64)
        .read_to_end(&mut start);
    read.map_err(|error| Diagnostic::error(format!("cannot read `{}`: {error}", path.display())))?;
    Ok(start)
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
        let head = String::from_utf8(head()).unwrap();
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
