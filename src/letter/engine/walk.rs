//! The walk through a template: the names that it uses and what a letter cannot have.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::letter::engine::reference::{PARTIAL, PLURAL, Reference, Use};
use crate::letter::engine::scope::{Finder, Scope};
use crate::letter::engine::syntax::{
    BlockParam, DecoratorTemplate, HelperTemplate, Parameter, Path, Template, TemplateElement,
};
use crate::letter::engine::voice::{self, Voice};
use crate::suggest::did_you_mean;

/// The helpers of Handlebars that a letter may use.
const HELPERS: [&str; 4] = ["if", "unless", "each", "with"];

/// The variables of `each` about the item.
const LOCALS: [&str; 3] = ["first", "last", "index"];

/// A line and column, from 1.
type At = (usize, usize);

/// The result of compiling a template.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    /// The names that it uses.
    pub used: Vec<Reference>,
    /// The texts that differ between one writer and several, in the order of the file.
    pub voices: Vec<Voice>,
    /// The depth of its nested blocks.
    pub depth: usize,
    /// Its problems.
    pub problems: Vec<Diagnostic>,
}

/// Walks a template and collects the names that it uses.
pub(super) struct NameCollector<'t> {
    finder: Finder<'t>,
    found: Compiled,
}

impl<'t> NameCollector<'t> {
    /// Everything about a template that was just compiled.
    pub(super) fn of(template: &Template, finder: Finder<'t>) -> Compiled {
        let found = Compiled::default();
        let mut names = Self { finder, found };
        names.walk(template, &Scope::default(), (1, 1));
        names.found
    }

    /// Walks a template that stands at `outside` in the file. An `{{else if}}` has no place of its
    /// own in the tree.
    fn walk(&mut self, template: &Template, scope: &Scope, outside: At) {
        for (n, element) in template.elements.iter().enumerate() {
            let at = template.mapping.get(n).map_or(outside, |m| (m.0, m.1));
            match element {
                TemplateElement::Expression(helper) => self.expression(helper, at, scope),
                TemplateElement::HtmlExpression(_) => {
                    self.refuse("values are never read as Markdown: write `{{name}}`", at);
                }
                TemplateElement::HelperBlock(block) => self.block(block, at, scope),
                TemplateElement::PartialExpression(partial) => self.partial(partial, at, scope),
                TemplateElement::DecoratorExpression(_)
                | TemplateElement::DecoratorBlock(_)
                | TemplateElement::PartialBlock(_) => {
                    self.refuse(
                        "decorators and partial blocks cannot be used in a letter",
                        at,
                    );
                }
                _ => {}
            }
        }
    }

    fn expression(&mut self, helper: &HelperTemplate, at: At, scope: &Scope) {
        if voice::is_voice(helper) {
            return self.voice(helper, at, scope);
        }
        if !helper.params.is_empty() || !helper.hash.is_empty() {
            let name = helper.name.as_name().unwrap_or_default();
            let place = self.finder.place(at.0, at.1, "");
            let problem =
                Diagnostic::found(Code::NotInLetters, "a value in a letter takes no arguments")
                    .at(place)
                    .maybe_help(did_you_mean(name, [voice::NAME]));
            return self.found.problems.push(problem);
        }
        self.parameter(&helper.name, Use::Printed, at, scope);
    }

    /// The names in a partial are those of the top level, so a partial is used only there.
    fn partial(&mut self, partial: &DecoratorTemplate, at: At, scope: &Scope) {
        let name = partial.name.as_name().unwrap_or_default();
        if !scope.is_top() || !partial.params.is_empty() || !partial.hash.is_empty() {
            let place = self.finder.place(at.0, at.1, "");
            let message = "a partial takes no values and cannot stand inside `each` or `with`";
            let help = "take it in outside of them, or write out what it says";
            let problem = Diagnostic::found(Code::NotInLetters, message)
                .at(place)
                .help(help);
            return self.found.problems.push(problem);
        }
        let place = self.finder.place(at.0, at.1, name);
        self.found.used.push(Reference {
            path: format!("{PARTIAL}{name}"),
            used_as: Use::Asked,
            conditions: scope.conditions().to_vec(),
            place,
        });
    }

    /// Adds a voice, which refers to `plural` from any scope.
    fn voice(&mut self, helper: &HelperTemplate, at: At, scope: &Scope) {
        let place = self.finder.place(at.0, at.1, "");
        match Voice::read(helper, &place) {
            Ok(voice) => {
                self.found.voices.push(voice);
                self.found.used.push(Reference {
                    path: PLURAL.to_owned(),
                    used_as: Use::Asked,
                    conditions: scope.conditions().to_vec(),
                    place,
                });
            }
            Err(problem) => self.found.problems.push(problem),
        }
    }

    fn block(&mut self, block: &HelperTemplate, at: At, scope: &Scope) {
        let name = block.name.as_name().unwrap_or_default().to_owned();
        let Some(helper) = HELPERS.into_iter().find(|helper| *helper == name) else {
            let known = HELPERS.join("`, `");
            return self.refuse(&format!("unknown block `{name}`; blocks are `{known}`"), at);
        };
        if block.params.len() != 1 {
            return self.refuse(&format!("`{{{{#{name}}}}}` takes one name"), at);
        }
        if helper == "each" && scope.is_listed() {
            return self.refuse("an `{{#each}}` cannot stand in another", at);
        }
        for parameter in &block.params {
            self.parameter(parameter, Use::Opens(helper), at, scope);
        }
        let inner = inner_scope(&name, block, scope);
        if let Some(template) = &block.template {
            self.walk(template, &inner, at);
        }
        if let Some(template) = &block.inverse {
            self.walk(template, &other_scope(&name, block, scope), at);
        }
    }

    fn parameter(&mut self, parameter: &Parameter, used_as: Use, at: At, scope: &Scope) {
        let raw = match parameter {
            Parameter::Path(Path::Relative((_, raw))) => raw,
            Parameter::Path(Path::Local((_, name, _))) if LOCALS.contains(&name.as_str()) => return,
            Parameter::Path(Path::Local(_)) => {
                let known = LOCALS.join("`, `@");
                return self.refuse(&format!("only `@{known}` can be used here"), at);
            }
            Parameter::Literal(_) => return,
            _ => return self.refuse("expressions in brackets cannot be used in a letter", at),
        };
        let place = self.finder.place(at.0, at.1, raw);
        let path = scope.resolve(raw);
        let path = if path.is_empty() {
            "this".to_owned()
        } else {
            path
        };
        self.found.used.push(Reference {
            path,
            used_as,
            conditions: scope.conditions().to_vec(),
            place,
        });
    }

    fn refuse(&mut self, message: &str, at: At) {
        let place = self.finder.place(at.0, at.1, "");
        self.found
            .problems
            .push(Diagnostic::found(Code::NotInLetters, message).at(place));
    }
}

/// The scope of what stands after `{{else}}`.
fn other_scope(name: &str, block: &HelperTemplate, scope: &Scope) -> Scope {
    match block.params.first() {
        Some(Parameter::Path(Path::Relative((_, raw)))) if name == "unless" => {
            scope.on_condition(scope.resolve(raw))
        }
        _ => scope.clone(),
    }
}

fn inner_scope(name: &str, block: &HelperTemplate, scope: &Scope) -> Scope {
    let Some(Parameter::Path(Path::Relative((_, raw)))) = block.params.first() else {
        return scope.clone();
    };
    let path = scope.resolve(raw);
    let base = match name {
        "each" => format!("{path}[]"),
        "with" => path,
        "if" => return scope.on_condition(path),
        _ => return scope.clone(),
    };
    let mut locals = BTreeMap::new();
    if let Some(BlockParam::Single(Parameter::Name(local))) = &block.block_param {
        locals.insert(local.clone(), base.clone());
    }
    scope.inside(base, locals)
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Source;
    use crate::letter::engine::Engine;

    /// The names that a template uses, each with the conditions that it stands under, or the first thing that is wrong.
    fn used(text: &str) -> Result<Vec<String>, String> {
        let mut engine = Engine::new(str::to_owned);
        let source = Source::new("letter", text);
        let found = engine.add_part("t", &source, 0..source.text.len());
        if let Some(problem) = found.problems.first() {
            return Err(problem.message.clone());
        }
        let used = found
            .used
            .iter()
            .map(|used| match used.conditions.join(", ") {
                conditions if conditions.is_empty() => used.path.clone(),
                conditions => format!("{} if {conditions}", used.path),
            });
        Ok(used.collect())
    }

    #[test]
    fn names_stand_under_the_conditions_around_them() {
        for (text, expected) in [
            ("{{a}} {{b.c}}", vec!["a", "b.c"]),
            (
                "{{#if a}}{{b}}{{else}}{{c}}{{/if}}",
                vec!["a", "b if a", "c"],
            ),
            (
                "{{#unless a}}{{b}}{{else}}{{c}}{{/unless}}",
                vec!["a", "b", "c if a"],
            ),
            (
                "{{#if a}}{{#if b}}{{> p}}{{/if}}{{voice 'c' 'd'}}{{/if}}",
                vec!["a", "b if a", "> p if a, b", "plural if a"],
            ),
            (
                "{{#if a}}{{#each b}}{{this}}{{#with ../c}}{{d}}{{/with}}{{/each}}{{/if}}",
                vec!["a", "b if a", "b[] if a", "c if a", "c.d if a"],
            ),
            (
                "{{#each a as |b|}}{{b}}{{@index}}{{/each}}",
                vec!["a", "a[]"],
            ),
            ("{{#if @first}}{{/if}}{{#if 1}}{{/if}}", vec![]),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(used(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_a_letter_cannot_have_is_refused() {
        let partial = "a partial takes no values and cannot stand inside";
        let decorator = "decorators and partial blocks";
        let nested = "an `{{#each}}` cannot stand in another";
        for (text, expected) in [
            ("{{#each a}}{{> p}}{{/each}}", partial),
            ("{{#with a}}{{> p}}{{/with}}", partial),
            ("{{> p a}}", partial),
            ("{{> p a=1}}", partial),
            ("{{#> p}}a{{/p}}", decorator),
            ("{{* a}}", decorator),
            ("{{#each a}}{{#each b}}{{/each}}{{/each}}", nested),
            (
                "{{#each a}}{{#with ../b}}{{#each c}}{{/each}}{{/with}}{{/each}}",
                nested,
            ),
            (
                "{{#each a}}{{#if b}}{{#each c}}{{/each}}{{/if}}{{/each}}",
                nested,
            ),
            (
                "{{@root}}",
                "only `@first`, `@last`, `@index` can be used here",
            ),
            ("{{{a}}}", "values are never read as Markdown"),
            ("{{#other a}}{{/other}}", "unknown block `other`"),
            ("{{#if a b}}{{/if}}", "`{{#if}}` takes one name"),
            ("{{a b}}", "a value in a letter takes no arguments"),
        ] {
            let found = used(text).unwrap_err();
            assert!(found.starts_with(expected), "{text}: {found}");
        }
    }

    #[test]
    fn an_each_may_follow_another() {
        let text = "{{#each a}}{{this}}{{/each}}{{#if b}}{{#each a}}{{this}}{{/each}}{{/if}}";
        let expected = ["a", "a[]", "b", "a if b", "a[] if b"];
        assert_eq!(used(text), Ok(expected.map(str::to_owned).into()));
    }
}
