//! Blocks of lines: set in the largest type that fits a field.
//!
//! Owns sizes, leading and breaking; whose lines they are and where the field is, `address` and `label`
//! know.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::layout::lines::measure;
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::Line;
use crate::letter::markup::Span;
use crate::page::profile::Rect;
use crate::page::{GlyphRun, Item, Role, Rule};

/// A size of type and the height of its lines.
#[derive(Clone, Copy)]
struct Type {
    size: Length,
    leading: Length,
}

impl Type {
    /// Makes a size with a leading in per cent of it.
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
    Type::new(LARGEST, 120),
    Type::new(Length::centipoints(1050), 120),
    Type::new(UNBROKEN, 120),
    Type::new(SENDER_SIZE, 120),
    Type::new(Length::centipoints(900), 116),
    Type::new(LEAST_RECIPIENT, 112),
    Type::new(LEAST_SENDER, 112),
];

/// The thickness of ruled lines and marks.
pub(crate) const HAIR: Length = Length::centipoints(40);

/// The usual type of the sender's address.
pub(crate) const SENDER_SIZE: Length = Length::centipoints(950);

/// The largest type of an address.
pub(crate) const LARGEST: Length = Length::centipoints(1100);

/// The smallest type of a recipient's address: what USPS reads by machine.
const LEAST_RECIPIENT: Length = Length::centipoints(800);

/// The smallest type of a sender's address, which no machine reads.
const LEAST_SENDER: Length = Length::centipoints(700);

/// The size below which a letter's lines are broken rather than set smaller.
pub(crate) const UNBROKEN: Length = Length::centipoints(1000);

/// A width that no line reaches.
const NEVER_BROKEN: Length = Length(i64::MAX / 4);

/// A line of a block, with a rule after its words or without.
struct BlockLine {
    runs: Vec<GlyphRun>,
    ruled: bool,
}

/// A place for lines.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    /// Its place on the sheet.
    pub rect: Rect,
    /// The role of its lines.
    pub role: Role,
    /// The largest type that is tried.
    pub largest: Length,
    /// Down to this size, smaller type is better than a broken line.
    pub unbroken: Length,
    /// Advice for lines that do not fit.
    pub instead: &'static str,
}

impl Field {
    /// Returns the smallest type that is tried.
    fn least(self, setter: &Setter<'_>) -> Length {
        let own = if self.role == Role::Sender {
            LEAST_SENDER
        } else {
            LEAST_RECIPIENT
        };
        own.max(setter.setting.face.least)
    }
}

/// Lines in the largest type in which they fit a field without a break, if there is one.
pub(crate) fn whole(setter: &mut Setter<'_>, lines: &[Line], field: Field) -> Option<Vec<Item>> {
    let (number, least) = (setter.block(), field.least(setter));
    let types = TYPES.into_iter().filter(|kind| kind.size >= least);
    types.into_iter().find_map(|kind| {
        let rows = rows(setter, lines, kind.size, NEVER_BROKEN, field.role, number);
        let fits = needed(&rows, kind, field.rect) <= Length::ZERO;
        fits.then(|| place(rows, kind, field))
    })
}

/// Sets lines in a field, or reports that they do not fit.
pub(crate) fn block(
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
            // Nobody prints it; whoever draws the page with its zones sees how far it reaches.
            items.extend(smallest(setter, lines, field, number));
            let message = format!(
                "{what} does not fit its field of {:.1} × {:.1} mm: {:.1} mm too much even in {} pt",
                field.rect.width.to_millimetres(),
                field.rect.height.to_millimetres(),
                over.to_millimetres(),
                field.least(setter).to_points(),
            );
            let help = format!("shorten its lines or {}", field.instead);
            let problem = Diagnostic {
                place: record.cloned(),
                ..Diagnostic::found(Code::NoRoom, message)
            };
            setter.report(problem.help(help).because_of(what));
        }
    }
}

/// Lines in the smallest type, whether they fit their field or not.
fn smallest(setter: &mut Setter<'_>, lines: &[Line], field: Field, number: usize) -> Vec<Item> {
    let least = field.least(setter);
    let mut types = TYPES.into_iter().rev().filter(|kind| kind.size >= least);
    let Some(kind) = types.next() else {
        return Vec::new();
    };
    let rows = rows(
        setter,
        lines,
        kind.size,
        field.rect.width,
        field.role,
        number,
    );
    place(rows, kind, field)
}

/// Lines in the largest type that fits a field; whole lines are tried before broken ones. The
/// error is by how much the least type is too large.
pub(crate) fn fit(
    setter: &mut Setter<'_>,
    lines: &[Line],
    field: Field,
    number: usize,
) -> Result<Vec<Item>, Length> {
    let sizes = field.least(setter)..=field.largest;
    let types = || TYPES.into_iter().filter(|t| sizes.contains(&t.size));
    let whole = types()
        .filter(|t| t.size >= field.unbroken)
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
) -> Vec<BlockLine> {
    let mut rows = Vec::new();
    for line in lines {
        let span = Span {
            text: line.text().to_owned(),
            ..Span::default()
        };
        let ruled = matches!(line, Line::Ruled(_));
        if line.text().is_empty() {
            rows.push(BlockLine {
                runs: Vec::new(),
                ruled,
            });
            continue;
        }
        let broken = setter.in_language(line.lang(), |setter| {
            setter.paragraph(&[span], size, width, role, block)
        });
        rows.extend(broken.into_iter().map(|runs| BlockLine { runs, ruled }));
    }
    rows
}

fn row_height(row: &BlockLine, kind: Type) -> Length {
    if row.ruled {
        kind.ruled()
    } else {
        kind.leading
    }
}

/// By how much rows are too high or, where one of them is too wide, too wide for a field.
fn needed(rows: &[BlockLine], kind: Type, rect: Rect) -> Length {
    let height: Length = rows.iter().map(|row| row_height(row, kind)).sum();
    let width = rows
        .iter()
        .map(|row| measure::width(&row.runs))
        .max()
        .unwrap_or_default();
    (height - rect.height).max(width - rect.width)
}

fn place(rows: Vec<BlockLine>, kind: Type, field: Field) -> Vec<Item> {
    let (rect, mut y) = (field.rect, field.rect.y);
    let mut items = Vec::new();
    for mut row in rows {
        let height = row_height(&row, kind);
        let baseline = y + height - kind.size.scale(30, 100);
        let from = rect.x + measure::width(&row.runs);
        measure::shift(&mut row.runs, rect.x, baseline);
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
pub(crate) fn ruled(after: Length, to: Length, y: Length, role: Role) -> Rule {
    let from = after + Length::points(3);
    Rule {
        from: (from, y),
        to: (to.max(from), y),
        thickness: HAIR,
        role,
    }
}
