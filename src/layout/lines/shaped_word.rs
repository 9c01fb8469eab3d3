//! Shaped words, and lines of them.

use std::ops::Range;

use crate::layout::lines::shaping::{Fragment, Shaping};

/// A word and the blanks behind it.
#[derive(Clone)]
pub(crate) struct ParagraphWord {
    /// The bytes of the word in the paragraph.
    pub range: Range<usize>,
    /// The word, cut where the style or the language changes.
    pub fragments: Vec<Fragment>,
    /// The blanks behind it.
    pub blanks: Option<Fragment>,
}

impl ParagraphWord {
    /// Returns the width of the word in font units, without its blanks.
    pub(crate) fn advance(&self) -> i64 {
        self.fragments
            .iter()
            .map(|fragment| fragment.shaped.advance())
            .sum()
    }

    /// Returns the width of the word in font units up to a byte of the paragraph; `None` if a glyph stands for
    /// characters on both sides of it.
    pub(crate) fn advance_before(&self, point: usize) -> Option<i64> {
        let mut at = self.range.start;
        let mut width = 0;
        for glyph in self
            .fragments
            .iter()
            .flat_map(|fragment| &fragment.shaped.glyphs)
        {
            if at >= point {
                break;
            }
            width += i64::from(glyph.advance);
            at += glyph.text.len();
        }
        (at == point).then_some(width)
    }

    /// Returns the width of a hyphen behind the word.
    pub(crate) fn hyphen_advance(&self, shaping: &mut Shaping<'_>) -> i64 {
        let style = self.fragments.first().map(|fragment| fragment.style);
        style.map_or(0, |style| shaping.hyphen(style))
    }
}

/// A line: whole words, and the parts of divided words at its ends.
pub(crate) struct BrokenLine<'w> {
    /// The end of a word that was divided before it.
    pub head: Option<ParagraphWord>,
    /// Whole words.
    pub whole: &'w [ParagraphWord],
    /// The beginning of a word that is divided at its end.
    pub tail: Option<ParagraphWord>,
}

impl<'w> BrokenLine<'w> {
    /// Makes a line of whole words.
    pub(crate) fn of(whole: &'w [ParagraphWord]) -> Self {
        Self {
            head: None,
            whole,
            tail: None,
        }
    }

    /// Iterates over the words from left to right.
    pub(crate) fn words(&self) -> impl Iterator<Item = &ParagraphWord> {
        self.head.iter().chain(self.whole).chain(&self.tail)
    }
}
