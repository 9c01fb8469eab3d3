//! The ledger: the manifest while its batch runs.
//!
//! It grows under another name, file by file; a batch that was stopped goes on from it.

use crate::batch::record::entry::{head, rows};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::batch::record::entry::Entry;
use crate::batch::record::lists::name;
use crate::batch::record::manifest::{NoEntry, files, read_sound};
use crate::batch::record::shard::Shard;
use crate::batch::record::write_ahead::WriteAhead;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::disk::{self, Journal, Readers, Spool};

/// The endings of a manifest that grows, and of one that an earlier run left.
const ENDINGS: [&str; 2] = ["csv.part", "csv.earlier"];

/// Marks a finished manifest as one of an earlier run: its files are going to be removed. Returns its new name; any
/// other list keeps its own.
///
/// # Errors
/// If the file cannot be renamed.
pub fn retire(folder: &Path, list: &str) -> Result<String, Diagnostic> {
    let Some(stem) = list.strip_suffix(".csv") else {
        return Ok(list.to_owned());
    };
    // A run that ended may have left either of the two, never both beside a finished one.
    let [growing, earlier] = ENDINGS.map(|ending| format!("{stem}.{ending}"));
    let is_free = !disk::exists(&folder.join(&earlier))?;
    let name = if is_free { earlier } else { growing };
    disk::rename(&folder.join(list), &folder.join(&name))?;
    disk::settle_names(folder)?;
    Ok(name)
}

/// The manifest of a run, with that of an earlier run.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    /// The path of the manifest while it grows.
    growing: PathBuf,
    journal: Journal,
    earlier: Option<PathBuf>,
}

impl Ledger {
    /// Begins the manifest of a folder, beside that of an earlier run if there is one.
    ///
    /// # Errors
    /// If the manifest cannot be written.
    pub fn begin(folder: &Path, shard: Shard, readers: Readers) -> Result<Self, Diagnostic> {
        let path = folder.join(name(shard));
        let [growing, earlier] = ENDINGS.map(|ending| path.with_extension(ending));
        // Of the manifest last written and the one that its run found, the longer one is kept.
        for candidate in [&path, &growing] {
            if disk::size(candidate)? > disk::size(&earlier)? {
                disk::rename(candidate, &earlier)?;
            }
        }
        let mut ledger = Self {
            path,
            journal: Journal::begin(&growing, readers)?,
            growing,
            earlier: disk::exists(&earlier)?.then_some(earlier),
        };
        ledger.journal.add(&head())?;
        Ok(ledger)
    }

    /// Returns the rows of an earlier run. Cut off and damaged rows are left out; one that cannot be read is an error.
    ///
    /// # Errors
    /// If the earlier manifest cannot be read.
    pub fn earlier(
        &self,
    ) -> Result<impl Iterator<Item = Result<Entry, Diagnostic>> + use<>, Diagnostic> {
        let entries = self
            .earlier
            .as_deref()
            .map(read_sound)
            .transpose()?
            .into_iter()
            .flatten();
        Ok(entries.filter_map(|entry| match entry {
            Ok(entry) => Some(Ok(entry)),
            Err(NoEntry::Damaged(_)) => None,
            Err(NoEntry::Unread(problem)) => Some(Err(problem)),
        }))
    }

    /// Adds complete files. A run that is killed may lose the last of their rows, and writes these files again when it
    /// goes on.
    ///
    /// # Errors
    /// If the manifest cannot be written.
    pub fn add(&mut self, entries: &[Entry]) -> Result<(), Diagnostic> {
        self.journal.gather(&rows(entries))
    }

    /// Adds a complete file whose rows were put aside.
    ///
    /// # Errors
    /// If the rows cannot be read or the manifest cannot be written.
    pub fn add_file(&mut self, aside: Aside) -> Result<(), Diagnostic> {
        let digest = aside.whole.to_string();
        let mut waiting = Vec::new();
        let RowsAside::Written(spool) = aside.rows else {
            return Ok(());
        };
        spool.read(|row| {
            let kept = row.len().saturating_sub(digest.len() + 1);
            waiting.extend_from_slice(&row[..kept]);
            waiting.extend_from_slice(digest.as_bytes());
            waiting.push(b'\n');
            if waiting.len() > 1 << 16 {
                self.journal.add(&waiting)?;
                waiting.clear();
            }
            Ok(())
        })?;
        self.journal.add(&waiting)
    }

    /// Gives the manifest its name, after `before` has seen it complete and all its files are on the disk.
    ///
    /// # Errors
    /// If the manifest cannot be written, or `before` fails.
    pub fn finish(
        self,
        before: impl FnOnce(&Path) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        self.journal.finish()?;
        before(&self.growing)?;
        let folder = disk::folder_of(&self.path);
        disk::settle(&folders(folder, &self.growing)?)?;
        disk::rename(&self.growing, &self.path)?;
        disk::settle_names(folder)?;
        if let Some(earlier) = &self.earlier {
            disk::remove(earlier)?;
        }
        Ok(())
    }
}

/// Returns the folders that the files of a manifest are in, and its own. They may be on other disks.
fn folders(folder: &Path, manifest: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut found = BTreeSet::from([folder.to_owned()]);
    for file in files(manifest)? {
        let file = file?;
        let below = disk::folder_of(Path::new(&file));
        if below != Path::new(".") && !found.contains(&folder.join(below)) {
            found.insert(folder.join(below));
        }
    }
    Ok(found.into_iter().collect())
}

/// The rows of a file, put aside until its digest is known, which is the last cell of each.
#[derive(Debug)]
pub struct Aside {
    rows: RowsAside,
    /// The digest of the file.
    pub whole: Digest,
}

/// Rows that are put aside.
#[derive(Debug)]
enum RowsAside {
    /// The rows of a file that is written.
    Written(Spool),
    /// The rows of a file that is only compared: no more than the reader of that file holds.
    Compared(Vec<Entry>),
}

impl Aside {
    /// Creates an empty store of rows; the file is written if others are.
    ///
    /// # Errors
    /// If a temporary file cannot be made.
    pub fn new(folder: &Path, names: &WriteAhead) -> Result<Self, Diagnostic> {
        let rows = if names.is_written() {
            RowsAside::Written(Spool::new(folder)?)
        } else {
            RowsAside::Compared(Vec::new())
        };
        Ok(Self {
            rows,
            whole: Digest([0; 32]),
        })
    }

    /// Puts a row aside.
    ///
    /// # Errors
    /// If the temporary file cannot be written.
    pub fn add(&mut self, entry: Entry) -> Result<(), Diagnostic> {
        match &mut self.rows {
            RowsAside::Written(spool) => spool.add(&rows(&[entry])),
            RowsAside::Compared(held) => {
                held.push(entry);
                Ok(())
            }
        }
    }

    /// Returns the rows of a file that is compared, with its digest.
    pub fn compared(self) -> impl Iterator<Item = Entry> {
        let held = match self.rows {
            RowsAside::Compared(held) => held,
            RowsAside::Written(_) => Vec::new(),
        };
        let whole = self.whole;
        held.into_iter().map(move |entry| Entry { whole, ..entry })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::record::entry::PhoneCall;
    use crate::letter::Channel;

    fn entry(row: usize) -> Entry {
        Entry {
            file: "a, \"b\".pdf".to_owned(),
            format: "pdf".to_owned(),
            first_page: 3,
            pages: 2,
            row,
            line: row + 1,
            member: "0f".to_owned(),
            target: "ilo".to_owned(),
            language: "en".to_owned(),
            template: "international".to_owned(),
            country: "GB".to_owned(),
            channel: if row.is_multiple_of(2) {
                Channel::Fax
            } else {
                Channel::Email
            },
            call: (row.is_multiple_of(2)).then(|| PhoneCall {
                number: "+77172976000".to_owned(),
                seconds: 31,
            }),
            copy: (!row.is_multiple_of(2)).then(|| "a@x.example".to_owned()),
            letter: Digest::of(b"a"),
            whole: Digest::of(b"b"),
        }
    }

    #[test]
    fn what_a_stopped_run_wrote_is_found_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let entries = [entry(1), entry(2)];
        let mut ledger = Ledger::begin(folder.path(), Shard::WHOLE, Readers::Owner).unwrap();
        ledger.add(&entries).unwrap();
        drop(ledger);
        // A damaged row, and another that was cut off.
        let part = folder.path().join("manifest.csv.part");
        let text = disk::read_text(&part).unwrap().text.clone();
        let (head, rows) = text.split_once('\n').unwrap();
        let damaged = format!("{head}\nx.pdf,pdf,3\n{rows}x.pdf,pdf,3");
        disk::write(&part, damaged.as_bytes(), true).unwrap();
        let mut next = Ledger::begin(folder.path(), Shard::WHOLE, Readers::Owner).unwrap();
        let earlier: Result<Vec<_>, _> = next.earlier().unwrap().collect();
        assert_eq!(earlier.unwrap(), entries);
        next.add(&entries[..1]).unwrap();
        drop(next);
        let mut last = Ledger::begin(folder.path(), Shard::WHOLE, Readers::Owner).unwrap();
        assert_eq!(
            last.earlier().unwrap().count(),
            2,
            "the longer one knows more"
        );
        last.add(&entries).unwrap();
        last.finish(|_| Ok(())).unwrap();
        let manifest = disk::read_text(&folder.path().join("manifest.csv")).unwrap();
        assert_eq!(manifest.text, text);
    }
}
