//! Lines put on pages: where a page may end.

use crate::length::Length;
use crate::page::profile::Profile;
use crate::page::{Item, Page};

/// The top edge of later pages, in millimetres.
pub(crate) const LATER_TOP: f64 = 25.0;

/// A line of the flow, to be put on a page.
pub(crate) struct LineBox {
    /// What stands on it, on its baseline.
    pub items: Vec<Item>,
    /// Its height.
    pub height: Length,
    /// Room above it, unless it is the first of a page.
    pub above: Length,
    /// True if a page may end before it.
    pub breakable: bool,
}

/// Returns whether all lines have room on the first page.
pub(crate) fn is_one_page(boxes: &[LineBox], profile: &Profile) -> bool {
    fitting(boxes, profile.body.height) == boxes.len()
}

/// Returns the least number of whole pages of the profile that the lines fill.
pub(crate) fn full_pages(boxes: &[LineBox], profile: &Profile) -> usize {
    let page = (profile.body.y + profile.body.height).0.max(1);
    let filled: i64 = boxes.iter().map(|line_box| line_box.height.0).sum();
    usize::try_from(filled / page).unwrap_or_default()
}

/// Puts the lines on pages, the first of which has its addresses on it.
pub(crate) fn pages(boxes: Vec<LineBox>, profile: &Profile, first: Page) -> Vec<Page> {
    let bottom = profile.body.y + profile.body.height;
    let later = bottom - Length::millimetres(LATER_TOP);
    let mut rest = boxes;
    let mut pages = Vec::new();
    let mut page = first;
    let mut top = profile.body.y;
    loop {
        let room = if pages.is_empty() {
            profile.body.height
        } else {
            later
        };
        let next = rest.split_off(fitting(&rest, room));
        put(rest, profile.body.x, top, &mut page);
        pages.push(std::mem::take(&mut page));
        if next.is_empty() {
            return pages;
        }
        rest = next;
        top = Length::millimetres(LATER_TOP);
    }
}

/// Counts the lines that fit into a height and end where a page may end; at least one.
pub(super) fn fitting(boxes: &[LineBox], room: Length) -> usize {
    let mut used = Length::ZERO;
    let mut count = 0;
    for line_box in boxes {
        used += line_box.height
            + if count == 0 {
                Length::ZERO
            } else {
                line_box.above
            };
        if used > room {
            break;
        }
        count += 1;
    }
    if count == boxes.len() {
        return count;
    }
    let end = (1..=count).rev().find(|n| boxes[*n].breakable);
    end.unwrap_or(count.max(1))
}

fn put(boxes: Vec<LineBox>, x: Length, top: Length, page: &mut Page) {
    let mut y = top;
    for (n, line_box) in boxes.into_iter().enumerate() {
        y += line_box.height + if n == 0 { Length::ZERO } else { line_box.above };
        let baseline = y - line_box.height.scale(1, 4);
        page.items.extend(
            line_box
                .items
                .into_iter()
                .map(|item| item.moved(x, baseline)),
        );
    }
}
