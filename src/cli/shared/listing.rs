//! Lists: as a table for a terminal, as lines with tabs for a pipe, or as JSON.

use comfy_table::{ColumnConstraint, ContentArrangement, Table};
use serde::Serialize;

use crate::console;
use crate::diagnostic::Diagnostic;
use crate::report::visible;

/// Rows as a table for a terminal, as lines with tabs for a pipe.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    if !console::stdout_is_terminal() {
        let clean = |cell: &String| cell.replace(['\t', '\n'], " ");
        let line = |row: &Vec<String>| row.iter().map(clean).collect::<Vec<_>>().join("\t") + "\n";
        return rows.iter().map(line).collect();
    }
    let mut table = Table::new();
    table
        .load_style(comfy_table::presets::UTF8_NO_BORDERS)
        .set_header(header.to_vec());
    table.set_content_arrangement(ContentArrangement::Dynamic);
    for row in rows {
        table.add_row(row.iter().map(|cell| visible(cell)).collect::<Vec<_>>());
    }
    if let Some(ids) = table.column_mut(0) {
        // An id that is broken over two lines cannot be copied.
        ids.set_constraint(ColumnConstraint::ContentWidth);
    }
    format!("{}\n", table.trim_fmt())
}

/// A report as JSON: what it is and the version of its shape, then its content.
#[derive(Serialize)]
struct Report<'c, T> {
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
    json(&Report {
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
