//! A fax in a file that is to be sent, and its submission to a program.

use std::path::{Path, PathBuf};

use crate::output::fax::Resolution;

/// A fax in a file, and what is known of the call that sends it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FaxJob<'j> {
    /// The path of the file.
    pub path: &'j Path,
    /// The number that is called, in E.164.
    pub number: &'j str,
    /// The country that it is called from, a code of ISO 3166.
    pub country: &'j str,
    /// The rows of the file.
    pub rows: Resolution,
    /// Whether the sheet is US Letter, not A4.
    pub is_letter: bool,
    /// The number of the machine that sends, in E.164.
    pub from: Option<&'j str>,
    /// The value of `--fax-via`.
    pub via: Option<&'j str>,
}

/// The submission of a fax to a program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Submission {
    /// A file beside the fax, with its text.
    pub file: Option<(PathBuf, String)>,
    /// The command for a shell.
    pub command: String,
}

impl Submission {
    /// The submission that is a command alone.
    pub(crate) fn command(command: String) -> Self {
        Self {
            file: None,
            command,
        }
    }
}

/// A job for tests.
#[cfg(test)]
pub(crate) fn job<'j>(path: &'j str, number: &'j str, country: &'j str) -> FaxJob<'j> {
    FaxJob {
        path: Path::new(path),
        number,
        country,
        rows: Resolution::Fine,
        is_letter: false,
        from: None,
        via: None,
    }
}
