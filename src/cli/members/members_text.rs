//! How a list is read, for people.

use crate::cli::members::overview::{Block, Overview};
use crate::counting::counted;
use crate::members::ColumnMeaning;
use crate::report::visible;

/// The widest title that others are set beside.
const WIDEST: usize = 30;

/// What was found, as text.
pub(super) fn of(found: &Overview, list: &str) -> String {
    let parts = [columns(found, list), counts(found), blocks(&found.first)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// The columns that are read, each with what it means, and those that are not.
fn columns(found: &Overview, list: &str) -> String {
    let program = found
        .program
        .map(|program| format!(", an export of {program}"));
    let list = visible(list);
    let first = format!("{list}{}\n", program.unwrap_or_default());
    let is_read = |column: &&ColumnMeaning| column.meaning.is_some();
    let read: Vec<&ColumnMeaning> = found.columns.iter().filter(is_read).collect();
    let widths = read.iter().map(|column| column.title.chars().count());
    let width = widths.max().unwrap_or_default().min(WIDEST);
    let line = |column: &ColumnMeaning| {
        let (letters, title) = (&column.letters, visible(&column.title));
        let meaning = column.meaning.as_deref().unwrap_or_default();
        format!("  {letters:<3} {title:<width$}  {meaning}\n")
    };
    let lines = read.into_iter().map(line);
    [first]
        .into_iter()
        .chain(lines)
        .chain(not_read(found))
        .collect()
}

/// The columns that are read for letters alone, or not at all.
fn not_read(found: &Overview) -> Vec<String> {
    let named = |is_wanted: fn(&ColumnMeaning) -> bool| {
        let wanted = found.columns.iter().filter(|column| is_wanted(column));
        let titles: Vec<String> = wanted.map(titled).collect();
        titles.join(", ")
    };
    let is_nothing = |column: &ColumnMeaning| column.variable.is_none() && column.meaning.is_none();
    let lines = [
        (
            "values for letters",
            named(|column| column.variable.is_some()),
        ),
        ("not read", named(is_nothing)),
    ];
    let told = lines.into_iter().filter(|(_, titles)| !titles.is_empty());
    told.map(|(what, titles)| format!("  {what}: {titles}\n"))
        .collect()
}

/// The title of a column, or its letters if it has none.
fn titled(column: &ColumnMeaning) -> String {
    if column.title.trim().is_empty() {
        format!("column {}", column.letters)
    } else {
        visible(&column.title)
    }
}

fn counts(found: &Overview) -> String {
    let others = [
        (found.without_consent, "without consent"),
        (found.wrong, "wrong"),
        (found.left_out, "left out"),
    ];
    let others = others.into_iter().filter(|(count, _)| *count > 0);
    let others = others.map(|(count, what)| format!("{count} {what}"));
    let rows: Vec<String> = [counted(found.members, "member")]
        .into_iter()
        .chain(others)
        .collect();
    let rows = format!("{}: {}", counted(found.rows, "row"), rows.join(", "));
    let address = format!("without an address: {}", found.without_address);
    let countries = found
        .countries
        .iter()
        .map(|(country, count)| format!("{} {count}", country.as_deref().unwrap_or("none")));
    let countries: Vec<String> = countries.collect();
    let lines = [
        Some(rows),
        (found.without_address > 0).then_some(address),
        (!countries.is_empty()).then(|| format!("countries: {}", countries.join(", "))),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.join("\n") + "\n"
}

fn blocks(first: &[Block]) -> String {
    let block = |block: &Block| {
        let lines: Vec<String> = block.lines.iter().map(|line| visible(line)).collect();
        format!("line {}\n  {}\n", block.line, lines.join("\n  "))
    };
    first.iter().map(block).collect::<Vec<_>>().join("\n")
}
