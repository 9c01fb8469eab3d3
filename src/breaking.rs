//! Breaking paragraphs into lines, in columns and on paper alike.
//!
//! The only module that names textwrap: break opportunities by Unicode UAX #14, and lines of columns.
//! On paper the lines are ours (`fit`): textwrap knows neither two hyphens in a row nor a last line that
//! is too short.

mod fit;

use std::ops::Range;

pub use fit::{Break, BreakKind, SQUEEZE, lines};
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
    separated(text)
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
        .word_separator(WordSeparator::Custom(separated))
        .wrap_algorithm(WrapAlgorithm::new_optimal_fit());
    textwrap::wrap(text, options)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// The words of a text by UAX #14. In plain text, that is to say between blanks.
fn separated(text: &str) -> Box<dyn Iterator<Item = textwrap::core::Word<'_>> + '_> {
    let separator = if is_plain(text) {
        WordSeparator::AsciiSpace
    } else {
        WordSeparator::UnicodeBreakProperties
    };
    separator.find_words(text)
}

/// Whether a text has only words of Latin and Cyrillic letters and digits with a mark behind them, as most
/// do: in those, lines break at blanks and nowhere else.
fn is_plain(text: &str) -> bool {
    !text.starts_with(' ') && text.split(' ').all(is_plain_word)
}

/// Whether a word begins with a letter and has marks at its end only; two blanks in a row have an empty
/// one between them.
fn is_plain_word(word: &str) -> bool {
    let letters = word.trim_end_matches([',', '.', ';', ':', '!', '?']);
    let is_inner = |c| is_plain_letter(c) || matches!(c, '\u{a0}' | '’');
    word.is_empty() || letters.starts_with(is_plain_letter) && letters.chars().all(is_inner)
}

fn is_plain_letter(c: char) -> bool {
    matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{17f}'
        | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}')
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

    fn both(text: &str) -> [Vec<textwrap::core::Word<'_>>; 2] {
        let slow = WordSeparator::UnicodeBreakProperties.find_words(text);
        [separated(text).collect(), slow.collect()]
    }

    #[test]
    fn every_plain_letter_breaks_as_others_do() {
        for c in ('\0'..='\u{ffff}').filter(|c| is_plain_letter(*c)) {
            for text in [
                format!("a{c} {c}{c} {c}a 5{c}5"),
                format!("{c}\u{a0}{c}’{c}, {c}’ {c}"),
            ] {
                let [fast, slow] = both(&text);
                assert_eq!(fast, slow, "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn plain_text_breaks_as_any_text_does(text in "[aZ7éЖә,.;:!?’\u{a0}\\- ]{0,12}") {
            let [fast, slow] = both(&text);
            prop_assert_eq!(fast, slow);
        }

        #[test]
        fn plain_words_break_as_any_text_does(
            words in proptest::collection::vec("[a7éЖ][a7ә’\u{a0}]{0,2}[,.;:!?]{0,3}", 0..6),
            blanks in " {1,3}",
        ) {
            let text = words.join(&blanks);
            prop_assert!(is_plain(&text));
            let [fast, slow] = both(&text);
            prop_assert_eq!(fast, slow);
        }

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
