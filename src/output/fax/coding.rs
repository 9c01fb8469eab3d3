//! Rows of pixels as code words: Group 3 in one and two dimensions (ITU-T T.4) and Group 4 (T.6).
//!
//! Faxes are coded here and not by a library, because none writes what fax machines take: the one there is
//! knows Group 4 only.

use crate::output::fax::bitmap::{Bitmap, Changes};
use crate::output::fax::codes::{self, Code, EOL, HORIZONTAL, LONGEST, ONE, PASS, VERTICAL, ZERO};

/// The coding of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coding {
    /// Modified Huffman: every row by itself. Everybody takes it.
    #[default]
    Mh,
    /// Modified READ: most rows by the one above them.
    Mr,
    /// Modified modified READ: all rows by the one above them.
    Mmr,
}

/// The parameter K (T.4, 4.2.1.1): of every K rows, the first is coded by itself, the others by the one above.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KParameter {
    /// The parameter K.
    pub k: usize,
}

/// Returns the code words of a page. In the last byte, what is left is 0. With `rtc`, the end of the page is marked
/// (T.4, 4.1.4); Group 4 always has its end (T.6, 2.4.1.1).
pub(crate) fn encode(
    page: &Bitmap,
    coding: Coding,
    KParameter { k }: KParameter,
    rtc: bool,
) -> Vec<u8> {
    let mut out = Bits::default();
    let (mut row, mut above) = (Changes::default(), Changes::default());
    above.find(&[], page.width());
    for (n, bytes) in page.rows().enumerate() {
        row.find(bytes, page.width());
        match coding {
            Coding::Mh => {
                out.put(EOL);
                put_alone(&row, page.width(), &mut out);
            }
            Coding::Mr if n.is_multiple_of(k.max(1)) => {
                out.put(EOL);
                out.put(ONE);
                put_alone(&row, page.width(), &mut out);
            }
            Coding::Mr => {
                out.put(EOL);
                out.put(ZERO);
                put_by_above(&row, &above, page.width(), &mut out);
            }
            Coding::Mmr => put_by_above(&row, &above, page.width(), &mut out),
        }
        std::mem::swap(&mut row, &mut above);
    }
    put_end(coding, rtc, &mut out);
    out.finish()
}

/// Marks the end of a page.
fn put_end(coding: Coding, rtc: bool, out: &mut Bits) {
    let ends = match coding {
        Coding::Mmr => 2,
        Coding::Mh | Coding::Mr if rtc => 6,
        Coding::Mh | Coding::Mr => 0,
    };
    for _ in 0..ends {
        out.put(EOL);
        if coding == Coding::Mr {
            out.put(ONE);
        }
    }
}

/// Codes a row by itself (T.4, 4.1).
fn put_alone(row: &Changes, width: usize, out: &mut Bits) {
    let mut at = 0;
    // A row begins with a white run, and ends with the run that reaches the edge.
    for n in 0.. {
        let to = row.get(n);
        put_run(n % 2 == 1, to - at, out);
        at = to;
        if at == width {
            return;
        }
    }
}

/// Codes a row by the one above (T.4, 4.2.1.3).
fn put_by_above(row: &Changes, above: &Changes, width: usize, out: &mut Bits) {
    // The imaginary element stands before the first pixel.
    let (mut a0, mut black, mut next, mut b) = (None, false, 0, 0);
    while a0.unwrap_or(0) < width {
        let start = a0.map_or(0, |a0: usize| a0 + 1);
        let a1 = row.get(next);
        b = first_change(above, b, start, black);
        let (b1, b2) = (above.get(b), above.get(b + 1));
        let from = a0.unwrap_or(0);
        if b2 < a1 {
            out.put(PASS);
            a0 = Some(b2);
        } else if let Some(mode) = vertical(a1, b1) {
            out.put(mode);
            (a0, black, next) = (Some(a1), !black, next + 1);
        } else {
            let a2 = row.get(next + 1);
            out.put(HORIZONTAL);
            put_run(black, a1 - from, out);
            put_run(!black, a2 - a1, out);
            (a0, next) = (Some(a2), next + 2);
        }
    }
}

/// Finds the first change of the row above at `start` or behind it, to the other colour than `black`. None is
/// looked for far before `from`, which was right for an earlier start.
fn first_change(above: &Changes, from: usize, start: usize, black: bool) -> usize {
    let to_black = usize::from(black);
    let mut n = from.saturating_sub(2);
    n += (n + to_black) % 2;
    while n < above.count() && above.get(n) < start {
        n += 2;
    }
    n
}

fn vertical(a1: usize, b1: usize) -> Option<Code> {
    VERTICAL.get((a1 + 3).checked_sub(b1)?).copied()
}

fn put_run(black: bool, mut length: usize, out: &mut Bits) {
    while length > LONGEST {
        out.put(codes::run(black, LONGEST));
        length -= LONGEST;
    }
    if length >= 64 {
        out.put(codes::run(black, length / 64 * 64));
        length %= 64;
    }
    out.put(codes::run(black, length));
}

/// Bits, the highest of a byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    waiting: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, code: Code) {
        self.waiting = self.waiting << code.length | u32::from(code.bits);
        self.count += u32::from(code.length);
        while self.count >= 8 {
            self.count -= 8;
            self.bytes
                .push((self.waiting >> self.count).to_le_bytes()[0]);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes
                .push((self.waiting << (8 - self.count)).to_le_bytes()[0]);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};
    use proptest::prelude::*;

    use super::*;

    /// The rows that somebody else's decoder finds.
    struct DecodedRows {
        page: Bitmap,
        row: usize,
    }

    impl Decoder for DecodedRows {
        fn push_row(&mut self, changes: &[u32]) {
            let width = self.page.width();
            for pair in changes.chunks(2) {
                let end = pair.get(1).map_or(width, |end| *end as usize);
                for x in pair[0] as usize..end {
                    self.page.blacken(x, self.row);
                }
            }
            self.row += 1;
        }
    }

    fn decoded(data: &[u8], page: &Bitmap, coding: Coding, end: bool) -> Bitmap {
        let [columns, rows] = [page.width(), page.height()].map(|n| u32::try_from(n).unwrap());
        let mut context = DecoderContext::new(DecodeSettings {
            columns,
            rows: if end { 0 } else { rows },
            end_of_block: end,
            end_of_line: coding != Coding::Mmr,
            rows_are_byte_aligned: false,
            strict: true,
            encoding: match coding {
                Coding::Mh => EncodingMode::Group3_1D,
                Coding::Mr => EncodingMode::Group3_2D,
                Coding::Mmr => EncodingMode::Group4,
            },
        });
        let mut found = DecodedRows {
            page: Bitmap::white(page.width(), page.height()),
            row: 0,
        };
        decode(data, &mut found, &mut context).unwrap();
        assert_eq!(found.row, page.height());
        found.page
    }

    /// A page of runs, from the left of its first row on.
    fn page(width: usize, height: usize, runs: &[usize]) -> Bitmap {
        let mut page = Bitmap::white(width, height);
        let mut at = 0;
        for (n, run) in runs.iter().enumerate() {
            for pixel in at..at + run {
                if n % 2 == 1 {
                    page.blacken(pixel % width, pixel / width);
                }
            }
            at += run;
        }
        page
    }

    const CODINGS: [Coding; 3] = [Coding::Mh, Coding::Mr, Coding::Mmr];

    /// Every code word of every colour, by a row with a run of each length.
    #[test]
    fn runs_of_every_length_come_back() {
        for width in [1728, 5300] {
            let mut page = Bitmap::white(width, width + 1);
            for row in 0..=width {
                for x in 0..row {
                    page.blacken(x, row);
                }
            }
            let data = encode(&page, Coding::Mh, KParameter { k: 4 }, false);
            assert!(decoded(&data, &page, Coding::Mh, false) == page);
        }
    }

    proptest! {
        #[test]
        fn pages_come_back(
            width in 1_usize..200,
            height in 1_usize..12,
            runs in proptest::collection::vec(prop_oneof![0_usize..4, 0_usize..90, 0_usize..700], 0..200),
            k in 1_usize..5,
            rtc in any::<bool>(),
        ) {
            let page = page(width, height, &runs);
            for coding in CODINGS {
                let data = encode(&page, coding, KParameter { k }, rtc);
                let end = rtc || coding == Coding::Mmr;
                prop_assert!(decoded(&data, &page, coding, end) == page, "{:?}", coding);
            }
        }

        #[test]
        fn rows_like_those_above_come_back(
            width in 1_usize..60,
            rows in proptest::collection::vec(proptest::collection::vec(0_usize..60, 0..8), 1..8),
        ) {
            // Each row is the one above with a few pixels more.
            let mut page = Bitmap::white(width, rows.len());
            for (y, black) in rows.iter().enumerate() {
                for x in rows[..y].iter().flatten().chain(black) {
                    page.blacken(*x, y);
                }
            }
            for coding in CODINGS {
                let data = encode(&page, coding, KParameter { k: 4 }, true);
                prop_assert!(decoded(&data, &page, coding, true) == page, "{:?}", coding);
            }
        }
    }
}
