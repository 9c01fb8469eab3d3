//! The rows of all manifests of a folder, in the order that one run would have written them in.
//!
//! A batch in parts has a manifest for each: of its print files, or of its letters where each is a file, every Nth row
//! or group of rows is in the same manifest. Only the next row of each manifest is held.

use std::iter::Peekable;
use std::path::{Path, PathBuf};

use crate::batch::record::batch_record::{BatchRecord, Combine};
use crate::batch::record::entry::Entry;
use crate::batch::record::{file_names, lists, manifest};
use crate::diagnostic::Diagnostic;

/// The rows of one manifest.
type PartRows = Peekable<Box<dyn Iterator<Item = Result<Entry, Diagnostic>>>>;

/// What rows are together in one manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grouping {
    /// Those of a print file for a target.
    Targets,
    /// Those of a print file for a branch. These files are in the order of their names.
    Branches,
    /// All.
    Whole,
    /// Those of a letter. Letters are in the order of their targets, then of their rows.
    Letters,
}

impl Grouping {
    fn of(record: &BatchRecord) -> Self {
        match record.files.combine {
            Combine::None => Self::Letters,
            _ if record.mail.maildir => Self::Letters,
            Combine::Target => Self::Targets,
            Combine::Branch => Self::Branches,
            Combine::All => Self::Whole,
        }
    }

    /// Returns the name of the group that a row belongs to.
    fn name(self, entry: &Entry) -> String {
        match self {
            Self::Targets => entry.target.clone(),
            Self::Branches => print_file(&entry.file),
            Self::Whole => String::new(),
            Self::Letters => format!("{} {}", entry.target, entry.row),
        }
    }
}

/// Returns the name of a print file without its number and ending.
fn print_file(file: &str) -> String {
    let whole = file_names::number(file).map_or_else(|| file.to_owned(), |(name, _)| name);
    let stem = whole.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    stem.unwrap_or(whole)
}

/// The next row of a part: what decides whether it comes next of all.
struct Head {
    part: usize,
    group: String,
    target: String,
    row: usize,
}

/// The rows of a batch's letters but for faxes, in order.
pub(crate) struct MergedRows {
    parts: Vec<PartRows>,
    grouping: Grouping,
    /// The last row.
    last: Option<Head>,
}

/// Returns the rows of the manifests in a folder.
///
/// # Errors
/// If there is no manifest, or some parts are not finished. A damaged row comes as an error in its place.
pub(crate) fn rows(folder: &Path, record: &BatchRecord) -> Result<MergedRows, Diagnostic> {
    let manifests = lists::all(folder)?;
    if manifests.is_empty() {
        return Err(lists::none(folder));
    }
    let is_letter =
        |row: &Result<Entry, Diagnostic>| row.as_ref().map_or(true, |row| !row.is_fax());
    let part = |path: &PathBuf| {
        let rows: Box<dyn Iterator<Item = _>> = Box::new(manifest::read(path)?.filter(is_letter));
        Ok(rows.peekable())
    };
    let parts = manifests.iter().map(part);
    Ok(MergedRows {
        parts: parts.collect::<Result<_, Diagnostic>>()?,
        grouping: Grouping::of(record),
        last: None,
    })
}

impl Iterator for MergedRows {
    type Item = Result<Entry, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        // A row that cannot be read comes at once.
        let damaged = self
            .parts
            .iter_mut()
            .find_map(|part| part.next_if(Result::is_err));
        if damaged.is_some() {
            return damaged;
        }
        let next = self.next_head()?;
        let row = self.parts.get_mut(next.part)?.next();
        self.last = Some(next);
        row
    }
}

impl MergedRows {
    /// Returns the row that comes next of all.
    fn next_head(&mut self) -> Option<Head> {
        let mut heads = self.heads();
        let last = self.last.as_ref();
        let goes_on = |head: &Head| {
            last.is_some_and(|last| last.part == head.part && last.group == head.group)
        };
        let place = match (heads.iter().position(goes_on), self.grouping) {
            (Some(place), _) => place,
            (None, Grouping::Branches) => first_by(&heads, |head| Some(&head.group))?,
            (None, Grouping::Letters) => {
                // A letter that could not be written leaves a gap: rows of one target are told by their numbers.
                let is_open = |last: &&Head| heads.iter().any(|head| head.target == last.target);
                let target = last.filter(is_open).or(heads.first())?.target.clone();
                first_by(&heads, |head| (head.target == target).then_some(&head.row))?
            }
            (None, Grouping::Targets | Grouping::Whole) => 0,
        };
        (place < heads.len()).then(|| heads.swap_remove(place))
    }

    /// Returns the next row of each part, from the part after that of the last row on, once around.
    fn heads(&mut self) -> Vec<Head> {
        let (count, grouping) = (self.parts.len(), self.grouping);
        let first = self.last.as_ref().map_or(0, |last| last.part + 1);
        let parts = self.parts.iter_mut().enumerate();
        let mut heads: Vec<Head> = parts
            .filter_map(|(part, rows)| {
                let entry = rows.peek()?.as_ref().ok()?;
                Some(Head {
                    part,
                    group: grouping.name(entry),
                    target: entry.target.clone(),
                    row: entry.row,
                })
            })
            .collect();
        heads.sort_by_key(|head| (head.part + count - first) % count);
        heads
    }
}

/// Returns the place of the row with the smallest value, among those that have one.
fn first_by<'h, V: Ord + 'h>(
    heads: &'h [Head],
    value: impl Fn(&'h Head) -> Option<&'h V>,
) -> Option<usize> {
    let valued = heads
        .iter()
        .enumerate()
        .filter_map(|(place, head)| Some((place, value(head)?)));
    valued
        .min_by_key(|(_, value)| *value)
        .map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with a target, a row and a file.
    fn merged(grouping: Grouping, parts: &[&[(&str, usize, &str)]]) -> Vec<(String, usize)> {
        let head = "a.pdf,pdf,1,1,1,1,2,0f,ilo,en,x,post,GB,,,,";
        let digest = "0".repeat(64);
        let entry = |(target, row, file): &(&str, usize, &str)| {
            let cells = format!("{head}{digest},{digest}")
                .split(',')
                .map(str::to_owned)
                .collect();
            Ok(Entry {
                target: (*target).to_owned(),
                row: *row,
                file: (*file).to_owned(),
                ..Entry::read(cells).unwrap()
            })
        };
        let part = |rows: &&[(&str, usize, &str)]| {
            let rows: Vec<Result<Entry, Diagnostic>> = rows.iter().map(entry).collect();
            let rows: Box<dyn Iterator<Item = _>> = Box::new(rows.into_iter());
            rows.peekable()
        };
        let rows = MergedRows {
            parts: parts.iter().map(part).collect(),
            grouping,
            last: None,
        };
        rows.map(|row| row.unwrap())
            .map(|row| (row.target, row.row))
            .collect()
    }

    fn rows(wanted: &[(&str, usize)]) -> Vec<(String, usize)> {
        let owned = wanted
            .iter()
            .map(|(target, row)| ((*target).to_owned(), *row));
        owned.collect()
    }

    #[test]
    fn the_letters_of_parts_are_in_the_order_of_one_run() {
        let found = merged(
            Grouping::Letters,
            &[
                &[("p", 1, "p/1"), ("p", 4, "p/4"), ("e", 2, "e/2")],
                &[("p", 2, "p/2"), ("p", 5, "p/5"), ("e", 3, "e/3")],
                &[("p", 3, "p/3"), ("e", 1, "e/1")],
            ],
        );
        let all = [("p", 1), ("p", 2), ("p", 3), ("p", 4), ("p", 5)];
        let wanted = [&all[..], &[("e", 1), ("e", 2), ("e", 3)]].concat();
        assert_eq!(found, rows(&wanted));
        // Row 4 could not be written.
        let found = merged(
            Grouping::Letters,
            &[
                &[("p", 1, "p/1"), ("e", 1, "e/1"), ("e", 4, "e/4")],
                &[("p", 2, "p/2"), ("p", 5, "p/5"), ("e", 2, "e/2")],
                &[("p", 3, "p/3"), ("p", 6, "p/6"), ("e", 3, "e/3")],
            ],
        );
        let targets: Vec<&str> = found.iter().map(|(target, _)| &target[..]).collect();
        assert_eq!(targets, ["p", "p", "p", "p", "p", "e", "e", "e", "e"]);
        assert!(
            found[..5].is_sorted() && found[5..].is_sorted(),
            "{found:?}"
        );
    }

    #[test]
    fn the_print_files_of_parts_are_in_the_order_of_one_run() {
        let found = merged(
            Grouping::Targets,
            &[
                &[
                    ("a", 1, "a.pdf"),
                    ("a", 2, "a.pdf"),
                    ("c", 1, "c_1.pdf"),
                    ("c", 2, "c_2.pdf"),
                ],
                &[("b", 1, "b.pdf"), ("b", 2, "b.pdf"), ("d", 1, "d.pdf")],
            ],
        );
        let wanted = ["a", "a", "b", "b", "c", "c", "d"];
        let targets: Vec<&str> = found.iter().map(|(target, _)| &target[..]).collect();
        assert_eq!(targets, wanted);
        // Of the second branch there is nothing.
        let found = merged(
            Grouping::Branches,
            &[
                &[
                    ("x", 1, "branch-1.pdf"),
                    ("y", 1, "branch-1.pdf"),
                    ("x", 7, "branch-3_1.pdf"),
                ],
                &[("x", 9, "branch-4.pdf")],
            ],
        );
        assert_eq!(found, rows(&[("x", 1), ("y", 1), ("x", 7), ("x", 9)]));
    }
}
