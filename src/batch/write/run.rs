//! The run: letters made on all cores, files written in order, the manifest beside them.

mod apart;
mod faxes;
mod print_files;

use crate::batch::record::lists;
use std::collections::BTreeMap;
use std::path::Path;

use crate::batch::make::entry::Whole;
use crate::batch::make::work::Worker;
use crate::batch::plan::branches::Branches;
use crate::batch::plan::lines::Called;
use crate::batch::plan::survey::Survey;
use crate::batch::record::entry::Entry;
use crate::batch::record::ledger::Ledger;
use crate::batch::record::named::Names;
use crate::batch::record::shard::Shard;
use crate::batch::record::{joblist, manifest};
use crate::batch::write::again::{Book, Comparison};
use crate::batch::write::earlier;
use crate::batch::write::earlier::ByFile;
use crate::batch::write::single;
use crate::batch::write::single::{Done, Job};
use crate::batch::{Combine, Request};
use crate::diagnostic::{Diagnostic, Problems};
use crate::faults::{self, Point};
use crate::{panics, parallel};

pub(crate) use apart::Apart;
pub use faxes::Sent;
pub use print_files::planned;
use print_files::units;

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
    let readers = request.readers;
    let ledger = Ledger::begin(folder, request.shard, readers)?;
    let names = Names::begin(folder, request.shard, readers, ledger.earlier()?)?;
    let book = Book::Growing(ledger);
    let mut run = Run::new(
        request,
        survey,
        (folder, request.shard),
        (book, &names),
        tick,
    )?;
    run.letters(called)?;
    run.book.finish(|manifest| match &request.faxing {
        Some(faxing) => {
            let list = folder.join(joblist::name(request.shard));
            let resolution = faxing.style.resolution.to_string();
            joblist::write(manifest, &list, &resolution, request.readers)
        }
        None => Ok(()),
    })?;
    names.finish()?;
    Ok(run.summary)
}

/// Makes the letters of a part of a batch again, and compares them with what the manifest of that part in the folder
/// says. Nothing is written. Tells what differs.
///
/// # Errors
/// If the manifest cannot be read, or the members file cannot be read again.
pub fn again<'r>(
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    called: &'r [Called<'r>],
    (folder, shard): (&'r Path, Shard),
    tick: impl FnMut(usize),
) -> Result<Problems, Problems> {
    let names = Names::unwritten(folder);
    let book = Book::Finished(Comparison::open(&folder.join(lists::name(shard)))?);
    let mut run = Run::new(request, survey, (folder, shard), (book, &names), tick)?;
    run.letters(called)?;
    let mut problems = run.summary.failed;
    problems.append(run.book.differences()?);
    Ok(problems)
}

struct Run<'r, T> {
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    folder: &'r Path,
    /// Which part of the files is made.
    shard: Shard,
    book: Book,
    names: &'r Names,
    branches: Branches<'r>,
    /// What an earlier run wrote, where the print files are those of branches.
    by_file: Option<ByFile>,
    summary: Summary,
    tick: T,
}

impl<'r, T: FnMut(usize)> Run<'r, T> {
    /// A run that has made nothing yet.
    fn new(
        request: &'r Request<'r>,
        survey: &'r Survey<'r>,
        (folder, shard): (&'r Path, Shard),
        (book, names): (Book, &'r Names),
        tick: T,
    ) -> Result<Self, Diagnostic> {
        let is_of_branches = request.combine == Combine::Branch;
        let by_file = is_of_branches.then(|| ByFile::read(&book)).transpose()?;
        Ok(Self {
            by_file,
            request,
            survey,
            folder,
            shard,
            book,
            names,
            branches: Branches::new(request, survey),
            summary: Summary::default(),
            tick,
        })
    }

    /// All letters and faxes of the part.
    fn letters(&mut self, called: &'r [Called<'r>]) -> Result<(), Problems> {
        let (request, survey) = (self.request, self.survey);
        match request.combine {
            _ if request.formats.is_empty() => {}
            Combine::None => self.separate()?,
            _ if request.maildir => self.separate()?,
            Combine::Target | Combine::Branch | Combine::All => {
                for (n, unit) in units(request, survey).iter().enumerate() {
                    if self.shard.has(n) {
                        self.print_file(unit)?;
                    }
                }
            }
        }
        match &request.faxing {
            Some(faxing) => self.faxes(faxing, called),
            None => Ok(()),
        }
    }

    /// Every letter as files of its own.
    fn separate(&mut self) -> Result<(), Problems> {
        let apart = Apart::new(self.request, self.survey);
        let folders = apart.folders();
        self.names.announce(self.folder, &folders)?;
        for below in folders {
            if self.request.maildir {
                self.names.add_maildir(self.folder, below)?;
            } else {
                self.names.add_folder(self.folder, below)?;
            }
        }
        let (request, survey) = (self.request, self.survey);
        let (folder, names, shard) = (self.folder, self.names, self.shard);
        let is_posted = |entry: &Entry| !entry.is_fax();
        let mut earlier = self
            .book
            .earlier()?
            .filter(|entry| entry.as_ref().map_or(true, is_posted))
            .peekable();
        let mut number = 0;
        for (target, _) in &survey.targets {
            let way = request.way(target);
            if way.formats.is_empty() {
                continue;
            }
            let members = survey.writing(request, target)?.filter(|member| {
                number += 1;
                member.is_err() || shard.has(number - 1)
            });
            let jobs = members.map(|member| {
                let member = member?;
                Ok(Job {
                    target,
                    files: apart.files(target, &member, &way),
                    lines: Vec::new(),
                    earlier: earlier::entries(&mut earlier, target, &member)?,
                    member,
                })
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
        self.keep(entries)
    }

    /// Puts entries of complete files into the manifest.
    fn keep(&mut self, entries: &[Entry]) -> Result<(), Diagnostic> {
        let letter = || match entries.first() {
            Some(entry) => format!("line {}, {}: ", entry.line, entry.target),
            None => String::new(),
        };
        panics::caught(letter, || {
            faults::enter(Point::Record);
            self.book.add(entries)
        })?
    }
}
