//! The exit code of the program.

use std::process::ExitCode;

/// The end of a run, which becomes its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// Some letters failed; the others were written.
    SomeFailed,
    /// Wrong usage or an unreadable campaign; nothing was written.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::SomeFailed => 1,
            Exit::Unusable => 2,
        })
    }
}
