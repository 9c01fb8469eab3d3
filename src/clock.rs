//! The clock: today's date, for letters without a date of their own, and how long work takes. Nothing
//! else reads it, and nothing that is written depends on it but the date.

use std::time::{Duration, Instant, SystemTime};

use crate::calendar::Date;

/// Today, where this machine stands.
#[expect(clippy::disallowed_methods, reason = "this module owns the clock")]
pub(crate) fn today() -> Date {
    Date::local(SystemTime::now())
}

/// Measures how long something takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts to measure.
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
