//! Words shaped in one family of faces, and the characters that it lacks.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::font::shape::{Shaped, Shaper};
use crate::font::{Family, Style};
use crate::hyphenation::Hyphenator;
use crate::layout::lines::spans::Spans;

/// The characters that cannot be set, each with the first word that it stands in.
pub(crate) type Lacking = BTreeMap<char, Rc<str>>;

/// Shaped words, and the points where words are divided.
#[derive(Debug, Default)]
pub(crate) struct Words {
    shaper: Shaper,
    hyphenator: Hyphenator,
}

/// Turns text of a family and a language into runs that start at the origin, and collects what the faces lack. It sees
/// no other setting, so that its results depend on none.
pub(crate) struct Shaping<'s> {
    words: &'s mut Words,
    family: Family,
    /// The language of spans that name none.
    pub lang: &'s str,
    /// The characters that could not be set.
    pub lacking: Lacking,
}

/// A part of a word in one style and language.
#[derive(Clone)]
pub(crate) struct Fragment {
    /// The style.
    pub style: Style,
    /// The text, without the hyphen of a divided word.
    pub text: Rc<str>,
    /// The glyphs, with it.
    pub shaped: Rc<Shaped>,
    /// The language, where the span names one.
    pub lang: Option<String>,
}

impl<'s> Shaping<'s> {
    /// Creates a shaping of text of a family in a language.
    pub(crate) fn new(words: &'s mut Words, family: Family, lang: &'s str) -> Self {
        Self {
            words,
            family,
            lang,
            lacking: Lacking::new(),
        }
    }

    /// Returns the style of text without emphasis.
    pub(crate) fn plain(&self) -> Style {
        Style::of(self.family, false, false)
    }

    /// Shapes a range of the text in fragments, cut where the style or the language changes.
    pub(crate) fn fragments(
        &mut self,
        spans: &Spans,
        text: &str,
        range: Range<usize>,
    ) -> Vec<Fragment> {
        let parts = spans.within(range).map(|(span, part)| {
            let style = Style::of(self.family, span.emphasis, span.strong);
            Fragment {
                lang: span.lang.clone(),
                ..self.fragment(style, &text[part])
            }
        });
        parts.collect()
    }

    /// Adds a hyphen to a fragment that is seen, not read: it stands for a soft hyphen, which
    /// readers of the file drop to join the word (ISO 32000-1, 14.8.2.2.3).
    pub(crate) fn hyphenated(&mut self, fragment: &Fragment) -> Fragment {
        let shown = self.fragment(fragment.style, &format!("{}\u{2010}", fragment.text));
        let mut shaped = Shaped::clone(&shown.shaped);
        if let Some(hyphen) = shaped.glyphs.last_mut() {
            hyphen.text = "\u{ad}".into();
        }
        Fragment {
            shaped: Rc::new(shaped),
            ..fragment.clone()
        }
    }

    /// Returns the hyphenator.
    pub(crate) fn hyphenator(&mut self) -> &mut Hyphenator {
        &mut self.words.hyphenator
    }

    /// Returns the width of a hyphen in font units.
    pub(crate) fn hyphen(&mut self, style: Style) -> i64 {
        self.advance(style, "\u{2010}")
    }

    /// Returns the width of a text in font units.
    pub(crate) fn advance(&mut self, style: Style, text: &str) -> i64 {
        self.words.shaper.shape(style, text).advance()
    }

    fn fragment(&mut self, style: Style, text: &str) -> Fragment {
        let (text, shaped) = self.words.shaper.word(style, text);
        let leftward = text.chars().filter(|c| runs_leftward(*c));
        for c in shaped.missing.iter().copied().chain(leftward) {
            self.lacking.entry(c).or_insert_with(|| Rc::clone(&text));
        }
        Fragment {
            style,
            text,
            shaped,
            lang: None,
        }
    }
}

/// Returns whether a character belongs to a script that runs from right to left (Unicode UAX #9, classes R and
/// AL); lines run from left to right here.
fn runs_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_run_from_right_to_left_are_lacking_even_where_a_face_has_them() {
        for family in [Family::Serif, Family::Sans] {
            let mut words = Words::default();
            let mut shaping = Shaping::new(&mut words, family, "en");
            for text in ["Ana", "Жанаозен", "שלום", "سلام"] {
                shaping.fragment(Style::of(family, false, false), text);
            }
            let lacking: Vec<&str> = shaping.lacking.values().map(|word| &**word).collect();
            assert_eq!(
                lacking,
                ["שלום", "שלום", "שלום", "שלום", "سلام", "سلام", "سلام", "سلام"]
            );
        }
    }

    #[test]
    fn every_paragraph_has_the_words_that_others_were_divided_for() {
        let mut words = Words::default();
        let [first, second] = ["en", "ru"].map(|lang| {
            let mut shaping = Shaping::new(&mut words, Family::Serif, lang);
            std::ptr::from_ref(shaping.hyphenator())
        });
        assert!(std::ptr::eq(first, second));
        assert!(std::ptr::eq(first, &raw const words.hyphenator));
    }
}
