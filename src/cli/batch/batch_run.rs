//! A batch as it was requested: surveyed, told, and written or counted.

use std::path::{Path, PathBuf};

use crate::batch::Request;
use crate::batch::plan::survey::{self, Survey};
use crate::batch::write::progress::Summary;
use crate::campaign::Folder;
use crate::cli::args::batch::BatchArgs;
use crate::cli::batch::rejects::Rejects;
use crate::cli::batch::writing::Writing;
use crate::cli::batch::{batch_json, channels, faxes, summary};
use crate::cli::exit::Exit;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk;

/// Writes a batch as it was requested, or counts it. Returns how that ends, and whether something was written.
pub(super) fn obey(
    (args, request, members): (&BatchArgs, &Request<'_>, &Digest),
    output: Option<PathBuf>,
    campaign: (&Folder, Option<&Path>),
    console: Console,
) -> Result<(Exit, bool), Problems> {
    let output = output.filter(|_| !args.dry_run);
    let mut rejected = Rejects::new(args, output.as_deref())?;
    let found = survey::survey(request, |header, row| rejected.add(header, row))?;
    tell(request, &found, console);
    let called = faxes::called(request, &found, console)?;
    let reporting = Reporting {
        args,
        request,
        found: &found,
        console,
    };
    let Some(output) = output.as_deref() else {
        return Ok((reporting.counted()?, false));
    };
    let writing = Writing {
        args,
        request,
        found: &found,
        called: &called,
        output,
        console,
    };
    write(&writing, rejected, campaign, members, &reporting)
}

/// Writes what was surveyed, if there is something to write.
fn write(
    writing: &Writing<'_>,
    rejected: Rejects,
    campaign: (&Folder, Option<&Path>),
    members: &Digest,
    reporting: &Reporting<'_>,
) -> Result<(Exit, bool), Problems> {
    let is_needed = writing.is_needed(&rejected);
    if !matches!(is_needed, Ok(true)) {
        reporting.tell();
    }
    if !is_needed? {
        reporting.console.inform("every letter is there already");
        reporting.report(None)?;
        return Ok((Exit::Done, false));
    }
    let rejected = rejected.finish()?;
    // Nobody else writes into the folder until the run has ended.
    let _lock = writing.prepare(campaign, members, &rejected)?;
    let summary = writing.write(members)?;
    reporting.report(Some((&summary, writing.output)))?;
    Ok((writing.tell(summary, &rejected), true))
}

/// The report on a batch, for those who ask for one.
struct Reporting<'r> {
    args: &'r BatchArgs,
    request: &'r Request<'r>,
    found: &'r Survey<'r>,
    console: Console,
}

impl Reporting<'_> {
    /// Prints the report where nothing is written, and returns how that ends.
    fn counted(&self) -> Result<Exit, Problems> {
        self.tell();
        self.report(None)?;
        let is_bad = self.found.problems.has_errors();
        Ok(if is_bad { Exit::SomeFailed } else { Exit::Done })
    }

    /// Tells what was found.
    fn tell(&self) {
        summary::tell_survey(self.request, self.found, self.console);
    }

    /// Prints the report, if it was asked for.
    fn report(&self, written: Option<(&Summary, &Path)>) -> Result<(), Diagnostic> {
        if !self.args.json {
            return Ok(());
        }
        self.console
            .data(batch_json::of(self.request, self.found, written)?.as_bytes())
    }
}

/// Tells what was found in the members file.
fn tell(request: &Request<'_>, found: &Survey<'_>, console: Console) {
    if request.all_problems {
        console.tell_all(&found.problems);
    } else {
        console.tell(&found.problems);
    }
    console.leave_out(found.untold);
    if found.has_untold_rows() {
        console.inform("`--all-problems` tells every row that has a mistake");
    }
    channels::tell(request, found, console);
}

/// Checks that the letters go into a folder, not into a file and not to standard output.
pub(super) fn is_folder(output: &Path) -> Result<(), Diagnostic> {
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
