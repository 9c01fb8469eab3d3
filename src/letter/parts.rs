//! The parts that the letters of a language share, judged by themselves: forms of address and partials. So one that is
//! broken is told once, and the letters can be tried without it.

use std::sync::Arc;

use crate::campaign::Campaign;
use crate::campaign::forms::Form;
use crate::campaign::template::Template;
use crate::diagnostic::{Problems, Source};
use crate::letter::addressing;
use crate::letter::compile::{self, variables::Variables};
use crate::letter::engine::Engine;
use crate::letter::markup;

/// Returns the problems of a form of address.
pub(crate) fn of_form(form: &Form) -> Problems {
    let mut problems = Problems::default();
    let ends = [&form.salutation, &form.closing];
    let texts = form.addressee.iter().chain(ends);
    addressing::compiled(texts.map(|text| (form, text)), &mut problems);
    problems
}

/// Returns the problems that a partial has in every letter of its language; its names are judged by those that some
/// letter can use.
pub(crate) fn of_partial(names: Option<&Variables>, source: &Arc<Source>) -> Problems {
    let mut engine = Engine::new(markup::escape);
    let (used, found) = compile::part(&mut engine, "a partial", source, 0..source.text.len());
    let mut problems = Problems(found);
    let unknown = names.map(|names| names.check(&used));
    problems.0.extend(unknown.unwrap_or_default());
    problems
}

/// Returns the names that some letter of a language can use; `None` if a letter, which could have names of its own, is
/// missing or could not be read.
pub(crate) fn names_of(campaign: &Campaign, lang: &str) -> Option<Variables> {
    let lacks = |letter: &Template| letter.lang == lang && letter.lacks_variables;
    let is_unread = campaign.templates.iter().any(lacks)
        || campaign.unread.letters.iter().any(|(of, _)| of == lang);
    let names = (!is_unread).then(|| Variables::of_language(campaign, lang));
    names.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::embedded;

    #[test]
    fn names_are_known_only_where_every_letter_was_read() {
        let mut campaign = Campaign::read(&embedded::folder()).0.unwrap();
        assert!(names_of(&campaign, "en").is_some());
        assert!(names_of(&campaign, "sv").is_none());
        let letters = &mut campaign.unread.letters;
        letters.insert(("en".to_owned(), "government".to_owned()));
        assert!(names_of(&campaign, "en").is_none());
        assert!(names_of(&campaign, "ru").is_some());
    }
}
