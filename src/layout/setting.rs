//! The settings that all text of a letter shares.

use crate::layout::fit::Fit;
use crate::page::profile::Typeface;

/// Settings that all text of a letter shares.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// The sizes and spacing.
    pub fit: Fit,
    /// The family of faces and the smallest sizes.
    pub face: Typeface,
    /// The language.
    pub lang: String,
    /// Help for characters that the font lacks, as the end of a sentence.
    pub way_out: &'static str,
}
