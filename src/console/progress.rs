//! The progress of long work: a bar with its rate and the time left on a terminal, otherwise a line a minute.
//!
//! The only module that names indicatif.

use std::fmt;
use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::clock::Stopwatch;
use crate::console::speech::say;

/// The time between two lines where there is no bar.
const PAUSE: Duration = Duration::from_mins(1);

/// The least number of steps for which progress is shown.
const LEAST: usize = 100;

/// The display of the progress of work.
#[derive(Debug)]
pub struct Progress {
    all: usize,
    bar: ProgressBar,
    lines: bool,
    start: Stopwatch,
    /// The number of lines so far.
    said: u32,
}

impl Progress {
    pub(super) fn new(all: usize, quiet: bool) -> Self {
        let is_terminal = io::stderr().is_terminal();
        let target = if is_terminal && !quiet && all >= LEAST {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(all as u64), target);
        let look = "{bar:30} {pos} of {len} letters, {rate} a second, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(look) {
            let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
                // What cannot be shown is not worth an error.
                let _ = write!(out, "{:.0}", state.per_sec());
            };
            bar.set_style(style.with_key("rate", rate));
        }
        Self {
            all,
            bar,
            lines: !is_terminal && !quiet,
            start: Stopwatch::start(),
            said: 0,
        }
    }

    /// Shows that `done` steps are done.
    pub fn show(&mut self, done: usize) {
        self.bar.set_position(done as u64);
        let elapsed = self.start.elapsed();
        if self.lines && elapsed >= PAUSE * (self.said + 1) {
            self.said += 1;
            let rate = done as u64 / elapsed.as_secs().max(1);
            let left = (self.all.saturating_sub(done)) as u64 / rate.max(1);
            say(&format!(
                "{done} of {} letters, {rate} a second, {left} s left",
                self.all
            ));
        }
    }

    /// Ends the display when everything is done, or as much as can be.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}
