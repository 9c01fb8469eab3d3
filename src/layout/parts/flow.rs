//! The flow: date, subject, body and close, from the first page to the last.

use crate::layout::lines::measure;
use crate::layout::parts::block::ruled;
use crate::layout::parts::letterhead::fitted;
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::furniture::{Figure, Signatories};
use crate::letter::markup::{Block, Span};
use crate::letter::{Letter, Line};
use crate::page::profile::Profile;
use crate::page::{GlyphRun, Item, Page, Role};
use crate::picture::SIGNATURE;

/// Room above and below the picture of a signature.
const SIGNATURE_GAP: Length = Length::points(4);

/// Room between the two columns of those who sign, and above each of them.
const SIGNATORY_GAP: Length = Length::points(20);
const SIGNATORY_ROOM: Length = Length::points(14);

/// The indent of labels of list items, and the least room behind them.
const LABEL_INDENT: Length = Length::points(4);

/// The indent of list items, unless a label needs more.
const LIST_INDENT: Length = Length::points(16);

/// The top edge of later pages.
const LATER_TOP: f64 = 25.0;

/// A line of the flow, to be put on a page.
pub struct LineBox {
    items: Vec<Item>,
    height: Length,
    /// Room above it, unless it is the first of a page.
    above: Length,
    /// True if a page may end before it.
    breakable: bool,
}

/// Sets the lines of a letter below its addresses, in a column of a width. `reply` is how to answer, where
/// the sender's block has no room for it.
pub fn line_boxes(
    setter: &mut Setter<'_>,
    letter: &Letter,
    reply: &[Line],
    width: Length,
) -> Vec<LineBox> {
    let fit = setter.setting.fit;
    let gap = fit.size.scale(fit.gap, 100);
    let mut flow = Flow {
        setter,
        width,
        keep: false,
        boxes: Vec::new(),
    };
    flow.paragraph(&plain(&letter.date_line), Role::Date, Length::ZERO);
    if let Some(reference) = &letter.reference {
        flow.paragraph(&plain(reference), Role::Reference, Length::ZERO);
    }
    let subject = Span {
        text: letter.subject.clone(),
        strong: true,
        ..Span::default()
    };
    flow.paragraph(&[subject], Role::Heading, gap * 2);
    flow.keep = true;
    flow.paragraph(&plain(&letter.salutation), Role::Paragraph, gap * 2);
    flow.keep = true;
    for (n, block) in letter.body.iter().enumerate() {
        flow.block(block, gap);
        flow.keep = matches!(letter.body.get(n + 1), Some(Block::List { .. }));
    }
    flow.close(letter, reply, gap);
    if let Some(signing) = &letter.signatories {
        flow.signatories(signing, gap);
    }
    flow.boxes
}

fn plain(text: &str) -> [Span; 1] {
    [Span {
        text: text.to_owned(),
        ..Span::default()
    }]
}

struct Flow<'f, 's> {
    setter: &'f mut Setter<'s>,
    width: Length,
    /// True if the next block starts on the page on which the one before ends: what a heading, a
    /// salutation or the words before a list announce is not left to the next page.
    keep: bool,
    boxes: Vec<LineBox>,
}

impl Flow<'_, '_> {
    fn height(&self) -> Length {
        self.setter
            .setting
            .fit
            .size
            .scale(self.setter.setting.fit.leading, 100)
    }

    fn block(&mut self, block: &Block, gap: Length) {
        match block {
            Block::Paragraph(spans) => self.paragraph(spans, Role::Paragraph, gap),
            Block::List { start, items } => {
                let label = |n: u64| start.map_or("•".to_owned(), |s| format!("{}.", s + n));
                let last = (items.len() as u64).saturating_sub(1);
                let indent = self.indent(&label(last));
                for (n, item) in (0_u64..).zip(items) {
                    let above = if n == 0 { gap } else { gap.scale(1, 2) };
                    self.item(&label(n), item, indent, above);
                }
            }
        }
    }

    fn paragraph(&mut self, spans: &[Span], role: Role, above: Length) {
        let block = self.setter.block();
        let size = self.setter.setting.fit.size;
        let lines = self.setter.paragraph(spans, size, self.width, role, block);
        let lines = lines
            .into_iter()
            .map(|runs| runs.into_iter().map(Item::Run).collect());
        self.lines(lines.collect(), above);
    }

    /// Returns the indent of list items for the widest label.
    fn indent(&mut self, label: &str) -> Length {
        let size = self.setter.setting.fit.size;
        let label = self.setter.line(label, size, Role::ListLabel, 0);
        LIST_INDENT.max(LABEL_INDENT * 2 + measure::width(&label))
    }

    fn item(&mut self, label: &str, spans: &[Span], indent: Length, above: Length) {
        let (size, block) = (self.setter.setting.fit.size, self.setter.block());
        let width = self.width - indent;
        let mut first = self.setter.line(label, size, Role::ListLabel, block);
        measure::shift(&mut first, LABEL_INDENT, Length::ZERO);
        let lines = self
            .setter
            .paragraph(spans, size, width, Role::ListItem, block);
        let lines = lines.into_iter().enumerate().map(|(n, mut runs)| {
            measure::shift(&mut runs, indent, Length::ZERO);
            let label = if n == 0 {
                std::mem::take(&mut first)
            } else {
                Vec::new()
            };
            label.into_iter().chain(runs).map(Item::Run).collect()
        });
        self.lines(lines.collect(), above);
    }

    /// Adds the lines of a block. A page ends neither after the first nor before the last of them.
    fn lines(&mut self, lines: Vec<Vec<Item>>, above: Length) {
        let (height, count) = (self.height(), lines.len());
        let kept = std::mem::take(&mut self.keep);
        self.boxes
            .extend(lines.into_iter().enumerate().map(|(n, items)| LineBox {
                items,
                height,
                above: if n == 0 { above } else { Length::ZERO },
                breakable: (n == 0 && !kept) || (n > 1 && n + 1 < count),
            }));
    }

    /// Adds the close, the room for the signature or its picture, the names, what is enclosed and the
    /// copies; they stay on one page with the last two lines of the body.
    fn close(&mut self, letter: &Letter, reply: &[Line], gap: Length) {
        let body_end = self.boxes.len();
        self.paragraph(&plain(&letter.closing), Role::Paragraph, gap * 2);
        let space = match &letter.signature_picture {
            Some(figure) => self.picture(figure),
            None => self.setter.setting.fit.signature,
        };
        let block = self.setter.block();
        for (n, line) in letter.signature.iter().chain(reply).enumerate() {
            let above = if n == 0 { space } else { Length::ZERO };
            self.signature(line, block, above);
        }
        let mut above = gap * 2;
        for line in letter.enclosures.iter().chain(&letter.copies) {
            self.paragraph(&plain(line), Role::Paragraph, above);
            above = gap.scale(1, 2);
        }
        let kept = body_end.saturating_sub(1);
        for line_box in &mut self.boxes[kept..] {
            line_box.breakable = false;
        }
    }

    /// Adds names in two columns, each with a line to sign on.
    fn signatories(&mut self, signing: &Signatories, gap: Length) {
        self.paragraph(&plain(&signing.heading), Role::Paragraph, gap * 2);
        self.keep = true;
        let column = self.width.scale(1, 2) - SIGNATORY_GAP.scale(1, 2);
        for pair in signing.names.chunks(2) {
            let cells: Vec<Vec<Vec<Item>>> = pair
                .iter()
                .map(|name| self.signatory(name, column))
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or_default();
            let mut lines = vec![Vec::new(); height];
            for (n, cell) in (0..).zip(cells) {
                let right = (column + SIGNATORY_GAP) * n;
                let below = height - cell.len();
                for (line, items) in lines[below..].iter_mut().zip(cell) {
                    let moved = items
                        .into_iter()
                        .map(|item| item.moved(right, Length::ZERO));
                    line.extend(moved);
                }
            }
            let kept = self.keep;
            let from = self.boxes.len();
            self.lines(lines, SIGNATORY_ROOM);
            for line_box in &mut self.boxes[from..] {
                line_box.breakable = false;
            }
            if let Some(first) = self.boxes.get_mut(from) {
                first.breakable = !kept;
            }
        }
    }

    /// Sets the lines of a name in a column; behind the last one is room to sign.
    fn signatory(&mut self, name: &str, column: Length) -> Vec<Vec<Item>> {
        let (size, block) = (self.setter.setting.fit.size, self.setter.block());
        let width = column.scale(11, 20);
        let lines = self
            .setter
            .paragraph(&plain(name), size, width, Role::Signature, block);
        let end = lines
            .last()
            .map(|runs| measure::width(runs))
            .unwrap_or_default();
        let runs = |runs: Vec<GlyphRun>| runs.into_iter().map(Item::Run).collect();
        let mut lines: Vec<Vec<Item>> = lines.into_iter().map(runs).collect();
        if let Some(last) = lines.last_mut() {
            let rule = ruled(end, column, Length::ZERO, Role::Signature);
            last.push(Item::Rule(rule));
        }
        lines
    }

    /// Adds the picture of a signature; the room below it.
    fn picture(&mut self, figure: &Figure) -> Length {
        let block = self.setter.block();
        let mut image = fitted(figure, (SIGNATURE.width, SIGNATURE.height), block);
        let height = image.height;
        // Pieces stand on a baseline, a quarter of their height above their end.
        image.y = height.scale(1, 4) - height;
        self.boxes.push(LineBox {
            items: vec![Item::Image(image)],
            height,
            above: SIGNATURE_GAP,
            breakable: false,
        });
        SIGNATURE_GAP
    }

    fn signature(&mut self, line: &Line, block: usize, above: Length) {
        let size = self.setter.setting.fit.size;
        let spans = plain(line.text());
        let lines = self
            .setter
            .paragraph(&spans, size, self.width, Role::Signature, block);
        let end = lines
            .last()
            .map(|runs| measure::width(runs))
            .unwrap_or_default();
        let mut lines: Vec<Vec<Item>> = lines
            .into_iter()
            .map(|runs| runs.into_iter().map(Item::Run).collect())
            .collect();
        if matches!(line, Line::Ruled(_)) {
            let to = self.width.scale(1, 2);
            let rule = Item::Rule(ruled(end, to, Length::ZERO, Role::Signature));
            lines
                .last_mut()
                .into_iter()
                .for_each(|items| items.push(rule.clone()));
        }
        self.lines(lines, above);
    }
}

/// Returns whether all lines have room on the first page.
pub fn is_one_page(boxes: &[LineBox], profile: &Profile) -> bool {
    fitting(boxes, profile.body.height) == boxes.len()
}

/// Returns the least number of whole pages of the profile that the lines fill.
pub fn full_pages(boxes: &[LineBox], profile: &Profile) -> usize {
    let page = (profile.body.y + profile.body.height).0.max(1);
    let filled: i64 = boxes.iter().map(|line_box| line_box.height.0).sum();
    usize::try_from(filled / page).unwrap_or_default()
}

/// Puts the lines on pages, the first of which has its addresses on it.
pub fn pages(boxes: Vec<LineBox>, profile: &Profile, first: Page) -> Vec<Page> {
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
fn fitting(boxes: &[LineBox], room: Length) -> usize {
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

#[cfg(test)]
mod tests;
