//! The list of a run's files: each is recorded before it gets its name.
//!
//! So every file of a run that was stopped is known, whether or not it is in the manifest, and no file of others is
//! taken for one.

use crate::batch::record::lists;
use crate::batch::record::lists::{ENDING, HEAD, in_the_way, start_of};
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::batch::record::entry::Entry;
use crate::batch::record::locate::Whereabouts;
use crate::batch::record::maildir;
use crate::batch::record::manifest;
use crate::batch::record::shard::Shard;
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Draft, Journal, Readers};
use crate::limits;

/// The list of a run.
#[derive(Debug)]
pub struct WriteAhead {
    /// The current places of the files.
    pub files: Whereabouts,
    /// The readers of the files.
    pub readers: Readers,
    path: PathBuf,
    /// The file of the list; none if nothing is written.
    journal: Option<Mutex<Journal>>,
    /// Hashes of the files that the batch had before.
    before: HashSet<u64>,
    /// The folders that a stopped run made.
    made: HashSet<String>,
    hashes: RandomState,
}

/// Returns the names in a list.
fn all(path: &Path) -> Result<BTreeSet<String>, Diagnostic> {
    let mut names = BTreeSet::new();
    read(path, |file| {
        names.insert(file.to_owned());
        Ok(())
    })?;
    Ok(names)
}

/// Removes the files of a stopped run that have no row in its manifest, and returns the folders that it made.
fn remove_unknown(folder: &Path, unknown: BTreeSet<String>) -> Result<HashSet<String>, Diagnostic> {
    let left = Whereabouts::new(folder);
    let mut made = HashSet::new();
    for file in unknown {
        match file.strip_suffix(FOLDER) {
            Some(folder) => drop(made.insert(folder.to_owned())),
            None => drop(left.remove(&file)?),
        }
    }
    Ok(made)
}

impl WriteAhead {
    /// Continues the list of earlier runs. Files that they named without a row in the manifest are removed: they are
    /// written again.
    ///
    /// # Errors
    /// If a list or a file of the earlier runs cannot be read, written or removed.
    pub fn begin(
        folder: &Path,
        shard: Shard,
        readers: Readers,
        earlier: impl Iterator<Item = Result<Entry, Diagnostic>>,
    ) -> Result<Self, Diagnostic> {
        let path = folder.join(lists::name(shard) + ENDING);
        // A full disk leaves a list without a complete first line.
        let is_new = !disk::exists(&path)? || start_of(&path, HEAD.len())? != HEAD.as_bytes();
        let mut unknown = if is_new { BTreeSet::new() } else { all(&path)? };
        let (mut before, hashes) = (HashSet::new(), RandomState::new());
        for entry in earlier {
            let entry = entry?;
            unknown.remove(&entry.file);
            before.insert(hashes.hash_one(&entry.file));
        }
        let made = remove_unknown(folder, unknown)?;
        let mut journal = if is_new {
            Journal::begin(&path, readers)?
        } else {
            Journal::go_on(&path, readers)?
        };
        // Ends the line in which a run was stopped.
        journal.add(if is_new { HEAD } else { "\n" }.as_bytes())?;
        Ok(Self {
            files: Whereabouts::new(folder),
            readers,
            path,
            journal: Some(Mutex::new(journal)),
            before,
            made,
            hashes,
        })
    }

    /// Creates the names of files that are made and not written, for comparison with those of a folder.
    pub fn unwritten(folder: &Path) -> Self {
        Self {
            files: Whereabouts::new(folder),
            readers: Readers::default(),
            path: PathBuf::new(),
            journal: None,
            before: HashSet::new(),
            made: HashSet::new(),
            hashes: RandomState::new(),
        }
    }

    /// Returns whether files are written.
    pub fn is_written(&self) -> bool {
        self.journal.is_some()
    }

    /// Records the names that files will have in a folder, so that they are known even after a power cut.
    ///
    /// # Errors
    /// If another file has one of the names, and then nothing is recorded; or if the list cannot be written.
    pub fn add(&self, folder: &Path, files: &[String]) -> Result<(), Diagnostic> {
        let Some(mut journal) = self.journal() else {
            return Ok(());
        };
        let mut is_any_new = false;
        for file in files.iter().filter(|file| !self.had(file)) {
            is_any_new = true;
            let path = folder.join(file);
            if disk::exists(&path)? {
                return Err(in_the_way(&path));
            }
            if let Some(path) = self.files.others(file)?.first() {
                return Err(in_the_way(path));
            }
        }
        let lines = files.iter().flat_map(|file| [file.as_str(), "\n"]);
        journal.add(lines.collect::<String>().as_bytes())?;
        if is_any_new {
            journal.sync()?;
        }
        Ok(())
    }

    /// Returns whether the batch had a file before, which is then in its manifest.
    fn had(&self, file: &str) -> bool {
        self.before.contains(&self.hashes.hash_one(file))
    }

    /// Records the folders that will be made, so that they are known even after a power cut.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn announce(&self, folder: &Path, below: &[&str]) -> Result<(), Diagnostic> {
        let Some(mut journal) = self.journal() else {
            return Ok(());
        };
        let mut lines = String::new();
        for below in below {
            if !disk::exists(&folder.join(below))? {
                lines.extend([below, "/\n"]);
            }
        }
        if lines.is_empty() {
            return Ok(());
        }
        journal.add(lines.as_bytes())?;
        journal.sync()
    }

    /// Makes a folder for files, which was recorded.
    ///
    /// # Errors
    /// If something else has its name, or the folder cannot be made.
    pub fn add_folder(&self, folder: &Path, below: &str) -> Result<(), Diagnostic> {
        if !self.is_written() {
            return Ok(());
        }
        let path = folder.join(below);
        if disk::exists(&path)? && !disk::is_folder(&path)? {
            return Err(in_the_way(&path));
        }
        disk::make_folder_for(&path, self.readers)
    }

    /// Makes a Maildir, with a mark that allows its removal unless it was there before.
    ///
    /// # Errors
    /// If a folder or the mark cannot be made.
    pub fn add_maildir(&self, folder: &Path, unit: &str) -> Result<(), Diagnostic> {
        if !self.is_written() {
            return Ok(());
        }
        let path = folder.join(unit);
        let is_made = !disk::exists(&path)? || self.made.contains(unit);
        self.add_folder(folder, unit)?;
        if is_made {
            let mut mark = Draft::new(&path.join(maildir::MADE), self.readers)?;
            let written = mark.write_all(maildir::MADE_BY.as_bytes());
            written.map_err(|error| mark.problem(&error))?;
            mark.place()?;
        }
        let mut parts = maildir::PARTS.iter();
        parts.try_for_each(|part| disk::make_folder_for(&path.join(part), self.readers))
    }

    fn journal(&self) -> Option<MutexGuard<'_, Journal>> {
        let journal = self.journal.as_ref()?;
        Some(journal.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Ends the list, once the manifest has all files.
    ///
    /// # Errors
    /// If the list cannot be removed.
    pub fn finish(&self) -> Result<(), Diagnostic> {
        if self.is_written() {
            disk::remove(&self.path)?;
        }
        Ok(())
    }
}

/// The sign at the end of the name of a folder in a list.
pub(crate) const FOLDER: char = '/';

/// Returns whether a file is below the folder, as every file of a batch is.
fn is_below(file: &str) -> bool {
    let mut parts = Path::new(file).components();
    !file.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Returns whether a line of a list is a file or a folder of the batch: neither a comment nor a part of a line.
fn is_sound(line: &str) -> bool {
    is_below(line) && (lists::is_letter(line) || line.ends_with(FOLDER) && !line.contains('\0'))
}

/// Hands the files and folders of a list to `each`, line by line.
fn read(
    path: &Path,
    mut each: impl FnMut(&str) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let mut list = BufReader::new(disk::open(path)?);
    let mut line = Vec::new();
    while next_line(&mut list, &mut line).map_err(|error| unread(path, &error))? {
        let text = String::from_utf8_lossy(&line);
        if let Some(file) = text.lines().next().filter(|file| is_sound(file)) {
            each(file)?;
        }
    }
    Ok(())
}

/// Reads a line with its end; returns whether there is one. A line longer than a path, such as the NUL bytes that a
/// power cut leaves, comes out empty.
fn next_line(list: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let most = limits::NAME as u64;
    let read = list.by_ref().take(most).read_until(b'\n', line)?;
    if read == limits::NAME && !line.ends_with(b"\n") {
        list.skip_until(b'\n')?;
        line.clear();
    }
    Ok(read > 0)
}

fn unread(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(format!("cannot read `{}`: {error}", path.display()))
}

/// Hands every file in a manifest or a list of names to `each`, once or more often, and the folders in a list, with
/// [`FOLDER`] at the end.
///
/// # Errors
/// If the list cannot be read; the first error of `each`.
pub(crate) fn files(
    path: &Path,
    mut each: impl FnMut(&str) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    if path.to_string_lossy().ends_with(ENDING) {
        return read(path, each);
    }
    let mut last = String::new();
    for file in manifest::files(path)? {
        let file = file?;
        if file != last && is_below(&file) {
            each(&file)?;
            last = file;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::record::lists::ours;

    fn listed(path: &Path) -> Vec<String> {
        let mut found = Vec::new();
        let mut take = |file: &str| {
            found.push(file.to_owned());
            Ok(())
        };
        files(path, &mut take).unwrap();
        found
    }

    /// However long a line is, no more of it is held than a path needs.
    #[test]
    fn a_line_that_is_longer_than_a_path_is_no_file() {
        let long = ["a".repeat(1 << 20) + ".pdf", "\0".repeat(limits::NAME)].join("\n");
        let text = format!("{long}\na.pdf\r\n{}", "\0".repeat(1 << 20));
        let (mut list, mut line, mut files) = (text.as_bytes(), Vec::new(), Vec::new());
        while next_line(&mut list, &mut line).unwrap() {
            files.push(line.clone());
            assert!(line.capacity() <= 2 * limits::NAME);
        }
        assert_eq!(files, [&b""[..], b"", b"a.pdf\r\n", b""]);
    }

    #[test]
    fn what_a_stopped_run_named_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let names = WriteAhead::begin(
            folder.path(),
            Shard::WHOLE,
            Readers::Owner,
            std::iter::empty(),
        )
        .unwrap();
        let own = ["a/b.pdf", "../c.pdf"].map(str::to_owned);
        names.add(folder.path(), &own).unwrap();
        let path = names.path.clone();
        assert_eq!(
            listed(&path),
            ["a/b.pdf"],
            "never one outside of the folder"
        );
        assert_eq!(ours(folder.path()).unwrap().len(), 1);
        names.finish().unwrap();
        assert!(!disk::exists(&path).unwrap());
    }

    #[test]
    fn what_a_power_cut_leaves_behind_a_list_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest.csv.names");
        for end in ["", "a/c", "a", "\0\0", "a/c.pdf\0\0", "a/\0", "\0\na/c.pd"] {
            let text = format!("{HEAD}a/\na/b.pdf\n{end}");
            disk::write(&path, text.as_bytes(), true).unwrap();
            disk::make_folder(&folder.path().join("a")).unwrap();
            let own = folder.path().join("a/c");
            disk::write(&own, b"mine", true).unwrap();
            assert_eq!(listed(&path), ["a/", "a/b.pdf"], "{end:?}");
            WriteAhead::begin(
                folder.path(),
                Shard::WHOLE,
                Readers::Owner,
                std::iter::empty(),
            )
            .unwrap();
            assert!(disk::exists(&own).unwrap(), "{end:?}");
        }
    }

    #[test]
    fn a_list_without_a_whole_head_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest.csv.names");
        for start in ["", &HEAD[..9], "\0\0\0", "# Files\0\0"] {
            disk::write(&path, start.as_bytes(), true).unwrap();
            for file in ["a.pdf", "b.pdf"] {
                let names = WriteAhead::begin(
                    folder.path(),
                    Shard::WHOLE,
                    Readers::Owner,
                    std::iter::empty(),
                );
                let listed = [file.to_owned()];
                names.unwrap().add(folder.path(), &listed).unwrap();
                assert!(ours(folder.path()).is_ok(), "{start:?}, {file}");
            }
            assert_eq!(listed(&path), ["a.pdf", "b.pdf"], "{start:?}");
        }
    }
}
