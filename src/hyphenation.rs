//! Where a word may be divided at the end of a line, in languages that divide words.
//!
//! The only module that names hypher (patterns of TeX, hyph-utf8). Owns which words may be divided at
//! all, and where a word with a hyphen in it may; leaves whether a division is worth it to `breaking`.

use std::rc::Rc;

use hypher::{Lang, hyphenate_bounded};

use crate::cache::Memory;

/// Words with fewer letters are never divided.
const SHORTEST: usize = 6;

/// So many letters at least stay before the hyphen.
const BEFORE: usize = 2;

/// So many letters at least go to the next line.
const AFTER: usize = 3;

/// The most bytes of words that are remembered, and as many of those before.
const MOST_BYTES: usize = 1 << 16;

/// Divides words, and remembers how.
#[derive(Debug)]
pub struct Hyphenator {
    /// Where words may be divided, by their language, a blank and the word.
    words: Memory<String, Rc<[usize]>>,
    key: String,
}

impl Default for Hyphenator {
    fn default() -> Self {
        Self {
            words: Memory::new(MOST_BYTES),
            key: String::new(),
        }
    }
}

impl Hyphenator {
    /// As [`points`] has it; `lang` tells the language of the letter at a byte, and a word is divided in that of its
    /// first letter.
    pub fn points<'l>(&mut self, text: &str, lang: impl Fn(usize) -> &'l str) -> Vec<usize> {
        let mut points = Vec::new();
        let end = text.trim_end().len();
        let mut start = 0;
        for word in text[..end].split_inclusive(char::is_whitespace) {
            if word.len() >= SHORTEST && start + word.len() < end {
                let first = word.find(char::is_alphabetic).unwrap_or_default();
                let within = self.word(word, lang(start + first));
                points.extend(within.iter().map(|point| start + point));
            }
            start += word.len();
        }
        points
    }

    fn word(&mut self, word: &str, lang: &str) -> Rc<[usize]> {
        self.key.clear();
        self.key.extend([lang, " ", word]);
        if let Some(known) = self.words.get(self.key.as_str()) {
            return known;
        }
        let points: Rc<[usize]> = patterns(lang)
            .map(|patterns| divide(word, patterns))
            .unwrap_or_default()
            .into();
        self.words.learn(self.key.as_str(), &points, word.len());
        points
    }
}

/// The bytes of a text before which a word may be divided, in ascending order; none in a language
/// without patterns.
///
/// Divided are words of letters only: no names and no other words with a capital (but the nouns of
/// German), no addresses of mail or web, nothing with a digit or a hyphen in it, and never the last word
/// of the text.
///
/// ```
/// use protest_letter::hyphenation::points;
/// assert_eq!(points("an independent inquiry", "en"), [5, 7, 10]);
/// assert!(points("INDEPENDENT in2dependent a@independent.org x", "en").is_empty());
/// assert!(points("тәуелсіз тергеу", "kk").is_empty());
/// ```
pub fn points(text: &str, lang: &str) -> Vec<usize> {
    Hyphenator::default().points(text, |_| lang)
}

/// The bytes of a text behind the hyphens of compounds such as `Prime-Minister`: letters on both sides,
/// in any language. In order of the text.
///
/// ```
/// use protest_letter::hyphenation::compounds;
/// assert_eq!(compounds("the Prime-Minister, 5-year X-ray a-b@c-d.org"), [10]);
/// ```
pub fn compounds(text: &str) -> Vec<usize> {
    let mut points = Vec::new();
    if !text.contains('-') {
        return points;
    }
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let core = word.trim_matches(|c: char| !c.is_alphabetic());
        if core.chars().all(|c| c.is_alphabetic() || c == '-') {
            let hyphens = word.match_indices('-').map(|(at, _)| at);
            points.extend(
                hyphens
                    .filter(|at| has_letters(word, *at))
                    .map(|at| start + at + 1),
            );
        }
        start += word.len();
    }
    points
}

/// Whether enough letters stand on both sides of the hyphen at byte `at`.
fn has_letters(word: &str, at: usize) -> bool {
    let before = word[..at].chars().rev().take_while(|c| c.is_alphabetic());
    let after = word[at + 1..].chars().take_while(|c| c.is_alphabetic());
    before.count() >= BEFORE && after.count() >= AFTER
}

/// The patterns of a BCP 47 tag. Both written forms of Norwegian share theirs.
fn patterns(lang: &str) -> Option<Lang> {
    let primary = lang.split('-').next().unwrap_or_default();
    let primary = match primary {
        "nb" | "nn" => "no",
        other => other,
    };
    let code: [u8; 2] = primary.as_bytes().try_into().ok()?;
    Lang::from_iso(code).or_else(|| (code == *b"no").then(|| Lang::from_iso(*b"nb"))?)
}

/// The bytes of a word before which it may be divided; punctuation around it does not count.
fn divide(word: &str, lang: Lang) -> Vec<usize> {
    let mut points = Vec::new();
    if word.contains(|c: char| c.is_numeric() || "@/_-\u{ad}\u{2010}\u{2011}".contains(c)) {
        return points;
    }
    let core = word.trim_start_matches(|c: char| !c.is_alphabetic());
    let at = word.len() - core.len();
    let core = core
        .trim_end_matches(|c: char| !c.is_alphabetic())
        .split(['\'', '’'])
        .next()
        .unwrap_or_default();
    let letters = core.chars().count();
    // Names are not divided; German writes every noun with a capital.
    let skipped = usize::from(matches!(lang, Lang::German));
    let is_name = core.chars().skip(skipped).any(char::is_uppercase);
    if letters < SHORTEST || is_name || !core.chars().all(char::is_alphabetic) {
        return points;
    }
    let (left, right) = lang.bounds();
    let syllables = hyphenate_bounded(core, lang, left.max(BEFORE), right.max(AFTER));
    let mut end = at;
    points.extend(syllables.map(|syllable| {
        end += syllable.len();
        end
    }));
    // The last syllable ends with the word, which is no division.
    points.pop();
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn divided(text: &str, lang: &str) -> String {
        let mut out = text.to_owned();
        for point in points(text, lang).into_iter().rev() {
            out.insert(point, '-');
        }
        out
    }

    #[test]
    fn words_are_divided_in_their_language() {
        assert_eq!(divided("negotiation is", "en"), "ne-go-ti-a-tion is");
        assert_eq!(
            divided("независимое расследование.", "ru"),
            "неза-ви-си-мое расследование."
        );
        assert_eq!(
            divided("«Gewerkschaften» sind", "de"),
            "«Ge-werk-schaf-ten» sind"
        );
        assert_eq!(divided("the company’s books", "en"), "the com-pany’s books");
        assert!(!points("arbeiderbevegelsen er", "nb").is_empty());
    }

    #[test]
    fn a_word_is_divided_in_the_language_of_its_first_letter() {
        let (before, word) = ("«", "Gewerkschaften");
        let text = format!("{before}{word}» {word} is");
        let quoted = before.len()..before.len() + word.len();
        let lang = |at: usize| if quoted.contains(&at) { "de" } else { "en" };
        let found = Hyphenator::default().points(&text, lang);
        let german = points("«Gewerkschaften» is", "de");
        assert!(!german.is_empty());
        assert_eq!(found, german, "a name is not divided in English");
    }

    #[test]
    fn some_words_are_never_divided() {
        for text in [
            "letter a",
            "KAZMUNAYGAS is",
            "KazMunayGas is",
            "Negotiation is",
            "www.independent.org/negotiation/authorities is",
            "somebody@authorities.org is",
            "negotiation2 is",
            "post-negotiation is",
            "negotiation",
            "a no-break\u{a0}negotiation",
        ] {
            let found = divided(text, "en");
            assert!(
                !found.contains("ne-go") && !found.contains("au-th"),
                "{found}"
            );
        }
        assert!(points("KAZMUNAYGAS is", "en").is_empty());
    }

    proptest! {
        #[test]
        fn known_words_are_divided_as_others_are(
            texts in proptest::collection::vec("(negotiation|authorities|arbeiderbevegelsen|[a-z]{6,9}|\u{a0}| ){0,5}", 1..20),
        ) {
            let mut hyphenator = Hyphenator::default();
            for text in texts {
                for lang in ["en", "en-GB", "nb"] {
                    prop_assert_eq!(hyphenator.points(&text, |_| lang), points(&text, lang));
                }
            }
        }

        #[test]
        fn enough_letters_stay_on_both_sides(text in "[a-zA-Zа-яё’.,\u{a0} -]{0,60}") {
            for lang in ["en", "ru", "de", "fr", "kk", "xx", ""] {
                for point in points(&text, lang) {
                    let before = text[..point].chars().rev().take_while(|c| c.is_alphabetic());
                    let after = text[point..].chars().take_while(|c| c.is_alphabetic());
                    prop_assert!(before.count() >= BEFORE && after.count() >= AFTER);
                }
            }
        }
    }
}
