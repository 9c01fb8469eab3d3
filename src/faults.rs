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

mod point;
#[cfg(debug_assertions)]
mod switched;

#[cfg(not(debug_assertions))]
use std::io;

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

pub use point::{Point, VARIABLE};
#[cfg(debug_assertions)]
pub use switched::{enter, note, pass};
