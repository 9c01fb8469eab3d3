//! Findings as JSON.

use serde::Serialize;

use crate::calendar::Date;
use crate::cli::check::findings::Findings;
use crate::cli::shared::listing;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// The content of the report.
#[derive(Serialize)]
struct CheckReport<'f> {
    campaign: Option<&'f str>,
    date: String,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: Vec<Finding<'f>>,
}

/// A finding.
#[derive(Serialize)]
struct Finding<'f> {
    code: Option<&'static str>,
    severity: Severity,
    message: &'f str,
    file: Option<&'f str>,
    #[serde(flatten)]
    region: Option<Region>,
    help: &'f [String],
}

/// A part of a file. Lines and columns are counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Region {
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the last character.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

impl Region {
    /// Returns the region of a place.
    pub(super) fn of(place: &Place) -> Self {
        let text = &place.source.text;
        let line = |at: usize| text[..at].matches('\n').count() + place.source.first_line;
        let column = |at: usize| {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            text[start..at].chars().count() + 1
        };
        let span = &place.span;
        Self {
            line: line(span.start),
            column: column(span.start),
            end_line: line(span.end),
            end_column: column(span.end),
        }
    }
}

/// Returns the report of a check.
///
/// # Errors
/// If it has no shape of JSON.
pub(super) fn report_of(
    findings: &Findings,
    campaign: &str,
    date: Date,
) -> Result<String, Diagnostic> {
    let counts = findings.counts();
    let content = CheckReport {
        campaign: (!campaign.is_empty()).then_some(campaign),
        date: date.to_string(),
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
        findings: findings
            .iter()
            .map(|(file, found)| Finding {
                code: found.code.map(Code::name),
                severity: found.severity,
                message: &found.message,
                file,
                region: found.place.as_ref().map(Region::of),
                help: &found.help,
            })
            .collect(),
    };
    listing::report("check", 1, &content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    #[test]
    fn columns_are_counted_in_characters_and_end_after_the_last_one() {
        let source = Source::new("x", "a\nъъ = 1\nb");
        let of = |span| Region::of(&Place::new(&source, span));
        let region = |line, column, end_line, end_column| Region {
            line,
            column,
            end_line,
            end_column,
        };
        assert_eq!(of(0..1), region(1, 1, 1, 2));
        assert_eq!(of(4..6), region(2, 2, 2, 3));
        assert_eq!(of(9..11), region(2, 6, 3, 1));
    }
}
