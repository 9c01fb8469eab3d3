//! The letters of a batch that are made again, and what its manifests say of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::batch::record::chosen::Chosen;
use crate::batch::record::entry::Entry;
use crate::batch::record::only::Only;
use crate::batch::record::{lists, manifest};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;

/// The most letters of a kind that a message names.
const MOST_NAMED: usize = 20;

/// A letter of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PickedLetter {
    /// The id of the target.
    pub target: String,
    /// The row of the first signer, when it was written; 0 for a letter of the branch.
    pub row: usize,
    /// The line of that row.
    pub line: usize,
    /// The identities of all signers, with `+` between.
    pub member: String,
}

impl PickedLetter {
    /// Returns the letter for people.
    pub(crate) fn told(&self) -> String {
        match self.row {
            0 => format!("the letter to `{}`", self.target),
            _ => format!("line {} to `{}`", self.line, self.target),
        }
    }
}

/// What a manifest says of a letter in one format: the digest of what it says, and of its file if that holds nothing
/// else.
type Digests = (Digest, Option<Digest>);

/// The letters that were chosen from a batch.
#[derive(Debug, Default)]
pub(crate) struct Picked {
    /// The letters, each once, in the order of the manifests.
    pub letters: Vec<PickedLetter>,
    digests: HashMap<String, Digests>,
}

/// Chooses letters from the finished batch in a folder. `are_alone` says whether each is a file of its own.
///
/// # Errors
/// If a manifest cannot be read or there is none; all words that mean no letter.
pub(crate) fn pick(
    folder: &Path,
    chosen: &mut Chosen,
    are_alone: bool,
) -> Result<Picked, Problems> {
    let manifests = lists::all(folder)?;
    if manifests.is_empty() {
        return Err(lists::none(folder).into());
    }
    each(&manifests, |entry| chosen.learn(&entry))?;
    chosen.check(&folder.display().to_string())?;
    let (mut picked, mut known) = (Picked::default(), HashSet::new());
    each(&manifests, |entry| {
        if chosen.takes(&entry) && known.insert((entry.target.clone(), entry.row)) {
            picked.letters.push(PickedLetter {
                target: entry.target,
                row: entry.row,
                line: entry.line,
                member: entry.member,
            });
        }
    })?;
    chosen.check_chosen()?;
    each(&manifests, |entry| {
        // A letter is made again in every format.
        if known.contains(&(entry.target.clone(), entry.row)) {
            let whole = (are_alone || entry.is_fax()).then_some(entry.whole);
            let digests = (entry.letter, whole);
            picked.digests.insert(key(&entry, entry.row), digests);
        }
    })?;
    Ok(picked)
}

/// Hands every row of some manifests to `take`.
fn each(manifests: &[PathBuf], mut take: impl FnMut(Entry)) -> Result<(), Diagnostic> {
    for path in manifests {
        for entry in manifest::read(path)? {
            take(entry?);
        }
    }
    Ok(())
}

/// Returns what tells a letter in a format from all others, where its row was another one.
fn key(entry: &Entry, row: usize) -> String {
    let number = entry.call.as_ref().map(|call| &call.number);
    let (copy, number) = (
        entry.copy.as_deref().unwrap_or_default(),
        number.map_or("", String::as_str),
    );
    let (format, target) = (&entry.format, &entry.target);
    format!("{format}\n{target}\n{row}\n{copy}\n{number}")
}

impl Picked {
    /// Returns the letters, by the rows that their first signers had.
    pub(crate) fn first_rows(&self) -> Only {
        let mut only = Only::default();
        for letter in &self.letters {
            only.add(&letter.target, &[letter.row]);
        }
        only
    }

    /// Compares the letters in a folder, as they were made again, with those that were picked. `then` has the row that
    /// a letter to a target had, by the row that it has now.
    ///
    /// # Errors
    /// If a manifest cannot be read.
    pub(crate) fn compare(
        &self,
        folder: &Path,
        then: &BTreeMap<(String, usize), usize>,
    ) -> Result<Problems, Problems> {
        let mut others = Vec::new();
        each(&lists::all(folder)?, |entry| {
            let place = (entry.target.clone(), entry.row);
            let row = then.get(&place).copied().unwrap_or(entry.row);
            let known = self.digests.get(&key(&entry, row));
            let is_same = known.is_some_and(|(letter, whole)| {
                *letter == entry.letter && whole.is_none_or(|whole| whole == entry.whole)
            });
            if !is_same {
                let (line, target) = (entry.line, &entry.target);
                others.push(format!("line {line} to `{target}` in `{}`", entry.file));
            }
        })?;
        Ok(Problems(others_told(&others).into_iter().collect()))
    }
}

/// Returns the problem of letters that are not as they were.
fn others_told(others: &[String]) -> Option<Diagnostic> {
    let message = format!(
        "letters that are not as they were in the batch: {}",
        named(others)
    );
    let help = "do not send them as if they were: something else than the records say has changed, such as the version \
                of the program";
    (!others.is_empty()).then(|| Diagnostic::error(message).help(help))
}

/// Returns some letters by name, and how many more there are.
pub(crate) fn named(letters: &[String]) -> String {
    let first: Vec<&str> = letters
        .iter()
        .take(MOST_NAMED)
        .map(String::as_str)
        .collect();
    match letters.len().saturating_sub(MOST_NAMED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
