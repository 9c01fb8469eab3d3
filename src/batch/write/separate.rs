//! The letters of a run as files of their own.

use crate::batch::make::entry::Whole;
use crate::batch::make::work::Worker;
use crate::batch::record::entry::Entry;
use crate::batch::write::resume;
use crate::batch::write::single;
use crate::batch::write::single::{Done, Job};
use crate::diagnostic::{Diagnostic, Problems};
use crate::parallel;

use crate::batch::write::apart::Apart;
use crate::batch::write::progress::Run;

impl<'r, T: FnMut(usize)> Run<'r, T> {
    /// Every letter as files of its own.
    pub(super) fn separate(&mut self) -> Result<(), Problems> {
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
                    earlier: resume::entries(&mut earlier, target, &member)?,
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
}
