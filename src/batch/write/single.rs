//! A letter as files of its own.

use std::collections::VecDeque;
use std::path::Path;

use crate::batch::make::entry::Whole;
use crate::batch::record::entry::Entry;
use crate::batch::record::locate::Found;
use crate::batch::record::write_ahead::Names;
use crate::batch::write::output;
use crate::batch::write::resume;
use crate::batch::write::resume::changed;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::fax_lines::FaxLine;
use crate::members::Member;
use crate::panics;

/// A letter to be made, or one that an earlier run wrote.
pub struct Job<'r> {
    /// Whom it goes to.
    pub target: &'r Target,
    /// Who signs.
    pub member: Member,
    /// What its files are called.
    pub files: Vec<String>,
    /// The line that each of them is faxed to; none for the post.
    pub lines: Vec<FaxLine>,
    /// What an earlier run wrote of it.
    pub earlier: Vec<Entry>,
}

/// What became of a letter.
pub enum Done {
    /// An earlier run wrote it.
    Kept(Vec<Entry>),
    /// It was written, with notes.
    Written(Vec<Entry>, Vec<Diagnostic>),
    /// It cannot be written.
    Failed(Problems),
    /// The disk says no: nothing can follow.
    Stopped(Diagnostic),
}

/// How many letters are written down together, before the first of them is written: a disk takes some
/// milliseconds to keep a list. The first ones are fewer, to begin at once.
const AHEAD: usize = 1024;
const FIRST: usize = 64;

/// How many jobs are read for each that goes to work: all of a list at once would let the workers wait.
const PACE: usize = 2;

/// The jobs as they come, the files of new letters written down; at the end, why some could not be.
pub fn listed<'r>(
    mut jobs: impl Iterator<Item = Result<Job<'r>, Diagnostic>>,
    folder: &Path,
    names: &Names,
) -> impl Iterator<Item = Result<Job<'r>, Diagnostic>> {
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

/// Writes down the files of new letters.
fn list(jobs: &[Job<'_>], folder: &Path, names: &Names) -> Result<(), Diagnostic> {
    let new = jobs.iter().filter(|job| job.earlier.is_empty());
    let files: Vec<String> = new.flat_map(|job| job.files.iter().cloned()).collect();
    names.add(folder, &files)
}

/// Writes a letter as files of its own, as `make` makes them, unless an earlier run did.
pub fn write<'r>(
    folder: &Path,
    names: &Names,
    job: &Job<'r>,
    make: impl FnOnce(&Job<'r>) -> Result<Whole, Problems>,
) -> Done {
    if is_kept(names, job) {
        return Done::Kept(job.earlier.clone());
    }
    let letter = match panics::caught(|| address(job.target, &job.member), || make(job)) {
        Ok(Ok(letter)) => letter,
        Ok(Err(problems)) => return Done::Failed(named(problems, job.target, &job.member)),
        Err(problem) => return Done::Stopped(problem),
    };
    let mut notes = letter.notes;
    if !job.earlier.is_empty() {
        match again(folder, names, job) {
            Ok(found) => notes.extend(found),
            Err(problem) => return Done::Stopped(problem),
        }
    }
    match output::write(folder, names, letter.files) {
        Ok(entries) => Done::Written(entries, notes),
        Err(problem) => Done::Stopped(problem),
    }
}

/// Whether an earlier run wrote a letter for the member as the row is now, in every file: it may have been
/// stopped between the rows of two.
fn is_kept(names: &Names, job: &Job<'_>) -> bool {
    let files = job.earlier.iter().map(|entry| &entry.file);
    let is_there = |entry: &Entry| {
        let found = names.files.find(&entry.file, entry.whole);
        matches!(found, Ok(Found::Whole(_)))
    };
    files.eq(&job.files)
        && job
            .earlier
            .iter()
            .all(|entry| resume::is_of(entry, job.target, &job.member) && is_there(entry))
}

/// Prepares the files of a letter to be written again; notes on those that somebody changed.
fn again(folder: &Path, names: &Names, job: &Job<'_>) -> Result<Vec<Diagnostic>, Diagnostic> {
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

/// What a problem of a letter begins with, to say which one it is.
pub fn address(target: &Target, member: &Member) -> String {
    format!("line {}, {}: ", member.line, target.id)
}

/// Problems of a letter say which one it is.
pub fn named(problems: Problems, target: &Target, member: &Member) -> Problems {
    let named = problems.0.into_iter().map(|mut problem| {
        problem.message = address(target, member) + &problem.message;
        problem
    });
    Problems(named.collect())
}
