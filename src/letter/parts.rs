//! The parts that the letters of a language share, judged by themselves: forms of address and partials. So one that is
//! broken is told once, and the letters can be tried without it.

use std::sync::Arc;

use crate::campaign::Campaign;
use crate::campaign::forms::Form;
use crate::diagnostic::{Diagnostic, Problems, Source};
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

/// Returns the problems that a partial has in every letter of its language.
pub(crate) fn of_partial(campaign: &Campaign, lang: &str, source: &Arc<Source>) -> Problems {
    let mut engine = Engine::new(markup::escape);
    let (used, found) = compile::part(&mut engine, "a partial", source, 0..source.text.len());
    let letters = campaign
        .templates
        .iter()
        .filter(|letter| letter.lang == lang);
    let unknown = letters.map(|letter| Variables::of(campaign, letter).check(&used));
    let mut problems = Problems(found);
    if let Some(unknown) = unknown.reduce(|one, other| common(one, &other)) {
        problems.0.extend(unknown);
    }
    problems
}

/// Returns the problems that stand in both lists.
fn common(one: Vec<Diagnostic>, other: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_told = |problem: &Diagnostic| other.iter().any(|found| is_same(problem, found));
    one.into_iter().filter(is_told).collect()
}

/// Returns whether two problems are of one name: their advice differs with the names that a letter has.
fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.place == other.place && one.message == other.message
}
