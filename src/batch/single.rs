//! A letter as files of its own.

use std::path::Path;

use super::earlier::{self, changed, is_there};
use super::manifest::Entry;
use super::named::Names;
use super::output;
use super::work::Worker;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::Member;

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

/// Writes a letter as files of its own, unless an earlier run did.
pub fn write<'r>(worker: &mut Worker<'r>, folder: &Path, names: &Names, job: &Job<'r>) -> Done {
    let kept = |entry: &Entry| {
        earlier::is_of(entry, job.target, &job.member)
            && is_there(folder, &entry.file, entry.whole).unwrap_or(false)
    };
    if !job.earlier.is_empty() && job.earlier.iter().all(kept) {
        return Done::Kept(job.earlier.clone());
    }
    let mut made = match worker.make(job.target, &job.member, true) {
        Ok(made) => made,
        Err(problems) => return Done::Failed(named(problems, job.target, &job.member)),
    };
    let mut notes = std::mem::take(&mut made.notes);
    for entry in &job.earlier {
        match changed(folder, entry) {
            Ok(note) => notes.extend(note),
            Err(problem) => return Done::Stopped(problem),
        }
    }
    match output::separate(folder, &job.name, &made, names) {
        Ok(entries) => Done::Written(entries, notes),
        Err(problem) => Done::Stopped(problem),
    }
}

/// Problems of a letter say which one it is.
pub fn named(problems: Problems, target: &Target, member: &Member) -> Problems {
    let named = problems.0.into_iter().map(|mut problem| {
        problem.message = format!("line {}, {}: {}", member.line, target.id, problem.message);
        problem
    });
    Problems(named.collect())
}
