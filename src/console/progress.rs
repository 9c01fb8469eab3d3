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

/// The most steps a second, and the most seconds left, that are shown.
const MOST_RATE: u64 = 999_999;
const MOST_LEFT: u64 = 99 * 3600 + 59 * 60 + 59;

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
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {counts}") {
            let counts = move |state: &ProgressState, out: &mut dyn fmt::Write| {
                // What cannot be shown is not worth an error.
                let _ = out.write_str(&counts(state.pos(), all, state.per_sec(), state.eta()));
            };
            bar.set_style(style.with_key("counts", counts));
        }
        Self {
            all,
            bar,
            lines: !is_terminal && !quiet,
            start: Stopwatch::start(),
            said: 0,
        }
    }

    /// Makes it show nothing but the bar.
    pub(super) fn on_terminals_only(self) -> Self {
        let lines = false;
        Self { lines, ..self }
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

/// Returns what stands beside the bar. It is equally wide from the start to the end, so that nothing jumps.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rate is not negative, and no program is so fast"
)]
fn counts(done: u64, all: usize, rate: f64, left: Duration) -> String {
    let width = all.to_string().len();
    let rate = (rate.round() as u64).min(MOST_RATE);
    let left = left.as_secs().min(MOST_LEFT);
    let (hours, minutes, seconds) = (left / 3600, left / 60 % 60, left % 60);
    format!(
        "{done:>width$} of {all} letters, {rate:>6} a second, {hours:>2}:{minutes:02}:{seconds:02} left"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_equally_wide_all_the_time() {
        let width = "     0 of 100000 letters,      0 a second,  0:00:00 left".len();
        for (done, rate, left) in [
            (0, 0.0, 0),
            (7, 0.4, 59),
            (1234, 2026.3102, 61),
            (99_999, f64::INFINITY, u64::MAX),
            (100_000, f64::NAN, 3600),
        ] {
            let shown = counts(done, 100_000, rate, Duration::from_secs(left));
            assert_eq!(shown.len(), width, "{shown}");
        }
        let shown = counts(1234, 40_000, 2026.3102, Duration::from_secs(3725));
        assert_eq!(
            shown,
            " 1234 of 40000 letters,   2026 a second,  1:02:05 left"
        );
    }
}
