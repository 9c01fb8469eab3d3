//! The reasons why a file could not be written.

use std::{fmt, io};

use crate::diagnostic::reason;

/// The reason why a file could not be written.
#[derive(Debug)]
pub enum Failure {
    /// The output did not take the bytes: the disk is full, the pipe is closed.
    Output(io::Error),
    /// A library refused a font or a stream: its message.
    Library(String),
    /// The letter would be one too many for a file that is PDF/A (ISO 19005-2, 6.1.13). It was not
    /// begun: the file can be finished, and the letter begins the next one.
    Full,
    /// The file has no page.
    Empty,
    /// A page shows a glyph that the fonts do not hold, which were made before it.
    Glyphs,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(error) => f.write_str(&reason(error)),
            Self::Library(message) => f.write_str(message),
            Self::Full => f.write_str("the file has as many objects as PDF/A allows"),
            Self::Empty => f.write_str("the file has no page"),
            Self::Glyphs => f.write_str("the file's fonts lack a glyph of its pages"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Library(message)
    }
}
