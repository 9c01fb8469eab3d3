//! `batch`: the letters of many members.

mod faxes;
mod purge;
mod rejects;
mod request;
mod sharing;
mod ways;

use crate::batch::record::inputs;
use std::path::Path;

use super::args::Batch;
use super::{Exit, plan, slots};
use crate::batch::Request;
use crate::batch::plan::fax_queue;
use crate::batch::plan::survey;
use crate::batch::plan::survey::Survey;
use crate::batch::record::additions;
use crate::batch::record::additions::Letters;
use crate::batch::record::folder;
use crate::batch::record::folder::Way;
use crate::batch::record::inputs::Inputs;
use crate::batch::record::shard::Shard;
use crate::batch::write::progress::Summary;
use crate::batch::write::{print_files, run};
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

use rejects::Rejects;
pub(super) use request::{
    ATTACH, CAMPAIGN, COPIES, RESOLUTION, campaign_digest, inputs, members_digest, request,
};

/// The input that says how often members sign, where a letter has several signatures.
pub(super) const SIGNATURES: &str = "signatures";

/// The format of letters that are faxed, as `batch.toml` says it, and the input that says how many faxes there are.
pub(super) const FAX: &str = "fax";
pub(super) const FAXES: &str = "faxes";

/// The input that says how many letters are written, one in two formats as two, where that is not all in each.
pub(super) const ROWS: &str = "written";

/// The input that says which rows are without a signature below the letters of a branch.
pub(super) const WITHOUT: &str = "rows_without_signature";

/// The inputs that are counted, or made of the rows: they follow from the others.
pub(super) const COUNTED: [&str; 6] = [
    "letters",
    SIGNATURES,
    FAXES,
    ROWS,
    WITHOUT,
    inputs::REJECTED_ROWS,
];

/// Runs the command.
pub fn run(args: &Batch, path: Option<&Path>, console: Console) -> Result<Exit, Problems> {
    if let Some(folder) = &args.purge {
        return purge::run(folder, console);
    }
    let folder = plan::folder(path)?;
    let mut campaign = plan::sound(&folder)?;
    let mut problems = Problems::default();
    problems.keep(slots::fill(&mut campaign, &args.slots, &args.target));
    let mut already = Letters::default();
    let mut output = args.output.clone();
    if let Some(output) = &mut output {
        is_folder(output)?;
        if args.new_only {
            (*output, already) = additions::next(output)?;
        }
    }
    let request = problems.keep(request(args, output.as_deref(), &campaign));
    let Some(mut request) = request.filter(|_| !problems.has_errors()) else {
        return Err(problems);
    };
    request.already = already;
    // Before the first look at the rows: a file that changes meanwhile is found out at the end.
    let members = members_digest(&request)?;
    if args.signatories {
        request.added.signatories = survey::names(&request)?;
    }
    let output = output.filter(|_| !args.dry_run);
    let mut rejected = Rejects::new(args, output.as_deref())?;
    let found = survey::survey(&request, |header, row| rejected.add(header, row))?;
    console.tell(&found.problems);
    console.leave_out(found.untold);
    tell_survey(&request, &found, console);
    ways::tell(&request, &found, console);
    let called = faxes::called(&request, &found, console)?;
    let is_bad = found.problems.has_errors();
    let Some(output) = output.as_deref() else {
        return Ok(if is_bad { Exit::SomeFailed } else { Exit::Done });
    };
    if is_bad && !args.skip_bad {
        let is_of_rows = !found.signers.rejected.is_empty();
        return Err(if is_of_rows {
            let every =
                "every row that is wrong is then in `rejected.csv`, with what is wrong with it";
            rows_are_wrong().help(every)
        } else {
            ways::not_all()
        }
        .into());
    }
    if found.letters() == 0 && found.already > 0 {
        console.inform("every letter is there already");
        return Ok(Exit::Done);
    }
    if found.letters() == 0 && (args.new_only || rejected.is_empty()) {
        return Err(nobody().into());
    }
    let rejected = rejected.finish()?;
    let mut inputs = inputs(args, (&folder, path), &request, output)?;
    inputs.add("members", &members);
    count(&mut inputs, &request, &found, fax_queue::faxes(&called));
    let (written, _) = found.written(&request);
    rejected.record(&mut inputs);
    let way = Way {
        force: args.force,
        addition: args.new_only,
        shard: request.shard,
    };
    console.tell(&sharing::refused(args, &request, output));
    let planned = print_files::planned(&request, &found, &called);
    let ready = folder::prepare(output, &inputs, way, &planned)?;
    console.tell(&ready.notes);
    rejected.place(request.readers, console)?;
    if found.letters() == 0 {
        return Err(nobody().help(rejected.told()).into());
    }
    let mut progress = console.progress(run::steps(&request, &found));
    let tick = |done| progress.show(done);
    let mut summary = run::run(&request, &found, &called, output, tick)?;
    progress.finish();
    if members_digest(&request)? != members {
        let problem = members_changed(args.members());
        return Err(problem.help("write the batch again with `--force`").into());
    }
    let (there, wanted) = (
        summary.letters + summary.missing + summary.faxes.count + summary.faxes.missing,
        written + fax_queue::faxes(&called),
    );
    if request.shard == Shard::WHOLE && there != wanted {
        let message = format!("{there} letters were made where {wanted} were counted");
        let help = "this is a fault of the program: do not send these letters, and report it";
        return Err(Diagnostic::error(message).help(help).into());
    }
    // What was told of the rows need not be told again of their letters.
    let told = &found.problems.0;
    summary.notes.0.retain(|note| !told.contains(note));
    console.tell(&summary.notes);
    console.tell(&summary.failed);
    tell_summary(&request, &summary, output, console);
    if !rejected.is_empty() {
        console.inform(&rejected.told());
    }
    let failed = is_bad || summary.failed.has_errors();
    Ok(if failed { Exit::SomeFailed } else { Exit::Done })
}

/// Says in the inputs how many letters there are, and who does not sign.
fn count(inputs: &mut Inputs, request: &Request<'_>, found: &Survey<'_>, faxes: usize) {
    inputs.add("letters", &found.letters());
    let (_, rows) = found.written(request);
    if rows != found.letters() * request.formats.len() {
        inputs.add(ROWS, &rows);
    }
    if request.faxing.is_some() {
        inputs.add(FAXES, &faxes);
    }
    if request.household {
        inputs.add(SIGNATURES, &found.signatures);
    }
    if request.signatories && !found.signers.rejected.is_empty() {
        let rows = found.signers.rejected.iter().map(usize::to_string);
        inputs.add(WITHOUT, &rows.collect::<Vec<_>>().join(", "));
    }
}

/// A batch needs a folder, not a file and not standard output.
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

/// Why there are no letters.
pub(super) fn nobody() -> Diagnostic {
    Diagnostic::error("there is nobody to write letters for")
}

/// The members file was another one at the end than at the beginning.
pub(super) fn members_changed(path: &Path) -> Diagnostic {
    Diagnostic::error(format!("`{}` changed while it was read", path.display()))
}

/// Why nothing was written.
pub(super) fn rows_are_wrong() -> Diagnostic {
    let problem = Diagnostic::error("nothing was written, for there are rows that are wrong");
    problem.help("correct them, or give `--skip-bad` to write the letters of the others")
}

fn tell_survey(request: &Request<'_>, found: &Survey<'_>, console: Console) {
    tell_rows(found, console);
    let same = found.letters() - found.personal;
    if request.personal.is_none() && same > 1 {
        console.inform(&format!(
            "letters without a personal paragraph, of which those to one target say the same: {same}"
        ));
    }
}

/// Who signs how many letters, and who does not.
pub(super) fn tell_rows(found: &Survey<'_>, console: Console) {
    let targets: Vec<String> = found
        .targets
        .iter()
        .map(|(target, count)| format!("{} {count}", target.id))
        .collect();
    console.inform(&format!(
        "{} members sign {} letters: {}",
        found.members,
        found.letters(),
        targets.join(", ")
    ));
    if found.without_consent > 0 {
        console.inform(&format!(
            "left out without consent: {} rows",
            found.without_consent
        ));
    }
    if !found.signers.rejected.is_empty() {
        console.inform(&format!(
            "rows that are wrong: {}",
            found.signers.rejected.len()
        ));
    }
}

fn tell_summary(request: &Request<'_>, summary: &Summary, output: &Path, console: Console) {
    let pages: usize = summary
        .pages
        .iter()
        .map(|(pages, count)| pages * count)
        .sum();
    if !request.formats.is_empty() {
        console.inform(&format!(
            "wrote {} letters{} in {} files into `{}`",
            summary.letters,
            kept(summary.kept),
            summary.files,
            output.display()
        ));
    }
    if request.faxing.is_some() && summary.faxes.count + summary.faxes.missing > 0 {
        faxes::tell(request, &summary.faxes, output, console);
    }
    if summary.missing > 0 {
        console.inform(&format!(
            "letters that could not be written: {}",
            summary.missing
        ));
    }
    if pages > 0 {
        let sides = if request.duplex { 2 } else { 1 };
        let sheets: Vec<String> = sheets(summary, sides)
            .into_iter()
            .map(|(sheets, letters)| format!("{letters} of {sheets} ({} g)", weight(sheets)))
            .collect();
        console.inform(&format!(
            "{pages} pages; letters by sheets and weight with an envelope: {}",
            sheets.join(", ")
        ));
    }
}

/// How much of what is there an earlier run wrote.
fn kept(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!(", {count} of them from an earlier run"),
    }
}

/// How many letters have so many sheets.
fn sheets(summary: &Summary, sides: usize) -> std::collections::BTreeMap<usize, usize> {
    let mut sheets = std::collections::BTreeMap::new();
    for (pages, letters) in &summary.pages {
        *sheets.entry(pages.div_ceil(sides)).or_default() += letters;
    }
    sheets
}

/// The weight of a letter in grams: sheets of A4 at 80 g/m² (ISO 216: a sixteenth of a square metre) and
/// an envelope DL or C6/5 of 5 g.
fn weight(sheets: usize) -> usize {
    5 * sheets + 5
}
