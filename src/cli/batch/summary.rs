//! The summary of a batch: who signs, and what was written.

use std::collections::BTreeMap;
use std::path::Path;

use crate::batch::Request;
use crate::batch::plan::survey::Survey;
use crate::batch::write::progress::Summary;
use crate::cli::batch::faxes::{self, kept};
use crate::console::Console;
use crate::counting::{counted, one_or_many};

/// Tells who signs how many letters, and how many say the same.
pub(crate) fn tell_survey(request: &Request<'_>, found: &Survey<'_>, console: Console) {
    tell_rows(found, console);
    let same = found.letters() - found.personal;
    if request.personal.is_none() && same > 1 {
        console.inform(&format!(
            "letters without a personal paragraph, of which those to one target say the same: {same}"
        ));
    }
}

/// Tells who signs how many letters, and who does not.
pub(crate) fn tell_rows(found: &Survey<'_>, console: Console) {
    let targets: Vec<String> = found
        .targets
        .iter()
        .map(|(target, count)| format!("{} {count}", target.id))
        .collect();
    console.inform(&format!(
        "{} {} {}: {}",
        counted(found.members, "member"),
        one_or_many(found.members, "signs", "sign"),
        counted(found.letters(), "letter"),
        targets.join(", ")
    ));
    if found.without_consent > 0 {
        console.inform(&format!(
            "left out without consent: {}",
            counted(found.without_consent, "row")
        ));
    }
    if !found.signers.rejected.is_empty() {
        console.inform(&format!(
            "rows that are wrong: {}",
            found.signers.rejected.len()
        ));
    }
}

/// Tells what was written.
pub(crate) fn tell_summary(
    request: &Request<'_>,
    summary: &Summary,
    output: &Path,
    console: Console,
) {
    if !request.formats.is_empty() {
        console.inform(&format!(
            "wrote {}{} in {} into `{}`",
            counted(summary.letters, "letter"),
            kept(summary.kept),
            counted(summary.files, "file"),
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
    tell_sheets(request, summary, console);
}

/// Tells how many sheets letters have, and what they weigh.
fn tell_sheets(request: &Request<'_>, summary: &Summary, console: Console) {
    let pages: usize = summary
        .pages
        .iter()
        .map(|(pages, count)| pages * count)
        .sum();
    if pages == 0 {
        return;
    }
    let sides = if request.duplex { 2 } else { 1 };
    let sheets: Vec<String> = sheets(summary, sides)
        .into_iter()
        .map(|(sheets, letters)| format!("{letters} of {sheets} ({} g)", weight(sheets)))
        .collect();
    console.inform(&format!(
        "{}; letters by sheets and weight with an envelope: {}",
        counted(pages, "page"),
        sheets.join(", ")
    ));
}

/// The number of letters of each number of sheets.
fn sheets(summary: &Summary, sides: usize) -> BTreeMap<usize, usize> {
    let mut sheets = BTreeMap::new();
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
