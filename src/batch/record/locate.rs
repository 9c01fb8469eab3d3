//! The places of a batch's files: by the names that it gave them or, in a Maildir, by those that a mail program gave
//! them since.
//!
//! Owns that a folder is not listed for each of its messages: it is listed once, when the first is not in its place,
//! and only names that a batch does not give are held.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::batch::record::maildir;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::disk;

/// The files of a Maildir whose names a batch does not give, by the part that stays.
type Renamed = HashMap<String, Vec<String>>;

/// The places of the files in a folder.
#[derive(Debug)]
pub struct Whereabouts {
    folder: PathBuf,
    /// The Maildirs that were listed.
    listed: Mutex<HashMap<String, Arc<Renamed>>>,
}

/// The result of looking for a file of a batch.
#[derive(Debug, PartialEq, Eq)]
pub enum FoundFile {
    /// It is unchanged, at this path.
    Whole(PathBuf),
    /// It was changed, at this path.
    Changed(PathBuf),
    /// It is gone.
    Gone,
}

impl Whereabouts {
    /// Creates it for a folder that nothing was looked for in yet.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            listed: Mutex::default(),
        }
    }

    /// Returns the path of a file by the name that the batch gave it.
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// Looks for a file of a manifest by its name and digest.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn find(&self, file: &str, digest: Digest) -> Result<FoundFile, Diagnostic> {
        let own = look(&self.path(file), digest)?;
        if matches!(own, FoundFile::Whole(_)) {
            return Ok(own);
        }
        let mut best = own;
        for other in self.others(file)? {
            match (&best, look(&other, digest)?) {
                (_, whole @ FoundFile::Whole(_)) => return Ok(whole),
                (FoundFile::Gone, changed) => best = changed,
                _ => {}
            }
        }
        Ok(best)
    }

    /// Returns the other files that are the same message of a Maildir, by their names; none for files elsewhere.
    ///
    /// # Errors
    /// If the Maildir cannot be read.
    pub fn others(&self, file: &str) -> Result<Vec<PathBuf>, Diagnostic> {
        let Some((unit, unique)) = maildir::message(file) else {
            return Ok(Vec::new());
        };
        let renamed = self.renamed(unit)?;
        let names = renamed.get(unique).into_iter().flatten();
        Ok(names.map(|name| self.path(name)).collect())
    }

    /// Removes a file under whatever name it has now; returns how many had it. A file behind a link is not the batch's,
    /// and neither is a folder or a link of that name.
    ///
    /// # Errors
    /// If the file cannot be removed.
    pub fn remove(&self, file: &str) -> Result<usize, Diagnostic> {
        let below = Path::new(file).parent().unwrap_or(Path::new(""));
        if is_behind_link(&self.folder, below)? {
            return Ok(0);
        }
        let own = remove_plain(&self.path(file))?;
        Ok(self.remove_others(file)? + usize::from(own))
    }

    /// Removes the other files that are the same message of a Maildir; returns how many.
    ///
    /// # Errors
    /// If a file cannot be removed.
    pub fn remove_others(&self, file: &str) -> Result<usize, Diagnostic> {
        let mut removed = 0;
        for other in self.others(file)? {
            let below = other
                .parent()
                .and_then(|own| own.strip_prefix(&self.folder).ok());
            if let Some(below) = below
                && !is_behind_link(&self.folder, below)?
            {
                removed += usize::from(remove_plain(&other)?);
            }
        }
        Ok(removed)
    }

    fn renamed(&self, unit: &str) -> Result<Arc<Renamed>, Diagnostic> {
        let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(renamed) = listed.get(unit) {
            return Ok(Arc::clone(renamed));
        }
        let renamed = Arc::new(list(&self.folder, unit)?);
        listed.insert(unit.to_owned(), Arc::clone(&renamed));
        Ok(renamed)
    }
}

/// Removes a file, but no link or folder; returns whether it did.
fn remove_plain(path: &Path) -> Result<bool, Diagnostic> {
    Ok(disk::is_plain(path)? && disk::remove(path)?)
}

/// Returns whether there is a link on the way from a folder to one below it, or at its end.
///
/// # Errors
/// If a folder on the way cannot be looked at.
pub(crate) fn is_behind_link(folder: &Path, below: &Path) -> Result<bool, Diagnostic> {
    for way in below.ancestors().filter(|way| *way != Path::new("")) {
        if disk::is_link(&folder.join(way))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Checks whether a file is at a path.
fn look(path: &Path, digest: Digest) -> Result<FoundFile, Diagnostic> {
    Ok(match disk::digest(path)? {
        Some((found, _)) if found == digest => FoundFile::Whole(path.to_owned()),
        Some(_) => FoundFile::Changed(path.to_owned()),
        None => FoundFile::Gone,
    })
}

/// Lists the renamed files of a Maildir.
fn list(folder: &Path, unit: &str) -> Result<Renamed, Diagnostic> {
    let mut renamed = Renamed::new();
    for below in maildir::boxes(unit) {
        if !disk::is_folder(&folder.join(&below))? {
            continue;
        }
        for name in disk::names(&folder.join(&below), "")? {
            let file = format!("{below}{name}");
            if maildir::message(&file).is_none() {
                let unique = maildir::unique(&name).to_owned();
                renamed.entry(unique).or_default().push(file);
            }
        }
    }
    Ok(renamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_found_by_what_stays_of_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join("ilo").join(name);
        for below in maildir::boxes("ilo") {
            disk::make_folder(&folder.path().join(below)).unwrap();
        }
        for (name, bytes) in [
            ("cur/a:2,D", "1"),
            ("cur/b:2,DS", "1"),
            ("new/c", "2"),
            ("cur/c:2,S", "1"),
            ("cur/d:2,D", "2"),
        ] {
            disk::write(&at(name), bytes.as_bytes(), true).unwrap();
        }
        let files = Whereabouts::new(folder.path());
        let find = |unique: &str| {
            let file = maildir::draft("ilo", unique);
            files.find(&file, Digest::of(b"1")).unwrap()
        };
        assert_eq!(find("a"), FoundFile::Whole(at("cur/a:2,D")));
        assert_eq!(find("b"), FoundFile::Whole(at("cur/b:2,DS")));
        assert_eq!(find("c"), FoundFile::Whole(at("cur/c:2,S")));
        assert_eq!(find("d"), FoundFile::Changed(at("cur/d:2,D")));
        assert_eq!(find("e"), FoundFile::Gone);
        files.remove(&maildir::draft("ilo", "c")).unwrap();
        assert!(!disk::exists(&at("new/c")).unwrap());
        assert!(!disk::exists(&at("cur/c:2,S")).unwrap());
        let elsewhere = files.find("ilo/cur/b", Digest::of(b"1")).unwrap();
        assert_eq!(elsewhere, FoundFile::Gone, "no name that a batch gives");
    }
}
