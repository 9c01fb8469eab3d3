//! Breaking paragraphs into lines, in columns and on paper alike.
//!
//! The only module that names textwrap: break opportunities by Unicode UAX #14, lines by optimal
//! fit over the whole paragraph.

use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// A word between two opportunities for a break: its bytes and those of the blanks behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The bytes of the word.
    pub text: Range<usize>,
    /// The bytes of the blanks that follow; they vanish at the end of a line.
    pub blanks: Range<usize>,
}

/// The words of a text without line breaks.
pub fn words(text: &str) -> Vec<Word> {
    let mut at = 0;
    WordSeparator::UnicodeBreakProperties
        .find_words(text)
        .map(|word| {
            let start = at;
            let end = start + word.word.len();
            at = end + word.whitespace.len();
            Word {
                text: start..end,
                blanks: end..at,
            }
        })
        .collect()
}

/// A word's measures, in any unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The word.
    pub width: f64,
    /// The blanks behind it.
    pub blanks: f64,
}

impl Fragment for Measured {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.blanks
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Breaks measured words into lines of at most `width`, all of them taken together so that the lines
/// are as even as can be. A word that is wider than the line stands alone on one.
///
/// ```
/// use protest_letter::breaking::{Measured, lines};
/// let words = vec![Measured { width: 4.0, blanks: 1.0 }; 5];
/// assert_eq!(lines(&words, 14.0), [0..3, 3..5]);
/// assert_eq!(lines(&words, 13.0), [0..2, 2..4, 4..5]);
/// ```
pub fn lines(words: &[Measured], width: f64) -> Vec<Range<usize>> {
    let never_overflow = Penalties {
        overflow_penalty: 1_000_000,
        ..Penalties::new()
    };
    let broken = wrap_optimal_fit(words, &[width], &never_overflow)
        .ok()
        .filter(|lines| {
            lines
                .iter()
                .all(|line| line.len() == 1 || natural_width(line) <= width)
        })
        .unwrap_or_else(|| wrap_first_fit(words, &[width]));
    let mut at = 0;
    let ranges = broken.into_iter().map(|line| {
        let start = at;
        at += line.len();
        start..at
    });
    ranges.collect()
}

fn natural_width(line: &[Measured]) -> f64 {
    let whole: f64 = line.iter().map(|word| word.width + word.blanks).sum();
    whole - line.last().map_or(0.0, |word| word.blanks)
}

/// Breaks a text into lines of at most `width` columns; lines after the first are indented.
pub fn columns(text: &str, width: usize, indent: &str) -> Vec<String> {
    let options = Options::new(width)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .wrap_algorithm(WrapAlgorithm::new_optimal_fit());
    textwrap::wrap(text, options)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_no_break_space_holds_words_together() {
        let text = "№\u{a0}5 ab";
        let found: Vec<&str> = words(text).iter().map(|w| &text[w.text.clone()]).collect();
        assert_eq!(found, ["№\u{a0}5", "ab"]);
    }

    proptest! {
        #[test]
        fn words_cover_the_text(text in "[a-zа-я ,.\u{a0}-]{0,80}") {
            let mut joined = String::new();
            for word in words(&text) {
                joined.push_str(&text[word.text]);
                joined.push_str(&text[word.blanks]);
            }
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn no_line_of_words_that_fit_is_too_wide(
            widths in proptest::collection::vec(1u32..40, 0..80)
        ) {
            let words: Vec<Measured> = widths
                .iter()
                .map(|w| Measured { width: f64::from(*w), blanks: 1.0 })
                .collect();
            let broken = lines(&words, 50.0);
            prop_assert_eq!(broken.iter().map(ExactSizeIterator::len).sum::<usize>(), words.len());
            for line in broken {
                prop_assert!(natural_width(&words[line]) <= 50.0);
            }
        }
    }
}
