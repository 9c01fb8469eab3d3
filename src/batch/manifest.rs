//! The manifest: which letter is where, so that somebody else can prove that none was swapped.
//!
//! A CSV file (RFC 4180) with a row for each letter in each format. While a batch runs it grows under
//! another name, file by file; a batch that was stopped goes on by it.

use std::io;
use std::path::{Path, PathBuf};

use super::Shard;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::disk::{self, Journal, Spool};
use crate::members::records::{self, Writer};

/// The columns.
pub const COLUMNS: [&str; 14] = [
    "file",
    "format",
    "first_page",
    "last_page",
    "pages",
    "row",
    "line",
    "member",
    "target",
    "language",
    "template",
    "channel",
    "letter_sha256",
    "file_sha256",
];

/// No file has more pages.
const MOST_PAGES: usize = 1_000_000_000;

/// How letters of these formats go out.
pub const CHANNEL: &str = "post";

/// A row: where a letter is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file, below the folder of the batch.
    pub file: String,
    /// The format.
    pub format: String,
    /// The page of the file that it begins on, from 1; 0 where there are no pages.
    pub first_page: usize,
    /// How many pages it has.
    pub pages: usize,
    /// The row of the members file, from 1.
    pub row: usize,
    /// The line of that row.
    pub line: usize,
    /// What stands for the member: a digest of the cells of the row.
    pub member: String,
    /// The id of the target.
    pub target: String,
    /// The language.
    pub language: String,
    /// The id of the template.
    pub template: String,
    /// The digest of the letter: of its bytes in a text file, of the words of each of its pages in a PDF
    /// file; see [`super::words`].
    pub letter: Digest,
    /// The digest of the file.
    pub whole: Digest,
}

impl Entry {
    /// The page of the file that it ends on.
    pub fn last_page(&self) -> usize {
        (self.first_page + self.pages).saturating_sub(1)
    }

    /// Whether the file is one below the folder, as every file of a batch is.
    pub fn is_below(&self) -> bool {
        let mut parts = Path::new(&self.file).components();
        parts.all(|part| matches!(part, std::path::Component::Normal(_)))
    }

    fn cells(&self) -> [String; COLUMNS.len()] {
        [
            self.file.clone(),
            self.format.clone(),
            self.first_page.to_string(),
            self.last_page().to_string(),
            self.pages.to_string(),
            self.row.to_string(),
            self.line.to_string(),
            self.member.clone(),
            self.target.clone(),
            self.language.clone(),
            self.template.clone(),
            CHANNEL.to_owned(),
            self.letter.to_string(),
            self.whole.to_string(),
        ]
    }

    fn read(cells: Vec<String>) -> Option<Self> {
        let cells: [String; COLUMNS.len()] = cells.try_into().ok()?;
        let [
            file,
            format,
            first,
            last,
            pages,
            row,
            line,
            member,
            target,
            language,
            template,
            _,
            letter,
            whole,
        ] = cells;
        let entry = Self {
            file,
            format,
            first_page: first.parse().ok()?,
            pages: pages.parse().ok()?,
            row: row.parse().ok()?,
            line: line.parse().ok()?,
            member,
            target,
            language,
            template,
            letter: Digest::parse(&letter)?,
            whole: Digest::parse(&whole)?,
        };
        let is_sound = entry.first_page.max(entry.pages) <= MOST_PAGES;
        (is_sound && entry.last_page().to_string() == last).then_some(entry)
    }
}

/// The name of the manifest of a part of the files.
pub fn name(shard: Shard) -> String {
    match shard.of {
        1 => "manifest.csv".to_owned(),
        of => format!("manifest-{}-of-{of}.csv", shard.number),
    }
}

/// The finished manifests in a folder: all of them, or none.
///
/// # Errors
/// If the folder cannot be read, or some parts of its batch are not finished.
pub fn all(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let found: Vec<(String, Shard)> = ours(folder)?
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
    Ok(found
        .into_iter()
        .map(|(name, _)| folder.join(name))
        .collect())
}

/// The manifests in a folder, finished, growing or earlier ones, and the parts they are of.
///
/// # Errors
/// If the folder cannot be read.
pub fn ours(folder: &Path) -> Result<Vec<(String, Shard)>, Diagnostic> {
    let names = disk::names(folder, "manifest")?.into_iter();
    let shard = |name: &str| {
        let stem = name.strip_suffix(".part").or(name.strip_suffix(".earlier"));
        let stem = stem.unwrap_or(name).strip_suffix(".csv")?;
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

/// The entries of a manifest.
///
/// # Errors
/// If it cannot be opened. What is no entry comes as an error of its line.
pub fn read(
    path: &Path,
) -> Result<impl Iterator<Item = Result<Entry, Diagnostic>> + use<>, Diagnostic> {
    let name = path.display().to_string();
    let mut records = records::cells(disk::open(path)?).enumerate();
    // The header.
    records.next();
    Ok(records.map(move |(n, cells)| {
        let entry = cells.ok().and_then(Entry::read);
        entry.ok_or_else(|| {
            let message = format!("line {} of `{name}` is no row of a manifest", n + 1);
            Diagnostic::error(message).help("write the batch again with `--force`")
        })
    }))
}

/// The manifest of a run: what it has written, and what an earlier run has.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    /// Where the manifest grows.
    growing: PathBuf,
    journal: Journal,
    earlier: Option<PathBuf>,
}

impl Ledger {
    /// Begins the manifest of a folder, beside that of an earlier run if there is one.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn begin(folder: &Path, shard: Shard) -> Result<Self, Diagnostic> {
        let path = folder.join(name(shard));
        let growing = path.with_extension("csv.part");
        let earlier = path.with_extension("csv.earlier");
        // Of what was written last and what that run had found, the longer one knows more.
        for candidate in [&path, &growing] {
            if disk::size(candidate) > disk::size(&earlier) {
                disk::rename(candidate, &earlier)?;
            }
        }
        let mut ledger = Self {
            path,
            journal: Journal::begin(&growing)?,
            growing,
            earlier: disk::exists(&earlier).then_some(earlier),
        };
        ledger.journal.add(&table(|writer| writer.write(COLUMNS)))?;
        Ok(ledger)
    }

    /// What an earlier run wrote. A row that it was stopped in is left out, with all behind it.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn earlier(&self) -> Result<impl Iterator<Item = Entry> + use<>, Diagnostic> {
        let entries = self.earlier.as_deref().map(read).transpose()?;
        Ok(entries.into_iter().flatten().map_while(Result::ok))
    }

    /// Adds files that are complete.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn add(&mut self, entries: &[Entry]) -> Result<(), Diagnostic> {
        self.journal.add(&rows(entries))
    }

    /// Adds a file that is complete, whose rows were put aside.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn add_file(&mut self, aside: Aside) -> Result<(), Diagnostic> {
        let digest = aside.whole.to_string();
        let mut waiting = Vec::new();
        aside.rows.read(|row| {
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

    /// Gives the manifest its name.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn finish(self) -> Result<(), Diagnostic> {
        self.journal.finish()?;
        disk::rename(&self.growing, &self.path)?;
        if let Some(earlier) = &self.earlier {
            disk::remove(earlier)?;
        }
        Ok(())
    }
}

/// The rows of a file, put aside until its digest is known, which is the last cell of each.
#[derive(Debug)]
pub struct Aside {
    rows: Spool,
    /// The digest of the file.
    pub whole: Digest,
}

impl Aside {
    /// No rows yet.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn new(folder: &Path) -> Result<Self, Diagnostic> {
        Ok(Self {
            rows: Spool::new(folder)?,
            whole: Digest([0; 32]),
        })
    }

    /// Puts a row aside.
    ///
    /// # Errors
    /// If the disk says no.
    pub fn add(&mut self, entry: Entry) -> Result<(), Diagnostic> {
        self.rows.add(&rows(&[entry]))
    }
}

fn rows(entries: &[Entry]) -> Vec<u8> {
    table(|writer| {
        let mut cells = entries.iter().map(Entry::cells);
        cells.try_for_each(|cells| writer.write(cells.iter().map(String::as_str)))
    })
}

/// Rows as CSV; in memory that cannot fail.
fn table(write: impl FnOnce(&mut Writer<&mut Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, ',');
    let written = write(&mut writer).and_then(|()| writer.finish().map(drop));
    debug_assert!(written.is_ok());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
            letter: Digest::of(b"a"),
            whole: Digest::of(b"b"),
        }
    }

    #[test]
    fn what_a_stopped_run_wrote_is_found_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let entries = [entry(1), entry(2)];
        let mut ledger = Ledger::begin(folder.path(), Shard::WHOLE).unwrap();
        ledger.add(&entries).unwrap();
        drop(ledger);
        // Stopped in the middle of a row.
        let part = folder.path().join("manifest.csv.part");
        let text = disk::read_text(&part).unwrap().text.clone();
        disk::write(&part, (text.clone() + "x.pdf,pdf,3").as_bytes(), true).unwrap();
        let mut next = Ledger::begin(folder.path(), Shard::WHOLE).unwrap();
        assert_eq!(next.earlier().unwrap().collect::<Vec<_>>(), entries);
        next.add(&entries[..1]).unwrap();
        drop(next);
        let mut last = Ledger::begin(folder.path(), Shard::WHOLE).unwrap();
        assert_eq!(
            last.earlier().unwrap().count(),
            2,
            "the longer one knows more"
        );
        last.add(&entries).unwrap();
        last.finish().unwrap();
        let manifest = disk::read_text(&folder.path().join("manifest.csv")).unwrap();
        assert_eq!(manifest.text, text);
    }
}
