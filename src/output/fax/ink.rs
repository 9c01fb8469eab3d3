//! Glyphs as black pixels.

use super::bitmap::Bitmap;
use crate::font::mask::Mask;

/// How far from the threshold the coverage of a pixel may be, of 255, for its neighbours to decide: a quarter.
const NEAR: u8 = 64;

/// The black pixels of a glyph.
pub struct Ink {
    left: i32,
    top: i32,
    width: usize,
    black: Vec<bool>,
}

impl Ink {
    /// The pixels of a mask that are covered by more than the threshold, of 255, the sides of strokes evened:
    /// a dent or a bump of one row is nothing to a reader, and four bits or more on the line, where each row is
    /// told by how it differs from the one above. It is filled or cut where coverage is near the threshold.
    pub fn of(mask: &Mask, threshold: u8) -> Self {
        let rows: Vec<&[u8]> = mask.coverage.chunks(mask.width.max(1)).collect();
        let coverage = |x: usize, y: usize| {
            let row = rows.get(y).copied().unwrap_or_default();
            row.get(x).copied().unwrap_or_default()
        };
        let is_black = |x: usize, y: usize| coverage(x, y) > threshold;
        let pixel = |x: usize, y: usize| {
            let is_side = is_black(x.wrapping_sub(1), y) != is_black(x + 1, y);
            let above = is_black(x, y.wrapping_sub(1));
            let is_odd = above == is_black(x, y + 1) && above != is_black(x, y);
            let is_near = coverage(x, y).abs_diff(threshold) <= NEAR;
            is_black(x, y) != (is_side && is_odd && is_near)
        };
        let places = (0..rows.len()).flat_map(|y| (0..mask.width).map(move |x| (x, y)));
        Self {
            left: mask.left,
            top: mask.top,
            width: mask.width,
            black: places.map(|(x, y)| pixel(x, y)).collect(),
        }
    }

    /// Puts the glyph on a page, its origin at a place. What is off the page is nobody's.
    pub fn put(&self, (x, y): (usize, usize), bitmap: &mut Bitmap) {
        let place = |at: usize, more: i32, n: usize| {
            let at = at.checked_add_signed(more as isize);
            at.map(|at| at + n)
        };
        for (n, row) in self.black.chunks(self.width.max(1)).enumerate() {
            let black = row.iter().enumerate().filter(|(_, black)| **black);
            for (m, _) in black {
                if let (Some(x), Some(y)) = (place(x, self.left, m), place(y, self.top, n)) {
                    bitmap.blacken(x, y);
                }
            }
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
        Ink::of(&mask, 100).put((1, 2), &mut page);
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
