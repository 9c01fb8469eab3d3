//! A page of gray or coloured pixels that ink is laid on.

use crate::output::png::file::Shades;
use crate::page::Colour;

/// The full coverage of a pixel.
pub(super) const FULL: u32 = 255;

/// Rows of pixels from the top, each behind a byte that names its filter: none.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    /// The bytes of a pixel.
    channels: usize,
    bytes: Vec<u8>,
}

impl Canvas {
    /// Returns the bytes of the pixels of a page, or nothing if they cannot be counted.
    pub(super) fn weight(width: usize, height: usize, is_coloured: bool) -> Option<usize> {
        let pixels = width.checked_mul(height)?;
        pixels.checked_mul(channels(is_coloured))
    }

    /// Makes a white page.
    pub(super) fn white(width: usize, height: usize, is_coloured: bool) -> Self {
        let channels = channels(is_coloured);
        let stride = width * channels + 1;
        let mut bytes = vec![255; stride * height];
        bytes
            .iter_mut()
            .step_by(stride)
            .for_each(|filter| *filter = 0);
        Self {
            width,
            height,
            channels,
            bytes,
        }
    }

    /// Returns the number of pixels in a row, and of rows.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Returns what its pixels are.
    pub(super) fn shades(&self) -> Shades {
        if self.channels == 1 {
            Shades::Gray
        } else {
            Shades::Colour
        }
    }

    /// Returns its rows, each behind its filter.
    pub(super) fn rows(&self) -> &[u8] {
        &self.bytes
    }

    /// Lays ink on a row from a pixel on, which covers as much of each pixel as `coverage` says. What is outside the
    /// page is left out.
    pub(super) fn ink(&mut self, (x, y): (i64, i64), coverage: &[u8], colour: Colour) {
        let (Ok(y), Some(row)) = (usize::try_from(y), self.width.checked_mul(self.channels)) else {
            return;
        };
        let first = usize::try_from(-x).unwrap_or_default();
        let (Some(coverage), Ok(x)) = (coverage.get(first..), usize::try_from(x.max(0))) else {
            return;
        };
        let start = y.saturating_mul(row + 1).saturating_add(1);
        let pixels = self.bytes.get_mut(start..start.saturating_add(row));
        let pixels = pixels.and_then(|row| row.get_mut(x.saturating_mul(self.channels)..));
        let Some(pixels) = pixels else { return };
        for (pixel, cover) in pixels.chunks_exact_mut(self.channels).zip(coverage) {
            for (shade, ink) in pixel.iter_mut().zip(colour.0) {
                *shade = mixed(*shade, ink, u32::from(*cover));
            }
        }
    }
}

fn channels(is_coloured: bool) -> usize {
    if is_coloured { 3 } else { 1 }
}

/// Returns a shade with as much of another over it as covers it, of 255.
fn mixed(under: u8, over: u8, cover: u32) -> u8 {
    let sum = u32::from(under) * (FULL - cover) + u32::from(over) * cover;
    u8::try_from((sum + FULL / 2) / FULL).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_lies_where_it_is_laid_and_nowhere_else() {
        let mut gray = Canvas::white(3, 2, false);
        gray.ink((-1, 0), &[255, 255, 51], Colour::BLACK);
        gray.ink((2, 1), &[255, 255], Colour::BLACK);
        gray.ink((0, -1), &[255], Colour::BLACK);
        gray.ink((0, 2), &[255], Colour::BLACK);
        gray.ink((9, 1), &[255], Colour::BLACK);
        assert_eq!(gray.rows(), [0, 0, 204, 255, 0, 255, 255, 0]);
        let mut coloured = Canvas::white(2, 1, true);
        coloured.ink((1, 0), &[255], Colour([200, 0, 10]));
        assert_eq!(coloured.rows(), [0, 255, 255, 255, 200, 0, 10]);
    }
}
