//! How bad a problem is.

use serde::Serialize;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something useful to know; the result is right.
    Note,
    /// The result was made, but somebody should look at it.
    Warning,
    /// The result was not made.
    Error,
}

impl Severity {
    /// Returns the word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
