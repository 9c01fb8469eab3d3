//! Text as lines of runs, from the origin: words are shaped, lines are broken, blanks are squeezed.
//!
//! Owns what lines depend on: [`broken::LineRequest`]. Leaves where lines stand to the parts of a page.

pub(crate) mod blanks;
pub(crate) mod broken;
pub(crate) mod line_cache;
pub(crate) mod measure;
pub(crate) mod paragraph;
pub(crate) mod shaped_word;
pub(crate) mod shaping;
pub(crate) mod spans;
