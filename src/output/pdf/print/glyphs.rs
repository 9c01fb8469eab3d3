//! The glyphs that a file uses, numbered in the order of their first use.
//!
//! So the pages are written before it is known which glyphs the fonts will hold.

use crate::font::Style;
use crate::font::shape::Glyph;

/// The glyphs of every style.
#[derive(Default)]
pub struct Glyphs([Face; Style::ALL.len()]);

/// The glyphs of a style.
#[derive(Default)]
pub struct Face {
    /// The number in the file by that in the whole font; 0 is none yet.
    numbers: Vec<u16>,
    /// What is known of each, from number 1.
    pub used: Vec<Used>,
}

/// A glyph in use.
pub struct Used {
    /// Its number in the whole font.
    pub id: u16,
    /// How wide it is in the font's own table.
    pub width: u16,
    /// The text that it stands for: a glyph has one in a file, that of its first use. Empty if it never
    /// has one of its own, as an accent that is part of a letter.
    pub text: String,
}

impl Glyphs {
    /// The styles in use and their glyphs.
    pub fn faces(&self) -> impl Iterator<Item = (Style, &Face)> {
        let faces = Style::ALL.into_iter().zip(&self.0);
        faces.filter(|(_, face)| !face.used.is_empty())
    }

    /// The glyphs of a style.
    pub fn face(&mut self, style: Style) -> &mut Face {
        &mut self.0[style as usize]
    }
}

impl Face {
    /// Whether the file says of a glyph what it stands for here. If nothing was said of it yet, this is.
    pub fn says(&mut self, glyph: &Glyph) -> bool {
        let number = usize::from(self.number(glyph));
        let Some(used) = self.used.get_mut(number.wrapping_sub(1)) else {
            return glyph.text.is_empty();
        };
        if used.text.is_empty() {
            glyph.text.as_str().clone_into(&mut used.text);
        }
        !glyph.text.is_empty() && used.text == glyph.text
    }

    /// The number of a glyph in the file.
    pub fn number(&mut self, glyph: &Glyph) -> u16 {
        let id = usize::from(glyph.id);
        if self.numbers.len() <= id {
            self.numbers.resize(id + 1, 0);
        }
        if self.numbers[id] == 0 && id != 0 {
            self.used.push(Used {
                id: glyph.id,
                width: u16::try_from(glyph.natural).unwrap_or_default(),
                text: String::new(),
            });
            self.numbers[id] = u16::try_from(self.used.len()).unwrap_or_default();
        }
        self.numbers[id]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(id: u16, text: &str) -> Glyph {
        Glyph {
            id,
            advance: 480,
            natural: 500,
            x_offset: 0,
            y_offset: 0,
            text: text.into(),
        }
    }

    #[test]
    fn glyphs_are_numbered_in_the_order_of_their_first_use() {
        let mut glyphs = Glyphs::default();
        let face = glyphs.face(Style::Bold);
        let numbers = [900, 3, 900, 70].map(|id| face.number(&glyph(id, "x")));
        assert_eq!(numbers, [1, 2, 1, 3]);
        let (style, face) = glyphs.faces().next().unwrap();
        let used: Vec<_> = face.used.iter().map(|used| (used.id, used.width)).collect();
        assert_eq!(
            (style, used),
            (Style::Bold, vec![(900, 500), (3, 500), (70, 500)])
        );
        assert_eq!(glyphs.faces().count(), 1);
    }

    #[test]
    fn of_several_texts_the_first_is_said() {
        let mut glyphs = Glyphs::default();
        let face = glyphs.face(Style::Regular);
        let said = ["", "\u{ad}", "\u{2010}", "\u{ad}", ""].map(|text| face.says(&glyph(5, text)));
        assert_eq!(said, [false, true, false, true, false]);
        assert_eq!(face.used[0].text, "\u{ad}");
    }

    #[test]
    fn the_glyph_of_what_is_missing_keeps_its_number() {
        let mut glyphs = Glyphs::default();
        assert_eq!(glyphs.face(Style::Regular).number(&glyph(0, "?")), 0);
        assert_eq!(glyphs.faces().count(), 0);
    }
}
