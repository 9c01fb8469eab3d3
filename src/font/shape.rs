//! Shaping: text to glyphs, with kerning and ligatures.
//!
//! The only module that names harfrust. A [`Shaper`] keeps the words that it shaped more than once.

mod text;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use harfrust::font::Blob;
use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Font, Script, ShapeOptions, ShapePlan, ShaperFont,
};

use crate::cache::Memory;
use crate::font::face::{self, Style, UNITS};
pub(crate) use text::GlyphText;

/// A glyph of a shaped text. Measures are in [`UNITS`] of an em.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in the font.
    pub id: u16,
    /// The advance of the pen, kerning included.
    pub advance: i32,
    /// The advance by the font's own width table.
    pub natural: i32,
    /// The offset of the glyph from the pen: right.
    pub x_offset: i32,
    /// The offset of the glyph from the pen: up.
    pub y_offset: i32,
    /// The text that the glyph stands for: more than one character for a ligature, none for a
    /// glyph that shares its characters with the one before.
    pub text: GlyphText,
}

/// A shaped text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shaped {
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// Characters that the font lacks.
    pub missing: Vec<char>,
}

impl Shaped {
    /// The width in [`UNITS`] of an em.
    pub(crate) fn advance(&self) -> i64 {
        self.glyphs
            .iter()
            .map(|glyph| i64::from(glyph.advance))
            .sum()
    }
}

/// The most glyphs of words that are remembered in a style, and as many of those before: the words of many
/// letters, not the names of all their writers.
const MOST_GLYPHS: usize = 1 << 15;

/// A word, and its glyphs.
type ShapedWord = (Rc<str>, Rc<Shaped>);

/// Shapes words and remembers those that come again.
pub(crate) struct Shaper {
    faces: HashMap<Style, Option<Face>>,
    /// The words of each style.
    words: [Memory<String, ShapedWord>; Style::ALL.len()],
}

impl Default for Shaper {
    fn default() -> Self {
        Self {
            faces: HashMap::new(),
            words: std::array::from_fn(|_| Memory::new(MOST_GLYPHS)),
        }
    }
}

impl Shaper {
    /// The glyphs of a text in a style, from left to right.
    pub(crate) fn shape(&mut self, style: Style, text: &str) -> Rc<Shaped> {
        self.word(style, text).1
    }

    /// A text, to be kept, and its glyphs in a style.
    pub(crate) fn word(&mut self, style: Style, text: &str) -> (Rc<str>, Rc<Shaped>) {
        let words = &mut self.words[style as usize];
        if let Some(known) = words.get(text) {
            return known;
        }
        let face = self.faces.entry(style).or_insert_with(|| Face::of(style));
        let shaped = face.as_mut().map(|face| shape(face, text));
        let shaped = Rc::new(shaped.unwrap_or_default());
        let weight = shaped.glyphs.len() + 1;
        let word: ShapedWord = (text.into(), shaped);
        words.learn(text, &word, weight);
        word
    }
}

impl std::fmt::Debug for Shaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shaper({:?})", self.words)
    }
}

/// A font, and how it shapes each script: worked out once.
struct Face {
    font: Font,
    /// The units of an em in its file.
    units: i32,
    /// Whether it has a hyphen beside the one of typewriters.
    has_hyphen: bool,
    plans: BTreeMap<Option<Script>, ShapePlan>,
}

impl Face {
    fn of(style: Style) -> Option<Self> {
        Some(Self {
            font: Font::new(Blob::from(style.data()), 0)?,
            units: style.own_units().into(),
            has_hyphen: face::glyph(style, '\u{2010}').is_some(),
            plans: BTreeMap::new(),
        })
    }
}

/// The character whose glyph shows another.
fn shown(c: char, has_hyphen: bool) -> char {
    match c {
        '\u{2010}' | '\u{2011}' if !has_hyphen => '-',
        c => c,
    }
}

/// A measure of a face of so many units an em, in [`UNITS`], rounded.
fn scaled(measure: i32, own: i32) -> i32 {
    let twice = 2 * measure * i32::from(UNITS) + own;
    twice.div_euclid(2 * own)
}

fn shape(face: &mut Face, text: &str) -> Shaped {
    let Face {
        font,
        units,
        has_hyphen,
        plans,
    } = face;
    let face = ShaperFont::new(font);
    let mut buffer = buffer_of(text, *has_hyphen);
    // The direction is that of the script.
    let (script, direction) = (buffer.script(), buffer.direction());
    let plan = plans
        .entry(script)
        .or_insert_with(|| ShapePlan::new(font, direction, script, None, &[]));
    let options = ShapeOptions::new().plan(Some(plan));
    if harfrust::shape(&face, &mut buffer, options).is_err() {
        return Shaped {
            glyphs: Vec::new(),
            missing: text.chars().collect(),
        };
    }
    shaped(text, &buffer, &face, *units)
}

/// The characters of a text, ready to be shaped.
fn buffer_of(text: &str, has_hyphen: bool) -> Buffer {
    let mut buffer = Buffer::new();
    for (at, c) in text.char_indices() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        buffer.push(shown(c, has_hyphen).into(), at);
    }
    buffer.guess_segment_properties();
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    // An accent stands for itself, not its letter for both.
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    buffer
}

/// The glyphs of a text that was shaped in a face of so many units an em.
fn shaped(text: &str, buffer: &Buffer, face: &ShaperFont<'_, '_>, units: i32) -> Shaped {
    let scaled = |measure| scaled(measure, units);
    let infos = buffer.glyph_infos();
    let starts: BTreeSet<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    let mut shaped = Shaped {
        glyphs: Vec::with_capacity(infos.len()),
        missing: Vec::new(),
    };
    let mut last = None;
    for (info, position) in infos.iter().zip(buffer.glyph_positions()) {
        let start = info.cluster as usize;
        let end = starts
            .range(start + 1..)
            .next()
            .copied()
            .unwrap_or(text.len());
        let cluster = &text[start..end];
        if info.glyph_id == 0 {
            shaped.missing.extend(cluster.chars());
        }
        shaped.glyphs.push(Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or_default(),
            advance: scaled(position.x_advance),
            natural: scaled(face.glyph_h_advance(info.glyph_id.into())),
            x_offset: scaled(position.x_offset),
            y_offset: scaled(position.y_offset),
            text: if last == Some(start) {
                GlyphText::default()
            } else {
                readable(cluster).as_str().into()
            },
        });
        last = Some(start);
    }
    shaped
}

/// The characters of a glyph that a reader or a search sees: without those that only steer the
/// display, and with a plain blank for every kind of blank.
fn readable(cluster: &str) -> String {
    let seen = cluster.chars().filter(|c| !is_ignorable(*c));
    seen.map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}

/// Characters without a glyph of their own (Unicode, `Default_Ignorable_Code_Point`), as far as the
/// scripts of the text face use them.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
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
    fn an_accent_without_a_letter_of_its_own_stands_for_itself() {
        let shaped = Shaper::default().shape(Style::Regular, "m\u{303}q\u{308}");
        let texts: Vec<&str> = shaped.glyphs.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(texts, ["m", "\u{303}", "q", "\u{308}"]);
    }

    #[test]
    fn what_cannot_be_seen_leaves_no_trace() {
        let mut shaper = Shaper::default();
        let text = |word: &str, shaper: &mut Shaper| -> String {
            shaper
                .shape(Style::Regular, word)
                .glyphs
                .iter()
                .map(|g| g.text.as_str())
                .collect()
        };
        assert_eq!(
            text("Ana\u{ad}Sil\u{200b}va\u{a0}x", &mut shaper),
            "AnaSilva x"
        );
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

    #[test]
    fn measures_do_not_depend_on_the_units_of_the_file() {
        assert_eq!(
            [-512, 0, 1, 1024, 2048].map(|m| scaled(m, 2048)),
            [-250, 0, 0, 500, 1000]
        );
        assert_eq!([-7, 0, 480].map(|m| scaled(m, 1000)), [-7, 0, 480]);
        for style in [Style::Regular, Style::Sans] {
            let shaped = Shaper::default().shape(style, "Жanaozen");
            let widths = "Жanaozen"
                .chars()
                .map(|c| crate::font::glyph(style, c).unwrap().1);
            let natural = shaped.glyphs.iter().map(|glyph| glyph.natural);
            assert!(natural.eq(widths.map(i32::from)), "{style}");
        }
    }

    #[test]
    fn a_face_without_a_hyphen_shows_that_of_typewriters() {
        let mut shaper = Shaper::default();
        let plain = shaper.shape(Style::Sans, "a-b").glyphs[1].id;
        for hyphen in ["\u{2010}", "\u{2011}"] {
            let word = shaper.shape(Style::Sans, &format!("a{hyphen}b"));
            assert!(word.missing.is_empty());
            assert_eq!(word.glyphs[1].id, plain);
            assert_eq!(word.glyphs[1].text.as_str(), hyphen);
            assert_eq!(word.glyphs[2].text.as_str(), "b");
        }
        assert_eq!(shaper.shape(Style::Sans, "a中b").missing, ['中']);
        let blanks = shaper.shape(Style::Sans, "1\u{202f}000\u{a0}€");
        assert!(blanks.missing.is_empty());
    }
}
