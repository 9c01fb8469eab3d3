//! A letter sentence by sentence, each with the claim that it says.

use std::ops::Range;

use crate::letter::claims::Claim;
use crate::letter::filled::Letter;
use crate::letter::markup::{Block, Span};
use crate::letter::typography::Typography;
use crate::sentences::sentences;

/// A sentence of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<'c> {
    /// The sentence, with plain blanks.
    pub text: String,
    /// The claim that it says; `None` if the words are the letter's own.
    pub claim: Option<Claim<'c>>,
}

/// The subject and the body of a letter, in order. Claims are those that the letter can say; one that stands in it word
/// for word is found whatever stands around it.
pub fn sentences_of<'c>(letter: &Letter, claims: &[Claim<'c>]) -> Vec<Sourced<'c>> {
    let typography = Typography::of(&letter.lang);
    let known = claims.iter().map(|claim| {
        let text = folded(&typography.text(claim.text));
        (text, claim)
    });
    let known: Vec<(String, &Claim<'c>)> = known.collect();
    let mut found = Vec::new();
    for text in texts(letter) {
        cut(&folded(&text), &known, &mut found);
    }
    found
}

/// The subject, the paragraphs and the items of lists.
fn texts(letter: &Letter) -> Vec<String> {
    let mut texts = vec![letter.subject.clone()];
    for block in &letter.body {
        match block {
            Block::Paragraph(spans) => texts.push(joined(spans)),
            Block::List { items, .. } => texts.extend(items.iter().map(|item| joined(item))),
        }
    }
    texts
}

fn joined(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// A text with plain blanks, and without what is not seen.
fn folded(text: &str) -> String {
    let seen = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{2060}'));
    seen.map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}

/// Takes a text apart into the claims that stand in it and the sentences between them.
fn cut<'c>(text: &str, known: &[(String, &Claim<'c>)], found: &mut Vec<Sourced<'c>>) {
    let places = known.iter().filter_map(|(words, claim)| {
        let mut places = text.match_indices(words.as_str());
        let (at, _) = places.find(|(at, found)| is_whole(text, *at..at + found.len()))?;
        Some((at, words, *claim))
    });
    // The first claim; of those that begin together, the longest.
    let first = places.min_by_key(|(at, words, _)| (*at, usize::MAX - words.len()));
    let Some((at, words, claim)) = first else {
        return found.extend(own(text));
    };
    found.extend(own(&text[..at]));
    found.push(Sourced {
        text: words.clone(),
        claim: Some(claim.clone()),
    });
    cut(&text[at + words.len()..], known, found);
}

/// Returns `true` if a part of a text is no part of a sentence: whole sentences, or an item of a list but for its
/// last mark.
fn is_whole(text: &str, part: Range<usize>) -> bool {
    let before = text[..part.start].trim_end();
    let after = text[part.end..].trim_start();
    let is_ended = |text: &str| text.is_empty() || text.ends_with(['.', '!', '?', '”', '»', ')']);
    let marks = after.trim_start_matches([';', '.', ',']);
    !part.is_empty() && is_ended(before) && (marks.is_empty() || is_ended(&text[part]))
}

/// Sentences that say no claim.
fn own<'c>(text: &str) -> impl Iterator<Item = Sourced<'c>> {
    sentences(text).map(|sentence| Sourced {
        text: sentence.to_owned(),
        claim: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::claims::ClaimKind;

    fn apart(text: &str, claims: &[&str]) -> Vec<(String, bool)> {
        let claim = |text| Claim {
            id: "id",
            what: ClaimKind::Fact,
            text,
            evidence: Vec::new(),
        };
        let claims: Vec<Claim<'_>> = claims.iter().map(|text| claim(*text)).collect();
        let known: Vec<(String, &Claim<'_>)> = claims
            .iter()
            .map(|claim| (claim.text.to_owned(), claim))
            .collect();
        let mut found = Vec::new();
        cut(text, &known, &mut found);
        let found = found.into_iter();
        found.map(|s| (s.text, s.claim.is_some())).collect()
    }

    #[test]
    fn claims_are_told_from_what_stands_around_them() {
        let text = "We ask. Pay is low. Is it? Prices rise.";
        let expected = [
            ("We ask.", false),
            ("Pay is low.", true),
            ("Is it?", false),
            ("Prices rise.", true),
        ];
        let expected = expected.map(|(text, is_claim)| (text.to_owned(), is_claim));
        assert_eq!(apart(text, &["Prices rise.", "Pay is low."]), expected);
        assert_eq!(
            apart("open talks;", &["open talks"]),
            [("open talks".to_owned(), true)]
        );
    }

    #[test]
    fn a_claim_is_found_behind_a_part_of_a_sentence() {
        let found = apart("We say: Pay is low. Pay is low.", &["Pay is low."]);
        let expected = [("We say: Pay is low.", false), ("Pay is low.", true)];
        assert_eq!(
            found,
            expected.map(|(text, is_claim)| (text.to_owned(), is_claim))
        );
    }

    #[test]
    fn a_part_of_a_sentence_is_no_claim() {
        for (text, claim) in [
            ("Fair pay: a letter", "pay"),
            ("We say pay is low.", "pay is low."),
            ("Pay", ""),
            ("Rest assured: Pay is low and stays so.", "Pay is low"),
        ] {
            assert_eq!(apart(text, &[claim]), [(text.to_owned(), false)], "{claim}");
        }
    }
}
