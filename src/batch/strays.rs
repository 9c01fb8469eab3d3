//! Letters in the folder of a batch that no manifest of it has: somebody could post them, too.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::manifest::{self, Entry};
use super::{additions, folder, names};
use crate::diagnostic::Diagnostic;
use crate::disk;

/// What the manifests of a folder have.
#[derive(Debug, Default)]
pub struct Known {
    files: HashSet<String>,
    /// The folders below that letters are in, or would be if each was a file.
    folders: BTreeSet<String>,
}

impl Known {
    /// Takes an entry of a manifest.
    pub fn add(&mut self, entry: &Entry) {
        if !self.files.contains(&entry.file) {
            self.files.insert(entry.file.clone());
        }
        let maildir = entry.file.split_once(names::CUR);
        let maildir = maildir.map(|(unit, _)| format!("{unit}{}", names::CUR));
        let maildir = maildir
            .as_deref()
            .map(|folder| folder.trim_end_matches('/'));
        for folder in [Some(entry.target.as_str()), maildir].into_iter().flatten() {
            if !self.folders.contains(folder) {
                self.folders.insert(folder.to_owned());
            }
        }
    }

    /// The letters in the folder, and in those below it that are named for targets, that were not taken.
    ///
    /// # Errors
    /// If a folder cannot be read.
    pub fn strays(&self, folder: &Path) -> Result<Vec<Diagnostic>, Diagnostic> {
        let mut found = of_folder(folder, "")?;
        for below in &self.folders {
            if disk::is_folder(&folder.join(below)) {
                found.extend(of_folder(&folder.join(below), &format!("{below}/"))?);
            }
        }
        found.retain(|file| !self.files.contains(file));
        let told = found.iter().map(|file| {
            let path = folder.join(file);
            let message = format!("`{}` is there, and no manifest has it", path.display());
            let help = "do not post it with the others: move it away";
            Diagnostic::error(message).help(help)
        });
        let mut told: Vec<Diagnostic> = told.collect();
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
}

/// Whether the folder of an addition holds something of one, but not all.
fn is_unfinished(addition: &Path) -> Result<bool, Diagnostic> {
    let has_record = disk::exists(&addition.join(folder::RECORD));
    let has_rows = !manifest::ours(addition)?.is_empty();
    let is_whole = manifest::all(addition).is_ok_and(|all| !all.is_empty());
    let is_begun = has_record || has_rows || !of_folder(addition, "")?.is_empty();
    Ok(is_begun && !(has_record && is_whole))
}

/// The files in a folder that look like letters, with `start` before each name.
fn of_folder(folder: &Path, start: &str) -> Result<Vec<String>, Diagnostic> {
    let names = disk::names(folder, "")?.into_iter();
    let letters = names.filter(|name| manifest::is_letter(name) && !name.starts_with('.'));
    Ok(letters.map(|name| format!("{start}{name}")).collect())
}
