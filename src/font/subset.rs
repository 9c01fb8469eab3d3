//! Subsets: a font cut down to the glyphs that a document uses.
//!
//! The only module that names subsetter.

use subsetter::GlyphRemapper;

use crate::font::face::Style;

/// Cuts a style down to `glyphs`, different ones, which are numbered anew in their order from 1. The
/// OpenType font is CID-keyed with an identity mapping.
///
/// # Errors
/// The message of the subsetter, if the font is broken.
pub(crate) fn subset(
    style: Style,
    glyphs: impl IntoIterator<Item = u16>,
) -> Result<Vec<u8>, String> {
    let mut mapper = GlyphRemapper::new();
    for glyph in glyphs {
        mapper.remap(glyph);
    }
    subsetter::subset(style.data(), 0, &mapper).map_err(|error| error.to_string())
}
