//! Layout: a letter set on pages.
//!
//! Owns positions. Leaves what a letter says to `letter` and what a file looks like to `output`. In: a
//! letter and a profile. Out: a [`Document`](crate::page::Document). Invariant: no glyph is missing, no text is cut, and nothing
//! stands where the profile has no place for it; what does is an error that says by how much.

mod address;
mod blanks;
mod block;
pub mod call;
mod cover;
mod fax;
mod fit;
mod flow;
mod ink;
pub mod label;
mod letterhead;
mod line_cache;
mod lines;
mod paragraph;
mod running;
pub mod sending;
mod setter;
mod setting;
mod shaping;
mod spans;
mod text;
mod typesetter;
mod zones;

pub use typesetter::Typesetter;
