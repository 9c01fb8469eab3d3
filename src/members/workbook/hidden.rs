//! A hidden row that names the columns: it is read, though the rows that are hidden are left out else.

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::columns::ColumnNames;
use crate::members::held::{Packed, Packer};
use crate::members::held_cell::HeldCell;
use crate::members::top::{MOST_TITLES, known_columns};

/// A hidden row that names columns.
#[derive(Clone, Debug)]
pub(super) struct HiddenHeader {
    /// Its number, counted from 1.
    pub line: usize,
    cells: Vec<HeldCell>,
    /// The number of the columns that are known.
    known: usize,
}

impl HiddenHeader {
    /// The hidden row of a line, if it names columns.
    pub(super) fn of(line: usize, cells: &[HeldCell]) -> Option<Self> {
        let texts: Vec<String> = cells.iter().map(|cell| cell.text.clone()).collect();
        let known = known_columns(&texts, &ColumnNames::new())?;
        Some(Self {
            line,
            cells: cells.to_vec(),
            known,
        })
    }

    /// The rows of its sheet with this one, in the order of their lines; `None` if a row that is seen names as many
    /// columns, or no row is seen.
    pub(super) fn with(&self, rows: &Packed) -> Option<Packed> {
        let names = ColumnNames::new();
        let seen = rows.records("", &Problems::default()).flatten();
        let seen = seen.take(MOST_TITLES + 1);
        let most = seen
            .filter_map(|record| known_columns(&record.cells, &names))
            .max();
        if most >= Some(self.known) {
            return None;
        }
        let mut packer = Packer::new();
        let mut is_added = false;
        for record in rows.records("", &Problems::default()) {
            let record = record.ok()?;
            if !is_added && record.line > self.line {
                packer.add(self.line, &self.cells).ok()?;
                is_added = true;
            }
            let cells = record.cells.into_iter().enumerate();
            let cells = cells.map(|(n, text)| HeldCell {
                text,
                is_number: record.numbers.contains(&n),
                ..HeldCell::default()
            });
            packer.add(record.line, &cells.collect::<Vec<_>>()).ok()?;
        }
        is_added.then(|| packer.finish())
    }

    /// The note that it is read.
    pub(super) fn note(&self, file: &str, sheet: &str) -> Diagnostic {
        let message = format!(
            "row {} of sheet `{sheet}` of `{file}`, which names the columns, is hidden; it is read",
            self.line
        );
        let help = "unhide it to see what each column is";
        Diagnostic::note(message).help(help)
    }
}
