//! The letters of an earlier run, and the check that they are unchanged.

use crate::batch::record::file_names;
use std::collections::BTreeMap;
use std::iter::Peekable;

use crate::batch::record::entry::Entry;
use crate::batch::record::identity::identity;
use crate::batch::record::locate::{FoundFile, Whereabouts};
use crate::batch::write::again::Book;
use crate::campaign::target::Target;
use crate::diagnostic::Diagnostic;
use crate::members::Member;

/// The rows of an earlier run, by print file: for a batch of so many that its manifest cannot be read for each of them.
#[derive(Debug)]
pub(crate) struct ByFile(BTreeMap<String, Vec<(usize, Entry)>>);

impl ByFile {
    /// Reads the rows of an earlier run.
    ///
    /// # Errors
    /// If its manifest cannot be read.
    pub(crate) fn read(book: &Book) -> Result<Self, Diagnostic> {
        let mut files: BTreeMap<String, Vec<(usize, Entry)>> = BTreeMap::new();
        for (n, entry) in book.earlier()?.enumerate() {
            let entry = entry?;
            if !entry.is_fax() {
                files
                    .entry(entry.file.clone())
                    .or_default()
                    .push((n, entry));
            }
        }
        Ok(Self(files))
    }

    /// Returns the entries of the print files of a name, in the order of the manifest, which does not change for kept
    /// files.
    pub(crate) fn of(&self, name: &str) -> Vec<Entry> {
        let files = self
            .0
            .range(name.to_owned()..)
            .take_while(|(file, _)| file.starts_with(name))
            .filter(|(file, _)| file_names::is_part(file, name));
        let mut found: Vec<&(usize, Entry)> = files.flat_map(|(_, entries)| entries).collect();
        found.sort_by_key(|(n, _)| *n);
        found.into_iter().map(|(_, entry)| entry.clone()).collect()
    }
}

/// Returns the rows of an earlier run for a letter, if they are next in its manifest.
///
/// # Errors
/// If the manifest cannot be read.
pub(crate) fn entries(
    earlier: &mut Peekable<impl Iterator<Item = Result<Entry, Diagnostic>>>,
    target: &Target,
    member: &Member,
) -> Result<Vec<Entry>, Diagnostic> {
    let is_it = |entry: &Result<Entry, Diagnostic>| {
        let entry = entry.as_ref();
        entry.map_or(true, |entry| {
            entry.target == target.id && entry.row == member.row
        })
    };
    std::iter::from_fn(|| earlier.next_if(is_it)).collect()
}

/// Returns whether a letter was written to a target for a member as the row is now.
pub(crate) fn is_of(entry: &Entry, target: &Target, member: &Member) -> bool {
    entry.target == target.id && entry.row == member.row && entry.member == identity(member)
}

/// Returns whether the next letters were written to a target for members as their rows are now, each in the given
/// number of pieces.
///
/// # Errors
/// If the members file cannot be read to its end.
pub(crate) fn are_of<'e>(
    entries: &mut impl Iterator<Item = &'e Entry>,
    target: &Target,
    members: impl Iterator<Item = Result<Member, Diagnostic>>,
    pieces: usize,
) -> Result<bool, Diagnostic> {
    for member in members {
        let member = member?;
        let mut next = (0..pieces).map(|_| entries.next());
        if !next.all(|entry| entry.is_some_and(|entry| is_of(entry, target, &member))) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns a warning if somebody changed a file that is now written again.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn changed(
    files: &Whereabouts,
    entry: &Entry,
) -> Result<Option<Diagnostic>, Diagnostic> {
    let FoundFile::Changed(path) = files.find(&entry.file, entry.whole)? else {
        return Ok(None);
    };
    let message = format!("`{}` was changed, and is written anew", path.display());
    Ok(Some(Diagnostic::warning(message)))
}
