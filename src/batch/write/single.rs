//! A letter as files of its own.

use std::collections::VecDeque;
use std::path::Path;

use crate::batch::make::entry::LetterFiles;
use crate::batch::record::entry::Entry;
use crate::batch::record::locate::FoundFile;
use crate::batch::record::write_ahead::WriteAhead;
use crate::batch::write::output;
use crate::batch::write::resume;
use crate::batch::write::resume::changed;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::fax_lines::FaxLine;
use crate::members::Member;
use crate::panics;

/// A letter to be made, or one that an earlier run wrote.
pub(crate) struct LetterJob<'r> {
    /// The target it goes to.
    pub target: &'r Target,
    /// The signer.
    pub member: Member,
    /// The names of its files.
    pub files: Vec<String>,
    /// The fax line of each file; none for the post.
    pub lines: Vec<FaxLine>,
    /// The rows of an earlier run for it.
    pub earlier: Vec<Entry>,
}

/// The result of the work on a letter.
pub(crate) enum Outcome {
    /// It was kept from an earlier run.
    Kept(Vec<Entry>),
    /// It was written, with notes.
    Written(Vec<Entry>, Vec<Diagnostic>),
    /// It cannot be written.
    Failed(Problems),
    /// A file cannot be written: nothing can follow.
    Stopped(Diagnostic),
}

/// The number of letters whose names are recorded together, before the first of them is written: a disk takes some
/// milliseconds to keep a list. The first lists are shorter, to begin at once.
const AHEAD: usize = 1024;
const FIRST: usize = 64;

/// The number of jobs that are read for each that goes to work: with all of a list at once, the workers would wait.
const PACE: usize = 2;

/// Returns the jobs as they come, with the files of new letters recorded. If some cannot be, the error comes last.
pub(crate) fn listed<'r>(
    mut jobs: impl Iterator<Item = Result<LetterJob<'r>, Diagnostic>>,
    folder: &Path,
    names: &WriteAhead,
) -> impl Iterator<Item = Result<LetterJob<'r>, Diagnostic>> {
    let (mut ready, mut next) = (VecDeque::new(), Vec::new());
    let mut most = FIRST;
    std::iter::from_fn(move || {
        let pace = if ready.is_empty() { most } else { PACE };
        for job in jobs.by_ref().take(pace.min(most - next.len())) {
            match job {
                Ok(job) => next.push(job),
                Err(problem) => {
                    next.clear();
                    most = 0;
                    return Some(Err(problem));
                }
            }
        }
        if ready.is_empty() {
            if let Err(problem) = list(&next, folder, names) {
                next.clear();
                most = 0;
                return Some(Err(problem));
            }
            ready.extend(next.drain(..));
            most = AHEAD.min(most * PACE);
        }
        ready.pop_front().map(Ok)
    })
}

/// Records the names of the files of new letters.
fn list(jobs: &[LetterJob<'_>], folder: &Path, names: &WriteAhead) -> Result<(), Diagnostic> {
    let new = jobs.iter().filter(|job| job.earlier.is_empty());
    let files: Vec<String> = new.flat_map(|job| job.files.iter().cloned()).collect();
    names.add(folder, &files)
}

/// Writes a letter as files of its own, as `make` makes them, unless an earlier run did.
pub(crate) fn write<'r>(
    folder: &Path,
    names: &WriteAhead,
    job: &LetterJob<'r>,
    make: impl FnOnce(&LetterJob<'r>) -> Result<LetterFiles, Problems>,
) -> Outcome {
    if is_kept(names, job) {
        return Outcome::Kept(job.earlier.clone());
    }
    let letter = match panics::caught(|| address(job.target, &job.member), || make(job)) {
        Ok(Ok(letter)) => letter,
        Ok(Err(problems)) => return Outcome::Failed(named(problems, job.target, &job.member)),
        Err(problem) => return Outcome::Stopped(problem),
    };
    let mut notes = letter.notes;
    if !job.earlier.is_empty() {
        match again(folder, names, job) {
            Ok(found) => notes.extend(found),
            Err(problem) => return Outcome::Stopped(problem),
        }
    }
    match output::write(folder, names, letter.files) {
        Ok(entries) => Outcome::Written(entries, notes),
        Err(problem) => Outcome::Stopped(problem),
    }
}

/// Returns whether an earlier run wrote a letter for the member as the row is now, in every file: the run may have been
/// stopped between the rows of two files.
fn is_kept(names: &WriteAhead, job: &LetterJob<'_>) -> bool {
    let files = job.earlier.iter().map(|entry| &entry.file);
    let is_there = |entry: &Entry| {
        let found = names.files.find(&entry.file, entry.whole);
        matches!(found, Ok(FoundFile::Whole(_)))
    };
    files.eq(&job.files)
        && job
            .earlier
            .iter()
            .all(|entry| resume::is_of(entry, job.target, &job.member) && is_there(entry))
}

/// Prepares the files of a letter to be written again; returns notes on those that somebody changed.
fn again(
    folder: &Path,
    names: &WriteAhead,
    job: &LetterJob<'_>,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut notes = Vec::new();
    for entry in &job.earlier {
        notes.extend(changed(&names.files, entry)?);
    }
    names.add(folder, &job.files)?;
    for file in &job.files {
        names.files.remove_others(file)?;
    }
    Ok(notes)
}

/// Returns the start of a letter's messages, which names the letter.
pub(crate) fn address(target: &Target, member: &Member) -> String {
    format!("line {}, {}: ", member.line, target.id)
}

/// Adds the name of a letter to the start of its problems.
pub(crate) fn named(problems: Problems, target: &Target, member: &Member) -> Problems {
    let named = problems.0.into_iter().map(|mut problem| {
        problem.message = address(target, member) + &problem.message;
        problem
    });
    Problems(named.collect())
}
