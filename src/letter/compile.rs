//! Compiling: templates and forms into engines, with every name and every piece of markup judged.

use std::sync::Arc;

use super::engine::{Engine, PARTIAL, Used};
use super::markup;
use super::names::Names;
use crate::campaign::Campaign;
use crate::campaign::forms::{Form, Forms};
use crate::campaign::template::Template;
use crate::diagnostic::{Diagnostic, Place, Problems, Source};

/// The names of the body and the subject in their engines.
pub const BODY: &str = "the body";
pub const SUBJECT: &str = "the subject";

pub fn body(
    campaign: &Campaign,
    template: &Template,
    engine: &mut Engine,
    names: &Names,
    problems: &mut Problems,
) -> Vec<Used> {
    let parts = campaign
        .partials
        .iter()
        .filter(|((lang, _), _)| *lang == template.lang);
    let mut used = Vec::new();
    let mut add = |name: &str, source: &Arc<Source>, range| match engine.add(name, source, range) {
        Ok(found) => {
            problems.0.extend(names.check(&found));
            used.extend(found);
        }
        Err(found) => problems.0.extend(found),
    };
    for ((_, name), source) in parts {
        add(name, source, 0..source.text.len());
    }
    add(BODY, &template.source, template.body.clone());
    used
}

pub fn subject(
    template: &Template,
    engine: &mut Engine,
    names: &Names,
    problems: &mut Problems,
) -> Vec<Used> {
    let text = &template.subject;
    let used = compile_text(engine, SUBJECT, &text.value, &text.place, problems);
    problems.0.extend(names.check(&used));
    used
}

pub fn forms(forms: &Forms, engine: &mut Engine, problems: &mut Problems) {
    for form in &forms.forms {
        for (n, line) in form.addressee.iter().enumerate() {
            let used = compile_text(
                engine,
                &form_line(form, n),
                &line.value,
                &line.place,
                problems,
            );
            for used in used
                .iter()
                .filter(|u| !["office", "holder"].contains(&u.path.as_str()))
            {
                let message = format!("unknown variable `{}`", used.path.replace(PARTIAL, ""));
                let help = "an addressee line knows `office` and `holder`";
                problems.push(Diagnostic::error(message).at(line.place.clone()).help(help));
            }
        }
    }
}

/// Compiles a text that is a value in a file; its names get the place of the whole value.
fn compile_text(
    engine: &mut Engine,
    name: &str,
    text: &str,
    place: &Place,
    problems: &mut Problems,
) -> Vec<Used> {
    let source = Source::new(place.source.name.clone(), text);
    match engine.add(name, &source, 0..text.len()) {
        Ok(used) => used
            .into_iter()
            .map(|used| Used {
                place: place.clone(),
                ..used
            })
            .collect(),
        Err(found) => {
            problems
                .0
                .extend(found.into_iter().map(|problem| problem.at(place.clone())));
            Vec::new()
        }
    }
}

pub fn form_line(form: &Form, n: usize) -> String {
    format!("{} {:?} {n}", form.rank, form.gender)
}

/// Markup in a template that letters cannot have. Handlebars tags count as text here.
pub fn refused_markup(template: &Template) -> Vec<Diagnostic> {
    let start = template.body.start;
    let refused = markup::parse(template.text()).err().unwrap_or_default();
    let problem = |found: markup::Unsupported| {
        let place = Place::new(
            &template.source,
            found.range.start + start..found.range.end + start,
        );
        let message = format!("a letter cannot have {}", found.what);
        let help = "letters have paragraphs, lists, *emphasis* and **strong emphasis**";
        Diagnostic::error(message).at(place).help(help)
    };
    refused.into_iter().map(problem).collect()
}
