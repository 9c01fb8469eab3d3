//! The blocks of address: the sender's, the return-address line, the recipient's in its window.

use super::text::{self, Setter};
use super::{HAIR, RETURN_SIZE, SENDER_SIZE, SIZES};
use crate::diagnostic::Diagnostic;
use crate::length::Length;
use crate::letter::markup::Span;
use crate::letter::{Letter, Line};
use crate::page::profile::{Profile, Rect};
use crate::page::{Item, Role, Rule, Run};

/// Sizes that an address is tried in. The last is the least that USPS reads by machine (8 points).
const ADDRESS_SIZES: [Length; 5] = [
    SIZES[0],
    Length::centipoints(1000),
    SENDER_SIZE,
    Length::centipoints(900),
    Length::centipoints(800),
];

/// How much higher a ruled line is than a line of text.
const RULED_HEIGHT: Length = Length::centipoints(1900);

/// The height of a line of type of a size: 120 %.
fn leading(size: Length) -> Length {
    size.scale(120, 100)
}

/// A line of a block: its runs, or a rule after a word.
struct Row {
    runs: Vec<Run>,
    ruled: bool,
}

/// Sets the sender's name and address.
pub fn sender(setter: &mut Setter<'_>, letter: &Letter, profile: &Profile, items: &mut Vec<Item>) {
    let what = "the sender's address";
    block(
        setter,
        &letter.sender,
        profile.sender,
        Role::Sender,
        what,
        items,
    );
}

/// Sets the recipient's address in its window.
pub fn recipient(
    setter: &mut Setter<'_>,
    letter: &Letter,
    profile: &Profile,
    items: &mut Vec<Item>,
) {
    let what = format!("the address of `{}`", letter.target);
    block(
        setter,
        &letter.recipient,
        profile.address,
        Role::Address,
        &what,
        items,
    );
}

/// Sets the sender on one line above the recipient's address, smaller if it has to be.
pub fn return_line(
    setter: &mut Setter<'_>,
    letter: &Letter,
    profile: &Profile,
    items: &mut Vec<Item>,
) {
    let (Some(rect), false) = (profile.return_line, letter.return_line.is_empty()) else {
        return;
    };
    let words = letter.return_line.join(" · ");
    let block = setter.block();
    let mut runs = setter.line(&words, RETURN_SIZE, Role::Artifact, block);
    let width = text::width(&runs);
    if width > rect.width {
        let size = RETURN_SIZE.scale(rect.width.0, width.0);
        if size < Length::points(5) {
            // Too small to read: the sender's block says the same.
            return;
        }
        runs = setter.line(&words, size, Role::Artifact, block);
    }
    text::shift(&mut runs, rect.x, rect.y + rect.height.scale(3, 4));
    items.extend(runs.into_iter().map(Item::Run));
}

/// Sets lines in a field, in the largest size that fits; long lines are broken.
fn block(
    setter: &mut Setter<'_>,
    lines: &[Line],
    rect: Rect,
    role: Role,
    what: &str,
    items: &mut Vec<Item>,
) {
    let number = setter.block();
    let largest = if role == Role::Sender {
        SENDER_SIZE
    } else {
        ADDRESS_SIZES[0]
    };
    let sizes = ADDRESS_SIZES.into_iter().filter(|size| *size <= largest);
    let mut smallest = None;
    for size in sizes {
        let rows = rows(setter, lines, size, rect.width, role, number);
        let needed = needed(&rows, size, rect);
        if needed <= Length::ZERO {
            return place(rows, size, rect, role, items);
        }
        smallest = Some(needed);
    }
    let over = smallest.unwrap_or_default().to_millimetres();
    let least = ADDRESS_SIZES[ADDRESS_SIZES.len() - 1].to_points();
    let message = format!(
        "{what} does not fit its field of {:.1} × {:.1} mm: {over:.1} mm too much even in {least} pt",
        rect.width.to_millimetres(),
        rect.height.to_millimetres(),
    );
    setter.report(Diagnostic::error(message).help("shorten its lines or take another `--profile`"));
}

fn rows(
    setter: &mut Setter<'_>,
    lines: &[Line],
    size: Length,
    width: Length,
    role: Role,
    block: usize,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in lines {
        let span = Span {
            text: line.text().to_owned(),
            ..Span::default()
        };
        let ruled = matches!(line, Line::Ruled(_));
        if line.text().is_empty() {
            rows.push(Row {
                runs: Vec::new(),
                ruled,
            });
            continue;
        }
        let broken = setter.paragraph(&[span], size, width, role, block);
        rows.extend(broken.into_iter().map(|runs| Row { runs, ruled }));
    }
    rows
}

fn row_height(row: &Row, size: Length) -> Length {
    if row.ruled {
        RULED_HEIGHT.scale(size.0, SIZES[0].0)
    } else {
        leading(size)
    }
}

/// By how much rows are too high or, where one of them is too wide, too wide for a field.
fn needed(rows: &[Row], size: Length, rect: Rect) -> Length {
    let height: Length = rows.iter().map(|row| row_height(row, size)).sum();
    let width = rows
        .iter()
        .map(|row| text::width(&row.runs))
        .max()
        .unwrap_or_default();
    (height - rect.height).max(width - rect.width)
}

fn place(rows: Vec<Row>, size: Length, rect: Rect, role: Role, items: &mut Vec<Item>) {
    let mut y = rect.y;
    for mut row in rows {
        let height = row_height(&row, size);
        let baseline = y + height - size.scale(30, 100);
        let from = text::width(&row.runs);
        text::shift(&mut row.runs, rect.x, baseline);
        items.extend(row.runs.into_iter().map(Item::Run));
        if row.ruled {
            items.push(Item::Rule(ruled(
                rect.x + from,
                rect.x + rect.width,
                baseline,
                role,
            )));
        }
        y += height;
    }
}

/// A line to write on, from after its word to an end.
pub fn ruled(after: Length, to: Length, y: Length, role: Role) -> Rule {
    let from = after + Length::points(3);
    Rule {
        from: (from, y),
        to: (to.max(from), y),
        thickness: HAIR,
        role,
    }
}
