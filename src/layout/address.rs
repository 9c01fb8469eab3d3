//! The blocks of address: the sender's, the return-address line, the recipient's in its window.

use super::text::{self, Setter};
use super::{HAIR, RETURN_SIZE, SENDER_SIZE};
use crate::diagnostic::{Diagnostic, Place};
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
    Type::new(Length::centipoints(1100), 120),
    Type::new(Length::centipoints(1050), 120),
    Type::new(UNBROKEN, 120),
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
const UNBROKEN: Length = Length::centipoints(1000);

/// A width that no line reaches.
const NEVER_BROKEN: Length = Length(i64::MAX / 4);

/// A line of a block: its runs, or a rule after a word.
struct Row {
    runs: Vec<Run>,
    ruled: bool,
}

/// Sets the sender's name and address, and how to answer if that fits too; returns what did not fit,
/// to be set elsewhere.
pub fn sender<'l>(
    setter: &mut Setter<'_>,
    letter: &'l Letter,
    profile: &Profile,
    items: &mut Vec<Item>,
) -> &'l [Line] {
    let number = setter.block();
    let all: Vec<Line> = letter.sender.iter().chain(&letter.reply).cloned().collect();
    let field = Field {
        rect: profile.sender,
        role: Role::Sender,
        largest: SENDER_SIZE,
    };
    if let Ok(found) = fit(setter, &all, field, number) {
        items.extend(found);
        &[]
    } else {
        block(
            setter,
            &letter.sender,
            field,
            "the sender's address",
            None,
            items,
        );
        &letter.reply
    }
}

/// Sets the recipient's address in its window.
pub fn recipient(
    setter: &mut Setter<'_>,
    letter: &Letter,
    profile: &Profile,
    items: &mut Vec<Item>,
) {
    let what = format!("the address of `{}`", letter.target);
    let field = Field {
        rect: profile.address,
        role: Role::Address,
        largest: TYPES[0].size,
    };
    if let Some(lines) = &letter.recipient_in_two_scripts
        && let Some(found) = whole(setter, lines, field)
    {
        return items.extend(found);
    }
    let place = Some(&letter.recipient_place);
    block(setter, &letter.recipient, field, &what, place, items);
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

/// Lines in the largest type in which they fit a field without a break, if there is one.
fn whole(setter: &mut Setter<'_>, lines: &[Line], field: Field) -> Option<Vec<Item>> {
    let number = setter.block();
    let types = TYPES.into_iter().filter(|kind| kind.size >= field.least());
    types.into_iter().find_map(|kind| {
        let rows = rows(setter, lines, kind.size, NEVER_BROKEN, field.role, number);
        let fits = needed(&rows, kind, field.rect) <= Length::ZERO;
        fits.then(|| place(rows, kind, field))
    })
}

/// A place for lines.
#[derive(Clone, Copy)]
struct Field {
    rect: Rect,
    role: Role,
    /// The largest type that is tried.
    largest: Length,
}

impl Field {
    /// The smallest type that is tried.
    fn least(self) -> Length {
        if self.role == Role::Sender {
            LEAST_SENDER
        } else {
            LEAST_RECIPIENT
        }
    }
}

/// Sets lines in a field, or reports that they do not fit.
fn block(
    setter: &mut Setter<'_>,
    lines: &[Line],
    field: Field,
    what: &str,
    record: Option<&Place>,
    items: &mut Vec<Item>,
) {
    let number = setter.block();
    match fit(setter, lines, field, number) {
        Ok(found) => items.extend(found),
        Err(over) => {
            let message = format!(
                "{what} does not fit its field of {:.1} × {:.1} mm: {:.1} mm too much even in {} pt",
                field.rect.width.to_millimetres(),
                field.rect.height.to_millimetres(),
                over.to_millimetres(),
                field.least().to_points(),
            );
            let help = "shorten its lines or take another `--profile`";
            let problem = Diagnostic {
                place: record.cloned(),
                ..Diagnostic::error(message)
            };
            setter.report(problem.help(help));
        }
    }
}

/// Lines in the largest type that fits a field; whole lines are tried before broken ones. The
/// error is by how much the least type is too large.
fn fit(
    setter: &mut Setter<'_>,
    lines: &[Line],
    field: Field,
    number: usize,
) -> Result<Vec<Item>, Length> {
    let sizes = field.least()..=field.largest;
    let types = || TYPES.into_iter().filter(|t| sizes.contains(&t.size));
    let whole = types()
        .filter(|t| t.size >= UNBROKEN)
        .map(|t| (t, NEVER_BROKEN));
    let broken = types().map(|t| (t, field.rect.width));
    let mut over = Length::ZERO;
    for (kind, width) in whole.chain(broken) {
        let rows = rows(setter, lines, kind.size, width, field.role, number);
        over = needed(&rows, kind, field.rect);
        if over <= Length::ZERO {
            return Ok(place(rows, kind, field));
        }
    }
    Err(over)
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
        let broken = setter.in_language(line.lang(), |setter| {
            setter.paragraph(&[span], size, width, role, block)
        });
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

fn place(rows: Vec<Row>, kind: Type, field: Field) -> Vec<Item> {
    let (rect, mut y) = (field.rect, field.rect.y);
    let mut items = Vec::new();
    for mut row in rows {
        let height = row_height(&row, kind);
        let baseline = y + height - kind.size.scale(30, 100);
        let from = rect.x + text::width(&row.runs);
        text::shift(&mut row.runs, rect.x, baseline);
        items.extend(row.runs.into_iter().map(Item::Run));
        if row.ruled {
            items.push(Item::Rule(ruled(
                from,
                rect.x + rect.width,
                baseline,
                field.role,
            )));
        }
        y += height;
    }
    items
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
