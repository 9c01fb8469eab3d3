//! The faxes of a run: each is a file of its own, for a fax is one job.

use crate::batch::Faxing;
use crate::batch::make::fax::Faxer;
use crate::batch::plan::fax_queue::Called;
use crate::batch::record::entry::Entry;
use crate::batch::record::file_names;
use crate::batch::write::progress::Run;
use crate::batch::write::resume;
use crate::batch::write::single;
use crate::batch::write::single::{Done, Job};
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::fax_lines::FaxLine;
use crate::parallel;

impl<'r, T: FnMut(usize)> Run<'r, T> {
    /// Every letter as a fax to each of its lines.
    pub(super) fn faxes(
        &mut self,
        faxing: &'r Faxing,
        called: &'r [Called<'r>],
    ) -> Result<(), Problems> {
        let (request, survey) = (self.request, self.survey);
        let (folder, names, shard) = (self.folder, self.names, self.shard);
        let is_faxed = |entry: &Result<Entry, Diagnostic>| {
            let entry = entry.as_ref();
            entry.map_or(true, Entry::is_fax)
        };
        let mut earlier = self.book.earlier()?.filter(is_faxed).peekable();
        let mut number = 0;
        let is_called = |called: &&Called<'_>| called.lines.iter().any(|(_, faxes)| *faxes > 0);
        let folders = called.iter().filter(is_called);
        let folders: Vec<&str> = folders.map(|called| &called.target.id[..]).collect();
        names.announce(folder, &folders)?;
        for called in called {
            let target = called.target;
            if is_called(&called) {
                self.names.add_folder(folder, &target.id)?;
            }
            let members = survey.writing(request, target)?.enumerate();
            let members = members.filter(|(_, member)| {
                number += 1;
                member.is_err() || shard.has(number - 1)
            });
            let jobs = members.map(|(n, member)| {
                let member = member?;
                let stem = file_names::letter(&target.id, &member);
                let lines = called.lines.iter().filter(|(_, faxes)| n < *faxes);
                let lines: Vec<FaxLine> = lines.map(|(line, _)| line.clone()).collect();
                let ending = faxing.file.extension();
                let file = |line: &FaxLine| format!("{}.{ending}", line.name(&stem));
                Ok(Job {
                    target,
                    files: lines.iter().map(file).collect(),
                    lines,
                    earlier: resume::entries(&mut earlier, target, &member)?,
                    member,
                })
            });
            let jobs = single::listed(jobs, folder, names);
            let work = |faxer: &mut Faxer<'r>, job: Result<Job<'r>, Diagnostic>| {
                let make = |job: &Job<'r>| {
                    let calls = job.lines.iter().zip(&job.files);
                    faxer.make(job.target, &job.member, calls)
                };
                match job {
                    Ok(job) if job.files.is_empty() => (0, Done::Kept(Vec::new())),
                    Ok(job) => (job.files.len(), single::write(folder, names, &job, make)),
                    Err(problem) => (0, Done::Stopped(problem)),
                }
            };
            parallel::in_order(
                jobs,
                request.jobs,
                || Faxer::new(request, faxing),
                work,
                |(files, done)| self.faxed(files, done).map_err(Problems::from),
            )?;
        }
        Ok(())
    }

    fn faxed(&mut self, files: usize, done: Done) -> Result<(), Diagnostic> {
        match done {
            Done::Kept(entries) => {
                self.summary.faxes.kept += entries.len();
                self.count_faxes(&entries)?;
            }
            Done::Written(entries, notes) => {
                self.summary.notes.add_new(notes);
                self.count_faxes(&entries)?;
            }
            Done::Stopped(problem) => return Err(problem),
            Done::Failed(problems) => {
                self.summary.faxes.missing += files;
                self.summary.failed.append(problems);
            }
        }
        self.done(1);
        Ok(())
    }

    /// Puts faxes that are complete into the manifest, and counts them.
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
