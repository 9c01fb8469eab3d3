//! Compiling: templates into engines, with every name and every piece of markup judged.

mod partials;
mod spoken;
pub(crate) mod variables;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::campaign::Campaign;
use crate::campaign::template::Template;
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};
use crate::letter::compile::spoken::spoken;
use crate::letter::compile::variables::Variables;
use crate::letter::engine::{Engine, PARTIAL, Reference, Voice};
use crate::letter::markup;

/// The names of the body and the subject in their engines.
pub(super) const BODY: &str = "the body";
pub(super) const SUBJECT: &str = "the subject";

/// Compiles the body and the partials of its language; the names that they use.
pub(super) fn body(
    campaign: &Campaign,
    template: &Template,
    engine: &mut Engine,
    names: &Variables,
    problems: &mut Problems,
) -> Vec<Reference> {
    let of_language = |((lang, _), _): &(&(String, String), _)| *lang == template.lang;
    let mut uses: BTreeMap<String, Vec<Reference>> = BTreeMap::new();
    let mut depths = BTreeMap::new();
    let mut add = |name: &str, source: &Arc<Source>, range: Range<usize>| {
        let found = engine.add_part(name, source, range.clone());
        problems.0.extend(names.check(&found.used));
        problems.0.extend(found.problems);
        problems
            .0
            .extend(refused_markup(source, &range, &found.voices));
        depths.insert(name.to_owned(), found.depth);
        uses.insert(name.to_owned(), found.used);
    };
    for ((_, name), source) in campaign.partials.iter().filter(of_language) {
        add(name, source, 0..source.text.len());
    }
    add(BODY, &template.source, template.body.clone());
    if let Err(problem) = partials::judge(&uses, &depths, BODY) {
        problems.push(problem);
        return Vec::new();
    }
    reached(&uses)
}

/// Compiles a part of a file by itself: the names that it uses, and its problems.
pub(super) fn part(
    engine: &mut Engine,
    name: &str,
    source: &Arc<Source>,
    range: Range<usize>,
) -> (Vec<Reference>, Vec<Diagnostic>) {
    let found = engine.add_part(name, source, range.clone());
    let markup = refused_markup(source, &range, &found.voices);
    (found.used, [found.problems, markup].concat())
}

/// The names that the body uses, itself or in partials that it takes in, which also stand under the conditions
/// that the partials stand under.
fn reached(known: &BTreeMap<String, Vec<Reference>>) -> Vec<Reference> {
    let mut all = Vec::new();
    let mut done = BTreeSet::new();
    let mut open = vec![(BODY.to_owned(), BTreeSet::new())];
    while let Some((name, outside)) = open.pop() {
        if !done.insert((name.clone(), outside.clone())) {
            continue;
        }
        for used in known.get(&name).into_iter().flatten() {
            let own = used.conditions.iter().cloned();
            let conditions: BTreeSet<String> = outside.iter().cloned().chain(own).collect();
            if let Some(partial) = used.path.strip_prefix(PARTIAL) {
                open.push((partial.to_owned(), conditions.clone()));
            }
            let conditions = conditions.into_iter().collect();
            all.push(Reference {
                conditions,
                ..used.clone()
            });
        }
    }
    all
}

/// Compiles the subject; the names that it uses.
pub(super) fn subject(
    template: &Template,
    engine: &mut Engine,
    names: &Variables,
    problems: &mut Problems,
) -> Vec<Reference> {
    let text = &template.subject;
    let found = engine.add_value(SUBJECT, &text.value, &text.place);
    problems.0.extend(names.check(&found.used));
    problems.0.extend(found.problems);
    found.used
}

/// Markup in a part of a file that letters cannot have, whether one writes or several. The tags of Handlebars count as
/// text here, but for `voice`.
fn refused_markup(source: &Arc<Source>, range: &Range<usize>, voices: &[Voice]) -> Vec<Diagnostic> {
    let ways: [fn(&Voice) -> &str; 2] = [|voice| &voice.one, |voice| &voice.several];
    let mut problems = Problems::default();
    for choose in ways {
        let spoken = spoken(&source.text, range.clone(), voices, choose);
        let refused = markup::parse(&spoken.text).err().unwrap_or_default();
        let found = refused.into_iter().map(|found| {
            let place = Place::new(source, spoken.of_file(&found.range));
            let message = format!("a letter cannot have {}", found.what);
            let help = "letters have paragraphs, lists, *emphasis*, **strong emphasis** and \
                        <span lang=\"ru\">phrases in another language</span>";
            Diagnostic::found(Code::BadMarkup, message)
                .at(place)
                .help(help)
        });
        problems.add_new(found.collect());
    }
    problems.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::engine::Use;

    #[test]
    fn what_a_partial_prints_stands_under_the_conditions_of_the_partial_too() {
        let source = Source::new("letters/en/x.md", String::new());
        let used = |path: &str, conditions: &[&str]| Reference {
            path: path.to_owned(),
            used_as: Use::Printed,
            conditions: conditions.iter().map(|path| (*path).to_owned()).collect(),
            place: Place::new(&source, 0..0),
        };
        let of_list = format!("{PARTIAL}list");
        let body = vec![used("date", &[]), used(&of_list, &["demands"])];
        let list = vec![used("demands[]", &["personal"])];
        let known = [(BODY, body), ("list", list)];
        let known = known.map(|(name, used)| (name.to_owned(), used)).into();
        let found = reached(&known);
        let expected = [
            used("date", &[]),
            used(&of_list, &["demands"]),
            used("demands[]", &["demands", "personal"]),
        ];
        assert_eq!(found, expected);
    }
}
