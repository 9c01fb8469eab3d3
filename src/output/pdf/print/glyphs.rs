//! The glyphs that a file uses, numbered in the order of their first use.
//!
//! So the pages are written before it is known which glyphs the fonts will hold. Letters to be written by
//! the thousand, each in a file of its own, have a whole alphabet in one order: then most have the same fonts.

use std::sync::OnceLock;

use crate::font::shape::{Glyph, GlyphText};
use crate::font::{self, Style};
use crate::page::GlyphRun;

/// The glyphs of every style.
#[derive(Clone, Default)]
pub(crate) struct Glyphs([FaceGlyphs; Style::ALL.len()]);

/// The glyphs of a style.
#[derive(Clone, Default)]
pub(crate) struct FaceGlyphs {
    /// The number in the file by that in the whole font; 0 is none yet.
    numbers: Vec<u16>,
    /// The glyphs in use, from number 1.
    pub used: Vec<UsedGlyph>,
}

/// Letters and digits that are there together: what names and addresses differ in.
const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A glyph in use.
#[derive(Clone)]
pub(crate) struct UsedGlyph {
    /// Its number in the whole font.
    pub id: u16,
    /// Its width in the font's own table.
    pub width: u16,
    /// The text that it stands for: a glyph has one in a file, that of its first use. Empty if it never
    /// has one of its own, as an accent that is part of a letter.
    pub text: GlyphText,
}

impl Glyphs {
    /// Collects the glyphs of text, in the order of their first use.
    pub(crate) fn of<'r>(text: impl Iterator<Item = &'r GlyphRun>) -> Self {
        let mut glyphs = Self::default();
        for run in text {
            let face = glyphs.face(run.style);
            run.glyphs.iter().for_each(|glyph| face.meet(glyph));
        }
        glyphs
    }

    /// Sorts the glyphs as the fonts do, and adds the whole Latin alphabet and all digits in every style that
    /// uses most of them. Other alphabets would make files too large.
    pub(crate) fn with_alphabet(mut self) -> Self {
        for style in Style::ALL {
            self.face(style).complete(style);
        }
        self
    }

    /// Returns everything that the fonts depend on, so that two keys are equal only if all of it is.
    pub(crate) fn key(&self) -> Vec<u8> {
        let mut key = Vec::new();
        for (style, face) in self.faces() {
            key.push(style as u8);
            key.extend(face.used.len().to_le_bytes());
            for glyph in &face.used {
                key.extend(glyph.id.to_le_bytes());
                key.extend(glyph.width.to_le_bytes());
                key.extend(glyph.text.len().to_le_bytes());
                key.extend(glyph.text.as_bytes());
            }
        }
        key
    }

    /// Returns a measure of what is known: it grows with every glyph, and with every text that one stands for.
    pub(crate) fn extent(&self) -> usize {
        let known = |face: &FaceGlyphs| {
            let said = face.used.iter().filter(|used| !used.text.is_empty());
            face.used.len() + said.count()
        };
        self.0.iter().map(known).sum()
    }

    /// Iterates over the styles in use and their glyphs.
    pub(crate) fn faces(&self) -> impl Iterator<Item = (Style, &FaceGlyphs)> {
        let faces = Style::ALL.into_iter().zip(&self.0);
        faces.filter(|(_, face)| !face.used.is_empty())
    }

    /// Returns the glyphs of a style.
    pub(crate) fn face(&mut self, style: Style) -> &mut FaceGlyphs {
        &mut self.0[style as usize]
    }
}

impl FaceGlyphs {
    /// Returns the number of a glyph in the file, and whether the file says of it what it stands for here. If
    /// nothing was said of it yet, this is.
    #[inline]
    pub(crate) fn show(&mut self, glyph: &Glyph) -> (u16, bool) {
        let number = self.number(glyph);
        let Some(used) = self.used.get_mut(usize::from(number).wrapping_sub(1)) else {
            return (number, glyph.text.is_empty());
        };
        used.say(glyph);
        let is_said = !glyph.text.is_empty() && used.text == glyph.text;
        (number, is_said)
    }

    /// Notes a glyph, and what it stands for if nothing was said of it yet.
    #[inline]
    fn meet(&mut self, glyph: &Glyph) {
        let number = usize::from(self.number(glyph));
        if let Some(used) = self.used.get_mut(number.wrapping_sub(1)) {
            used.say(glyph);
        }
    }

    /// Adds the rest of the alphabet, if most of it is there, and has all in the order of the font.
    fn complete(&mut self, style: Style) {
        let mut used = std::mem::take(&mut self.used);
        if used.len() * 2 > ALPHABET.len() {
            let alphabet = alphabet(style);
            let is_new = |glyph: &&UsedGlyph| {
                self.numbers
                    .get(usize::from(glyph.id))
                    .is_none_or(|n| *n == 0)
            };
            let missing: Vec<&UsedGlyph> = alphabet.iter().filter(is_new).collect();
            if missing.len() * 2 < alphabet.len() {
                used.extend(missing.into_iter().cloned());
            }
        }
        used.sort_unstable_by_key(|glyph| glyph.id);
        for glyph in used {
            self.add(glyph);
        }
    }

    fn number(&mut self, glyph: &Glyph) -> u16 {
        let id = usize::from(glyph.id);
        if self.numbers.get(id).is_none_or(|number| *number == 0) && id != 0 {
            self.add(UsedGlyph::of(glyph));
        }
        self.numbers.get(id).copied().unwrap_or_default()
    }

    fn add(&mut self, glyph: UsedGlyph) {
        let id = usize::from(glyph.id);
        if self.numbers.len() <= id {
            self.numbers.resize(id + 1, 0);
        }
        self.used.push(glyph);
        self.numbers[id] = u16::try_from(self.used.len()).unwrap_or_default();
    }
}

impl UsedGlyph {
    fn of(glyph: &Glyph) -> Self {
        Self {
            id: glyph.id,
            width: u16::try_from(glyph.natural).unwrap_or_default(),
            text: GlyphText::default(),
        }
    }

    /// Sets the text that it stands for, if it has none yet.
    #[inline]
    fn say(&mut self, glyph: &Glyph) {
        if self.text.is_empty() {
            self.text = glyph.text.clone();
        }
    }
}

/// Returns the glyphs of the alphabet in a style.
fn alphabet(style: Style) -> &'static [UsedGlyph] {
    static KNOWN: [OnceLock<Vec<UsedGlyph>>; Style::ALL.len()] =
        [const { OnceLock::new() }; Style::ALL.len()];
    KNOWN[style as usize].get_or_init(|| {
        let glyph = |c: char| {
            let (id, width) = font::glyph(style, c)?;
            let text = c.to_string().as_str().into();
            Some(UsedGlyph { id, width, text })
        };
        ALPHABET.chars().filter_map(glyph).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::shape::Shaper;
    use crate::length::Length;
    use crate::page::Role;

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
    fn a_text_has_its_alphabet_and_a_word_has_its_letters() {
        let numbers = |text: &str| {
            let shaped = Shaper::default().shape(Style::Regular, text);
            let run = GlyphRun {
                x: Length::ZERO,
                y: Length::ZERO,
                style: Style::Regular,
                size: Length::points(10),
                lang: "en".to_owned(),
                role: Role::Paragraph,
                block: 0,
                text: text.to_owned(),
                glyphs: shaped.glyphs.clone().into(),
            };
            let glyphs = Glyphs::of([&run].into_iter()).with_alphabet();
            let faces = glyphs.faces();
            faces
                .flat_map(|(_, face)| face.used.clone())
                .collect::<Vec<_>>()
        };
        let texts = |text| {
            numbers(text)
                .into_iter()
                .map(|used| used.text.to_string())
                .collect::<String>()
        };
        assert_eq!(texts("bad"), "abd");
        let all = texts("The quick brown fox jumps over the lazy dog, 12345");
        assert!(ALPHABET.chars().all(|c| all.contains(c)), "{all}");
        assert_eq!(all.chars().count(), ALPHABET.len() + 2, "{all}");
        let of = |text| {
            numbers(text)
                .iter()
                .map(|used| (used.id, used.width))
                .collect::<Vec<_>>()
        };
        let pangram = "sphinx of black quartz, judge my vow 98765 A";
        assert_eq!(
            of(pangram),
            of("The quick brown fox jumps over the lazy dog, 12345")
        );
    }

    #[test]
    fn of_several_texts_the_first_is_said() {
        let mut glyphs = Glyphs::default();
        let face = glyphs.face(Style::Regular);
        let said =
            ["", "\u{ad}", "\u{2010}", "\u{ad}", ""].map(|text| face.show(&glyph(5, text)).1);
        assert_eq!(said, [false, true, false, true, false]);
        assert_eq!(&face.used[0].text, "\u{ad}");
    }

    #[test]
    fn the_glyph_of_what_is_missing_keeps_its_number() {
        let mut glyphs = Glyphs::default();
        assert_eq!(glyphs.face(Style::Regular).number(&glyph(0, "?")), 0);
        assert_eq!(glyphs.faces().count(), 0);
    }
}
