//! The end of a letter: the close, the signature, what is enclosed, and those who sign below.

use crate::layout::lines::measure;
use crate::layout::parts::block::ruled;
use crate::layout::parts::column::{TextColumn, plain};
use crate::layout::parts::letterhead::fitted;
use crate::layout::parts::paging::LineBox;
use crate::length::Length;
use crate::letter::furniture::{Figure, Signatories};
use crate::letter::{Letter, Line};
use crate::page::{GlyphRun, Item, Role};
use crate::picture::SIGNATURE;

/// Room above and below the picture of a signature.
const SIGNATURE_GAP: Length = Length::points(4);

/// Room between the two columns of those who sign, and above each of them.
const SIGNATORY_GAP: Length = Length::points(20);
const SIGNATORY_ROOM: Length = Length::points(14);

impl TextColumn<'_, '_> {
    /// Adds the close, the room for the signature or its picture, the names, what is enclosed and the
    /// copies; they stay on one page with the last two lines of the body.
    pub(super) fn close(&mut self, letter: &Letter, reply: &[Line], gap: Length) {
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
    pub(super) fn signatories(&mut self, signing: &Signatories, gap: Length) {
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
