//! Translations beside the original: what they lack, and who has read them.

use std::collections::BTreeSet;

use crate::campaign::Campaign;
use crate::campaign::template::{Status, Template};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::letter::names;

/// Judges every letter in every language but the one that it was written in.
pub(super) fn audit(campaign: &Campaign, problems: &mut Problems) {
    for id in campaign.letter_ids() {
        let letters = || campaign.templates.iter().filter(|letter| letter.id == id);
        let Some(original) = original(campaign, letters()) else {
            continue;
        };
        for letter in letters().filter(|letter| letter.lang != original.lang) {
            if letter.status == Status::UnreviewedTranslation {
                problems.push(unreviewed(letter));
            }
            let lacking = lacking(original, letter);
            if !lacking.is_empty() && letter.status != Status::Original {
                problems.push(behind(original, letter, &lacking));
            }
        }
    }
}

/// Returns the letter that the others are translated from: the one that says so, in the campaign's first language if
/// several do.
fn original<'c>(
    campaign: &Campaign,
    letters: impl Iterator<Item = &'c Template>,
) -> Option<&'c Template> {
    let rank = |letter: &&Template| {
        campaign
            .languages
            .iter()
            .position(|lang| *lang == letter.lang)
    };
    let originals = letters.filter(|letter| letter.status == Status::Original);
    originals.min_by_key(rank)
}

fn unreviewed(letter: &Template) -> Diagnostic {
    let name = format!("{}/{}", letter.lang, letter.id);
    let says = "nobody else who speaks the language has read the translation";
    Diagnostic::found_of(Code::UnreviewedTranslation, &name, says).at(letter.place())
}

fn behind(original: &Template, letter: &Template, lacking: &[String]) -> Diagnostic {
    let message = format!(
        "`{}` in `{}` lacks what it has in `{}`: {}",
        letter.id,
        letter.lang,
        original.lang,
        lacking.join(", ")
    );
    let help = "translate what was added to the original, or take it out there";
    Diagnostic::found(Code::TranslationBehind, message)
        .at(letter.place())
        .help(help)
}

/// Lists what a letter lacks that its original has: names of values, variables, paragraphs.
fn lacking(original: &Template, letter: &Template) -> Vec<String> {
    let of = |letter: &Template| -> BTreeSet<String> { names::in_tags(letter.text()).collect() };
    let (wanted, there) = (of(original), of(letter));
    let is_content = |name: &&String| {
        let name = name.as_str();
        let is_variable = original.variables.contains_key(name);
        name.starts_with("facts.")
            || ["argument", "demands", "personal"].contains(&name)
            || is_variable
    };
    let mut lacking: Vec<String> = wanted
        .difference(&there)
        .filter(is_content)
        .map(|name| format!("`{name}`"))
        .collect();
    let paragraphs = |letter: &Template| names::paragraphs(letter.text()).count();
    let (wanted, there) = (paragraphs(original), paragraphs(letter));
    if there < wanted {
        let missing = wanted - there;
        let plural = if missing == 1 { "" } else { "s" };
        lacking.push(format!("{missing} paragraph{plural}"));
    }
    lacking
}
