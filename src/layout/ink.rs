//! Ink: what stands on a page as lines, and the room that they take.
//!
//! Text takes the room from the top of its capitals to the end of its descenders, and the advances of its
//! glyphs without the blanks at its end.

use crate::font::{Family, Style, UNITS};
use crate::length::Length;
use crate::page::profile::Rect;
use crate::page::{GlyphRun, Image, Item, Role, Rule};

/// Returns the height of letters above the baseline, in per cent of their size (Libertinus Serif: `b` 70; Noto
/// Sans: 77).
fn above(style: Style) -> i64 {
    match style.family() {
        Family::Serif => 70,
        Family::Sans => 77,
    }
}

/// The depth of letters below the baseline, in per cent of their size (Libertinus Serif and Noto Sans: `p`
/// 24).
const BELOW: i64 = 24;

/// An overlap too small to report, in millimetres: less than a printer's own error.
const TOLERANCE: f64 = 0.1;

/// Ink on a page: a line of text or a ruled line, and the room it takes.
pub(super) struct Ink<'p> {
    items: &'p [Item],
    /// The part of the letter it belongs to.
    pub role: Role,
    block: Option<usize>,
    baseline: Length,
    left: Length,
    right: Length,
    /// Its upper end.
    pub top: Length,
    /// Its lower end.
    pub bottom: Length,
}

/// Collects the lines of a page: runs of one block on one baseline are one line.
pub(super) fn inks(items: &[Item]) -> Vec<Ink<'_>> {
    let mut inks: Vec<Ink<'_>> = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let ink = match item {
            Item::Run(run) => Ink::of_run(run),
            Item::Rule(rule) => Ink::of_rule(rule),
            Item::Image(image) => Ink::of_image(image),
            // No letter has marks yet when it is judged.
            Item::Mark(_) => continue,
        };
        match inks.last_mut() {
            Some(last) if last.continues_in(&ink) => {
                last.items = &items[n - last.items.len()..=n];
                last.extend(&ink);
            }
            _ => inks.push(Ink {
                items: &items[n..=n],
                ..ink
            }),
        }
    }
    inks
}

impl Ink<'_> {
    fn of_run(run: &GlyphRun) -> Self {
        Self {
            items: &[],
            role: run.role,
            block: Some(run.block),
            baseline: run.y,
            left: run.x,
            right: run.x + printed_width(run),
            top: run.y - run.size.scale(above(run.style), 100),
            bottom: run.y + run.size.scale(BELOW, 100),
        }
    }

    fn of_rule(rule: &Rule) -> Self {
        let half = rule.thickness.scale(1, 2);
        Self {
            items: &[],
            role: rule.role,
            block: None,
            baseline: rule.from.1,
            left: rule.from.0.min(rule.to.0),
            right: rule.from.0.max(rule.to.0),
            top: rule.from.1.min(rule.to.1) - half,
            bottom: rule.from.1.max(rule.to.1) + half,
        }
    }

    fn of_image(image: &Image) -> Self {
        Self {
            items: &[],
            role: Role::Figure,
            block: Some(image.block),
            baseline: image.y + image.height,
            left: image.x,
            right: image.x + image.width,
            top: image.y,
            bottom: image.y + image.height,
        }
    }

    fn continues_in(&self, next: &Self) -> bool {
        self.block.is_some() && self.block == next.block && self.baseline == next.baseline
    }

    fn extend(&mut self, next: &Self) {
        self.left = self.left.min(next.left);
        self.right = self.right.max(next.right);
        self.top = self.top.min(next.top);
        self.bottom = self.bottom.max(next.bottom);
    }

    /// Returns the text of the line; what stands apart on it is a word of its own.
    fn text(&self) -> String {
        let (mut text, mut end) = (String::new(), None);
        for item in self.items {
            match item {
                Item::Run(run) => {
                    if end.is_some_and(|end| is_much(run.x - end)) {
                        text.push(' ');
                    }
                    text.push_str(&run.text);
                    end = Some(run.x + run.width(UNITS));
                }
                Item::Image(image) => text.push_str(&image.alt),
                Item::Rule(_) | Item::Mark(_) => {}
            }
        }
        text
    }

    /// Returns the name of it for messages.
    pub(super) fn name(&self) -> String {
        match (self.block, self.role) {
            (Some(_), _) => format!("`{}`", self.text().trim()),
            (None, Role::Artifact) => {
                format!(
                    "the mark at {:.1} mm from the top",
                    self.baseline.to_millimetres()
                )
            }
            (None, role) => format!("a ruled line of the {}", role.name()),
        }
    }

    /// Returns the room that it takes.
    pub(super) fn place(&self) -> Rect {
        Rect {
            x: self.left,
            y: self.top,
            width: self.right - self.left,
            height: self.bottom - self.top,
        }
    }

    /// Describes how far it leaves a rectangle, if it does.
    pub(super) fn outside(&self, rect: Rect) -> Option<String> {
        let sides = [
            (rect.x - self.left, "left of"),
            (self.right - rect.right(), "right of"),
            (rect.y - self.top, "above"),
            (self.bottom - rect.bottom(), "below"),
        ];
        let found: Vec<String> = sides
            .into_iter()
            .filter(|(by, _)| is_much(*by))
            .map(|(by, side)| format!("{:.1} mm {side}", by.to_millimetres()))
            .collect();
        (!found.is_empty()).then(|| found.join(" and "))
    }

    /// Describes how far it reaches into a rectangle from the nearest side, if it does.
    pub(super) fn inside(&self, rect: Rect) -> Option<String> {
        let sides = [
            (self.right - rect.x, "left"),
            (rect.right() - self.left, "right"),
            (self.bottom - rect.y, "top"),
            (rect.bottom() - self.top, "bottom"),
        ];
        let (by, side) = sides.into_iter().min_by_key(|(by, _)| *by)?;
        is_much(by).then(|| format!("{:.1} mm over the {side} edge of", by.to_millimetres()))
    }
}

fn is_much(by: Length) -> bool {
    by > Length::millimetres(TOLERANCE)
}

/// Returns the width of a run without the blanks at its end, which nobody sees.
fn printed_width(run: &GlyphRun) -> Length {
    let blank = |text: &str| !text.is_empty() && text.chars().all(char::is_whitespace);
    let printed = run.glyphs.iter().rposition(|glyph| !blank(&glyph.text));
    let glyphs = &run.glyphs[..printed.map_or(0, |last| last + 1)];
    let units: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
    run.size.scale(units, i64::from(UNITS))
}

/// Describes the lines of `others` that a line overlaps.
pub(super) fn clashes<'i>(
    ink: &'i Ink<'_>,
    others: &'i [Ink<'_>],
) -> impl Iterator<Item = String> + 'i {
    let over = |other: &&Ink| {
        let across = ink.right.min(other.right) - ink.left.max(other.left);
        let down = ink.bottom.min(other.bottom) - ink.top.max(other.top);
        is_much(across) && is_much(down)
    };
    others
        .iter()
        .filter(over)
        .map(|other| format!("over {}", other.name()))
}
