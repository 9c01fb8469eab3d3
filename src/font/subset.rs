//! Subsets: a font cut down to the glyphs that a document uses.
//!
//! The only module that names subsetter.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use super::Style;

/// A font with only some glyphs.
#[derive(Clone, Debug)]
pub struct Subset {
    /// The OpenType font, CID-keyed with an identity mapping.
    pub data: Vec<u8>,
    /// The number of each used glyph in it, by its number in the whole font.
    pub glyphs: BTreeMap<u16, u16>,
}

/// Cuts a style down to `glyphs`, which are numbered anew in ascending order from 1.
///
/// # Errors
/// The message of the subsetter, if the font is broken.
pub fn subset(style: Style, glyphs: impl IntoIterator<Item = u16>) -> Result<Subset, String> {
    let mut sorted: Vec<u16> = glyphs.into_iter().filter(|id| *id != 0).collect();
    sorted.sort_unstable();
    let mut mapper = GlyphRemapper::new();
    let glyphs = sorted
        .into_iter()
        .map(|id| (id, mapper.remap(id)))
        .collect();
    let data = subsetter::subset(style.data(), 0, &mapper).map_err(|e| e.to_string())?;
    Ok(Subset { data, glyphs })
}
