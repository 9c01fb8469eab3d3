//! The faxes of a run. Each is a file of its own, since a fax is one job.

use crate::batch::Faxing;
use crate::batch::make::fax::Faxer;
use crate::batch::plan::fax_queue::Called;
use crate::batch::record::entry::Entry;
use crate::batch::record::file_names;
use crate::batch::write::progress::BatchRun;
use crate::batch::write::resume;
use crate::batch::write::single::{LetterJob, Outcome};
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::fax_lines::FaxLine;
use crate::members::Member;

impl<'r, T: FnMut(usize) -> Result<(), Diagnostic>> BatchRun<'r, T> {
    /// Writes every letter as a fax to each of its lines.
    pub(super) fn faxes(
        &mut self,
        faxing: &'r Faxing,
        called: &'r [Called<'r>],
    ) -> Result<(), Problems> {
        let request = self.request;
        let is_faxed = |entry: &Result<Entry, Diagnostic>| {
            let entry = entry.as_ref();
            entry.map_or(true, Entry::is_fax)
        };
        let mut earlier = self.book.earlier()?.filter(is_faxed).peekable();
        let mut count = 0;
        let is_called = |called: &&Called<'_>| called.lines.iter().any(|(_, faxes)| *faxes > 0);
        let folders: Vec<&str> = called
            .iter()
            .filter(is_called)
            .map(|called| &called.target.id[..])
            .collect();
        self.names.announce(self.folder, &folders)?;
        for called in called {
            let target = called.target;
            if is_called(&called) {
                self.names.add_folder(self.folder, &target.id)?;
            }
            let jobs = self.members(target, &mut count)?.map(|(n, member)| {
                let member = member?;
                let earlier = resume::entries(&mut earlier, target, &member)?;
                Ok(job(faxing, called, n, member, earlier))
            });
            let make = |faxer: &mut Faxer<'r>, job: &LetterJob<'r>| {
                let calls = job.lines.iter().zip(&job.files);
                faxer.make(job.target, &job.member, calls)
            };
            let faxer = || Faxer::new(request, faxing);
            self.write(jobs, faxer, make, Self::faxed)?;
        }
        Ok(())
    }

    fn faxed(&mut self, files: usize, done: Outcome) -> Result<(), Diagnostic> {
        match done {
            Outcome::Kept(entries) => {
                self.summary.faxes.kept += entries.len();
                self.count_faxes(&entries)?;
            }
            Outcome::Written(entries, notes) => {
                self.summary.notes.add_new(notes);
                self.count_faxes(&entries)?;
            }
            Outcome::Stopped(problem) => return Err(problem),
            Outcome::Failed(problems) => {
                self.summary.faxes.missing += files;
                self.summary.failed.append(problems);
            }
        }
        self.done(1)
    }

    /// Adds complete faxes to the manifest, and counts them.
    fn count_faxes(&mut self, entries: &[Entry]) -> Result<(), Diagnostic> {
        let faxes = &mut self.summary.faxes;
        for entry in entries {
            let Some(call) = &entry.call else { continue };
            faxes.count += 1;
            let known = faxes.lines.entry(call.number.clone()).or_default();
            known.0 += 1;
            known.1 += entry.pages;
            known.2 += call.seconds;
        }
        self.keep(entries)
    }
}

/// Returns the faxes of the `n`th member who writes to a target, from 0: one to each line with more than `n` faxes.
fn job<'r>(
    faxing: &Faxing,
    called: &Called<'r>,
    n: usize,
    member: Member,
    earlier: Vec<Entry>,
) -> LetterJob<'r> {
    let stem = file_names::letter(&called.target.id, &member);
    let lines: Vec<FaxLine> = called
        .lines
        .iter()
        .filter(|(_, faxes)| n < *faxes)
        .map(|(line, _)| line.clone())
        .collect();
    let ending = faxing.file.extension();
    let file = |line: &FaxLine| format!("{}.{ending}", line.name(&stem));
    LetterJob {
        target: called.target,
        files: lines.iter().map(file).collect(),
        lines,
        earlier,
        member,
    }
}
