//! The page description: documents, pages and what stands on them.

use std::sync::Arc;

use crate::calendar::Date;
use crate::font::Style;
use crate::font::shape::Glyph;
use crate::length::Length;
use crate::picture::Picture;

/// Pages of one letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The language, a BCP 47 tag.
    pub lang: String,
    /// The subject of the letter.
    pub title: String,
    /// The author, if known.
    pub author: Option<String>,
    /// The date of the letter.
    pub date: Date,
    /// Notes on the text, such as that its translation was not reviewed.
    pub keywords: Vec<String>,
    /// The width and height of the sheet.
    pub paper: (Length, Length),
    /// The pages.
    pub pages: Vec<Page>,
}

/// One page: its items in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Text, rules and pictures.
    pub items: Vec<Item>,
}

impl Page {
    /// Its text.
    pub fn runs(&self) -> impl Iterator<Item = &GlyphRun> {
        self.items.iter().filter_map(|item| match item {
            Item::Run(run) => Some(run),
            Item::Rule(_) | Item::Image(_) | Item::Mark(_) => None,
        })
    }

    /// Its text, with that of marks.
    pub fn all_runs(&self) -> impl Iterator<Item = &GlyphRun> {
        self.items.iter().filter_map(|item| match item {
            Item::Run(run) => Some(run),
            Item::Mark(mark) => match &mark.shape {
                MarkShape::Text(run) => Some(run),
                MarkShape::Line(_) => None,
            },
            Item::Rule(_) | Item::Image(_) => None,
        })
    }

    /// Returns whether something on it is in colour.
    pub fn is_coloured(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Mark(_)))
    }
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text.
    Run(GlyphRun),
    /// A ruled line.
    Rule(Rule),
    /// A picture.
    Image(Image),
    /// A mark in colour.
    Mark(Mark),
}

impl Item {
    /// The item, further to the right and further down.
    pub fn moved(mut self, right: Length, down: Length) -> Self {
        match &mut self {
            Self::Run(GlyphRun { x, y, .. }) | Self::Image(Image { x, y, .. }) => {
                *x += right;
                *y += down;
            }
            Self::Mark(Mark {
                shape: MarkShape::Text(run),
                ..
            }) => {
                run.x += right;
                run.y += down;
            }
            Self::Rule(rule)
            | Self::Mark(Mark {
                shape: MarkShape::Line(rule),
                ..
            }) => {
                for (x, y) in [&mut rule.from, &mut rule.to] {
                    *x += right;
                    *y += down;
                }
            }
        }
        self
    }
}

/// Glyphs of one style on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
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
    /// The part of the letter that it is.
    pub role: Role,
    /// The number of the block it belongs to: a paragraph, a list item, an address.
    pub block: usize,
    /// The words.
    pub text: String,
    /// The glyphs, which letters with the same words share.
    pub glyphs: Arc<Vec<Glyph>>,
}

impl GlyphRun {
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
    /// Its thickness.
    pub thickness: Length,
    /// The part of the letter that it is.
    pub role: Role,
}

/// Something in colour that is drawn over a letter for people who look at its page. It is no part of the letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its colour.
    pub colour: Colour,
    /// What it is.
    pub shape: MarkShape,
}

/// The shape of a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkShape {
    /// A line; a thick one fills an area.
    Line(Rule),
    /// Text.
    Text(GlyphRun),
}

/// A colour: red, green and blue as sRGB has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The colour of letters.
    pub const BLACK: Self = Self([0; 3]);
}

/// A picture in its place. Its role is always [`Role::Figure`].
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The left edge.
    pub x: Length,
    /// The top edge.
    pub y: Length,
    /// Its printed width.
    pub width: Length,
    /// Its printed height.
    pub height: Length,
    /// The pixels.
    pub picture: Picture,
    /// A description of it, for those who do not see it.
    pub alt: String,
    /// The number of its block.
    pub block: usize,
}

/// The part of a letter that something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name and lines of the letterhead.
    Letterhead,
    /// The sender's name and address.
    Sender,
    /// The recipient's address.
    Address,
    /// The date.
    Date,
    /// The writer's reference.
    Reference,
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
    /// A picture.
    Figure,
    /// The header of a later page; no part of the text.
    Header,
    /// The foot of a page; no part of the text.
    Footer,
    /// Marks and other furniture that are no part of the text.
    Artifact,
}

impl Role {
    /// The word for it in page descriptions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letterhead => "letterhead",
            Self::Sender => "sender",
            Self::Address => "address",
            Self::Date => "date",
            Self::Reference => "reference",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListLabel => "list-label",
            Self::ListItem => "list-item",
            Self::Signature => "signature",
            Self::Figure => "figure",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Artifact => "artifact",
        }
    }

    /// Returns `true` if it is no part of the text, so that nobody reads it aloud.
    pub fn is_artifact(self) -> bool {
        matches!(self, Self::Header | Self::Footer | Self::Artifact)
    }
}
