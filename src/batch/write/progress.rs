//! A run: its progress and its results.

use std::collections::BTreeMap;
use std::path::Path;

use crate::batch::make::entry::LetterFiles;
use crate::batch::plan::branches::Branches;
use crate::batch::plan::survey::Survey;
use crate::batch::record::entry::Entry;
use crate::batch::record::shard::Shard;
use crate::batch::record::write_ahead::WriteAhead;
use crate::batch::write::again::Book;
use crate::batch::write::resume::ByFile;
use crate::batch::write::single::Outcome;
use crate::batch::write::single::{self, LetterJob};
use crate::batch::{Combine, Request};
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::faults::{self, Point};
use crate::members::Member;
use crate::panics;
use crate::parallel;

/// The results of a run.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    /// The number of letters that are there now.
    pub letters: usize,
    /// The number of letters that an earlier run had written.
    pub kept: usize,
    /// The number of their files.
    pub files: usize,
    /// The number of letters that are printed, by what their postage depends on.
    pub printed: BTreeMap<PrintedLetter, usize>,
    /// The faxes among them.
    pub faxes: Sent,
    /// The reasons why letters are missing.
    pub failed: Problems,
    /// The number of missing letters, without faxes.
    pub missing: usize,
    /// Notes on the letters.
    pub notes: Problems,
    /// The number of letters that are done.
    done: usize,
    last_file: String,
}

/// What the postage of a letter depends on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PrintedLetter {
    /// The code of the country that it is posted in.
    pub from: String,
    /// The code of the country that it goes to.
    pub to: String,
    /// The number of its pages.
    pub pages: usize,
}

/// The faxes that are there.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    /// The number of faxes.
    pub count: usize,
    /// The number of faxes that an earlier run had written.
    pub kept: usize,
    /// The number of faxes that could not be written.
    pub missing: usize,
    /// The number of faxes, pages and seconds for each phone number.
    pub lines: BTreeMap<String, (usize, usize, usize)>,
}

pub(super) struct BatchRun<'r, T> {
    pub(super) request: &'r Request<'r>,
    pub(super) survey: &'r Survey<'r>,
    pub(super) folder: &'r Path,
    /// The part of the files that is made.
    pub(super) shard: Shard,
    pub(super) book: Book,
    pub(super) names: &'r WriteAhead,
    pub(super) branches: Branches<'r>,
    /// The rows of an earlier run, if there is a print file for each branch.
    pub(super) by_file: Option<ByFile>,
    pub(super) summary: Summary,
    pub(super) tick: T,
}

impl<'r, T: FnMut(usize) -> Result<(), Diagnostic>> BatchRun<'r, T> {
    /// Creates a run that has made nothing yet.
    pub(super) fn new(
        request: &'r Request<'r>,
        survey: &'r Survey<'r>,
        (folder, shard): (&'r Path, Shard),
        (book, names): (Book, &'r WriteAhead),
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

    /// Makes the letters of jobs on all cores, writes their files, and hands the result of each to `take`, in the order
    /// of the jobs, with the number of its files.
    ///
    /// # Errors
    /// If a file cannot be written, or the members file cannot be read to its end.
    pub(super) fn write<W>(
        &mut self,
        jobs: impl Iterator<Item = Result<LetterJob<'r>, Diagnostic>>,
        worker: impl Fn() -> W + Sync,
        make: impl Fn(&mut W, &LetterJob<'r>) -> Result<LetterFiles, Problems> + Sync,
        take: impl Fn(&mut Self, usize, Outcome) -> Result<(), Diagnostic>,
    ) -> Result<(), Problems> {
        let (folder, names) = (self.folder, self.names);
        let jobs = single::listed(jobs, folder, names);
        let work = |worker: &mut W, job: Result<LetterJob<'r>, Diagnostic>| match job {
            Ok(job) if job.files.is_empty() => (0, Outcome::Kept(Vec::new())),
            Ok(job) => {
                let make = |job: &LetterJob<'r>| make(worker, job);
                (job.files.len(), single::write(folder, names, &job, make))
            }
            Err(problem) => (0, Outcome::Stopped(problem)),
        };
        let count = self.request.jobs;
        parallel::in_order(jobs, count, worker, work, |(files, done)| {
            take(self, files, done).map_err(Problems::from)
        })
    }

    /// Returns the members who write to a target, each with a number, of this part of the batch only. `count` goes on
    /// over all targets.
    ///
    /// # Errors
    /// If the members file cannot be read again.
    pub(super) fn members<'n>(
        &self,
        target: &'r Target,
        count: &'n mut usize,
    ) -> Result<impl Iterator<Item = (usize, Result<Member, Diagnostic>)> + use<'n, 'r, T>, Problems>
    {
        let (survey, shard) = (self.survey, self.shard);
        let members = survey.writing(self.request, target)?.enumerate();
        Ok(members.filter(move |(_, member)| {
            *count += 1;
            member.is_err() || shard.has(*count - 1)
        }))
    }

    pub(super) fn take(&mut self, done: Outcome) -> Result<(), Diagnostic> {
        match done {
            Outcome::Kept(entries) => {
                self.summary.kept += 1;
                self.summary.letters += 1;
                self.record(&entries)?;
            }
            Outcome::Written(entries, notes) => {
                self.summary.letters += 1;
                self.summary.notes.add_new(notes);
                self.record(&entries)?;
            }
            Outcome::Stopped(problem) => return Err(problem),
            Outcome::Failed(problems) => {
                self.summary.missing += 1;
                self.summary.failed.append(problems);
            }
        }
        self.done(1)
    }

    /// Counts letters that are done.
    ///
    /// # Errors
    /// If the run is to stop here.
    pub(super) fn done(&mut self, letters: usize) -> Result<(), Diagnostic> {
        self.summary.done += letters;
        (self.tick)(self.summary.done)
    }

    /// Adds entries of complete files to the manifest, and counts them.
    pub(super) fn record(&mut self, entries: &[Entry]) -> Result<(), Diagnostic> {
        let mut formats = self.request.formats.iter();
        let printed = formats.find(|format| format.has_pages());
        let printed = printed.map(ToString::to_string);
        for entry in entries {
            if self.summary.last_file != entry.file {
                self.summary.files += 1;
                self.summary.last_file.clone_from(&entry.file);
            }
            // A letter may be there in several formats.
            if printed.as_ref() == Some(&entry.format) {
                self.printed(&entry.target, &entry.country, entry.pages);
            }
        }
        self.keep(entries)
    }

    /// Counts a letter to a target that is printed, if it has pages.
    pub(super) fn printed(&mut self, target: &str, from: &str, pages: usize) {
        if pages == 0 {
            return;
        }
        let target = self.request.campaign.target(target);
        let letter = PrintedLetter {
            from: from.to_owned(),
            to: target.map_or_else(String::new, |target| target.country.to_string()),
            pages,
        };
        *self.summary.printed.entry(letter).or_default() += 1;
    }

    /// Adds entries of complete files to the manifest.
    pub(super) fn keep(&mut self, entries: &[Entry]) -> Result<(), Diagnostic> {
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
