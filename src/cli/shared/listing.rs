//! Lists: as a table for a terminal, as lines with tabs for a pipe, or as JSON.

use comfy_table::{ColumnConstraint, ContentArrangement, Row, Table};
use serde::Serialize;

use crate::console;
use crate::diagnostic::Diagnostic;
use crate::report::visible;

/// The width below which a table leaves out the columns that are for wide terminals.
const WIDE: u16 = 60;

/// The width below which a terminal has no room for a table: one that was never told its width says 0.
const NARROWEST: u16 = 30;

/// The width of a table on such a terminal.
const USUAL: u16 = 80;

/// Where a cell that is too long may be cut: after any character, for this one is in no text.
const NOWHERE: char = '\u{0}';

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListColumn {
    /// What stands above it.
    pub name: &'static str,
    /// How it fits on a terminal.
    pub fit: ColumnFit,
}

impl ListColumn {
    /// Creates a column.
    pub(crate) const fn new(name: &'static str, fit: ColumnFit) -> Self {
        Self { name, fit }
    }
}

/// How a column fits on a terminal, where a row is one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnFit {
    /// It is never cut: an id that is cut cannot be copied.
    Whole,
    /// It is cut where the line ends.
    Cut,
    /// It is never cut, and left out on narrow terminals.
    Wide,
}

/// Rows as a table for a terminal, as lines with tabs for a pipe.
pub(crate) fn list(columns: &[ListColumn], rows: &[Vec<String>]) -> String {
    if console::stdout_is_terminal() {
        table(columns, rows)
    } else {
        lines(rows)
    }
}

/// Rows as lines with tabs, for other programs.
pub(crate) fn lines(rows: &[Vec<String>]) -> String {
    let clean = |cell: &String| cell.replace(['\t', '\n'], " ");
    let line = |row: &Vec<String>| row.iter().map(clean).collect::<Vec<_>>().join("\t") + "\n";
    rows.iter().map(line).collect()
}

/// Rows as a table that fits on the terminal, with a line for each.
pub(crate) fn table(columns: &[ListColumn], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table
        .load_style(comfy_table::presets::NOTHING)
        .set_delimiter(NOWHERE)
        .set_truncation_indicator("…")
        .set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none_or(|width| width < NARROWEST) {
        table.set_width(USUAL);
    }
    let is_wide = table.width().is_none_or(|width| width >= WIDE);
    let is_shown = |column: &ListColumn| column.fit != ColumnFit::Wide || is_wide;
    let shown: Vec<&ListColumn> = columns.iter().filter(|column| is_shown(column)).collect();
    table.set_header(shown.iter().map(|column| column.name).collect::<Vec<_>>());
    for row in rows {
        let cells = columns
            .iter()
            .zip(row)
            .filter(|(column, _)| is_shown(column));
        let mut row = Row::from(cells.map(|(_, cell)| visible(cell)).collect::<Vec<_>>());
        row.max_height(1);
        table.add_row(row);
    }
    for (n, column) in shown.iter().enumerate() {
        if let Some(drawn) = table.column_mut(n).filter(|_| column.fit != ColumnFit::Cut) {
            drawn.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    format!("{}\n", table.trim_fmt())
}

/// A report as JSON: what it is and the version of its shape, then its content.
#[derive(Serialize)]
struct Headed<'c, T> {
    report: &'static str,
    version: u32,
    #[serde(flatten)]
    content: &'c T,
}

/// A report as JSON, indented: an object with the name of the report, the version of its shape and the fields of
/// `content`, as docs/json.md describes them.
///
/// A field that is added leaves the version as it is; one that is renamed, removed or given another meaning raises it.
///
/// # Errors
/// If the content is not a structure of a shape that JSON has.
pub(crate) fn report(
    report: &'static str,
    version: u32,
    content: &impl Serialize,
) -> Result<String, Diagnostic> {
    json(&Headed {
        report,
        version,
        content,
    })
}

/// A value as JSON, indented.
///
/// # Errors
/// If it is of no shape that JSON has.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Diagnostic> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n")
        .map_err(|error| Diagnostic::error(error.to_string()))
}
