//! The flow: date, subject, body and close, in their order.

use crate::layout::parts::column::{TextColumn, plain};
use crate::layout::parts::paging::LineBox;
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::markup::{Block, Span};
use crate::letter::{Letter, Line};
use crate::page::Role;

/// Sets the lines of a letter below its addresses, in a column of a width. `reply` is how to answer, where
/// the sender's block has no room for it.
pub(crate) fn line_boxes(
    setter: &mut Setter<'_>,
    letter: &Letter,
    reply: &[Line],
    width: Length,
) -> Vec<LineBox> {
    let fit = setter.setting.fit;
    let gap = fit.size.scale(fit.gap, 100);
    let mut column = TextColumn {
        setter,
        width,
        keep: false,
        boxes: Vec::new(),
    };
    column.paragraph(&plain(&letter.date_line), Role::Date, Length::ZERO);
    if let Some(reference) = &letter.reference {
        column.paragraph(&plain(reference), Role::Reference, Length::ZERO);
    }
    let subject = Span {
        text: letter.subject.clone(),
        strong: true,
        ..Span::default()
    };
    column.paragraph(&[subject], Role::Heading, gap * 2);
    column.keep = true;
    column.paragraph(&plain(&letter.salutation), Role::Paragraph, gap * 2);
    column.keep = true;
    for (n, block) in letter.body.iter().enumerate() {
        column.block(block, gap);
        column.keep = matches!(letter.body.get(n + 1), Some(Block::List { .. }));
    }
    column.close(letter, reply, gap);
    if let Some(signing) = &letter.signatories {
        column.signatories(signing, gap);
    }
    column.boxes
}
