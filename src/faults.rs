//! Faults that tests inject, with a switch that only builds with debug assertions have: in a release every function
//! here is empty.
//!
//! The variable [`VARIABLE`] lists faults, with a comma between:
//!
//! | fault | what happens |
//! | --- | --- |
//! | `fail:write:7:28` | the 7th operation of that kind fails with the system's error of that number |
//! | `fail:write:7+:28` | and so does every later one |
//! | `stop:rename:2` | before the 2nd operation of that kind, or passage of that stage, the process ends as if killed |
//! | `wait:record:20` | at that passage the process waits until it is killed |
//! | `panic:letter:3` | the 3rd passage of that stage panics |
//! | `trace:FILE` | every operation is written down in a file, a line each |
//!
//! A kind is the name of a [`Point`], or `any` for all operations.

#[cfg(debug_assertions)]
mod switched;

#[cfg(not(debug_assertions))]
use std::io;

/// The variable that lists faults.
pub const VARIABLE: &str = "PROTEST_LETTER_FAULTS";

/// The point of a fault: an operation on the disk, or a stage of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A file is opened for reading.
    Open,
    /// A file is made, or opened for writing.
    Create,
    /// Bytes are read.
    Read,
    /// Bytes are written.
    Write,
    /// Written data is put on the disk.
    Sync,
    /// A file is given a name.
    Rename,
    /// A file is removed.
    Remove,
    /// The metadata of a path is read.
    Look,
    /// The names in a folder are read.
    List,
    /// A folder is made.
    MakeFolder,
    /// A folder is removed.
    RemoveFolder,
    /// A file is locked.
    Lock,
    /// Stage: a row of a members file is read.
    Row,
    /// Stage: a worker gets ready.
    Worker,
    /// Stage: a letter is composed.
    Letter,
    /// Stage: a letter is set on pages.
    Pages,
    /// Stage: a letter is turned into bytes.
    Bytes,
    /// Stage: a letter is put among those that are complete.
    Record,
    /// Stage: a letter is read again.
    Reread,
}

/// Passes an operation, unless it is to fail. `about` describes it in a trace.
///
/// # Errors
/// The error of the injected fault.
#[cfg(not(debug_assertions))]
#[inline]
pub fn pass(_: Point, _: impl FnOnce() -> String) -> io::Result<()> {
    Ok(())
}

/// Passes a stage, unless it is to panic or to stop the process.
#[cfg(not(debug_assertions))]
#[inline]
pub fn enter(_: Point) {}

/// Adds to the trace what no operation shows by itself: the name of a new file.
#[cfg(not(debug_assertions))]
#[inline]
pub fn note(_: impl FnOnce() -> String) {}

#[cfg(debug_assertions)]
pub use switched::{enter, note, pass};
