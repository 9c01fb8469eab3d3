//! The first rows of a list: titles above the header.
//!
//! Owns that no row of data is skipped. A row above the header is a title if it names no column and has one cell or two,
//! half as many as the header at most.

use crate::counting::counted;
use crate::diagnostic::Diagnostic;
use crate::email;
use crate::members::cells::shortened;
use crate::members::columns::{Column, ColumnNames};
use crate::members::record::Record;

/// The most rows above the header.
pub(super) const MOST_TITLES: usize = 10;

/// The most cells of a title.
const TITLE_CELLS: usize = 2;

/// Where the columns of a list are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Top {
    /// In the first row, as far as is known.
    First,
    /// In the row behind so many titles.
    Below(usize),
    /// Perhaps in the row behind so many, which are not all titles.
    Perhaps(usize),
}

/// Says which of the first rows names the columns.
pub(super) fn top<'r>(rows: impl Iterator<Item = &'r [String]>, names: &ColumnNames) -> Top {
    let rows: Vec<&[String]> = rows.take(MOST_TITLES + 1).collect();
    let is_header = |row: &&[String]| known_columns(row, names).is_some();
    let Some(at) = rows.iter().position(is_header).filter(|at| *at > 0) else {
        return Top::First;
    };
    let most = filled(rows[at]).count() / 2;
    if rows[..at].iter().all(|row| is_title(row, most, names)) {
        Top::Below(at)
    } else {
        Top::Perhaps(at)
    }
}

/// The number of columns that a row names, if it is a header: one says who signs, and another one is known.
pub(super) fn known_columns(row: &[String], names: &ColumnNames) -> Option<usize> {
    let known: Vec<Column> = row.iter().filter_map(|cell| names.column(cell)).collect();
    let says_who = known.iter().any(|column| signs(*column));
    (says_who && known.len() > 1).then_some(known.len())
}

/// Returns whether a row names a column that says who signs.
pub(super) fn says_who(row: &[String], names: &ColumnNames) -> bool {
    let mut known = row.iter().filter_map(|cell| names.column(cell));
    known.any(signs)
}

fn signs(column: Column) -> bool {
    column.is_name() || column == Column::Organization
}

fn filled(row: &[String]) -> impl Iterator<Item = &String> {
    row.iter().filter(|cell| !cell.trim().is_empty())
}

fn is_title(row: &[String], most: usize, names: &ColumnNames) -> bool {
    let mut cells = filled(row);
    let is_no_title = |cell: &String| names.column(cell).is_some() || email::is_valid(cell.trim());
    filled(row).count() <= most.min(TITLE_CELLS) && !cells.any(is_no_title)
}

/// A note on titles that are skipped.
pub(super) fn skipped(name: &str, titles: &[Record], header: &Record) -> Option<Diagnostic> {
    let first = titles.first()?;
    let text = filled(&first.cells).next().map(|cell| shortened(cell))?;
    let what = match titles.len() {
        1 => format!("line {} `{text}` was skipped", first.line),
        count => format!(
            "{} from line {} `{text}` on were skipped",
            counted(count, "row"),
            first.line
        ),
    };
    let message = format!(
        "`{name}`: {what}: the columns are named in line {}",
        header.line
    );
    Some(Diagnostic::note(message))
}

/// What helps if the columns are perhaps not named in the first row.
pub(super) fn advice(first: &Record, header: &Record) -> String {
    let last = header.line.saturating_sub(1);
    let rows = if last > first.line {
        format!("lines {} to {last}", first.line)
    } else {
        format!("line {}", first.line)
    };
    format!(
        "line {} seems to name the columns: delete {rows}",
        header.line
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&str]) -> Top {
        let cells = |row: &&str| row.split(';').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
        top(rows.iter().map(Vec::as_slice), &ColumnNames::new())
    }

    #[test]
    fn titles_stand_above_the_header() {
        assert_eq!(of(&["Name;Ort"]), Top::First);
        assert_eq!(of(&["Mitglieder 2026;;", "Name;Ort;Straße"]), Top::Below(1));
        assert_eq!(
            of(&["Liste", "Stand:;1. Mai", "Vorname;Nachname;Ort;PLZ"]),
            Top::Below(2)
        );
        let many = [["Titel"; 10].as_slice(), &["Name;Ort"]].concat();
        assert_eq!(of(&many), Top::Below(10));
        assert_eq!(of(&[["Titel"].as_slice(), &many].concat()), Top::First);
    }

    /// Whatever may be somebody who signs is no title.
    #[test]
    fn no_row_of_data_is_a_title() {
        for row in [
            "Ana Silva;1 Road;Leeds",
            "Ana Silva;Leeds",
            "ana@example.org;",
            "Ortsgruppe;",
            "a;b;c;d",
        ] {
            assert_eq!(of(&[row, "Name;Street;City"]), Top::Perhaps(1), "{row}");
        }
        for rows in [
            &["Ana", "Bob"][..],
            &["Ana", "Name"],
            &["Ana;Leeds", "Bob;York"],
        ] {
            assert_eq!(of(rows), Top::First, "{rows:?}");
        }
    }
}
