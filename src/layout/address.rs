//! The blocks of address: the sender's, the return-address line, the recipient's in its window.

use super::text::{self, Setter};
use super::{HAIR, RETURN_SIZE, SENDER_SIZE, SIZES};
use crate::diagnostic::Diagnostic;
use crate::length::Length;
use crate::letter::markup::Span;
use crate::letter::{Letter, Line};
use crate::page::profile::{Profile, Rect};
use crate::page::{Item, Role, Rule, Run};

/// A size of type and the height of its lines.
#[derive(Clone, Copy)]
struct Type {
    size: Length,
    leading: Length,
}

impl Type {
    /// A size with a leading in per cent of it.
    const fn new(size: Length, percent: i64) -> Self {
        Self {
            size,
            leading: Length(size.0 * percent / 100),
        }
    }

    /// The height of a line to write on by hand.
    fn ruled(self) -> Length {
        self.leading.scale(14, 10)
    }
}

/// Types that an address is tried in, largest first.
const TYPES: [Type; 7] = [
    Type::new(SIZES[0], 120),
    Type::new(SIZES[1], 120),
    Type::new(SIZES[2], 120),
    Type::new(SENDER_SIZE, 120),
    Type::new(Length::centipoints(900), 116),
    Type::new(LEAST_RECIPIENT, 112),
    Type::new(LEAST_SENDER, 112),
];

/// The smallest type of a recipient's address: what USPS reads by machine.
const LEAST_RECIPIENT: Length = Length::centipoints(800);

/// The smallest type of a sender's address, which no machine reads.
const LEAST_SENDER: Length = Length::centipoints(700);

/// Down to this size, smaller type is better than a broken line.
const UNBROKEN: Length = SIZES[2];

/// A width that no line reaches.
const NEVER_BROKEN: Length = Length(i64::MAX / 4);

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
    let sizes = if role == Role::Sender {
        LEAST_SENDER..=SENDER_SIZE
    } else {
        LEAST_RECIPIENT..=SIZES[0]
    };
    let types = || TYPES.into_iter().filter(|t| sizes.contains(&t.size));
    let whole = types()
        .filter(|t| t.size >= UNBROKEN)
        .map(|t| (t, NEVER_BROKEN));
    let broken = types().map(|t| (t, rect.width));
    let mut smallest = None;
    for (kind, width) in whole.chain(broken) {
        let rows = rows(setter, lines, kind.size, width, role, number);
        let needed = needed(&rows, kind, rect);
        if needed <= Length::ZERO {
            return place(rows, kind, rect, role, items);
        }
        smallest = Some(needed);
    }
    let over = smallest.unwrap_or_default().to_millimetres();
    let least = sizes.start().to_points();
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

fn row_height(row: &Row, kind: Type) -> Length {
    if row.ruled {
        kind.ruled()
    } else {
        kind.leading
    }
}

/// By how much rows are too high or, where one of them is too wide, too wide for a field.
fn needed(rows: &[Row], kind: Type, rect: Rect) -> Length {
    let height: Length = rows.iter().map(|row| row_height(row, kind)).sum();
    let width = rows
        .iter()
        .map(|row| text::width(&row.runs))
        .max()
        .unwrap_or_default();
    (height - rect.height).max(width - rect.width)
}

fn place(rows: Vec<Row>, kind: Type, rect: Rect, role: Role, items: &mut Vec<Item>) {
    let mut y = rect.y;
    for mut row in rows {
        let height = row_height(&row, kind);
        let baseline = y + height - kind.size.scale(30, 100);
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
