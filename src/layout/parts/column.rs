//! A column of text: paragraphs and lists, line below line.

use crate::layout::lines::measure;
use crate::layout::parts::paging::LineBox;
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::markup::{Block, Span};
use crate::page::{Item, Role};

/// The indent of labels of list items, and the least room behind them.
const LABEL_INDENT: Length = Length::points(4);

/// The indent of list items, unless a label needs more.
const LIST_INDENT: Length = Length::points(16);

/// A span of plain text.
pub(super) fn plain(text: &str) -> [Span; 1] {
    [Span {
        text: text.to_owned(),
        ..Span::default()
    }]
}

/// A column that grows by blocks.
pub(super) struct TextColumn<'f, 's> {
    /// What sets its text.
    pub setter: &'f mut Setter<'s>,
    /// Its width.
    pub width: Length,
    /// True if the next block starts on the page on which the one before ends: what a heading, a
    /// salutation or the words before a list announce is not left to the next page.
    pub keep: bool,
    /// Its lines.
    pub boxes: Vec<LineBox>,
}

impl TextColumn<'_, '_> {
    /// Returns the height of a line.
    fn height(&self) -> Length {
        self.setter
            .setting
            .fit
            .size
            .scale(self.setter.setting.fit.leading, 100)
    }

    /// Adds a paragraph or a list.
    pub(super) fn block(&mut self, block: &Block, gap: Length) {
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

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, spans: &[Span], role: Role, above: Length) {
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
    pub(super) fn lines(&mut self, lines: Vec<Vec<Item>>, above: Length) {
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
}

#[cfg(test)]
mod tests;
