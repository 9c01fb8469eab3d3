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
    /// The text that it stands for. A glyph has one text in a file, so the shortest and first in the
    /// order of characters serves.
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
        let number = self.numbers[id];
        if let Some(used) = self.used.get_mut(usize::from(number).wrapping_sub(1)) {
            used.stands_for(&glyph.text);
        }
        number
    }
}

impl Used {
    fn stands_for(&mut self, text: &str) {
        let known = &self.text;
        if known == text || text.is_empty() {
            return;
        }
        if known.is_empty() || (text.len(), text) < (known.len(), known) {
            text.clone_into(&mut self.text);
        }
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
            text: text.to_owned(),
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
    fn of_several_texts_the_shortest_and_first_serves() {
        let mut glyphs = Glyphs::default();
        let face = glyphs.face(Style::Regular);
        for text in ["", "fi", "c", "b", "abc", ""] {
            face.number(&glyph(5, text));
        }
        assert_eq!(face.used[0].text, "b");
    }

    #[test]
    fn the_glyph_of_what_is_missing_keeps_its_number() {
        let mut glyphs = Glyphs::default();
        assert_eq!(glyphs.face(Style::Regular).number(&glyph(0, "?")), 0);
        assert_eq!(glyphs.faces().count(), 0);
    }
}
