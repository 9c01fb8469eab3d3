use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};
use proptest::prelude::*;

use super::bitmap::Bitmap;
use super::coding::{Coding, Rows, encode};

/// The rows that somebody else's decoder finds.
struct Found {
    page: Bitmap,
    row: usize,
}

impl Decoder for Found {
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
    let mut found = Found {
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
        let data = encode(&page, Coding::Mh, Rows { k: 4 }, false);
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
            let data = encode(&page, coding, Rows { k }, rtc);
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
            let data = encode(&page, coding, Rows { k: 4 }, true);
            prop_assert!(decoded(&data, &page, coding, true) == page, "{:?}", coding);
        }
    }
}
