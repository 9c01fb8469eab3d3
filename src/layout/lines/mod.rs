//! Text as lines of runs, from the origin: words are shaped, lines are broken, blanks are squeezed.
//!
//! Owns what lines depend on: [`broken::LineRequest`]. Leaves where lines stand to the parts of a page.

pub mod blanks;
pub mod broken;
pub mod line_cache;
pub mod measure;
pub mod paragraph;
pub mod shaped_word;
pub mod shaping;
pub mod spans;
