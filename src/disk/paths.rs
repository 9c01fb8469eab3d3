//! Paths from one place to another.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::disk::failure::cannot;
use crate::disk::system;

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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::disk::make_folder;

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
}
