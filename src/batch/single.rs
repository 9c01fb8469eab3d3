//! A letter as files of its own.

use std::collections::VecDeque;
use std::path::Path;

use super::earlier::{self, changed, is_there};
use super::manifest::Entry;
use super::named::Names;
use super::output;
use super::work::{Made, Worker};
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::Member;
use crate::output::Format;

/// A letter to be made, or one that an earlier run wrote.
pub struct Job<'r> {
    /// Whom it goes to.
    pub target: &'r Target,
    /// Who signs.
    pub member: Member,
    /// What its files are called, without an ending.
    pub name: String,
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

/// How many letters are written down before the first of them is written: a disk takes some milliseconds to
/// keep a list.
const AHEAD: usize = 1024;

/// The jobs as they come, the files of new letters written down; at the end, why some could not be.
pub fn listed<'r>(
    mut jobs: impl Iterator<Item = Job<'r>>,
    formats: &[Format],
    folder: &Path,
    names: &Names,
) -> impl Iterator<Item = Result<Job<'r>, Diagnostic>> {
    let mut waiting: VecDeque<Job<'r>> = VecDeque::new();
    let mut ended = false;
    std::iter::from_fn(move || {
        if waiting.is_empty() && !ended {
            waiting.extend(jobs.by_ref().take(AHEAD));
            let new = waiting.iter().filter(|job| job.earlier.is_empty());
            let files = new.flat_map(|job| output::files(&job.name, formats));
            if let Err(problem) = names.add(folder, &files.collect::<Vec<_>>()) {
                ended = true;
                waiting.clear();
                return Some(Err(problem));
            }
        }
        waiting.pop_front().map(Ok)
    })
}

/// Writes a letter as files of its own, unless an earlier run did.
pub fn write<'r>(worker: &mut Worker<'r>, folder: &Path, names: &Names, job: &Job<'r>) -> Done {
    if is_kept(worker.formats(), folder, job) {
        return Done::Kept(job.earlier.clone());
    }
    let mut made = match worker.make(job.target, &job.member, true) {
        Ok(made) => made,
        Err(problems) => return Done::Failed(named(problems, job.target, &job.member)),
    };
    let mut notes = std::mem::take(&mut made.notes);
    if !job.earlier.is_empty() {
        match again(folder, names, job, &made) {
            Ok(found) => notes.extend(found),
            Err(problem) => return Done::Stopped(problem),
        }
    }
    match output::separate(folder, &job.name, &made) {
        Ok(entries) => Done::Written(entries, notes),
        Err(problem) => Done::Stopped(problem),
    }
}

/// Whether an earlier run wrote a letter for the member as the row is now, in every format: it may have been
/// stopped between the rows of two.
fn is_kept(formats: &[Format], folder: &Path, job: &Job<'_>) -> bool {
    let files = job.earlier.iter().map(|entry| entry.file.as_str());
    files.eq(output::files(&job.name, formats))
        && job.earlier.iter().all(|entry| {
            earlier::is_of(entry, job.target, &job.member)
                && is_there(folder, &entry.file, entry.whole).unwrap_or(false)
        })
}

/// Prepares the files of a letter to be written again; notes on those that somebody changed.
fn again(
    folder: &Path,
    names: &Names,
    job: &Job<'_>,
    made: &Made<'_>,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut notes = Vec::new();
    for entry in &job.earlier {
        notes.extend(changed(folder, entry)?);
    }
    let formats: Vec<Format> = made.contents.iter().map(|(format, _)| *format).collect();
    let files: Vec<String> = output::files(&job.name, &formats).collect();
    names.add(folder, &files)?;
    Ok(notes)
}

/// Problems of a letter say which one it is.
pub fn named(problems: Problems, target: &Target, member: &Member) -> Problems {
    let named = problems.0.into_iter().map(|mut problem| {
        problem.message = format!("line {}, {}: {}", member.line, target.id, problem.message);
        problem
    });
    Problems(named.collect())
}
