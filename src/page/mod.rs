//! The page: what stands where on paper.
//!
//! Owns the page description that stands between layout and every output of pages. In a
//! [`Document`] every piece of text knows its font, size, language, words and role, so that an output
//! needs nothing else. Positions are exact, from the top-left corner of the sheet.

pub mod profile;
mod schema;
pub mod sketch;

use crate::calendar::Date;
use crate::font::Style;
use crate::font::shape::Glyph;
use crate::length::Length;

/// Pages of one letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The language, a BCP 47 tag.
    pub lang: String,
    /// The subject of the letter.
    pub title: String,
    /// Who wrote it, if known.
    pub author: Option<String>,
    /// The date of the letter.
    pub date: Date,
    /// What to know about the text, such as that its translation was not reviewed.
    pub keywords: Vec<String>,
    /// The width and height of the sheet.
    pub paper: (Length, Length),
    /// The pages.
    pub pages: Vec<Page>,
}

/// One page: its items in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Text and rules.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text.
    Run(Run),
    /// A ruled line.
    Rule(Rule),
}

/// Glyphs of one style on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The left end.
    pub x: Length,
    /// The baseline.
    pub y: Length,
    /// The style of the face.
    pub style: Style,
    /// The size of the type.
    pub size: Length,
    /// The language, a BCP 47 tag.
    pub lang: String,
    /// What part of the letter it is.
    pub role: Role,
    /// The number of the block it belongs to: a paragraph, a list item, an address.
    pub block: usize,
    /// The words.
    pub text: String,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
}

impl Run {
    /// The width of the run in a face of so many units to the em.
    pub fn width(&self, units_per_em: u16) -> Length {
        let units: i64 = self
            .glyphs
            .iter()
            .map(|glyph| i64::from(glyph.advance))
            .sum();
        self.size.scale(units, i64::from(units_per_em.max(1)))
    }
}

/// A horizontal or vertical line.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// One end.
    pub from: (Length, Length),
    /// The other end.
    pub to: (Length, Length),
    /// How thick it is.
    pub thickness: Length,
    /// What part of the letter it is.
    pub role: Role,
}

/// What part of a letter something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The sender's name and address.
    Sender,
    /// The recipient's address.
    Address,
    /// The date.
    Date,
    /// The subject line: the letter's heading.
    Heading,
    /// Salutation, close and paragraphs of the body.
    Paragraph,
    /// The bullet or number of a list item.
    ListLabel,
    /// The text of a list item.
    ListItem,
    /// The names under the signature.
    Signature,
    /// Marks and furniture that are no part of the text.
    Artifact,
}

impl Role {
    /// The word for it in page descriptions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Address => "address",
            Self::Date => "date",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListLabel => "list-label",
            Self::ListItem => "list-item",
            Self::Signature => "signature",
            Self::Artifact => "artifact",
        }
    }
}
