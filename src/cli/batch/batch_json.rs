//! The report `batch` in JSON: what was counted, and what was written.

use std::path::Path;

use serde::Serialize;

use crate::batch::Request;
use crate::batch::plan::survey::Survey;
use crate::batch::write::progress::Summary;
use crate::cli::batch::{channels, postage};
use crate::cli::shared::listing::report;
use crate::diagnostic::Diagnostic;

/// What a batch counted and wrote.
#[derive(Serialize)]
struct BatchReport<'s> {
    /// The folder that was written, if one was.
    folder: Option<String>,
    members: usize,
    /// The number of letters that the members sign, those of an earlier run included.
    letters: usize,
    targets: Vec<TargetCount<'s>>,
    /// The number of rows that are wrong.
    rows_wrong: usize,
    /// The number of rows that were left out because they do not consent.
    rows_without_consent: usize,
    /// The number of letters that an earlier batch in the folder has.
    already: usize,
    /// The number of letters with a personal paragraph.
    personal: usize,
    /// The number of members who send messages and have no e-mail address.
    members_without_email: usize,
    written: Option<WrittenCounts>,
}

#[derive(Serialize)]
struct TargetCount<'s> {
    id: &'s str,
    letters: usize,
    /// The channel of the letters, or of the faxes if they are faxed.
    channel: &'static str,
}

#[derive(Serialize)]
struct WrittenCounts {
    letters: usize,
    /// The number of letters among them that an earlier run wrote.
    kept: usize,
    files: usize,
    pages: usize,
    faxes: usize,
    /// The number of letters and faxes that could not be written.
    missing: usize,
    /// The number of sheets of paper that letters need.
    sheets: usize,
    postage: Vec<PostageRow>,
}

/// Letters that cost the same.
#[derive(Serialize)]
struct PostageRow {
    from: String,
    to: String,
    letters: usize,
    /// The number of sheets of each.
    sheets: usize,
    /// The weight of each with its envelope.
    grams: usize,
    /// The weight up to which letters usually cost the same.
    up_to_grams: Option<usize>,
}

/// The report on a batch; without a summary nothing was written.
///
/// # Errors
/// If it has a shape that JSON lacks.
pub(super) fn of(
    request: &Request<'_>,
    found: &Survey<'_>,
    written: Option<(&Summary, &Path)>,
) -> Result<String, Diagnostic> {
    let targets = found.targets.iter().map(|(target, letters)| TargetCount {
        id: &target.id,
        letters: *letters,
        channel: channels::of(request, target).name(),
    });
    let content = BatchReport {
        folder: written.map(|(_, folder)| folder.display().to_string()),
        members: found.members,
        letters: found.letters(),
        targets: targets.collect(),
        rows_wrong: found.signers.rejected.len(),
        rows_without_consent: found.without_consent,
        already: found.already,
        personal: found.personal,
        members_without_email: found.without_email,
        written: written.map(|(summary, _)| counts(request, summary)),
    };
    report("batch", 1, &content)
}

fn counts(request: &Request<'_>, summary: &Summary) -> WrittenCounts {
    let printed = summary.printed.iter();
    let pages = printed.map(|(letter, count)| letter.pages * count);
    let of_faxes = summary.faxes.lines.values().map(|(_, pages, _)| pages);
    let rows = postage::rows(&summary.printed, request.duplex);
    let sheets = rows.iter().map(|row| row.sheets * row.letters).sum();
    let postage = rows.into_iter().map(|row| PostageRow {
        from: row.from,
        to: row.to,
        letters: row.letters,
        sheets: row.sheets,
        grams: row.grams,
        up_to_grams: row.class,
    });
    WrittenCounts {
        letters: summary.letters,
        kept: summary.kept + summary.faxes.kept,
        files: summary.files,
        pages: pages.sum::<usize>() + of_faxes.sum::<usize>(),
        faxes: summary.faxes.count,
        missing: summary.missing + summary.faxes.missing,
        sheets,
        postage: postage.collect(),
    }
}
