//! Handlebars: compiling templates, listing the names they use, filling them.
//!
//! The only module that names handlebars. Strict mode: a name without a value is an error. It still
//! lets `{{#if typo}}` pass, so the names in a template are listed from its syntax tree and checked
//! by `names`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use handlebars::template::{BlockParam, HelperTemplate, Parameter, Template, TemplateElement};
use handlebars::{Handlebars, Path, RenderErrorReason, TemplateErrorReason};
use serde::Serialize;

use super::scope::{Finder, Scope};
use crate::diagnostic::{Diagnostic, Place, Source};

/// A value for a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// One text.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// Values by name. A name that has no value is left out.
    Map(BTreeMap<String, Value>),
}

/// A name that a template uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The path from the top, such as `facts.toll`; within a list, `LIST[]`.
    pub path: String,
    /// Whether the value itself is printed; else it only opens a block.
    pub printed: bool,
    /// The paths whose being there is a condition for it.
    pub conditions: Vec<String>,
    /// Where it is used.
    pub place: Place,
}

/// Compiled templates by name.
#[derive(Debug)]
pub struct Engine {
    handlebars: Handlebars<'static>,
    origins: BTreeMap<String, Origin>,
}

/// Where a template comes from.
#[derive(Clone, Debug)]
enum Origin {
    /// A part of a file, from a byte on.
    Part(Arc<Source>, usize),
    /// A value in a file.
    Value(Place),
}

/// Why a template could not be filled.
#[derive(Debug)]
pub struct FillError {
    /// The name that has no value, if that is why.
    pub missing: Option<String>,
    /// The problem, with its place.
    pub problem: Diagnostic,
}

/// Before the name of a partial in [`Used::path`].
pub const PARTIAL: &str = "> ";

/// The helpers of Handlebars that a letter may use.
const HELPERS: [&str; 4] = ["if", "unless", "each", "with"];

/// What `each` tells about the item.
const LOCALS: [&str; 3] = ["first", "last", "index"];

impl Engine {
    /// An engine without templates; `escape` prepares every value for the text around it.
    pub fn new(escape: fn(&str) -> String) -> Self {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(escape);
        Self {
            handlebars,
            origins: BTreeMap::new(),
        }
    }

    /// Compiles the part `range` of a file: the names it uses, and what is wrong with it.
    pub fn add_part(
        &mut self,
        name: &str,
        source: &Arc<Source>,
        range: Range<usize>,
    ) -> (Vec<Used>, Vec<Diagnostic>) {
        self.origins.insert(
            name.to_owned(),
            Origin::Part(Arc::clone(source), range.start),
        );
        self.add(name, source, range)
    }

    /// Compiles a text that is a value in a file; everything in it has the place of the value.
    pub fn add_value(
        &mut self,
        name: &str,
        text: &str,
        place: &Place,
    ) -> (Vec<Used>, Vec<Diagnostic>) {
        self.origins
            .insert(name.to_owned(), Origin::Value(place.clone()));
        let source = Source::new(place.source.name.clone(), text);
        let (used, problems) = self.add(name, &source, 0..text.len());
        let used = used.into_iter().map(|used| Used {
            place: place.clone(),
            ..used
        });
        let problems = problems
            .into_iter()
            .map(|problem| problem.at(place.clone()));
        (used.collect(), problems.collect())
    }

    fn add(
        &mut self,
        name: &str,
        source: &Arc<Source>,
        range: Range<usize>,
    ) -> (Vec<Used>, Vec<Diagnostic>) {
        let text = &source.text[range.clone()];
        let finder = Finder {
            source,
            start: range.start,
            text,
        };
        let template = match Template::compile(text) {
            Ok(template) => template,
            Err(error) => {
                let (line, column) = error.pos().unwrap_or((1, 1));
                let place = finder.place(line, column, "");
                return (Vec::new(), vec![broken(error.reason()).at(place)]);
            }
        };
        let mut names = Names {
            finder,
            used: Vec::new(),
            problems: Vec::new(),
        };
        names.walk(&template, &Scope::default(), (1, 1));
        let found = (names.used, names.problems);
        self.handlebars.register_template(name, template);
        found
    }

    /// Fills a template.
    ///
    /// # Errors
    /// A name without a value.
    pub fn fill(&self, name: &str, values: &Value) -> Result<String, FillError> {
        self.handlebars.render(name, values).map_err(|error| {
            let missing = match error.reason() {
                RenderErrorReason::MissingVariable(path) => path.clone(),
                _ => None,
            };
            let message = match &missing {
                Some(path) => format!("`{path}` has no value"),
                None => lowered(&error.reason().to_string()),
            };
            let at = error.line_no.zip(error.column_no).unwrap_or((1, 1));
            let inner = error
                .template_name
                .as_deref()
                .and_then(|name| self.origins.get(name));
            let place = match inner.or_else(|| self.origins.get(name)) {
                Some(Origin::Part(source, start)) => Some(place(source, *start, at)),
                Some(Origin::Value(place)) => Some(place.clone()),
                None => None,
            };
            let problem = Diagnostic {
                place,
                ..Diagnostic::error(message)
            };
            FillError { missing, problem }
        })
    }
}

/// The place of a line and column (from 1) of the part of a file that starts at byte `start`.
fn place(source: &Arc<Source>, start: usize, (line, column): (usize, usize)) -> Place {
    Finder {
        source,
        start,
        text: &source.text[start..],
    }
    .place(line, column, "")
}

/// The problem of a template that is not Handlebars.
fn broken(reason: &TemplateErrorReason) -> Diagnostic {
    let message = match reason {
        TemplateErrorReason::MismatchingClosedHelper(open, close) => {
            format!("`{{{{#{open}}}}}` is closed by `{{{{/{close}}}}}`")
        }
        _ => "the template is broken: a `{{…}}` that is not complete or not closed".to_owned(),
    };
    Diagnostic::error(message).help("every `{{#name …}}` needs its `{{/name}}`")
}

fn lowered(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |c| {
        c.to_lowercase().collect::<String>() + chars.as_str()
    })
}

/// A line and column, from 1.
type At = (usize, usize);

struct Names<'t> {
    finder: Finder<'t>,
    used: Vec<Used>,
    problems: Vec<Diagnostic>,
}

impl Names<'_> {
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
                TemplateElement::PartialExpression(partial) => {
                    let name = partial.name.as_name().unwrap_or_default();
                    let place = self.finder.place(at.0, at.1, name);
                    self.used.push(Used {
                        path: format!("{PARTIAL}{name}"),
                        printed: false,
                        conditions: scope.conditions().to_vec(),
                        place,
                    });
                }
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
        if !helper.params.is_empty() || !helper.hash.is_empty() {
            return self.refuse("a value in a letter takes no arguments", at);
        }
        self.parameter(&helper.name, true, at, scope);
    }

    fn block(&mut self, block: &HelperTemplate, at: At, scope: &Scope) {
        let name = block.name.as_name().unwrap_or_default().to_owned();
        if !HELPERS.contains(&name.as_str()) {
            let known = HELPERS.join("`, `");
            return self.refuse(&format!("unknown block `{name}`; blocks are `{known}`"), at);
        }
        if block.params.len() != 1 {
            return self.refuse(&format!("`{{{{#{name}}}}}` takes one name"), at);
        }
        for parameter in &block.params {
            self.parameter(parameter, false, at, scope);
        }
        let inner = inner_scope(&name, block, scope);
        if let Some(template) = &block.template {
            self.walk(template, &inner, at);
        }
        if let Some(template) = &block.inverse {
            self.walk(template, &other_scope(&name, block, scope), at);
        }
    }

    fn parameter(&mut self, parameter: &Parameter, printed: bool, at: At, scope: &Scope) {
        let raw = match parameter {
            Parameter::Name(name) => name,
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
        self.used.push(Used {
            path,
            printed,
            conditions: scope.conditions().to_vec(),
            place,
        });
    }

    fn refuse(&mut self, message: &str, at: At) {
        let place = self.finder.place(at.0, at.1, "");
        self.problems.push(Diagnostic::error(message).at(place));
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
