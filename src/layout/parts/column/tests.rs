//! The places where pages may end.

use proptest::prelude::*;

use super::*;
use crate::layout::fit::FITS;
use crate::layout::lines::line_cache::LineCache;
use crate::layout::parts::paging::fitting;
use crate::layout::setting::Setting;

/// The lines of blocks that have so many lines each.
fn blocks(counts: &[usize]) -> Vec<LineBox> {
    let mut known = LineCache::default();
    let setting = Setting {
        fit: FITS[0],
        face: crate::page::profile::Typeface::default(),
        lang: "en".to_owned(),
        way_out: "",
    };
    let mut column = TextColumn {
        setter: &mut Setter::new(&mut known, setting),
        width: Length::points(400),
        keep: false,
        boxes: Vec::new(),
    };
    for count in counts {
        column.lines(vec![Vec::new(); *count], Length::points(6));
    }
    column.boxes
}

/// The number of lines before the end of each page.
fn page_ends(mut boxes: Vec<LineBox>, room: Length) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while !boxes.is_empty() {
        let count = fitting(&boxes, room);
        boxes.drain(..count);
        at += count;
        ends.push(at);
    }
    ends
}

proptest! {
    #[test]
    fn no_line_of_a_paragraph_is_alone_on_a_page(
        counts in proptest::collection::vec(1usize..12, 1..40),
        room in 80i64..700,
    ) {
        let ends = page_ends(blocks(&counts), Length::points(room));
        let mut start = 0;
        for count in counts {
            let first_of_two = count > 1 && ends.contains(&(start + 1));
            prop_assert!(!first_of_two, "a first line is alone");
            let last_of_two = count > 1 && ends.contains(&(start + count - 1));
            prop_assert!(!last_of_two, "a last line is alone");
            start += count;
        }
        prop_assert_eq!(ends.last().copied(), Some(start));
    }
}
