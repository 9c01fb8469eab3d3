//! The run: letters made on all cores, files written in order, the manifest beside them.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::path::Path;

use super::manifest::{Entry, Ledger};
use super::output::{self, Combined};
use super::survey::Survey;
use super::work::Worker;
use super::{Combine, Request, names, signing};
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk;
use crate::members::Member;
use crate::output::Format;
use crate::parallel;

/// What a run did.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many letters are there now.
    pub letters: usize,
    /// How many of them an earlier run had written.
    pub kept: usize,
    /// How many files hold them.
    pub files: usize,
    /// How many letters have so many pages.
    pub pages: BTreeMap<usize, usize>,
    /// Why letters are missing.
    pub failed: Problems,
    /// How many are.
    pub missing: usize,
    /// What people should know of the letters.
    pub notes: Problems,
    /// How many letters have been dealt with.
    done: usize,
    last_file: String,
}

/// Writes the letters of a batch into a folder. `tick` is called after every letter with how many are
/// done.
///
/// # Errors
/// If the disk says no, or the members file cannot be read again. What was written stays, and the next
/// run goes on from there.
pub fn run(
    request: &Request<'_>,
    survey: &Survey<'_>,
    folder: &Path,
    tick: impl FnMut(usize),
) -> Result<Summary, Problems> {
    let mut run = Run {
        request,
        survey,
        folder,
        ledger: Ledger::begin(folder, request.shard)?,
        summary: Summary::default(),
        tick,
    };
    match request.combine {
        Combine::None => run.separate()?,
        Combine::Target => {
            for (n, (target, _)) in survey.targets.iter().enumerate() {
                if request.shard.has(n) {
                    run.print_file(&target.id, target.office.best("en"), &[target])?;
                }
            }
        }
        Combine::All if request.shard.has(0) => {
            let targets: Vec<&Target> = survey.targets.iter().map(|(target, _)| *target).collect();
            run.print_file("letters", request.campaign.name.best("en"), &targets)?;
        }
        Combine::All => {}
    }
    run.ledger.finish()?;
    Ok(run.summary)
}

struct Run<'r, T> {
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    folder: &'r Path,
    ledger: Ledger,
    summary: Summary,
    tick: T,
}

/// A letter to be made, or one that an earlier run wrote.
struct Job<'r> {
    target: &'r Target,
    member: Member,
    name: String,
    earlier: Vec<Entry>,
}

/// What became of a letter.
enum Done {
    Kept(Vec<Entry>),
    Written(Vec<Entry>, Vec<Diagnostic>),
    Failed(Problems),
    /// The disk says no: nothing can follow.
    Stopped(Diagnostic),
}

impl<'r, T: FnMut(usize)> Run<'r, T> {
    /// Every letter as files of its own.
    fn separate(&mut self) -> Result<(), Problems> {
        for (target, _) in &self.survey.targets {
            disk::make_folder(&self.folder.join(&target.id))?;
        }
        let (request, survey, folder) = (self.request, self.survey, self.folder);
        let mut earlier = self.ledger.earlier()?.peekable();
        let mut number = 0;
        for (target, _) in &survey.targets {
            let members = signing(request.rows()?).filter(|m| survey.signs(request, m, target));
            let members = members.filter(|_| {
                number += 1;
                request.shard.has(number - 1)
            });
            let jobs = members.map(|member| Job {
                target,
                name: names::letter(&target.id, &member),
                earlier: earlier_entries(&mut earlier, target, &member),
                member,
            });
            let work = |worker: &mut Worker<'r>, job: Job<'r>| write_separate(worker, folder, &job);
            parallel::in_order(
                jobs,
                request.jobs,
                || Worker::new(request),
                work,
                |done| self.take(done).map_err(Problems::from),
            )?;
        }
        Ok(())
    }

    /// The letters to some targets as print files.
    fn print_file(
        &mut self,
        name: &str,
        title: &str,
        targets: &[&'r Target],
    ) -> Result<(), Problems> {
        if self.keep_print_file(targets)? {
            return Ok(());
        }
        let (request, survey) = (self.request, self.survey);
        let mut combined = Combined::new(request, self.folder, name, title);
        for target in targets {
            let target: &'r Target = target;
            let members = signing(request.rows()?).filter(|m| survey.signs(request, m, target));
            let work = |worker: &mut Worker<'r>, member: Member| {
                let made = worker.make(target, &member, false);
                made.map_err(|problems| named(problems, target, &member))
            };
            parallel::in_order(
                members,
                request.jobs,
                || Worker::new(request),
                work,
                |made| {
                    let done = match made {
                        Ok(mut made) => {
                            let notes = std::mem::take(&mut made.notes);
                            Done::Written(combined.add(made)?, notes)
                        }
                        Err(problems) => Done::Failed(problems),
                    };
                    self.take(done).map_err(Problems::from)
                },
            )?;
        }
        Ok(self.record(&combined.finish()?)?)
    }

    /// Keeps the print files of targets, if an earlier run completed all of them.
    fn keep_print_file(&mut self, targets: &[&Target]) -> Result<bool, Problems> {
        let of_them = |entry: &Entry| targets.iter().any(|target| target.id == entry.target);
        let counts = self.survey.targets.iter();
        let counts = counts.filter(|(t, _)| targets.iter().any(|target| target.id == t.id));
        let letters: usize = counts.map(|(_, count)| count).sum();
        let (mut found, mut last) = (0, None);
        for entry in self.ledger.earlier()?.filter(of_them) {
            let file = Some((entry.file.clone(), entry.whole));
            if last != file && !is_there(self.folder, &entry.file, entry.whole)? {
                return Ok(false);
            }
            (found, last) = (found + 1, file);
        }
        if found == 0 || found != letters * self.request.formats.len() {
            return Ok(false);
        }
        for entry in self.ledger.earlier()?.filter(of_them) {
            self.record(&[entry])?;
        }
        self.summary.kept += letters;
        self.done(letters);
        Ok(true)
    }

    fn take(&mut self, done: Done) -> Result<(), Diagnostic> {
        match done {
            Done::Kept(entries) => {
                self.summary.kept += 1;
                self.record(&entries)?;
            }
            Done::Written(entries, notes) => {
                self.summary.notes.add_new(notes);
                self.record(&entries)?;
            }
            Done::Stopped(problem) => return Err(problem),
            Done::Failed(problems) => {
                self.summary.missing += 1;
                self.summary.failed.append(problems);
            }
        }
        self.done(1);
        Ok(())
    }

    fn done(&mut self, letters: usize) {
        self.summary.done += letters;
        (self.tick)(self.summary.done);
    }

    /// Puts entries of complete files into the manifest, and counts them.
    fn record(&mut self, entries: &[Entry]) -> Result<(), Diagnostic> {
        let first = self.request.formats.first().map(Format::to_string);
        for entry in entries {
            if self.summary.last_file != entry.file {
                self.summary.files += 1;
                self.summary.last_file.clone_from(&entry.file);
            }
            self.summary.letters += usize::from(first.as_ref() == Some(&entry.format));
            if entry.pages > 0 {
                *self.summary.pages.entry(entry.pages).or_default() += 1;
            }
        }
        self.ledger.add(entries)
    }
}

impl Survey<'_> {
    /// Whether a member of the file writes to a target.
    pub fn signs(&self, request: &Request<'_>, member: &Member, target: &Target) -> bool {
        let country = request.country_of(member).to_string();
        let chosen = self.choices.get(&country).into_iter().flatten();
        let is_rejected = self.rejected.binary_search(&member.row).is_ok();
        !is_rejected && chosen.into_iter().any(|(_, known)| known.id == target.id)
    }
}

/// What an earlier run wrote of a letter, where its manifest has come to it.
fn earlier_entries(
    earlier: &mut Peekable<impl Iterator<Item = Entry>>,
    target: &Target,
    member: &Member,
) -> Vec<Entry> {
    let mut found = Vec::new();
    let is_it = |entry: &Entry| entry.target == target.id && entry.row == member.row;
    while let Some(entry) = earlier.next_if(is_it) {
        found.push(entry);
    }
    found
}

fn is_there(folder: &Path, file: &str, digest: Digest) -> Result<bool, Diagnostic> {
    let found = disk::digest(&folder.join(file))?;
    Ok(found.is_some_and(|(found, _)| found == digest))
}

fn write_separate<'r>(worker: &mut Worker<'r>, folder: &Path, job: &Job<'r>) -> Done {
    let kept = |entry: &Entry| is_there(folder, &entry.file, entry.whole).unwrap_or(false);
    if !job.earlier.is_empty() && job.earlier.iter().all(kept) {
        return Done::Kept(job.earlier.clone());
    }
    let mut made = match worker.make(job.target, &job.member, true) {
        Ok(made) => made,
        Err(problems) => return Done::Failed(named(problems, job.target, &job.member)),
    };
    match output::separate(folder, &job.name, &made) {
        Ok(entries) => Done::Written(entries, std::mem::take(&mut made.notes)),
        Err(problem) => Done::Stopped(problem),
    }
}

/// Problems of a letter say which one it is.
fn named(problems: Problems, target: &Target, member: &Member) -> Problems {
    let named = problems.0.into_iter().map(|mut problem| {
        problem.message = format!("line {}, {}: {}", member.line, target.id, problem.message);
        problem
    });
    Problems(named.collect())
}
