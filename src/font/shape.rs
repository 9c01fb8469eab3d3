//! Shaping: text to glyphs, with kerning and ligatures.
//!
//! The only module that names harfrust. A [`Shaper`] keeps every word that it has shaped.

use std::collections::HashMap;
use std::rc::Rc;

use harfrust::font::Blob;
use harfrust::{Buffer, Font, ShapeOptions, ShaperFont};

use super::Style;

/// A glyph of a shaped text. Measures are font units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in the font.
    pub id: u16,
    /// How far the pen moves, kerning included.
    pub advance: i32,
    /// How far it moves by the font's own width table.
    pub natural: i32,
    /// Where the glyph stands relative to the pen: right.
    pub x_offset: i32,
    /// Where the glyph stands relative to the pen: up.
    pub y_offset: i32,
    /// The text that the glyph stands for: more than one character for a ligature, none for a
    /// glyph that shares its characters with the one before.
    pub text: String,
}

/// A shaped text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shaped {
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// Characters that the font lacks.
    pub missing: Vec<char>,
}

impl Shaped {
    /// The width in font units.
    pub fn advance(&self) -> i64 {
        self.glyphs
            .iter()
            .map(|glyph| i64::from(glyph.advance))
            .sum()
    }
}

/// Shapes words and remembers them.
#[derive(Default)]
pub struct Shaper {
    fonts: HashMap<Style, Option<Font>>,
    words: HashMap<(Style, String), Rc<Shaped>>,
}

impl Shaper {
    /// The glyphs of a text in a style, from left to right.
    pub fn shape(&mut self, style: Style, text: &str) -> Rc<Shaped> {
        if let Some(known) = self.words.get(&(style, text.to_owned())) {
            return Rc::clone(known);
        }
        let font = self
            .fonts
            .entry(style)
            .or_insert_with(|| Font::new(Blob::from(style.data()), 0));
        let shaped = Rc::new(
            font.as_ref()
                .map_or_else(Shaped::default, |f| shape(f, text)),
        );
        self.words
            .insert((style, text.to_owned()), Rc::clone(&shaped));
        shaped
    }
}

fn shape(font: &Font, text: &str) -> Shaped {
    let face = ShaperFont::new(font);
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    if harfrust::shape(&face, &mut buffer, ShapeOptions::new()).is_err() {
        return Shaped {
            glyphs: Vec::new(),
            missing: text.chars().collect(),
        };
    }
    let infos = buffer.glyph_infos();
    let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut shaped = Shaped::default();
    let mut last = None;
    for (info, position) in infos.iter().zip(buffer.glyph_positions()) {
        let start = info.cluster as usize;
        let end = starts
            .iter()
            .find(|s| **s > start)
            .copied()
            .unwrap_or(text.len());
        let cluster = if last == Some(start) {
            ""
        } else {
            &text[start..end]
        };
        last = Some(start);
        if info.glyph_id == 0 {
            shaped.missing.extend(text[start..end].chars());
        }
        shaped.glyphs.push(Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or_default(),
            advance: position.x_advance,
            natural: face.glyph_h_advance(info.glyph_id.into()),
            x_offset: position.x_offset,
            y_offset: position.y_offset,
            text: cluster.to_owned(),
        });
    }
    shaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_kerned_and_letters_joined() {
        let mut shaper = Shaper::default();
        let pair = shaper.shape(Style::Regular, "AV");
        assert!(pair.glyphs[0].advance < pair.glyphs[0].natural, "{pair:?}");
        let ligature = shaper.shape(Style::Regular, "fi");
        assert_eq!(ligature.glyphs.len(), 1);
        assert_eq!(ligature.glyphs[0].text, "fi");
    }

    #[test]
    fn a_character_that_the_font_lacks_is_named() {
        let mut shaper = Shaper::default();
        assert!(
            shaper
                .shape(Style::Regular, "Қазақстан әіңғүұқөһ №")
                .missing
                .is_empty()
        );
        assert_eq!(shaper.shape(Style::Regular, "a中b").missing, ['中']);
    }
}
