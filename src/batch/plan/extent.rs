//! The room that the lines of a sender take, as one of a few sizes.
//!
//! Owns the comparison of lines before they are set: a block with room for some lines of a size has room for as many
//! lines of that size or a smaller one. A line is no wider than the sum of its characters.

use crate::font::Style;
use crate::font::shape::Shaper;

/// The difference in width between one size and the next, in font units: four ems.
const STEP: i64 = 4 * 1000;

/// The number of characters whose widths are in a table: Latin, Greek and Cyrillic.
const TABLE: usize = 0x500;

/// The character of the widest lines: a number is never divided.
const FILLER: &str = "0";

/// The most by which kerning widens a pair of usual letters, in font units.
const KERN: i64 = 98;

/// A measure of the width of lines.
#[derive(Debug)]
pub(crate) struct Extent {
    style: Style,
    shaper: Shaper,
    /// The widths of characters; 0 if not known yet.
    widths: Vec<i64>,
}

impl Extent {
    /// Creates a measure for lines in a style.
    pub(crate) fn of(style: Style) -> Self {
        Self {
            style,
            shaper: Shaper::default(),
            widths: vec![0; TABLE],
        }
    }

    /// Returns the size of the widest of some lines.
    pub(crate) fn size<'l>(&mut self, lines: impl Iterator<Item = &'l String>) -> usize {
        let widest = lines.map(|line| self.width(line)).max().unwrap_or_default();
        usize::try_from(widest.unsigned_abs().div_ceil(STEP.unsigned_abs())).unwrap_or(usize::MAX)
    }

    /// Returns a line that is as wide as any of a size, and is not divided.
    pub(crate) fn widest(&mut self, size: usize) -> String {
        let widest = STEP.saturating_mul(i64::try_from(size).unwrap_or(i64::MAX));
        let one = self.shaper.shape(self.style, FILLER).advance().max(1);
        let count = widest / one + 1;
        FILLER.repeat(usize::try_from(count).unwrap_or_default())
    }

    /// Returns an upper bound of the width of a line, in font units.
    fn width(&mut self, line: &str) -> i64 {
        line.chars().map(|c| self.one(c) + KERN).sum()
    }

    fn one(&mut self, c: char) -> i64 {
        let at = usize::try_from(u32::from(c)).unwrap_or(TABLE);
        if let Some(known) = self.widths.get(at).filter(|width| **width > 0) {
            return *known;
        }
        let mut text = [0; 4];
        let width = self
            .shaper
            .shape(self.style, c.encode_utf8(&mut text))
            .advance();
        if let Some(place) = self.widths.get_mut(at) {
            *place = width;
        }
        width
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_is_wider_than_lines_of_its_size_can_be(line in "[ -~À-ſА-яҐґΑ-ΡΣ-ω’–]{0,40}") {
            for style in [Style::Regular, Style::Sans] {
                let mut extent = Extent::of(style);
                let whole = extent.shaper.shape(style, &line).advance();
                prop_assert!(whole <= extent.width(&line), "{}", line);
                let widest = extent.size(std::iter::once(&line));
                let widest = extent.widest(widest);
                prop_assert!(whole <= extent.shaper.shape(style, &widest).advance());
            }
        }
    }

    // Takes seconds: half a million pairs are shaped.
    #[test]
    fn no_pair_takes_more_than_what_is_allowed_for() {
        let latin = (' '..='~').chain('À'..='ſ').chain("’–".chars());
        let greek = ('Α'..='Ρ').chain('Σ'..='ω');
        let usual: Vec<char> = latin
            .chain(greek)
            .chain('А'..='я')
            .chain("Ґґ".chars())
            .collect();
        for style in [Style::Regular, Style::Sans] {
            let mut extent = Extent::of(style);
            let mut most = 0;
            for (a, b) in usual
                .iter()
                .flat_map(|a| usual.iter().map(move |b| (*a, *b)))
            {
                let pair = extent.shaper.shape(style, &format!("{a}{b}")).advance();
                most = most.max(pair - extent.one(a) - extent.one(b));
            }
            assert!((1..=KERN).contains(&most), "{style:?}: {most}");
        }
    }
}
