//! A campaign mended before its letters are tried: what is broken is told once, and something plain stands in its place,
//! so that it hides nothing else and nothing is told that only follows from it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::claims::Fact;
use crate::campaign::dated::{Confidence, Dated, Evidence};
use crate::campaign::forms::Forms;
use crate::campaign::template::Template;
use crate::campaign::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};
use crate::letter::parts;

/// The text that stands in place of one that could not be read.
const BLANK: &str = "…";

/// A date pattern that every language has.
const PATTERN: &str = "%Y-%m-%d";

/// Mends a campaign, and reports what is broken in the parts that letters share. Without a first date of letters, that
/// is `date`.
pub(super) fn mend(campaign: &mut Campaign, date: Date, problems: &mut Problems) {
    if campaign.unread.from {
        campaign.from = date;
    }
    fill_claims(campaign);
    facts(campaign);
    for (lang, forms) in &mut campaign.forms {
        let broken = broken_forms(forms, problems);
        let ranks = broken.into_iter().map(|rank| (lang.clone(), rank));
        campaign.unread.ranks.extend(ranks);
        date_pattern(lang, forms, date, problems);
    }
    partials(campaign, problems);
}

/// Puts a blank text where that of a fact or demand could not be read.
fn fill_claims(campaign: &mut Campaign) {
    let languages = &campaign.languages;
    for record in campaign.facts.iter_mut().filter(|r| !r.is_whole) {
        record.value.text.fill(languages, BLANK);
    }
    for record in campaign.demands.iter_mut().filter(|r| !r.is_whole) {
        record.value.text.fill(languages, BLANK);
    }
}

/// Adds the facts that could not be read, with a blank text, for every day.
fn facts(campaign: &mut Campaign) {
    let mut lost: BTreeSet<String> = campaign.unread.facts.clone();
    if campaign.unread.any_fact {
        let letters = campaign.templates.iter().map(Template::text);
        let partials = campaign
            .partials
            .values()
            .map(|source| source.text.as_str());
        lost.extend(letters.chain(partials).flat_map(fact_ids));
        let named = campaign
            .arguments
            .iter()
            .flat_map(|argument| &argument.value.facts);
        lost.extend(named.map(|fact| fact.value.clone()));
        for fact in &campaign.facts {
            lost.remove(&fact.value.id);
        }
    }
    let blanks = lost.into_iter().map(|id| blank(id, &campaign.languages));
    let blanks: Vec<Dated<Fact>> = blanks.collect();
    campaign.facts.extend(blanks);
}

/// Lists the ids of facts that a template names.
fn fact_ids(text: &str) -> impl Iterator<Item = String> {
    text.split("facts.").skip(1).filter_map(|rest| {
        let is_name = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_';
        let id: String = rest.chars().take_while(is_name).collect();
        (!id.is_empty()).then_some(id)
    })
}

fn blank(id: String, languages: &[String]) -> Dated<Fact> {
    Dated {
        from: None,
        to: None,
        evidence: Evidence {
            source: Vec::new(),
            verified: None,
            confidence: Confidence::Unsure,
            note: None,
        },
        value: Fact {
            id,
            text: Texts::in_all(languages, BLANK),
            wordings: Vec::new(),
        },
        place: Place::new(&Source::new("", ""), 0..0),
        is_whole: false,
    }
}

/// Takes the forms of address out that are broken, and returns their ranks.
fn broken_forms(forms: &mut Forms, problems: &mut Problems) -> Vec<String> {
    let mut broken = Vec::new();
    forms.forms.retain(|form| {
        let found = parts::of_form(form);
        let is_sound = !found.has_errors();
        problems.append(found);
        if !is_sound {
            broken.push(form.rank.clone());
        }
        is_sound
    });
    broken
}

/// Reports a date pattern that is none, and puts another one in its place.
fn date_pattern(lang: &str, forms: &mut Forms, date: Date, problems: &mut Problems) {
    let pattern = &mut forms.words.date;
    let message = if date.format(&pattern.value, lang).is_none() {
        format!(
            "`{}` is no date pattern of strftime, or the names of months are not known in this language",
            pattern.value
        )
    } else if Date::is_told_by(&pattern.value, lang) {
        return;
    } else {
        format!(
            "`{}` does not print the day, the month and the year",
            pattern.value
        )
    };
    let problem = Diagnostic::found(Code::DatePattern, message).at(pattern.place.clone());
    problems.push(problem.help("for example `%-d %B %Y`, which prints 3 February 2001"));
    PATTERN.clone_into(&mut pattern.value);
}

/// Reports the partials that are broken in every letter, and empties them.
fn partials(campaign: &mut Campaign, problems: &mut Problems) {
    let mut broken: Vec<(String, String)> = campaign.unread.partials.iter().cloned().collect();
    let languages: BTreeSet<&String> = campaign.partials.keys().map(|(lang, _)| lang).collect();
    for lang in languages {
        let names = parts::names_of(campaign, lang);
        let own = campaign.partials.iter().filter(|((of, _), _)| of == lang);
        for ((_, name), source) in own {
            let found = parts::of_partial(names.as_ref(), source);
            if found.has_errors() {
                broken.push((lang.clone(), name.clone()));
            }
            problems.append(found);
        }
    }
    for partial in broken {
        let empty: Arc<Source> = Source::new("", "");
        campaign.partials.insert(partial, empty);
    }
}
