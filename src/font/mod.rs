//! Fonts: the faces that letters are set in, their shapes and subsets.
//!
//! Owns what is known about a face. Leaves line breaking and positions to `layout`. A face is parsed
//! when it is first used.

mod face;
pub(crate) mod mask;
pub(crate) mod shape;
pub(crate) mod subset;

pub use face::{
    Family, Metrics, OutlinePoint, Segment, Style, UNITS, character, glyph, metrics, outline,
};
