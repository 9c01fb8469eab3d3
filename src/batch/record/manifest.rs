//! Reading a manifest row by row, with read errors told apart from damaged rows.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;

use crate::batch::record::entry::{COLUMNS, Entry};
use crate::batch::record::lists::is_letter;
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::members::records;
use crate::members::spreadsheet::unmarked;

/// The reason why an entry of a manifest is missing.
#[derive(Debug)]
pub enum NoEntry {
    /// The row cannot be read; nothing follows.
    Unread(Diagnostic),
    /// The row is damaged.
    Damaged(Diagnostic),
}

impl From<NoEntry> for Diagnostic {
    fn from(none: NoEntry) -> Self {
        match none {
            NoEntry::Unread(problem) | NoEntry::Damaged(problem) => problem,
        }
    }
}

/// Returns the entries of a manifest.
///
/// # Errors
/// If the file cannot be opened. A damaged row, or a first line that is not the header, comes as an error of its line;
/// nothing comes after a read error.
pub fn read(
    path: &Path,
) -> Result<impl Iterator<Item = Result<Entry, Diagnostic>> + use<>, Diagnostic> {
    Ok(read_sound(path)?.map(|row| row.map_err(Diagnostic::from)))
}

/// As [`read`], with the reason where there is no entry.
///
/// # Errors
/// If the file cannot be opened.
pub fn read_sound(
    path: &Path,
) -> Result<impl Iterator<Item = Result<Entry, NoEntry>> + use<>, Diagnostic> {
    Ok(entries(path.display().to_string(), disk::open(path)?))
}

fn entries<R: Read>(
    name: String,
    from: R,
) -> impl Iterator<Item = Result<Entry, NoEntry>> + use<R> {
    let mut records = records::cells(from);
    let problem_of_head = match records.next() {
        Some(Ok(head)) if head == COLUMNS => None,
        Some(Err(error)) if is_of_disk(&error) => Some(unread(&name, &error)),
        _ => Some(without_head(&name)),
    };
    let rows = records.enumerate().map(move |(n, cells)| match cells {
        Ok(cells) => Entry::read(cells).map_err(|why| damaged(&name, n, &why)),
        Err(error) if is_of_disk(&error) => Err(unread(&name, &error)),
        Err(_) => Err(damaged(&name, n, "it is not UTF-8")),
    });
    let mut has_ended = false;
    problem_of_head
        .map(Err)
        .into_iter()
        .chain(rows)
        .take_while(move |row| {
            let is_last = matches!(row, Err(NoEntry::Unread(_)));
            !std::mem::replace(&mut has_ended, is_last)
        })
}

/// Returns whether an error comes from the disk, not from the bytes that were read.
fn is_of_disk(error: &io::Error) -> bool {
    error.kind() != ErrorKind::InvalidData
}

/// Returns the error for a manifest that cannot be read, with the system's reason.
fn cannot_read(name: &str, error: &io::Error) -> Diagnostic {
    let help = "give the same command again; if it says so again, look after the disk";
    Diagnostic::error(format!("cannot read `{name}`: {error}")).help(help)
}

fn unread(name: &str, error: &io::Error) -> NoEntry {
    NoEntry::Unread(cannot_read(name, error))
}

fn without_head(name: &str) -> NoEntry {
    let message = format!("line 1 of `{name}` is not the first line of a manifest");
    let help = format!(
        "expected `{}`; write the batch again with `--force`, or into a new folder",
        COLUMNS.join(",")
    );
    NoEntry::Damaged(Diagnostic::error(message).help(help))
}

/// Returns the error for a damaged row, the `n`th below the first line, from 0.
fn damaged(name: &str, n: usize, why: &str) -> NoEntry {
    let message = format!("line {} of `{name}` is no row of a manifest: {why}", n + 2);
    let help = "write the batch again with `--force`, or into a new folder";
    NoEntry::Damaged(Diagnostic::error(message).help(help))
}

/// Returns the files of a manifest, once or more often, also those of rows that are damaged after the first cell. A
/// name that was cut off is not a file.
///
/// # Errors
/// If the manifest cannot be opened. A read error comes in place of a file.
pub fn files(
    path: &Path,
) -> Result<impl Iterator<Item = Result<String, Diagnostic>> + use<>, Diagnostic> {
    Ok(first_cells(path.display().to_string(), disk::open(path)?))
}

fn first_cells<R: Read>(
    name: String,
    from: R,
) -> impl Iterator<Item = Result<String, Diagnostic>> + use<R> {
    let lines = BufReader::new(from).split(b'\n').enumerate();
    lines.filter_map(move |(n, line)| match line {
        Err(error) => Some(Err(cannot_read(&name, &error))),
        Ok(_) if n == 0 => None,
        Ok(line) => first_cell(&line).filter(|file| is_letter(file)).map(Ok),
    })
}

/// Returns the first cell of a row. Cells of a manifest have no line breaks.
fn first_cell(row: &[u8]) -> Option<String> {
    if row.starts_with(b"\"") {
        let row = String::from_utf8_lossy(row);
        let cells = records::cells(row.as_bytes()).next()?;
        return cells.ok()?.into_iter().next();
    }
    let end = row.iter().position(|byte| *byte == b',')?;
    let cell = std::str::from_utf8(&row[..end]).ok()?;
    Some(unmarked(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::record::entry;

    /// A reader that gives some bytes, then only errors.
    struct Failing(io::Cursor<Vec<u8>>);

    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer) {
                Ok(0) => Err(io::Error::other("the disk is on fire")),
                read => read,
            }
        }
    }

    fn failing(text: Vec<u8>) -> Failing {
        Failing(io::Cursor::new(text))
    }

    #[test]
    fn what_the_disk_does_not_give_is_no_end_and_no_damage() {
        let row = b"a.pdf,pdf,1\n".to_vec();
        for (text, before) in [
            (Vec::new(), 0),
            (entry::head(), 0),
            ([entry::head(), row].concat(), 1),
        ] {
            let found: Vec<_> = entries("m.csv".to_owned(), failing(text.clone())).collect();
            assert_eq!(found.len(), before + 1, "{found:?}");
            let Some(Err(NoEntry::Unread(problem))) = found.last() else {
                panic!("{found:?}")
            };
            assert_eq!(problem.message, "cannot read `m.csv`: the disk is on fire");
            let files = first_cells("m.csv".to_owned(), failing(text)).take(9);
            assert_eq!(files.flatten().count(), before);
        }
        let files = first_cells("m.csv".to_owned(), failing(entry::head())).take(1);
        assert!(files.into_iter().all(|file| file.is_err()));
    }

    #[test]
    fn a_first_line_that_is_none_is_told() {
        let head = String::from_utf8(entry::head()).unwrap();
        for text in [
            "",
            "\n",
            "file,owner\n",
            &head[..20],
            &head.replace("row,", ""),
        ] {
            let found = entries("m.csv".to_owned(), text.as_bytes()).next();
            let Some(Err(NoEntry::Damaged(problem))) = found else {
                panic!("{text:?}: {found:?}")
            };
            assert!(
                problem.message.starts_with("line 1 of `m.csv`"),
                "{problem:?}"
            );
        }
        assert!(
            entries("m.csv".to_owned(), head.as_bytes())
                .next()
                .is_none()
        );
    }

    #[test]
    fn a_wrong_cell_is_named() {
        let head = String::from_utf8(entry::head()).unwrap();
        let good = format!(
            "a.pdf,pdf,1,2,2,1,2,0f,ilo,en,x,post,GB,,,,{0},{0}",
            "0".repeat(64)
        );
        for (from, to, wanted) in [
            (",1,2,2,", ",1,3,2,", "`last_page` is `3`; expected `2`"),
            (",1,2,0f", ",x,2,0f", "`row` is `x`; expected a number"),
            (
                ",post,",
                ",pigeon,",
                "`channel` is `pigeon`; expected `post`",
            ),
            (
                ",GB,,,,",
                ",GB,,31,,",
                "`seconds` is `31`; expected nothing",
            ),
            (
                ",GB,,,,",
                ",GB,+44,,,",
                "`number` is `+44`; expected nothing",
            ),
            (",GB,,,,", ",GB,,,", "it has 17 cells; expected 18"),
        ] {
            let text = format!("{head}{}\n", good.replacen(from, to, 1));
            let found = entries("m.csv".to_owned(), text.as_bytes()).next();
            let Some(Err(NoEntry::Damaged(problem))) = found else {
                panic!("{to}: {found:?}")
            };
            assert!(problem.message.contains(wanted), "{problem:?}");
        }
    }
}
