//! The cache of a typesetter: the words it has shaped, and the lines of the paragraphs it has broken lately.
//!
//! Most paragraphs of a batch are those of every letter. What their lines depend on is the key, so lines
//! that are known are those that would be made; a test holds that true.

use std::rc::Rc;

use crate::cache::Memory;
use crate::font::shape::Shaper;
use crate::hyphenation::Hyphenator;
use crate::layout::setting::Setting;
use crate::length::Length;
use crate::letter::markup::Span;
use crate::page::GlyphRun;

/// The most glyphs of paragraphs that are kept, and as many of those before: a few megabytes, some eighty
/// letters that have nothing in common.
const MOST_GLYPHS: usize = 1 << 15;

/// The lines of a paragraph, from the origin.
pub type SharedLines = Rc<Vec<Vec<GlyphRun>>>;

/// Shaped words, points of division, and the lines of recent paragraphs.
#[derive(Debug)]
pub struct LineCache {
    /// Words.
    pub shaper: Shaper,
    /// Points where words are divided.
    pub hyphenator: Hyphenator,
    paragraphs: Memory<Vec<u8>, SharedLines>,
    /// The key of the paragraph that was asked for last.
    key: Vec<u8>,
}

impl Default for LineCache {
    fn default() -> Self {
        Self::up_to(MOST_GLYPHS)
    }
}

impl LineCache {
    /// Creates a cache for paragraphs of so many glyphs; with 0, it keeps nothing but words.
    pub fn up_to(glyphs: usize) -> Self {
        Self {
            shaper: Shaper::default(),
            hyphenator: Hyphenator::default(),
            paragraphs: Memory::new(glyphs),
            key: Vec::new(),
        }
    }

    /// Returns the lines of spans of a size in a measure, if they are known.
    pub fn lines(
        &mut self,
        setting: &Setting,
        spans: &[Span],
        (size, width): (Length, Length),
        body: bool,
    ) -> Option<SharedLines> {
        self.key.clear();
        write_key(&mut self.key, setting, spans, (size, width), body);
        self.paragraphs.get(&self.key[..])
    }

    /// Learns the lines that were asked for last.
    pub fn learn(&mut self, lines: &SharedLines) {
        let runs = lines.iter().flatten();
        let glyphs = runs.map(|run| run.glyphs.len() + 1).sum::<usize>() + 1;
        self.paragraphs.learn(&self.key[..], lines, glyphs);
    }
}

/// Writes everything that lines depend on, so that two keys are equal only if all of it is.
fn write_key(
    key: &mut Vec<u8>,
    setting: &Setting,
    spans: &[Span],
    (size, width): (Length, Length),
    body: bool,
) {
    key.extend_from_slice(&size.0.to_le_bytes());
    key.extend_from_slice(&width.0.to_le_bytes());
    key.push(u8::from(body));
    key.push(setting.face.family as u8);
    key.extend_from_slice(&setting.lang.len().to_le_bytes());
    key.extend_from_slice(setting.lang.as_bytes());
    for span in spans {
        span.write_key(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Family;
    use crate::layout::fit::FITS;
    use crate::layout::setter::Setter;
    use crate::page::Role;
    use crate::page::profile::Typeface;
    use proptest::prelude::*;

    /// A paragraph of few different texts, so that some come again with something else changed.
    fn paragraph() -> impl Strategy<Value = (Vec<Span>, i64, i64, &'static str, (Role, Family))> {
        let word = "(negotiation|of|fi|Жанаозене|расследование|中|\n| ){1,2}";
        let span = (word, any::<bool>(), any::<bool>(), any::<bool>());
        let span = span.prop_map(|(text, emphasis, strong, foreign)| Span {
            text,
            emphasis,
            strong,
            lang: foreign.then(|| "ru".to_owned()),
        });
        let roles = [Role::Paragraph, Role::ListItem, Role::Address];
        (
            proptest::collection::vec(span, 0..3),
            9..11_i64,
            60..64_i64,
            prop::sample::select(vec!["en", "ru"]),
            (
                prop::sample::select(roles.to_vec()),
                prop::sample::select(vec![Family::Serif, Family::Sans]),
            ),
        )
    }

    proptest! {
        #[test]
        fn known_lines_are_those_that_would_be_made(
            paragraphs in proptest::collection::vec(paragraph(), 1..30),
            most in prop::sample::select(vec![40, MOST_GLYPHS]),
        ) {
            let (mut known, mut unknown) = (LineCache::up_to(most), LineCache::up_to(0));
            for (block, (spans, size, width, lang, (role, family))) in paragraphs.into_iter().enumerate() {
                let [with, without] = [&mut known, &mut unknown].map(|known| {
                    let lang = lang.to_owned();
                    let face = Typeface { family, ..Typeface::default() };
                    let mut setter = Setter::new(known, Setting { fit: FITS[0], face, lang, way_out: "" });
                    let (size, width) = (Length::points(size), Length::points(width));
                    let lines = setter.paragraph(&spans, size, width, role, block);
                    (lines, setter.into_problems().0)
                });
                prop_assert_eq!(with, without);
            }
        }
    }
}
