//! A letter sentence by sentence, each with the claim that it says.

use super::Letter;
use super::claims::Claim;
use super::markup::{Block, Span};
use super::typography::Typography;
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
        let at = text.find(words.as_str())?;
        Some((at, words, *claim))
    });
    // The first claim; of those that begin together, the longest.
    let first = places.min_by_key(|(at, words, _)| (*at, usize::MAX - words.len()));
    let Some((at, words, claim)) = first.filter(|(_, words, _)| !words.is_empty()) else {
        return found.extend(own(text));
    };
    found.extend(own(&text[..at]));
    found.push(Sourced {
        text: words.clone(),
        claim: Some(claim.clone()),
    });
    cut(&text[at + words.len()..], known, found);
}

/// Sentences that say no claim.
fn own<'c>(text: &str) -> impl Iterator<Item = Sourced<'c>> {
    sentences(text).map(|sentence| Sourced {
        text: sentence.to_owned(),
        claim: None,
    })
}
