//! `batch DIR --only`: some letters of a batch again, from what its record says, into another folder.
//!
//! Owns that they are the letters of that batch, and that nothing in its folder changes.

use std::path::{Path, PathBuf};

use crate::batch::Request;
use crate::batch::plan::located::{self, Located};
use crate::batch::record::additions::{self, Letters};
use crate::batch::record::batch_record::{BatchRecord, Combine};
use crate::batch::record::chosen::Chosen;
use crate::batch::record::differences::{Change, InputKind};
use crate::batch::record::picked::{self, Picked, named};
use crate::batch::record::record_file;
use crate::cli::args::batch::BatchArgs;
use crate::cli::batch::arguments::BatchPlaces;
use crate::cli::batch::basis::Basis;
use crate::cli::batch::{batch_run, only_words, request, sharing};
use crate::cli::exit::Exit;
use crate::console::Console;
use crate::counting::one_or_many;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

/// Writes some letters of the batch in a folder again.
pub(super) fn run(
    args: &BatchArgs,
    folder: &Path,
    campaign: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let record = record_file::read_needed(folder)?;
    can_be_made_again(&record, folder)?;
    let output = output(args, folder)?;
    let reading = args.reading.of_sheet(args.sheet.as_ref());
    let places = BatchPlaces {
        folder,
        members: args.members.as_deref(),
        reading: Some(&reading),
        from: args.from.as_deref(),
        campaign,
    };
    let basis = Basis::find(&record, places)?;
    let mut request = basis.request(Letters::default())?;
    let members = request.members.digest()?;
    console.tell(&unchanged(&basis, &request)?);
    let (picked, located) = find(&args.only, &basis, &request)?;
    request.only = Some(located.only.clone());
    request.jobs = request::jobs(args);
    let own = own_args(args, &basis, output.clone());
    request.readers = sharing::readers(&own, output.as_deref())?;
    let asked = (&own, &request, &members);
    let (exit, is_written) = batch_run::obey(asked, output.clone(), basis.source(), console)?;
    let Some(output) = output.filter(|_| is_written) else {
        return Ok(exit);
    };
    let others = picked.compare(&output, &located.then)?;
    if others.has_errors() {
        console.tell(&others);
        return Ok(Exit::SomeFailed);
    }
    let letters = one_or_many(picked.letters.len(), "the letter is", "the letters are");
    let folder = folder.display();
    console.inform(&format!("{letters} as in `{folder}`, compared one by one"));
    Ok(exit)
}

/// Checks that the record says which letters there are.
fn can_be_made_again(record: &BatchRecord, folder: &Path) -> Result<(), Diagnostic> {
    let per_line = record.fax.as_ref().and_then(|fax| fax.per_line);
    let Some(most) = per_line else {
        return Ok(());
    };
    let message = format!(
        "the batch in `{}` has `--per-line {most}`: which of its faxes there are depends on all its letters",
        folder.display()
    );
    let help = "take the files themselves: `manifest.csv` names them";
    Err(Diagnostic::error(message).help(help))
}

/// The folder that the letters are written into, which is another one.
fn output(args: &BatchArgs, folder: &Path) -> Result<Option<PathBuf>, Problems> {
    let Some(output) = &args.output else {
        return Ok(None);
    };
    batch_run::is_folder(output)?;
    if disk::way(folder, output)?.starts_with("..") {
        return Ok(Some(output.clone()));
    }
    let message = format!("`{}` is in the folder of the batch", output.display());
    let help = "name another folder beside it with `-o`: the letters of the batch stay as they are";
    Err(Diagnostic::error(message).help(help).into())
}

/// The notes on inputs that are not as they were and may be so.
///
/// # Errors
/// If others are not as they were: the letters would not be the same.
fn unchanged(basis: &Basis<'_>, request: &Request<'_>) -> Result<Problems, Problems> {
    let (mut notes, mut problems) = (Problems::default(), Problems::default());
    for change in basis.changes(request)? {
        let problem = basis.problem(&change);
        match change.kind {
            InputKind::Members => notes.push(Diagnostic::note(problem.message).help(
                "its members are found by what their rows say; lines and rows count as in `manifest.csv`",
            )),
            InputKind::Program => notes.push(Diagnostic::warning(problem.message).help(
                "whether the letters say the same is compared; line breaks may be others",
            )),
            _ => problems.push(problem.help(put_back(&change))),
        }
    }
    if problems.has_errors() {
        return Err(problems);
    }
    Ok(notes)
}

/// What helps where an input is not as it was.
fn put_back(change: &Change) -> &'static str {
    match change.kind {
        InputKind::Campaign => {
            "the letters would not be the same: put it back, or say with `--campaign` where it is"
        }
        InputKind::Branch => {
            "the letters would not be the same: put it back, or say with `--from` where it is"
        }
        InputKind::Members | InputKind::Program | InputKind::Choice | InputKind::Count => {
            "put `batch.toml` back as `batch` wrote it"
        }
    }
}

/// Finds the letters that the words of `--only` mean, and their signers in the members file.
///
/// # Errors
/// If a word means no letter, or a signer is not in the members file as then.
pub(crate) fn find(
    only: &[String],
    basis: &Basis<'_>,
    request: &Request<'_>,
) -> Result<(Picked, Located), Problems> {
    let words = only_words::words(only, basis.of(), request.members.options())?;
    let (mut chosen, record) = (Chosen::new(words), basis.record());
    if record.members.household {
        located::learn(request, &mut chosen)?;
    }
    let are_alone = record.files.combine == Combine::None || record.mail.maildir;
    let picked = picked::pick(basis.of(), &mut chosen, are_alone);
    let picked = picked.map_err(|problems| beside_additions(problems, basis.of()))?;
    let located = located::locate(request, &picked.letters)?;
    if chosen.has_numbers() && !located.moved.is_empty() {
        let message = format!(
            "lines of `{}` are not where they were: {}",
            request.members.name(),
            named(&located.moved)
        );
        let help = "say which members you mean by their ids, in the column `member` of `manifest.csv`, or name the list \
                    that the letters were written from with `--members`";
        return Err(Diagnostic::error(message).help(help).into());
    }
    Ok((picked, located))
}

/// Adds to the problems of words that letters of additions are in folders of their own, if there are any.
fn beside_additions(problems: Problems, folder: &Path) -> Problems {
    let additions = additions::all(folder).unwrap_or_default();
    let Some((_, first)) = additions.first() else {
        return problems;
    };
    let help = format!(
        "letters of `--new-only` are in folders of their own: for those, name one, such as `{}`",
        first.display()
    );
    let helped = problems.0.into_iter();
    Problems(helped.map(|problem| problem.help(help.clone())).collect())
}

/// The arguments of the batch, with those of this run.
fn own_args(args: &BatchArgs, basis: &Basis<'_>, output: Option<PathBuf>) -> BatchArgs {
    BatchArgs {
        output,
        folder: args.folder.clone(),
        only: args.only.clone(),
        dry_run: args.dry_run,
        force: args.force,
        readers: args.readers,
        jobs: args.jobs,
        json: args.json,
        ..basis.args().clone()
    }
}
