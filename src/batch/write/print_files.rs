//! The print files of a run, those kept of an earlier run, and the letters in them.

use crate::batch::record::file_names;
use std::collections::{BTreeSet, HashMap};

use crate::batch::make::work::{MadeLetter, Worker};
use crate::batch::plan::branch::Branch;
use crate::batch::plan::fax_queue;
use crate::batch::plan::fax_queue::Called;
use crate::batch::plan::survey::Survey;
use crate::batch::record::conflicts::Planned;
use crate::batch::record::entry::Entry;
use crate::batch::record::ledger::Aside;
use crate::batch::record::locate::FoundFile;
use crate::batch::write::output::Combined;
use crate::batch::write::progress::BatchRun;
use crate::batch::write::resume;
use crate::batch::write::resume::changed;
use crate::batch::write::single::{Outcome, address, named};
use crate::batch::{Combine, Request};
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::faults::{self, Point};
use crate::members::Member;
use crate::output::Format;
use crate::{panics, parallel};

/// The letters of one print file, or of several with one name.
pub(super) struct PrintUnit<'r> {
    name: String,
    title: String,
    targets: Vec<&'r Target>,
    /// The branch whose letters these are, if not all.
    branch: Option<&'r Branch>,
    letters: usize,
}

/// Returns the print files of a batch, in order.
pub(super) fn units<'r>(request: &Request<'r>, survey: &'r Survey<'r>) -> Vec<PrintUnit<'r>> {
    // Letters that are only faxed are in no print file.
    let is_written = |(target, _): &&(&Target, usize)| !request.route(target).formats.is_empty();
    let written = survey.targets.iter().filter(is_written);
    let all: Vec<&Target> = written.clone().map(|(target, _)| *target).collect();
    match request.combine {
        Combine::None => Vec::new(),
        Combine::All => vec![PrintUnit {
            name: "letters".to_owned(),
            title: request.campaign.name.best("en").to_owned(),
            targets: all,
            branch: None,
            letters: survey.written(request).0,
        }],
        Combine::Target => {
            let unit = |(target, letters): &(&'r Target, usize)| PrintUnit {
                name: target.id.clone(),
                title: target.office(request.date).best("en").to_owned(),
                targets: vec![target],
                branch: None,
                letters: *letters,
            };
            written.map(unit).collect()
        }
        Combine::Branch => {
            let unit = |branch: &'r Branch| PrintUnit {
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

impl PrintUnit<'_> {
    /// Returns the endings of its files.
    fn endings<'s>(&'s self, request: &'s Request<'_>) -> impl Iterator<Item = &'static str> + 's {
        let is_written = |format: &&Format| {
            let mut targets = self.targets.iter();
            targets.any(|target| request.route(target).formats.contains(format))
        };
        let formats = request.formats.iter().filter(is_written);
        formats.map(|format| file_names::ending(*format))
    }
}

/// Returns the print files that a part of a batch will have, and whether it lists faxes.
pub(crate) fn planned(
    request: &Request<'_>,
    survey: &Survey<'_>,
    called: &[Called<'_>],
) -> Planned {
    let mut files = HashMap::new();
    if request.combine != Combine::None && !request.maildir && !request.formats.is_empty() {
        let units = units(request, survey)
            .into_iter()
            .enumerate()
            .filter(|(n, unit)| request.shard.has(*n) && unit.letters > 0);
        for (_, unit) in units {
            for ending in unit.endings(request) {
                files.insert(format!("{}.{ending}", unit.name), unit.letters);
            }
        }
    }
    Planned {
        files,
        is_split: request.is_split(),
        faxes: (fax_queue::faxes(called) > 0).then_some(request.shard),
    }
}

impl<'r, T: FnMut(usize) -> Result<(), Diagnostic>> BatchRun<'r, T> {
    /// Writes the letters of a print file.
    pub(super) fn print_file(&mut self, unit: &PrintUnit<'r>) -> Result<(), Problems> {
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
            let work = |worker: &mut Worker<'r>, member: Result<Member, Diagnostic>| {
                let member = member.map_err(Outcome::Stopped)?;
                let work = || worker.make(target, &member, false);
                match panics::caught(|| address(target, &member), work) {
                    Ok(Ok(made)) => Ok(made),
                    Ok(Err(problems)) => Err(Outcome::Failed(named(problems, target, &member))),
                    Err(problem) => Err(Outcome::Stopped(problem)),
                }
            };
            parallel::in_order(
                members,
                request.jobs,
                || Worker::new(request),
                work,
                |made| {
                    match made {
                        Ok(made) => self.added(&mut combined, made)?,
                        Err(done) => self.take(done)?,
                    }
                    Ok::<(), Problems>(())
                },
            )?;
        }
        let complete = combined.finish()?;
        Ok(self.complete(complete)?)
    }

    /// Returns the rows of an earlier run for the print files of a unit.
    fn earlier(&self, unit: &PrintUnit<'_>) -> Result<Vec<Entry>, Diagnostic> {
        if let Some(files) = &self.by_file {
            return Ok(files.of(&unit.name));
        }
        let is_in = |entry: &Entry| !entry.is_fax() && file_names::is_part(&entry.file, &unit.name);
        let earlier = self.book.earlier()?;
        earlier
            .filter(|entry| entry.as_ref().map_or(true, is_in))
            .collect()
    }

    /// Reports the print files of an earlier run that somebody changed.
    fn find_changed(&mut self, unit: &PrintUnit<'_>) -> Result<(), Diagnostic> {
        let mut files = BTreeSet::new();
        for entry in self.earlier(unit)? {
            if !files.contains(&entry.file) {
                let note = changed(&self.names.files, &entry)?;
                self.summary.notes.0.extend(note);
                files.insert(entry.file);
            }
        }
        Ok(())
    }

    /// Adds a letter to print files, and counts it.
    fn added(
        &mut self,
        files: &mut Combined<'_>,
        mut made: MadeLetter<'_>,
    ) -> Result<(), Diagnostic> {
        self.summary.notes.add_new(std::mem::take(&mut made.notes));
        if let Some(most) = self.request.split_pages.filter(|most| made.pages > *most) {
            let (pages, target) = (made.pages, made.target);
            let message = format!(
                "line {}, {target}: the letter has {pages} pages, more than the {most} of a file",
                made.line
            );
            self.summary.notes.push(Diagnostic::warning(message));
        }
        let letter = || format!("line {}, {}: ", made.line, made.target);
        let complete = panics::caught(letter, || {
            faults::enter(Point::Record);
            files.add(&made)
        })??;
        self.summary.letters += 1;
        self.printed(made.target, &made.country, made.pages);
        self.complete(complete)?;
        self.done(1)
    }

    /// Adds complete print files to the manifest.
    fn complete(&mut self, files: Vec<Aside>) -> Result<(), Diagnostic> {
        self.summary.files += files.len();
        files
            .into_iter()
            .try_for_each(|rows| self.book.add_file(rows))
    }

    /// Keeps a print file, if an earlier run completed it; returns whether it did.
    fn keep_print_file(&mut self, unit: &PrintUnit<'r>) -> Result<bool, Problems> {
        let earlier = self.earlier(unit)?;
        let (mut found, mut last) = (0, None);
        for entry in &earlier {
            let file = Some((entry.file.clone(), entry.whole));
            let is_there = || self.names.files.find(&entry.file, entry.whole);
            if last != file && !matches!(is_there()?, FoundFile::Whole(_)) {
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
        self.done(unit.letters)?;
        Ok(true)
    }

    /// Returns whether an earlier run wrote the letters of a print file for the members as they are now.
    fn is_of_members(&mut self, unit: &PrintUnit<'r>, earlier: &[Entry]) -> Result<bool, Problems> {
        for format in &self.request.formats {
            let name = format.to_string();
            let mut entries = earlier.iter().filter(|entry| entry.format == name);
            for target in &unit.targets {
                let route = self.request.route(target);
                let pieces = route.pieces().filter(|(of, _)| of == format).count();
                if pieces == 0 {
                    continue;
                }
                let members = self.branches.writing(unit.branch, target)?;
                if !resume::are_of(&mut entries, target, members, pieces)? {
                    return Ok(false);
                }
            }
            if entries.next().is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
