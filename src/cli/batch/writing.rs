//! The writing of a batch that was surveyed: whether it is needed, the folder made ready, the letters, and the end.

use std::path::Path;

use crate::batch::Request;
use crate::batch::plan::fax_queue::{self, Called};
use crate::batch::plan::survey::Survey;
use crate::batch::record::batch_record::{BatchRecord, WrittenRecord};
use crate::batch::record::folder::{self, Way};
use crate::batch::record::shard::Shard;
use crate::batch::write::progress::Summary;
use crate::batch::write::{print_files, run};
use crate::campaign::Folder;
use crate::cli::args::batch::BatchArgs;
use crate::cli::batch::record;
use crate::cli::batch::rejects::{Rejects, RejectsFile};
use crate::cli::batch::summary::{self, Block};
use crate::cli::batch::{faxes, refusals, sharing};
use crate::cli::exit::Exit;
use crate::console::{self, Console};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk::Lock;

/// A batch that is to be written.
pub(super) struct Writing<'w> {
    /// The arguments.
    pub args: &'w BatchArgs,
    /// The request that they mean.
    pub request: &'w Request<'w>,
    /// The survey of the members file.
    pub found: &'w Survey<'w>,
    /// The fax lines that are called.
    pub called: &'w [Called<'w>],
    /// The folder.
    pub output: &'w Path,
    /// The console that people are told on.
    pub console: Console,
}

impl Writing<'_> {
    /// Tells whether there is something to write; there is nothing if every letter is there already.
    ///
    /// # Errors
    /// If rows are wrong and are not to be left out, or there is nobody to write for.
    pub(super) fn is_needed(&self, rejected: &Rejects) -> Result<bool, Problems> {
        let found = self.found;
        if found.problems.has_errors() && !self.args.skip_bad {
            return Err(self.refusal());
        }
        if found.letters() == 0 && found.already > 0 {
            return Ok(false);
        }
        if found.letters() == 0 && (self.args.new_only || rejected.is_empty()) {
            return Err(refusals::nobody().into());
        }
        Ok(true)
    }

    /// The reason why nothing is written where something is wrong.
    fn refusal(&self) -> Problems {
        if self.found.signers.rejected.is_empty() {
            return refusals::not_all().into();
        }
        let every = "every row that is wrong is then in `rejected.csv`, with what is wrong with it";
        refusals::rows_are_wrong().help(every).into()
    }

    /// Makes the folder ready: its record, and the rows that are rejected.
    ///
    /// # Errors
    /// If the folder has what is not to be replaced, cannot be written, or there is nobody to write for.
    pub(super) fn prepare(
        &self,
        campaign: (&Folder, Option<&Path>),
        members: &Digest,
        rejected: &RejectsFile,
    ) -> Result<Lock, Problems> {
        console::heed_stop();
        let (args, request, output) = (self.args, self.request, self.output);
        let record = self.record(campaign, *members, rejected)?;
        let way = Way {
            force: args.force,
            addition: args.new_only,
            shard: request.shard,
        };
        self.console.tell(&sharing::refused(args, request, output));
        let planned = print_files::planned(request, self.found, self.called);
        let ready = folder::prepare(output, &record, way, &planned)?;
        self.console.tell(&ready.notes);
        rejected.place(request.readers, self.console)?;
        if self.found.letters() == 0 {
            return Err(refusals::nobody().help(rejected.told()).into());
        }
        Ok(ready.lock)
    }

    /// The record of the batch.
    fn record(
        &self,
        campaign: (&Folder, Option<&Path>),
        members: Digest,
        rejected: &RejectsFile,
    ) -> Result<BatchRecord, Problems> {
        let made = (self.request, members);
        let record = record::record(self.args, campaign, made, self.output)?;
        let faxes = fax_queue::faxes(self.called);
        Ok(BatchRecord {
            written: WrittenRecord {
                rejected_sha256: rejected.digest(),
                ..record::counts(self.request, self.found, faxes)
            },
            ..record
        })
    }

    /// Writes the letters.
    ///
    /// # Errors
    /// If a file cannot be written, the members file is another than before, or not all letters were made.
    pub(super) fn write(&self, members: &Digest) -> Result<Summary, Problems> {
        let (request, found) = (self.request, self.found);
        let all = run::steps(request, found);
        let mut progress = self.console.progress(all);
        let tick = |done| {
            progress.show(done);
            self.heed_stop(done, all)
        };
        let ran = run::run(request, found, self.called, self.output, tick);
        // Before anything is told.
        progress.finish();
        let summary = ran?;
        if request.members.digest()? != *members {
            let problem = refusals::members_changed(self.args.members());
            return Err(problem.help("write the batch again with `--force`").into());
        }
        let faxes = summary.faxes.count + summary.faxes.missing;
        let made = summary.letters + summary.missing + faxes;
        let (written, _) = found.written(request);
        let counted = written + fax_queue::faxes(self.called);
        if request.shard == Shard::WHOLE && made != counted {
            return Err(refusals::miscounted(made, counted).into());
        }
        Ok(summary)
    }

    /// Tells what was written: the letters in one block, then the faxes.
    fn tell_summary(&self, summary: &Summary) {
        let (request, console) = (self.request, self.console);
        let block = Block::of_letters(request, self.found, summary);
        let written = summary::written(summary);
        let head = if request.formats.is_empty() {
            format!("the batch in `{}`:", self.output.display())
        } else {
            format!("wrote {written} into `{}`", self.output.display())
        };
        block.tell(&head, console);
        if request.faxing.is_some() && summary.faxes.count + summary.faxes.missing > 0 {
            faxes::tell(request, &summary.faxes, self.output, console);
        }
    }

    /// Stops the run where somebody asked for that and there is more to do.
    fn heed_stop(&self, done: usize, all: usize) -> Result<(), Diagnostic> {
        match console::asked_to_stop() {
            Some(by) if done < all => {
                Err(refusals::stopped((by, done, all), self.output, self.args))
            }
            _ => Ok(()),
        }
    }

    /// Tells what was written and what was not, and returns how that ends.
    pub(super) fn tell(&self, mut summary: Summary, rejected: &RejectsFile) -> Exit {
        // What was told of the rows need not be told again of their letters.
        let told = &self.found.problems;
        summary.notes.0.retain(|note| !told.0.contains(note));
        self.console.tell(&summary.notes);
        self.console.tell(&summary.failed);
        self.tell_summary(&summary);
        if !rejected.is_empty() {
            self.console.inform(&rejected.told());
        }
        if told.has_errors() || summary.failed.has_errors() {
            Exit::SomeFailed
        } else {
            Exit::Done
        }
    }
}
