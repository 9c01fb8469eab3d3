//! The run: letters made on all cores, files written in order, the manifest beside them.

mod apart;
mod faxes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::branches::{Branch, Branches};
use super::earlier::{self, ByFile, changed, is_there};
use super::ledger::{Aside, Ledger};
use super::lines::Called;
use super::manifest::Entry;
use super::named::Names;
use super::output::{self, Combined, Whole};
use super::single::{self, Done, Job, named};
use super::survey::Survey;
use super::work::{Made, Worker};
use super::{Combine, Request, joblist};
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::Member;
use crate::parallel;

use apart::Apart;
pub use faxes::Sent;

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
    /// The faxes among them.
    pub faxes: Sent,
    /// Why letters are missing.
    pub failed: Problems,
    /// How many are, and how many faxes.
    pub missing: usize,
    /// What people should know of the letters.
    pub notes: Problems,
    /// How many letters have been dealt with.
    done: usize,
    last_file: String,
}

/// How many letters and faxes a run deals with: a letter that is posted and faxed is dealt with twice.
pub fn steps(request: &Request<'_>, survey: &Survey<'_>) -> usize {
    let targets = survey.targets.iter();
    let steps = targets.map(|(target, letters)| {
        let way = request.way(target);
        letters * (usize::from(!way.formats.is_empty()) + usize::from(way.is_faxed))
    });
    steps.sum()
}

/// Writes the letters of a batch into a folder, and its faxes to the lines that are `called`. `tick` is called
/// after every letter with how many are done.
///
/// # Errors
/// If the disk says no, or the members file cannot be read again. What was written stays, and the next
/// run goes on from there.
pub fn run<'r>(
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    called: &'r [Called<'r>],
    folder: &'r Path,
    tick: impl FnMut(usize),
) -> Result<Summary, Problems> {
    if request.faxing.is_some() {
        joblist::check(folder, request.shard)?;
    }
    let ledger = Ledger::begin(folder, request.shard)?;
    let names = Names::begin(folder, request.shard, ledger.earlier()?)?;
    let is_of_branches = request.combine == Combine::Branch;
    let by_file = is_of_branches.then(|| ByFile::read(&ledger)).transpose()?;
    let mut run = Run {
        by_file,
        request,
        survey,
        folder,
        ledger,
        names: &names,
        branches: Branches::new(request, survey),
        summary: Summary::default(),
        tick,
    };
    match request.combine {
        _ if request.formats.is_empty() => {}
        Combine::None => run.separate()?,
        _ if request.maildir => run.separate()?,
        Combine::Target | Combine::Branch | Combine::All => {
            for (n, unit) in units(request, survey).iter().enumerate() {
                if request.shard.has(n) {
                    run.print_file(unit)?;
                }
            }
        }
    }
    if let Some(faxing) = &request.faxing {
        run.faxes(faxing, called)?;
    }
    run.ledger.finish(|manifest| match &request.faxing {
        Some(faxing) => {
            let list = folder.join(joblist::name(request.shard));
            joblist::write(manifest, &list, &faxing.style.resolution.to_string())
        }
        None => Ok(()),
    })?;
    names.finish()?;
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
            letters: survey.written(request).0,
        }],
        Combine::Target => {
            let unit = |(target, letters): &(&'r Target, usize)| Unit {
                name: target.id.clone(),
                title: target.office.best("en").to_owned(),
                targets: vec![target],
                branch: None,
                letters: *letters,
            };
            let written = survey.targets.iter();
            let written = written.filter(|(target, _)| !request.way(target).formats.is_empty());
            written.map(unit).collect()
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
    names: &'r Names,
    branches: Branches<'r>,
    /// What an earlier run wrote, where the print files are those of branches.
    by_file: Option<ByFile>,
    summary: Summary,
    tick: T,
}

impl<'r, T: FnMut(usize)> Run<'r, T> {
    /// Every letter as files of its own.
    fn separate(&mut self) -> Result<(), Problems> {
        let apart = Apart::new(self.request, self.survey);
        for folder in apart.folders() {
            self.names.add_folder(self.folder, &folder)?;
        }
        let (request, survey) = (self.request, self.survey);
        let (folder, names) = (self.folder, self.names);
        let is_posted = |entry: &Entry| entry.call.is_none();
        let mut earlier = self.ledger.earlier()?.filter(is_posted).peekable();
        let mut number = 0;
        for (target, _) in &survey.targets {
            let way = request.way(target);
            if way.formats.is_empty() {
                continue;
            }
            let members = survey.writing(request, target)?.filter(|_| {
                number += 1;
                request.shard.has(number - 1)
            });
            let jobs = members.map(|member| Job {
                target,
                files: apart.files(target, &member, &way),
                lines: Vec::new(),
                earlier: earlier::entries(&mut earlier, target, &member),
                member,
            });
            let jobs = single::listed(jobs, folder, names);
            let work = |worker: &mut Worker<'r>, job: Result<Job<'r>, Diagnostic>| {
                let make = |job: &Job<'r>| {
                    let made = worker.make(job.target, &job.member, true);
                    made.map(|made| Whole::new(made, &job.files))
                };
                let write = |job| single::write(folder, names, &job, make);
                job.map_or_else(Done::Stopped, write)
            };
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
        self.find_changed(unit)?;
        let called = (unit.name.as_str(), unit.title.as_str());
        let mut combined = Combined::new(request, self.folder, called, self.names);
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

    /// What an earlier run wrote into the print files of a unit.
    fn earlier(&self, unit: &Unit<'_>) -> Result<Vec<Entry>, Diagnostic> {
        if let Some(files) = &self.by_file {
            return Ok(files.of(&unit.name).collect());
        }
        let is_in =
            |entry: &Entry| entry.call.is_none() && output::is_part(&entry.file, &unit.name);
        Ok(self.ledger.earlier()?.filter(is_in).collect())
    }

    /// Tells which print files of an earlier run somebody changed.
    fn find_changed(&mut self, unit: &Unit<'_>) -> Result<(), Diagnostic> {
        let mut files = BTreeSet::new();
        for entry in self.earlier(unit)? {
            if !files.contains(&entry.file) {
                let note = changed(self.folder, &entry)?;
                self.summary.notes.0.extend(note);
                files.insert(entry.file);
            }
        }
        Ok(())
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
    fn keep_print_file(&mut self, unit: &Unit<'r>) -> Result<bool, Problems> {
        let earlier = self.earlier(unit)?;
        let (mut found, mut last) = (0, None);
        for entry in &earlier {
            let file = Some((entry.file.clone(), entry.whole));
            if last != file && !is_there(self.folder, &entry.file, entry.whole)? {
                return Ok(false);
            }
            (found, last) = (found + 1, file);
        }
        if found == 0 || !self.is_of_members(unit, &earlier)? {
            return Ok(false);
        }
        self.record(&earlier)?;
        self.summary.letters += unit.letters;
        self.summary.kept += unit.letters;
        self.done(unit.letters);
        Ok(true)
    }

    /// Whether an earlier run wrote the letters of a print file for the members as they are now.
    fn is_of_members(&mut self, unit: &Unit<'r>, earlier: &[Entry]) -> Result<bool, Problems> {
        for format in &self.request.formats {
            let name = format.to_string();
            let mut entries = earlier.iter().filter(|entry| entry.format == name);
            for target in &unit.targets {
                let way = self.request.way(target);
                let pieces = way.pieces().filter(|(of, _)| of == format).count();
                if pieces == 0 {
                    continue;
                }
                let members = self.branches.writing(unit.branch, target)?;
                if !earlier::are_of(&mut entries, target, members, pieces) {
                    return Ok(false);
                }
            }
            if entries.next().is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn take(&mut self, done: Done) -> Result<(), Diagnostic> {
        match done {
            Done::Kept(entries) => {
                self.summary.kept += 1;
                self.summary.letters += 1;
                self.record(&entries)?;
            }
            Done::Written(entries, notes) => {
                self.summary.letters += 1;
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
        for entry in entries {
            if self.summary.last_file != entry.file {
                self.summary.files += 1;
                self.summary.last_file.clone_from(&entry.file);
            }
            if entry.pages > 0 {
                *self.summary.pages.entry(entry.pages).or_default() += 1;
            }
        }
        self.ledger.add(entries)
    }
}
