//! The time for which a fax keeps the line busy.
//!
//! The line is what two machines of today agree on: 14,400 bits a second (ITU-T V.17), errors corrected (T.30,
//! annex A), pages coded by T.6 whatever coding the file has, no noise. The figures are those of calls between two
//! complete machines of spandsp (`tests/fax/call.c`): fitted to 108 letters of one to three pages in three
//! languages at three resolutions, from which they are at most 1.9 % off, and to pages of noise of up to six
//! blocks, from which they are at most 5 % off. A slower modem, a machine that corrects no errors, or dialling
//! and ringing come on top.

use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::coding::{self, Coding, KParameter};

/// The bit rate of the modems.
const BITS_PER_SECOND: f64 = 14_400.0;

/// Seconds from the answer to the first page, and from the last one to the end: tones, identification,
/// capabilities, training at 300 bits a second and at full speed. Measured.
const HANDSHAKES: f64 = 13.3;

/// The bytes of a page that are sent before the other machine confirms them: 256 frames of 256 bytes (T.30,
/// annex A).
const BLOCK: usize = 256 * 256;

/// Seconds between two blocks or pages: a question, an answer, training. Measured.
const BETWEEN: f64 = 2.95;

/// Bits that carry a byte of T.6. Its frame with address, number, check and flag makes 8.2 of them; behind
/// every five ones goes a zero, which makes 8.4 at standard and 8.8 at superfine resolution, where more rows
/// are alike.
const BITS_PER_BYTE: f64 = 8.7;

/// Returns the seconds from the answer of the other machine to the end of the call, for all pages in one call.
pub(crate) fn seconds(pages: &[Bitmap]) -> f64 {
    let of_page = |page: &Bitmap| of_bytes(bytes(page));
    HANDSHAKES + pages.iter().map(of_page).sum::<f64>()
}

#[expect(clippy::cast_precision_loss, reason = "a page has a few million bits")]
fn of_bytes(bytes: usize) -> f64 {
    let blocks = bytes.div_ceil(BLOCK) as f64;
    blocks * BETWEEN + bytes as f64 * BITS_PER_BYTE / BITS_PER_SECOND
}

/// Returns the size of a page on the line in bytes.
fn bytes(page: &Bitmap) -> usize {
    coding::encode(page, Coding::Mmr, KParameter { k: 0 }, false).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_and_every_black_row_takes_its_time() {
        let white = Bitmap::white(1728, 2290);
        let mut black = white.clone();
        for y in (0..2290).step_by(2) {
            (0..1728).step_by(3).for_each(|x| black.blacken(x, y));
        }
        assert!((16.2..16.8).contains(&seconds(std::slice::from_ref(&white))));
        let two = seconds(&[white.clone(), white.clone()]);
        assert!((19.0..20.0).contains(&two), "{two}");
        assert!(seconds(&[black, white]) > 2.0 * two);
    }

    /// A page of more than a block is asked for twice.
    #[test]
    fn blocks_are_asked_for_one_by_one() {
        let more = of_bytes(BLOCK + 1) - of_bytes(BLOCK);
        assert!((BETWEEN..BETWEEN + 0.01).contains(&more));
    }
}
