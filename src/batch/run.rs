//! The run: letters made on all cores, files written in order, the manifest beside them.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::path::Path;

use super::branches::{Branch, Branches};
use super::manifest::{Aside, Entry, Ledger};
use super::output::{self, Combined};
use super::survey::Survey;
use super::work::{Made, Worker};
use super::{Combine, Request, names, signers};
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
pub fn run<'r>(
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    folder: &'r Path,
    tick: impl FnMut(usize),
) -> Result<Summary, Problems> {
    let mut run = Run {
        request,
        survey,
        folder,
        ledger: Ledger::begin(folder, request.shard)?,
        branches: Branches::new(request, survey),
        summary: Summary::default(),
        tick,
    };
    match request.combine {
        Combine::None => run.separate()?,
        Combine::Target | Combine::Branch | Combine::All => {
            for (n, unit) in units(request, survey).iter().enumerate() {
                if request.shard.has(n) {
                    run.print_file(unit)?;
                }
            }
        }
    }
    run.ledger.finish()?;
    Ok(run.summary)
}

/// What one print file holds, or several of one name.
struct Unit<'r> {
    name: String,
    title: String,
    targets: Vec<&'r Target>,
    /// Only the letters of this branch.
    branch: Option<&'r Branch>,
    letters: usize,
}

/// The print files of a batch, in order.
fn units<'r>(request: &Request<'r>, survey: &'r Survey<'r>) -> Vec<Unit<'r>> {
    let all: Vec<&Target> = survey.targets.iter().map(|(target, _)| *target).collect();
    match request.combine {
        Combine::None => Vec::new(),
        Combine::All => vec![Unit {
            name: "letters".to_owned(),
            title: request.campaign.name.best("en").to_owned(),
            targets: all,
            branch: None,
            letters: survey.letters(),
        }],
        Combine::Target => {
            let unit = |(target, letters): &(&'r Target, usize)| Unit {
                name: target.id.clone(),
                title: target.office.best("en").to_owned(),
                targets: vec![target],
                branch: None,
                letters: *letters,
            };
            survey.targets.iter().map(unit).collect()
        }
        Combine::Branch => {
            let unit = |branch: &'r Branch| Unit {
                name: branch.file.clone(),
                title: format!("{}: {}", request.campaign.name.best("en"), branch.name),
                targets: all.clone(),
                branch: Some(branch),
                letters: branch.letters,
            };
            survey.branches.iter().map(unit).collect()
        }
    }
}

struct Run<'r, T> {
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    folder: &'r Path,
    ledger: Ledger,
    branches: Branches<'r>,
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
            let members = survey.writing(request, target)?.filter(|_| {
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

    /// The letters of a print file.
    fn print_file(&mut self, unit: &Unit<'r>) -> Result<(), Problems> {
        if self.keep_print_file(unit)? {
            return Ok(());
        }
        let request = self.request;
        let mut combined = Combined::new(request, self.folder, &unit.name, &unit.title);
        for target in &unit.targets {
            let target: &'r Target = target;
            let members = self.branches.writing(unit.branch, target)?;
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
                    match made {
                        Ok(made) => self.added(&mut combined, made)?,
                        Err(problems) => self.take(Done::Failed(problems))?,
                    }
                    Ok::<(), Problems>(())
                },
            )?;
        }
        let complete = combined.finish()?;
        Ok(self.complete(complete)?)
    }

    /// Adds a letter to print files, and counts it.
    fn added(&mut self, files: &mut Combined<'_>, mut made: Made<'_>) -> Result<(), Diagnostic> {
        self.summary.notes.add_new(std::mem::take(&mut made.notes));
        if let Some(most) = self.request.split_pages.filter(|most| made.pages > *most) {
            let (pages, target) = (made.pages, made.target);
            let message = format!(
                "line {}, {target}: the letter has {pages} pages, more than the {most} of a file",
                made.line
            );
            self.summary.notes.push(Diagnostic::warning(message));
        }
        let complete = files.add(&made)?;
        self.summary.letters += 1;
        if made.pages > 0 {
            *self.summary.pages.entry(made.pages).or_default() += 1;
        }
        self.complete(complete)?;
        self.done(1);
        Ok(())
    }

    /// Puts print files that are complete into the manifest.
    fn complete(&mut self, files: Vec<Aside>) -> Result<(), Diagnostic> {
        self.summary.files += files.len();
        files
            .into_iter()
            .try_for_each(|rows| self.ledger.add_file(rows))
    }

    /// Keeps a print file, if an earlier run completed it.
    fn keep_print_file(&mut self, unit: &Unit<'_>) -> Result<bool, Problems> {
        let is_in = |entry: &Entry| output::is_part(&entry.file, &unit.name);
        let (mut found, mut last) = (0, None);
        for entry in self.ledger.earlier()?.filter(is_in) {
            let file = Some((entry.file.clone(), entry.whole));
            if last != file && !is_there(self.folder, &entry.file, entry.whole)? {
                return Ok(false);
            }
            (found, last) = (found + 1, file);
        }
        if found == 0 || found != unit.letters * self.request.formats.len() {
            return Ok(false);
        }
        for entry in self.ledger.earlier()?.filter(is_in) {
            self.record(&[entry])?;
        }
        self.summary.kept += unit.letters;
        self.done(unit.letters);
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
    /// The members who write to a target.
    ///
    /// # Errors
    /// If the members file cannot be read again.
    pub fn writing<'s>(
        &'s self,
        request: &'s Request<'_>,
        target: &'s Target,
    ) -> Result<impl Iterator<Item = Member> + 's, Problems> {
        let alone = request.signatories.then(|| signers::branch(request));
        let signers = self.signers.of(request.rows()?);
        let signers = signers.filter(|_| !request.signatories).chain(alone);
        Ok(signers.filter(move |member| self.has(request, member, target)))
    }

    /// Whether there is a letter of a member to a target.
    pub fn has(&self, request: &Request<'_>, member: &Member, target: &Target) -> bool {
        let country = request.country_of(member).to_string();
        let mut chosen = self.choices.get(&country).into_iter().flatten();
        chosen.any(|(_, known)| known.id == target.id) && !request.has_already(member, target)
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
