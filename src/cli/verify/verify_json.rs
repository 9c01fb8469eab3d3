//! The report `verify` in JSON.

use serde::Serialize;

use crate::batch::proof::verified::Verified;
use crate::cli::shared::listing::report;
use crate::cli::shared::problem_json::{self, ProblemRecord};
use crate::diagnostic::Diagnostic;

/// What reading a batch again found.
#[derive(Serialize)]
struct VerifyReport<'v> {
    folder: String,
    /// Whether nothing is wrong.
    right: bool,
    /// Whether every letter was made again and compared.
    made_again: bool,
    letters: usize,
    files: usize,
    /// The number of letters among them that are faxes.
    faxes: usize,
    problems: Vec<ProblemRecord<'v>>,
}

/// The report on a folder.
///
/// # Errors
/// If it has a shape that JSON lacks.
pub(super) fn of(
    verified: &Verified,
    folder: &std::path::Path,
    made_again: bool,
) -> Result<String, Diagnostic> {
    let content = VerifyReport {
        folder: folder.display().to_string(),
        right: !verified.problems.has_errors(),
        made_again,
        letters: verified.letters,
        files: verified.files,
        faxes: verified.pixels,
        problems: problem_json::records(&verified.problems),
    };
    report("verify", 1, &content)
}
