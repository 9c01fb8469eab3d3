//! Letters in the folder of a batch that are in no manifest of it: they could be posted by mistake.

use crate::batch::record::lists;
use crate::batch::record::record_file;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::batch::record::entry::Entry;
use crate::batch::record::{additions, maildir};
use crate::diagnostic::Diagnostic;
use crate::disk;

/// The files in the manifests of a folder.
#[derive(Debug, Default)]
pub(crate) struct KnownFiles {
    files: HashSet<String>,
    /// The subfolders that letters are in, or would be if each was a file.
    folders: BTreeSet<String>,
    /// The Maildirs.
    maildirs: BTreeSet<String>,
}

impl KnownFiles {
    /// Adds an entry of a manifest.
    pub(crate) fn add(&mut self, entry: &Entry) {
        if !self.files.contains(&entry.file) {
            self.files.insert(entry.file.clone());
        }
        if !self.folders.contains(&entry.target) {
            self.folders.insert(entry.target.clone());
        }
        if let Some((unit, _)) = maildir::message(&entry.file)
            && !self.maildirs.contains(unit)
        {
            self.maildirs.insert(unit.to_owned());
        }
    }

    /// Returns the files that no manifest has: letters in the folder and in subfolders named for targets, all files in
    /// its Maildirs, and messages that are there twice.
    ///
    /// # Errors
    /// If a folder cannot be read.
    pub(crate) fn strays(&self, folder: &Path) -> Result<Vec<Diagnostic>, Diagnostic> {
        let mut found = of_folder(folder, "")?;
        for below in &self.folders {
            if disk::is_folder(&folder.join(below))? {
                found.extend(of_folder(&folder.join(below), &format!("{below}/"))?);
            }
        }
        found.retain(|file| !self.files.contains(file));
        let mut told: Vec<Diagnostic> =
            found.iter().map(|file| stray(&folder.join(file))).collect();
        for unit in &self.maildirs {
            told.extend(self.of_maildir(folder, unit)?);
        }
        for (_, addition) in additions::all(folder)? {
            if is_unfinished(&addition)? {
                let name = addition.display();
                let message = format!("`{name}` holds an addition that is not finished");
                let help = "finish it with `--new-only`, or move it away";
                told.push(Diagnostic::error(message).help(help));
            }
        }
        Ok(told)
    }

    /// Returns the files in a Maildir beside the messages of the manifests, each of which is there once.
    fn of_maildir(&self, folder: &Path, unit: &str) -> Result<Vec<Diagnostic>, Diagnostic> {
        let mut told = Vec::new();
        let mut seen: HashMap<String, PathBuf> = HashMap::new();
        for below in maildir::boxes(unit) {
            let path = folder.join(&below);
            let names = if disk::is_folder(&path)? {
                disk::names(&path, "")?
            } else {
                Vec::new()
            };
            for name in names.iter().filter(|name| !name.starts_with('.')) {
                let (path, unique) = (path.join(name), maildir::unique(name));
                if !self.files.contains(&maildir::draft(unit, unique)) {
                    told.push(stray(&path));
                } else if let Some(first) = seen.get(unique) {
                    told.push(double(&path, first));
                } else {
                    seen.insert(unique.to_owned(), path);
                }
            }
        }
        Ok(told)
    }
}

/// Returns the error for a message of a Maildir that is there twice, by its name.
fn double(path: &Path, first: &Path) -> Diagnostic {
    let (path, first) = (path.display(), first.display());
    let message = format!("`{path}` is a message that is there as `{first}` too");
    Diagnostic::error(message).help("do not send both: move one of them away")
}

/// Returns the error for a letter that is in no manifest.
fn stray(path: &Path) -> Diagnostic {
    let message = format!("`{}` is there, and no manifest has it", path.display());
    Diagnostic::error(message).help("do not post it with the others: move it away")
}

/// Returns whether the folder of an addition holds some of its files, but not all.
fn is_unfinished(addition: &Path) -> Result<bool, Diagnostic> {
    let has_record = disk::exists(&addition.join(record_file::RECORD))?;
    let has_rows = !lists::found(addition)?.is_empty();
    let is_whole = lists::all(addition).is_ok_and(|all| !all.is_empty());
    let is_begun = has_record || has_rows || !of_folder(addition, "")?.is_empty();
    Ok(is_begun && !(has_record && is_whole))
}

/// Returns the files in a folder that look like letters, with `start` before each name.
fn of_folder(folder: &Path, start: &str) -> Result<Vec<String>, Diagnostic> {
    let names = disk::names(folder, "")?.into_iter();
    let letters = names.filter(|name| lists::is_letter(name) && !name.starts_with('.'));
    Ok(letters.map(|name| format!("{start}{name}")).collect())
}
