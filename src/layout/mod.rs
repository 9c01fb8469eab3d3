//! Layout: a letter set on pages.
//!
//! Owns positions. Leaves what a letter says to `letter` and what a file looks like to `output`. In: a
//! letter and a profile. Out: a [`Document`](crate::page::Document). Invariant: no glyph is missing, no text is cut, and nothing
//! stands where the profile has no place for it; what does is an error that says by how much.

pub mod call;
mod fax;
mod fit;
mod ink;
pub mod label;
mod lines;
mod parts;
pub mod sending;
mod setter;
mod setting;
mod typesetter;
mod zones;

pub use typesetter::Typesetter;
