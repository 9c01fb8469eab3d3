//! Marks in colour, as items of a page: areas, frames and texts.

use crate::layout::lines::measure;
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::markup::Span;
use crate::page::profile::Rect;
use crate::page::{Colour, GlyphRun, Item, Mark, MarkShape, Role, Rule};

/// Returns an area of a colour.
pub(super) fn area(rect: Rect, colour: Colour) -> Item {
    let y = rect.y + rect.height.scale(1, 2);
    line((rect.x, y), (rect.right(), y), (rect.height, colour))
}

/// Returns the four sides of a rectangle, lines of a thickness that stand inside it.
pub(super) fn frame(rect: Rect, thickness: Length, colour: Colour) -> impl Iterator<Item = Item> {
    let half = thickness.scale(1, 2);
    let (left, right) = (rect.x + half, rect.right() - half);
    let (top, bottom) = (rect.y + half, rect.bottom() - half);
    [
        ((rect.x, top), (rect.right(), top)),
        ((rect.x, bottom), (rect.right(), bottom)),
        ((left, rect.y), (left, rect.bottom())),
        ((right, rect.y), (right, rect.bottom())),
    ]
    .into_iter()
    .map(move |(from, to)| line(from, to, (thickness, colour)))
}

/// Returns a line of a thickness and a colour.
pub(super) fn line(
    from: (Length, Length),
    to: (Length, Length),
    (thickness, colour): (Length, Colour),
) -> Item {
    let rule = Rule {
        from,
        to,
        thickness,
        role: Role::Artifact,
    };
    Item::Mark(Mark {
        colour,
        shape: MarkShape::Line(rule),
    })
}

/// The type of a text of marks.
#[derive(Clone, Copy)]
pub(super) struct Lettering {
    /// The size.
    pub size: Length,
    /// Whether it is bold.
    pub strong: bool,
    /// The colour.
    pub colour: Colour,
}

/// Returns a text on one line, which begins at a point, or ends there.
pub(super) fn word(
    setter: &mut Setter<'_>,
    text: &str,
    (x, y): (Length, Length),
    ends: bool,
    lettering: Lettering,
) -> Vec<Item> {
    let mut lines = broken(setter, text, Length(i64::MAX / 4), lettering);
    for runs in &mut lines {
        let back = if ends {
            measure::width(runs)
        } else {
            Length::ZERO
        };
        measure::shift(runs, x - back, y);
    }
    items(lines.into_iter().flatten(), lettering.colour)
}

/// Returns a text in lines of a width from a point on, and the height that they take.
pub(super) fn paragraph(
    setter: &mut Setter<'_>,
    text: &str,
    (x, y): (Length, Length),
    width: Length,
    lettering: Lettering,
) -> (Vec<Item>, Length) {
    let leading = lettering.size.scale(125, 100);
    let mut lines = broken(setter, text, width, lettering);
    let mut height = Length::ZERO;
    for runs in &mut lines {
        measure::shift(runs, x, y + height + lettering.size);
        height += leading;
    }
    (items(lines.into_iter().flatten(), lettering.colour), height)
}

fn broken(
    setter: &mut Setter<'_>,
    text: &str,
    width: Length,
    lettering: Lettering,
) -> Vec<Vec<GlyphRun>> {
    let span = Span {
        text: text.to_owned(),
        strong: lettering.strong,
        ..Span::default()
    };
    let block = setter.block();
    setter.paragraph(&[span], lettering.size, width, Role::Artifact, block)
}

fn items(runs: impl Iterator<Item = GlyphRun>, colour: Colour) -> Vec<Item> {
    let mark = |run| {
        Item::Mark(Mark {
            colour,
            shape: MarkShape::Text(run),
        })
    };
    runs.map(mark).collect()
}
