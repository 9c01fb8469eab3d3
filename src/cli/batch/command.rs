//! `batch`: writes the letters of many members.

use std::path::{Path, PathBuf};

use crate::batch::Request;
use crate::batch::plan::survey::{self, Survey};
use crate::batch::record::additions::{self, Letters};
use crate::batch::write::progress::Summary;
use crate::campaign::{Campaign, Folder};
use crate::cli::args::batch::BatchArgs;
use crate::cli::batch::record::members_digest;
use crate::cli::batch::rejects::Rejects;
use crate::cli::batch::request::request;
use crate::cli::batch::writing::Writing;
use crate::cli::batch::{batch_json, channels, faxes, purge, summary};
use crate::cli::exit::Exit;
use crate::cli::shared::{plan, slots};
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk;

/// Writes a batch, or removes one.
pub(crate) fn run(
    args: &BatchArgs,
    path: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    if let Some(folder) = &args.purge {
        return purge::run(folder, console);
    }
    let folder = plan::folder(path)?;
    let mut campaign = plan::sound(&folder)?;
    let (mut request, output) = prepare(args, &mut campaign)?;
    // Before the first look at the rows: a file that changes meanwhile is found out at the end.
    let members = members_digest(&request)?;
    if args.signatories {
        request.added.signatories = survey::names(&request)?;
    }
    let output = output.filter(|_| !args.dry_run);
    let mut rejected = Rejects::new(args, output.as_deref())?;
    let found = survey::survey(&request, |header, row| rejected.add(header, row))?;
    tell(&request, &found, console);
    let called = faxes::called(&request, &found, console)?;
    let reporting = Reporting {
        args,
        found: &found,
        console,
    };
    let Some(output) = output.as_deref() else {
        return reporting.counted();
    };
    let writing = Writing {
        args,
        request: &request,
        found: &found,
        called: &called,
        output,
        console,
    };
    write(&writing, rejected, (&folder, path), &members, &reporting)
}

/// Writes what was surveyed, if there is something to write.
fn write(
    writing: &Writing<'_>,
    rejected: Rejects,
    campaign: (&Folder, Option<&Path>),
    members: &Digest,
    reporting: &Reporting<'_>,
) -> Result<Exit, Problems> {
    if !writing.is_needed(&rejected)? {
        reporting.report(None)?;
        return Ok(Exit::Done);
    }
    let rejected = rejected.finish()?;
    // Nobody else writes into the folder until the run has ended.
    let _lock = writing.prepare(campaign, members, &rejected)?;
    let summary = writing.write(members)?;
    reporting.report(Some((&summary, writing.output)))?;
    Ok(writing.tell(summary, &rejected))
}

/// The report on a batch, for those who ask for one.
struct Reporting<'r> {
    args: &'r BatchArgs,
    found: &'r Survey<'r>,
    console: Console,
}

impl Reporting<'_> {
    /// Prints the report where nothing is written, and returns how that ends.
    fn counted(&self) -> Result<Exit, Problems> {
        self.report(None)?;
        let is_bad = self.found.problems.has_errors();
        Ok(if is_bad { Exit::SomeFailed } else { Exit::Done })
    }

    /// Prints the report, if it was asked for.
    fn report(&self, written: Option<(&Summary, &Path)>) -> Result<(), Diagnostic> {
        if !self.args.json {
            return Ok(());
        }
        self.console
            .data(batch_json::of(self.found, written)?.as_bytes())
    }
}

/// Tells what was found in the members file.
fn tell(request: &Request<'_>, found: &Survey<'_>, console: Console) {
    console.tell(&found.problems);
    console.leave_out(found.untold);
    summary::tell_survey(request, found, console);
    channels::tell(request, found, console);
}

/// Works out what was asked for, and into which folder it goes.
fn prepare<'c>(
    args: &BatchArgs,
    campaign: &'c mut Campaign,
) -> Result<(Request<'c>, Option<PathBuf>), Problems> {
    let mut problems = Problems::default();
    problems.keep(slots::fill(campaign, &args.slots, &args.target));
    let (output, already) = place(args)?;
    let request = problems.keep(request(args, output.as_deref(), campaign));
    let Some(mut request) = request.filter(|_| !problems.has_errors()) else {
        return Err(problems);
    };
    request.already = already;
    Ok((request, output))
}

/// The folder that letters are written into, and the letters that earlier batches have already.
fn place(args: &BatchArgs) -> Result<(Option<PathBuf>, Letters), Problems> {
    let Some(output) = &args.output else {
        return Ok((None, Letters::default()));
    };
    is_folder(output)?;
    if !args.new_only {
        return Ok((Some(output.clone()), Letters::default()));
    }
    let (output, already) = additions::next(output)?;
    Ok((Some(output), already))
}

/// Checks that the letters go into a folder, not into a file and not to standard output.
fn is_folder(output: &Path) -> Result<(), Diagnostic> {
    let what = if output == Path::new("-") {
        "is standard output, and a batch is many files"
    } else if disk::exists(output)? && !disk::is_folder(output)? {
        "is a file, and a batch is many"
    } else {
        return Ok(());
    };
    let message = format!("`{}` {what}", output.display());
    Err(Diagnostic::error(message).help("name a folder with `-o`"))
}
