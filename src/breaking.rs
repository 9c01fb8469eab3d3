//! Breaking paragraphs into lines, in columns and on paper alike.
//!
//! The only module that names textwrap: break opportunities by Unicode UAX #14, and lines of columns.
//! On paper the lines are ours (`fit`): textwrap knows neither two hyphens in a row nor a last line that
//! is too short.

mod fit;

use std::ops::Range;

pub use fit::{Break, Kind, SQUEEZE, lines};
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
    }
}
