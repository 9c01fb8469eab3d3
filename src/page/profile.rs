//! Profiles: the measures of a page for an envelope and a country, as data with sources.
//!
//! Leaves reading their file to `schema`, choosing among them to `profiles` and judging a finished page by
//! them to `layout`.

use std::collections::BTreeMap;

use crate::font::Family;
use crate::length::Length;

/// Lines of address that a profile has room for: addressee, office, four lines, country.
pub const MOST_LINES: usize = 7;

/// A rectangle on a sheet, from its top-left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

impl Rect {
    /// Right edge.
    pub fn right(self) -> Length {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(self) -> Length {
        self.y + self.height
    }
}

/// The edges that a printer leaves white on every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    /// From the left edge.
    pub left: Length,
    /// From the right edge.
    pub right: Length,
    /// From the top edge.
    pub top: Length,
    /// From the bottom edge.
    pub bottom: Length,
}

/// The type that pages are set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Typeface {
    /// The family.
    pub family: Family,
    /// The smallest size of the text.
    pub text: Length,
    /// The smallest size of anything else.
    pub least: Length,
}

/// A zone that must stay empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clear {
    /// Its rectangle.
    pub rect: Rect,
    /// Whether that holds on every page, not only on the first.
    pub every_page: bool,
    /// The source, and what it is for.
    pub source: String,
}

/// The measures of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name on the command line.
    pub name: String,
    /// Its purpose.
    pub title: String,
    /// The width and height of the sheet.
    pub paper: (Length, Length),
    /// The countries of posting it is the default for; `*` for the rest.
    pub default_for: Vec<String>,
    /// The window, where the recipient's address must stand and nothing else may.
    pub window: Rect,
    /// The area where the recipient's address is set.
    pub address: Rect,
    /// The number of lines of address with room there: [`MOST_LINES`], or fewer in a small window.
    pub lines: usize,
    /// The sender on one line above the recipient's address.
    pub return_line: Option<Rect>,
    /// The sender's name and address.
    pub sender: Rect,
    /// The text on the first page; on later ones its left, right and bottom edges hold.
    pub body: Rect,
    /// The type.
    pub face: Typeface,
    /// On a fax, the place of the line that says who sends, on every page. Nothing else stands as high.
    pub line: Option<Rect>,
    /// The edges that the printer leaves white.
    pub edges: Edges,
    /// Zones that must stay empty.
    pub clear: Vec<Clear>,
    /// The heights of fold marks, from the top.
    pub folds: Vec<Length>,
    /// The height of the punch mark, from the top.
    pub punch: Option<Length>,
    /// The sources of the measures, by their keys in the file.
    pub sources: BTreeMap<&'static str, String>,
}

impl Profile {
    /// The area where ink may stand on every page.
    pub fn printable(&self) -> Rect {
        let Edges {
            left,
            right,
            top,
            bottom,
        } = self.edges;
        Rect {
            x: left,
            y: top,
            width: self.paper.0 - left - right,
            height: self.paper.1 - top - bottom,
        }
    }
}
