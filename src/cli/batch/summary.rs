//! The summary of a batch: what a secretary reads once, in one block at its end.

use crate::batch::Request;
use crate::batch::plan::survey::Survey;
use crate::batch::write::progress::Summary;
use crate::cli::batch::channels;
use crate::cli::batch::postage::{self, Postage};
use crate::console::Console;
use crate::counting::{counted, one_or_many};

/// The width of the names of parts.
const NAMES: usize = 12;

/// The parts of a summary: each has a name and lines.
#[derive(Debug, Default)]
pub(super) struct Block(Vec<(&'static str, Vec<String>)>);

impl Block {
    /// What the survey of a batch found: who signs, to whom, and who does not.
    pub(super) fn of_survey(request: &Request<'_>, found: &Survey<'_>) -> Self {
        let mut block = Self::default();
        block.add("signed by", vec![counted(found.members, "member")]);
        block.add("letters to", targets(request, found));
        block.add("personal", personal(request, found));
        block.add("left out", left_out(found));
        block.add("no e-mail", without_email(found));
        block
    }

    /// The same, with what was written.
    pub(super) fn of_letters(request: &Request<'_>, found: &Survey<'_>, summary: &Summary) -> Self {
        let mut block = Self::of_survey(request, found);
        let missing = [(summary.missing, "letter"), (summary.faxes.missing, "fax")];
        let missing = missing.into_iter().filter(|(count, _)| *count > 0);
        let lines = missing
            .map(|(count, what)| format!("{} that could not be written", counted(count, what)));
        block.add("missing", lines.collect());
        let rows = postage::rows(&summary.printed, request.duplex);
        block.add("paper", paper(&rows));
        block.add("postage", table(&rows));
        block
    }

    fn add(&mut self, name: &'static str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.0.push((name, lines));
        }
    }

    /// Tells it, below a line that says what it is of.
    pub(super) fn tell(&self, head: &str, console: Console) {
        console.inform(head);
        for (name, lines) in &self.0 {
            for (n, line) in lines.iter().enumerate() {
                let name = if n == 0 { name } else { "" };
                console.inform(&format!("  {name:NAMES$}{line}"));
            }
        }
    }
}

/// Tells what was found where nothing is written.
pub(super) fn tell_survey(request: &Request<'_>, found: &Survey<'_>, console: Console) {
    let head = format!(
        "{} {} {}",
        counted(found.members, "member"),
        one_or_many(found.members, "signs", "sign"),
        counted(found.letters(), "letter")
    );
    let mut block = Block::of_survey(request, found);
    block.0.retain(|(name, _)| *name != "signed by");
    block.tell(&head, console);
}

/// The letters to each target, with how they go there where that was not asked for.
fn targets(request: &Request<'_>, found: &Survey<'_>) -> Vec<String> {
    let rows = found.targets.iter().map(|(target, letters)| {
        let how = channels::told(request, target);
        vec![target.id.clone(), letters.to_string(), how]
    });
    aligned(&rows.collect::<Vec<_>>(), &[false, true, false])
}

/// How many letters have a personal paragraph: the others say the same to one office.
fn personal(request: &Request<'_>, found: &Survey<'_>) -> Vec<String> {
    let all = found.letters();
    // All sign the letter of a branch.
    if request.signatories || all == 0 {
        return Vec::new();
    }
    let line = match (found.personal, all - found.personal) {
        (0, _) => "no letter has a personal paragraph".to_owned(),
        (_, 0) => "every letter has a personal paragraph".to_owned(),
        (some, none) => format!(
            "{} {} a personal paragraph, {none} {} none",
            counted(some, "letter"),
            one_or_many(some, "has", "have"),
            one_or_many(none, "has", "have")
        ),
    };
    vec![line]
}

/// Who is left out, and why.
fn left_out(found: &Survey<'_>) -> Vec<String> {
    let wrong = found.signers.rejected.len();
    let parts = [
        (found.without_consent, "row", "without consent"),
        (
            wrong,
            "row",
            one_or_many(wrong, "that is wrong", "that are wrong"),
        ),
        (found.already, "letter", "that an earlier batch has"),
    ];
    let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
    parts
        .map(|(count, what, why)| format!("{} {why}", counted(count, what)))
        .collect()
}

/// How many members have no e-mail address, where messages are written.
fn without_email(found: &Survey<'_>) -> Vec<String> {
    let count = found.without_email;
    let line = format!(
        "{}: whoever opens their drafts puts a From in; a column `email` says it",
        counted(count, "member")
    );
    if count == 0 { Vec::new() } else { vec![line] }
}

/// The pages and the sheets of all letters.
fn paper(rows: &[Postage]) -> Vec<String> {
    let pages: usize = rows.iter().map(|row| row.pages).sum();
    let sheets: usize = rows.iter().map(|row| row.sheets * row.letters).sum();
    let line = format!("{} on {}", counted(pages, "page"), counted(sheets, "sheet"));
    if pages == 0 { Vec::new() } else { vec![line] }
}

/// What a franking machine has to be told.
fn table(rows: &[Postage]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let head = ["from", "to", "letters", "sheets each", "weight", ""].map(str::to_owned);
    let cells = rows.iter().map(|row| {
        vec![
            row.from.clone(),
            row.to.clone(),
            row.letters.to_string(),
            row.sheets.to_string(),
            format!("{} g", row.grams),
            row.class
                .map_or_else(String::new, |most| format!("up to {most} g")),
        ]
    });
    let all: Vec<Vec<String>> = [head.into()].into_iter().chain(cells).collect();
    let mut lines = aligned(&all, &[false, false, true, true, true, false]);
    lines.push("weights are of paper of 80 g/m² with an envelope of 5 g".to_owned());
    lines
}

/// Rows of cells as lines, each column as wide as its widest cell; some columns are flush right.
fn aligned(rows: &[Vec<String>], right: &[bool]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..right.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(right).zip(&widths);
        let cells: Vec<String> = cells
            .map(|((cell, is_right), width)| {
                if *is_right {
                    format!("{cell:>width$}")
                } else {
                    format!("{cell:width$}")
                }
            })
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// Tells who signs how many letters, and who does not, where only addresses are printed.
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
    for line in left_out(found) {
        console.inform(&format!("left out: {line}"));
    }
}

/// The words for what was written.
pub(super) fn written(summary: &Summary) -> String {
    format!(
        "{}{} in {}",
        counted(summary.letters, "letter"),
        kept(summary.kept),
        counted(summary.files, "file")
    )
}

/// The words for how much of what is there an earlier run wrote.
pub(super) fn kept(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!(", {count} of them from an earlier run,"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [row(["a", "1", ""]), row(["Äbc", "100", "x"])];
        let lines = aligned(&rows, &[false, true, false]);
        assert_eq!(lines, ["a      1", "Äbc  100  x"]);
    }
}
