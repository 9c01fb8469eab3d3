//! The letters of a run as files of their own.

use crate::batch::make::entry::LetterFiles;
use crate::batch::make::work::Worker;
use crate::batch::record::entry::Entry;
use crate::batch::write::resume;
use crate::batch::write::single::LetterJob;
use crate::diagnostic::{Diagnostic, Problems};

use crate::batch::write::apart::Apart;
use crate::batch::write::progress::BatchRun;

impl<'r, T: FnMut(usize) -> Result<(), Diagnostic>> BatchRun<'r, T> {
    /// Writes every letter as files of its own.
    pub(super) fn separate(&mut self) -> Result<(), Problems> {
        let apart = Apart::new(self.request, self.survey);
        self.make_folders(&apart.folders())?;
        let (request, survey) = (self.request, self.survey);
        let is_posted = |entry: &Entry| !entry.is_fax();
        let mut earlier = self
            .book
            .earlier()?
            .filter(|entry| entry.as_ref().map_or(true, is_posted))
            .peekable();
        let mut count = 0;
        for (target, _) in &survey.targets {
            let route = request.route(target);
            if route.formats.is_empty() {
                continue;
            }
            let jobs = self.members(target, &mut count)?.map(|(_, member)| {
                let member = member?;
                Ok(LetterJob {
                    target,
                    files: apart.files(target, &member, route),
                    lines: Vec::new(),
                    earlier: resume::entries(&mut earlier, target, &member)?,
                    member,
                })
            });
            let make = |worker: &mut Worker<'r>, job: &LetterJob<'r>| {
                let made = worker.make(job.target, &job.member, true)?;
                Ok(LetterFiles::new(made, &job.files))
            };
            let worker = || Worker::new(request);
            self.write(jobs, worker, make, |run, _, done| run.take(done))?;
        }
        Ok(())
    }

    /// Makes the folders of letters, or their Maildirs.
    fn make_folders(&mut self, folders: &[&str]) -> Result<(), Diagnostic> {
        self.names.announce(self.folder, folders)?;
        for below in folders {
            if self.request.maildir {
                self.names.add_maildir(self.folder, below)?;
            } else {
                self.names.add_folder(self.folder, below)?;
            }
        }
        Ok(())
    }
}
