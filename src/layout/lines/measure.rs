//! Lines of runs, measured and moved.

use crate::font::UNITS;
use crate::length::Length;
use crate::page::GlyphRun;

/// Returns the width of a line, with the blanks at its end.
pub(crate) fn width(runs: &[GlyphRun]) -> Length {
    runs.last()
        .map_or(Length::ZERO, |run| run.x + run.width(UNITS))
}

/// Moves a line.
pub(crate) fn shift(runs: &mut [GlyphRun], x: Length, y: Length) {
    for run in runs {
        run.x += x;
        run.y += y;
    }
}
