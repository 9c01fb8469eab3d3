//! Similarity: letters that say nearly the same, and paragraphs that stand in several.

use std::collections::{BTreeMap, BTreeSet};

use crate::campaign::Campaign;
use crate::campaign::template::Template;
use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::letter::names;
use crate::sentences::sentences;

/// The fewest characters of a paragraph that is compared: shorter ones are turns of phrase.
const LONG: usize = 80;

/// The fewest sentences of letters that are compared.
const SENTENCES: usize = 3;

/// The part of its sentences, in hundredths, that a letter shares with one that says nearly the same.
const SHARED: usize = 80;

/// A sentence that so many letters share is a formula, which makes none of them similar.
const FORMULA: usize = 20;

/// Compares the letters of each language.
pub(super) fn audit(campaign: &Campaign, problems: &mut Problems) {
    for lang in &campaign.languages {
        let letters = campaign
            .templates
            .iter()
            .filter(|letter| letter.lang == *lang);
        let letters: Vec<&Template> = letters.collect();
        let similar = similar(&letters);
        for (one, other) in &similar {
            problems.push(alike(letters[*one], letters[*other]));
        }
        repeated(&letters, &similar, problems);
    }
}

/// Returns the pairs of letters that share most of the sentences of the shorter one.
fn similar(letters: &[&Template]) -> BTreeSet<(usize, usize)> {
    let of = |letter: &&Template| -> BTreeSet<String> {
        let words = names::own_words(letter.text());
        sentences(&words).map(str::to_lowercase).collect()
    };
    let said: Vec<BTreeSet<String>> = letters.iter().map(of).collect();
    let mut having: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, sentences) in said.iter().enumerate() {
        for sentence in sentences {
            having.entry(sentence).or_default().push(n);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for letters in having.values().filter(|letters| letters.len() <= FORMULA) {
        for (n, one) in letters.iter().enumerate() {
            for other in &letters[n + 1..] {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let is_similar = |((one, other), count): &(&(usize, usize), &usize)| {
        let least = said[*one].len().min(said[*other].len());
        least >= SENTENCES && **count * 100 >= least * SHARED
    };
    let pairs = shared.iter().filter(is_similar);
    pairs.map(|(pair, _)| *pair).collect()
}

fn alike(one: &Template, other: &Template) -> Diagnostic {
    let message = format!(
        "`{}` and `{}` say nearly the same in `{}`",
        one.id, other.id, one.lang
    );
    let help = "name the targets of both in one of them, and say what differs by `[[argument]]` or \
                wordings; or let them differ";
    Diagnostic::found(Code::SimilarLetters, message)
        .at(other.place())
        .help(help)
}

/// A paragraph of a letter.
type Standing<'c> = (usize, &'c Template, &'c str);

/// Reports paragraphs that stand in several letters, or twice in one, but for those of letters that are told to be
/// similar.
fn repeated(letters: &[&Template], similar: &BTreeSet<(usize, usize)>, problems: &mut Problems) {
    let mut standing: BTreeMap<String, Vec<Standing<'_>>> = BTreeMap::new();
    for (n, letter) in letters.iter().enumerate() {
        for paragraph in names::paragraphs(letter.text()) {
            let words = names::own_words(paragraph).to_lowercase();
            if words.chars().count() >= LONG {
                standing
                    .entry(words)
                    .or_default()
                    .push((n, letter, paragraph));
            }
        }
    }
    for places in standing.values() {
        let first = places[0].0;
        let is_told = |(n, ..): &&Standing<'_>| !similar.contains(&(first, *n));
        let places: Vec<&Standing<'_>> = places.iter().filter(is_told).collect();
        if let [_, (_, second, paragraph), ..] = places[..] {
            let mut ids: Vec<&str> = places
                .iter()
                .map(|(_, letter, _)| letter.id.as_str())
                .collect();
            ids.dedup();
            problems.push(twice(&ids, second, paragraph));
        }
    }
}

fn twice(ids: &[&str], second: &Template, paragraph: &str) -> Diagnostic {
    let lang = &second.lang;
    let message = match ids {
        [id] => format!("a paragraph stands more than once in `{id}`, in `{lang}`"),
        ids => format!(
            "the same paragraph stands in `{}`, in `{lang}`",
            ids.join("`, `")
        ),
    };
    let help =
        format!("put it into `letters/{lang}/partials/NAME.md`, and `{{{{> NAME}}}}` in its place");
    let start = second.text().find(paragraph).unwrap_or_default() + second.body.start;
    let end = start + paragraph.lines().next().unwrap_or_default().len();
    let place = Place::new(&second.source, start..end);
    Diagnostic::found(Code::RepeatedParagraph, message)
        .at(place)
        .help(help)
}
