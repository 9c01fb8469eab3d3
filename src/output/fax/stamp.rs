//! Glyphs as black pixels, which are stamped on pages.

use crate::font::mask::Mask;
use crate::output::fax::bitmap::Bitmap;

/// The distance from the threshold, of 255, within which the neighbours of a pixel decide: a quarter.
const NEAR: u8 = 64;

/// The pixels of a glyph, and where the left upper one is: right of its origin, and below it.
pub(super) struct Stamp {
    pixels: Bitmap,
    left: isize,
    top: isize,
}

impl Stamp {
    /// Takes the pixels of a mask that are covered by more than the threshold, of 255, the sides of strokes evened:
    /// a dent or a bump of one row is nothing to a reader, and four bits or more on the line, where each row is
    /// told by how it differs from the one above. It is filled or cut where coverage is near the threshold.
    pub(super) fn of(mask: &Mask, threshold: u8) -> Self {
        let rows: Vec<&[u8]> = mask.coverage.chunks(mask.width.max(1)).collect();
        let coverage = |x: usize, y: usize| {
            let row = rows.get(y).copied().unwrap_or_default();
            row.get(x).copied().unwrap_or_default()
        };
        let is_black = |x: usize, y: usize| coverage(x, y) > threshold;
        let is_odd = |x: usize, y: usize| {
            let is_side = is_black(x.wrapping_sub(1), y) != is_black(x + 1, y);
            let (above, below) = (is_black(x, y.wrapping_sub(1)), is_black(x, y + 1));
            let is_near = coverage(x, y).abs_diff(threshold) <= NEAR;
            is_side && is_near && above == below && above != is_black(x, y)
        };
        let mut pixels = Bitmap::white(mask.width, rows.len());
        for (x, y) in (0..rows.len()).flat_map(|y| (0..mask.width).map(move |x| (x, y))) {
            if is_black(x, y) != is_odd(x, y) {
                pixels.blacken(x, y);
            }
        }
        Self {
            pixels,
            left: mask.left as isize,
            top: mask.top as isize,
        }
    }

    /// Puts it on a page, its origin at a pixel.
    pub(super) fn put(&self, (x, y): (usize, usize), bitmap: &mut Bitmap) {
        let place = |at: usize, more: isize| more.checked_add_unsigned(at);
        if let (Some(x), Some(y)) = (place(x, self.left), place(y, self.top)) {
            bitmap.stamp(&self.pixels, (x, y));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pixels of coverages, each a digit of tenths, at a threshold of four tenths.
    fn pixels(rows: &[&str]) -> Vec<String> {
        let digits = rows.iter().flat_map(|row| row.bytes());
        let mask = Mask {
            left: -1,
            top: -2,
            width: rows[0].len(),
            coverage: digits.map(|digit| (digit - b'0') * 25).collect(),
        };
        let mut page = Bitmap::white(mask.width, rows.len());
        Stamp::of(&mask, 100).put((1, 2), &mut page);
        let row = |y| {
            let pixels = (0..page.width()).map(|x| page.is_black(x, y));
            pixels.map(|black| if black { '#' } else { '.' }).collect()
        };
        (0..page.height()).map(row).collect()
    }

    #[test]
    fn a_dent_in_the_side_of_a_stroke_is_filled_and_a_bump_cut() {
        let sides = [
            (["999", "993", "999"], "###"),
            (["990", "996", "990"], "##."),
        ];
        for (rows, evened) in sides {
            assert_eq!(pixels(&rows), [evened; 3]);
        }
        // These are no accidents of the grid.
        assert_eq!(pixels(&["999", "990", "999"]), ["###", "##.", "###"]);
        assert_eq!(pixels(&["990", "999", "990"]), ["##.", "###", "##."]);
    }

    #[test]
    fn slopes_and_bars_stay() {
        assert_eq!(pixels(&["993", "995", "999"]), ["##.", "###", "###"]);
        // A thin bar has no sides, but at its ends.
        assert_eq!(pixels(&["0000", "5555", "0000"])[1], ".##.");
        assert_eq!(pixels(&["9009", "9559", "9009"])[1], "####");
    }
}
