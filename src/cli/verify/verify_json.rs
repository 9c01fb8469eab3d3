//! The report `verify` in JSON.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::batch::proof::verified::Verified;
use crate::cli::shared::listing::report;
use crate::cli::shared::problem_json::{self, ProblemRecord};
use crate::diagnostic::Diagnostic;

/// What reading a batch and its additions again found.
#[derive(Serialize)]
struct VerifyReport<'v> {
    /// The sums of the batch and its additions.
    #[serde(flatten)]
    all: PartReport,
    /// Whether every letter was made again and compared.
    made_again: bool,
    /// The additions, each by itself.
    additions: Vec<PartReport>,
    problems: Vec<ProblemRecord<'v>>,
}

/// What reading a folder again found.
#[derive(Serialize)]
struct PartReport {
    folder: String,
    /// Whether nothing is wrong.
    right: bool,
    letters: usize,
    files: usize,
    /// The number of letters among them that are faxes.
    faxes: usize,
}

/// The report on a folder and the additions in it.
///
/// # Errors
/// If it has a shape that JSON lacks.
pub(super) fn of(
    (folder, whole): (&Path, &Verified),
    additions: &[(PathBuf, Verified)],
    made_again: bool,
) -> Result<String, Diagnostic> {
    let parts = additions
        .iter()
        .map(|(folder, found)| PartReport::of(folder, found));
    let additions_found: Vec<PartReport> = parts.collect();
    let mut all = PartReport::of(folder, whole);
    for part in &additions_found {
        all.add(part);
    }
    let found = additions.iter().map(|(_, found)| found);
    let found = std::iter::once(whole).chain(found);
    let problems = found.flat_map(|found| problem_json::records(&found.problems));
    let content = VerifyReport {
        all,
        made_again,
        additions: additions_found,
        problems: problems.collect(),
    };
    report("verify", 1, &content)
}

impl PartReport {
    fn of(folder: &Path, found: &Verified) -> Self {
        Self {
            folder: folder.display().to_string(),
            right: !found.problems.has_errors(),
            letters: found.letters,
            files: found.files,
            faxes: found.pixels,
        }
    }

    /// Adds what was found in an addition.
    fn add(&mut self, addition: &Self) {
        self.right &= addition.right;
        self.letters += addition.letters;
        self.files += addition.files;
        self.faxes += addition.faxes;
    }
}
