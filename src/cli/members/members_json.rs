//! The report `members` in JSON.

use std::path::Path;

use serde::Serialize;

use crate::cli::members::overview::Overview;
use crate::cli::shared::listing::report;
use crate::cli::shared::problem_json::{self, ProblemRecord};
use crate::diagnostic::Diagnostic;

/// How a list is read.
#[derive(Serialize)]
struct MembersReport<'o> {
    file: String,
    program: Option<&'static str>,
    columns: Vec<ColumnRecord<'o>>,
    /// Whether a column says who agreed to sign.
    has_consent: bool,
    rows: usize,
    members: usize,
    rows_without_consent: usize,
    rows_wrong: usize,
    rows_left_out: usize,
    without_address: usize,
    countries: Vec<CountryCount<'o>>,
    first: Vec<BlockRecord<'o>>,
    problems: Vec<ProblemRecord<'o>>,
}

#[derive(Serialize)]
struct ColumnRecord<'o> {
    column: &'o str,
    title: &'o str,
    meaning: Option<&'o str>,
    variable: Option<&'o str>,
}

#[derive(Serialize)]
struct CountryCount<'o> {
    /// None for members without one.
    country: Option<&'o str>,
    members: usize,
}

#[derive(Serialize)]
struct BlockRecord<'o> {
    line: usize,
    address_block: &'o [String],
}

/// The report on a list.
///
/// # Errors
/// If it has a shape that JSON lacks.
pub(super) fn of(found: &Overview, list: &Path) -> Result<String, Diagnostic> {
    let columns = found.columns.iter().map(|column| ColumnRecord {
        column: &column.letters,
        title: &column.title,
        meaning: column.meaning.as_deref(),
        variable: column.variable.as_deref(),
    });
    let countries = found
        .countries
        .iter()
        .map(|(country, members)| CountryCount {
            country: country.as_deref(),
            members: *members,
        });
    let first = found.first.iter().map(|block| BlockRecord {
        line: block.line,
        address_block: &block.lines,
    });
    let content = MembersReport {
        file: list.display().to_string(),
        program: found.program,
        columns: columns.collect(),
        has_consent: found.has_consent,
        rows: found.rows,
        members: found.members,
        rows_without_consent: found.without_consent,
        rows_wrong: found.wrong,
        rows_left_out: found.left_out,
        without_address: found.without_address,
        countries: countries.collect(),
        first: first.collect(),
        problems: problem_json::records(&found.problems),
    };
    report("members", 1, &content)
}
