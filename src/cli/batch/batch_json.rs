//! The report `batch` in JSON: what was counted, and what was written.

use std::path::Path;

use serde::Serialize;

use crate::batch::plan::survey::Survey;
use crate::batch::write::progress::Summary;
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
    written: Option<WrittenCounts>,
}

#[derive(Serialize)]
struct TargetCount<'s> {
    id: &'s str,
    letters: usize,
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
}

/// The report on a batch; without a summary nothing was written.
///
/// # Errors
/// If it has a shape that JSON lacks.
pub(super) fn of(
    found: &Survey<'_>,
    written: Option<(&Summary, &Path)>,
) -> Result<String, Diagnostic> {
    let targets = found.targets.iter().map(|(target, letters)| TargetCount {
        id: &target.id,
        letters: *letters,
    });
    let content = BatchReport {
        folder: written.map(|(_, folder)| folder.display().to_string()),
        members: found.members,
        letters: found.letters(),
        targets: targets.collect(),
        rows_wrong: found.signers.rejected.len(),
        rows_without_consent: found.without_consent,
        written: written.map(|(summary, _)| counts(summary)),
    };
    report("batch", 1, &content)
}

fn counts(summary: &Summary) -> WrittenCounts {
    let pages = summary.pages.iter();
    let of_faxes = summary.faxes.lines.values().map(|(_, pages, _)| pages);
    WrittenCounts {
        letters: summary.letters,
        kept: summary.kept + summary.faxes.kept,
        files: summary.files,
        pages: pages.map(|(pages, count)| pages * count).sum::<usize>() + of_faxes.sum::<usize>(),
        faxes: summary.faxes.count,
        missing: summary.missing + summary.faxes.missing,
    }
}
