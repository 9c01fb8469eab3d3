//! The page: what stands where on paper.
//!
//! Owns the page description that stands between layout and every output of pages. In a
//! [`Document`] every piece of text knows its font, size, language, words and role, so that an output
//! needs nothing else. Positions are exact, from the top-left corner of the sheet.

mod document;
pub mod profile;
mod profile_layout;
pub mod profiles;
mod schema;
pub mod sketch;
pub mod stationery;

pub use document::{Colour, Document, GlyphRun, Image, Item, Mark, MarkShape, Page, Role, Rule};
