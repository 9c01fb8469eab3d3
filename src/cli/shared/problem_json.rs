//! Problems in JSON reports.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Problems, Severity};

/// A problem as reports show it.
#[derive(Debug, Serialize)]
pub(crate) struct ProblemRecord<'p> {
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// What was found.
    message: &'p str,
    /// The file it was found in.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'p str>,
    /// The line in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// What to do.
    help: &'p [String],
}

/// The records of problems, in their order.
pub(crate) fn records(problems: &Problems) -> Vec<ProblemRecord<'_>> {
    problems.0.iter().map(record).collect()
}

fn record(problem: &Diagnostic) -> ProblemRecord<'_> {
    let place = problem.place.as_ref();
    ProblemRecord {
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: &problem.message,
        file: place.map(|place| place.source.name.as_str()),
        line: place.map(crate::diagnostic::Place::line),
        help: &problem.help,
    }
}
