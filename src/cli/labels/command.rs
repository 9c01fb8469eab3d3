//! `labels` and `envelopes`: print the addresses of letters, in the order of the letters.

use std::path::Path;

use crate::cli::args::labels::{AddressesArgs, EnvelopesArgs, LabelsArgs};
use crate::cli::args::shared::FormatArg;
use crate::cli::exit::Exit;
use crate::cli::labels::choice::StationeryChoice;
use crate::cli::labels::job::AddressJob;
use crate::cli::labels::recorded::RecordedBatches;
use crate::cli::shared::destination::{self, Destination};
use crate::cli::shared::plan;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;
use crate::page::stationery;

/// Prints labels.
pub(crate) fn labels(
    args: &LabelsArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let job = AddressJob {
        args: &args.addresses,
        choice: StationeryChoice {
            all: stationery::built_in()?.sheets,
            what: "sheet",
            option: "sheet",
            name: args.sheet.as_deref(),
            start: args.start.into(),
        },
        title: "Address labels",
        console,
    };
    run(&job, folder)
}

/// Prints envelopes.
pub(crate) fn envelopes(
    args: &EnvelopesArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let job = AddressJob {
        args: &args.addresses,
        choice: StationeryChoice {
            all: stationery::built_in()?.envelopes,
            what: "envelope",
            option: "size",
            name: args.size.as_deref(),
            start: 1,
        },
        title: "Envelopes",
        console,
    };
    run(&job, folder)
}

fn run(job: &AddressJob<'_>, folder: Option<&Path>) -> Result<Exit, Problems> {
    let mut problems = Problems::default();
    let destination = problems.keep(destination(job.args));
    if let Some(of) = &job.args.folder {
        if let Some(Destination::File(file)) = &destination {
            problems.keep(outside(of, file));
        }
        let batches = problems.keep(RecordedBatches::find(of, job.args, folder));
        let (Some(destination), Some(batches), false) =
            (destination, batches, problems.has_errors())
        else {
            return Err(problems);
        };
        return job.of_batches(&batches, &destination);
    }
    let campaign = problems.keep(plan::campaign(folder));
    let (Some(destination), Some(campaign)) = (destination, campaign) else {
        return Err(problems);
    };
    match &job.args.members {
        Some(members) => job.of_members(members, &campaign, &destination),
        None => job.of_one(&campaign, &destination),
    }
}

/// Checks that addresses are not written into the folder of their batch, where `verify` would take them for letters.
fn outside(of: &Path, file: &Path) -> Result<(), Diagnostic> {
    if disk::way(of, file)?.starts_with("..") {
        return Ok(());
    }
    let message = format!("`{}` is in the folder of the batch", file.display());
    Err(Diagnostic::error(message).help("write it elsewhere: `verify` would take it for a letter"))
}

/// The file or stream that they are written to.
///
/// # Errors
/// A folder, a file that is no PDF, or one that is there and is not to be replaced.
fn destination(args: &AddressesArgs) -> Result<Destination, Diagnostic> {
    let (destination, _) = destination::choose(Some(&args.output), Some(FormatArg::Pdf))?;
    let path = args.output.display();
    match &destination {
        Destination::Standard => {}
        Destination::Folder(_) => {
            let problem = Diagnostic::error(format!("`{path}` is a folder"));
            return Err(problem.help("give `-o FILE.pdf`: all addresses are in one file"));
        }
        Destination::File(file) => {
            let is_pdf = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("pdf");
            if !file.extension().is_some_and(is_pdf) {
                let problem = Diagnostic::error(format!("`{path}` does not end with .pdf"));
                return Err(problem.help("addresses are written as PDF"));
            }
            disk::keep(file, args.force)?;
        }
    }
    Ok(destination)
}
