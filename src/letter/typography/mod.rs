//! Typography: the quotation marks, dashes and spaces of each language, in what templates and
//! campaigns say.
//!
//! Owns how a text is spelt out in type; leaves where lines break to `breaking`. Words stay as they
//! are. What the writer typed (names, addresses, the personal paragraph) goes through [`protect`]
//! before it is filled in and comes out as typed, except that a space of it may be made one that
//! does not break. Plain text has plain spaces: see [`plain`].

mod cached;
mod conventions;
mod language;
mod mark;
mod marks;
mod protection;
mod spaces;

pub use cached::CachedTypography;
pub use language::Typography;
pub use mark::plain;
pub use protection::protect;

#[cfg(test)]
mod tests;
