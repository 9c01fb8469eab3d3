//! `batch`: writes the letters of many members.

use std::path::{Path, PathBuf};

use crate::batch::Request;
use crate::batch::plan::survey;
use crate::batch::record::additions::{self, Letters};
use crate::campaign::Campaign;
use crate::cli::args::batch::BatchArgs;
use crate::cli::batch::request::request;
use crate::cli::batch::{again, batch_run, name_order, purge};
use crate::cli::exit::Exit;
use crate::cli::shared::{plan, slots};
use crate::console::Console;
use crate::diagnostic::Problems;

/// Writes a batch, or removes one.
pub(crate) fn run(
    args: &BatchArgs,
    path: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    if let Some(folder) = &args.purge {
        return purge::run(folder, console);
    }
    if let Some(folder) = &args.folder {
        return again::run(args, folder, path, console);
    }
    let folder = plan::folder(path)?;
    let mut campaign = plan::sound(&folder)?;
    let (mut request, output) = prepare(args, &mut campaign)?;
    name_order::settle(&mut request, console)?;
    // Before the first look at the rows: a file that changes meanwhile is found out at the end.
    let members = request.members.digest()?;
    if args.signatories {
        request.added.signatories = survey::names(&request)?;
    }
    let (exit, _) = batch_run::obey((args, &request, &members), output, (&folder, path), console)?;
    Ok(exit)
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
    batch_run::is_folder(output)?;
    if !args.new_only {
        return Ok((Some(output.clone()), Letters::default()));
    }
    let (output, already) = additions::next(output)?;
    Ok((Some(output), already))
}
