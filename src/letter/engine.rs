//! Handlebars: compiling templates, listing the names they use, filling them.
//!
//! The only module that names handlebars. Strict mode: a name without a value is an error. It still
//! lets `{{#if typo}}` pass, so the names in a template are listed from its syntax tree and checked
//! by `names`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use handlebars::template::{BlockParam, HelperTemplate, Parameter, Template, TemplateElement};
use handlebars::{Handlebars, Path};
use serde::Serialize;

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
    /// Where it is used.
    pub place: Place,
}

/// Compiled templates by name.
#[derive(Debug)]
pub struct Engine(Handlebars<'static>);

/// Before the name of a partial in [`Used::path`].
pub const PARTIAL: &str = "> ";

/// The helpers of Handlebars that a letter may use.
const HELPERS: [&str; 4] = ["if", "unless", "each", "with"];

impl Engine {
    /// An engine without templates; `escape` prepares every value for the text around it.
    pub fn new(escape: fn(&str) -> String) -> Self {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(escape);
        Self(handlebars)
    }

    /// Compiles the part `range` of a file and lists the names it uses.
    ///
    /// # Errors
    /// Broken syntax, or a helper that letters may not use.
    pub fn add(
        &mut self,
        name: &str,
        source: &Arc<Source>,
        range: Range<usize>,
    ) -> Result<Vec<Used>, Vec<Diagnostic>> {
        let text = &source.text[range.clone()];
        let finder = Finder {
            source,
            start: range.start,
            text,
        };
        let template = Template::compile(text).map_err(|error| {
            let (line, column) = error.pos().unwrap_or((1, 1));
            let place = finder.place(line, column, "");
            vec![Diagnostic::error(syntax_message(&error.reason().to_string())).at(place)]
        })?;
        let mut names = Names {
            finder,
            used: Vec::new(),
            problems: Vec::new(),
        };
        names.walk(&template, &Scope::default(), (1, 1));
        if !names.problems.is_empty() {
            return Err(names.problems);
        }
        let used = names.used;
        self.0.register_template(name, template);
        Ok(used)
    }

    /// Fills a template.
    ///
    /// # Errors
    /// The message of the engine, such as a name without a value, with its line and column.
    pub fn fill(&self, name: &str, values: &Value) -> Result<String, FillError> {
        self.0.render(name, values).map_err(|error| FillError {
            message: lowered(&error.reason().to_string()),
            at: error.line_no.zip(error.column_no),
        })
    }
}

/// Why a template could not be filled.
#[derive(Debug)]
pub struct FillError {
    /// What was wrong.
    pub message: String,
    /// Line and column in the template, from 1.
    pub at: Option<(usize, usize)>,
}

/// The place of a line and column (from 1) of the part of a file that starts at byte `start`.
pub fn place(source: &Arc<Source>, start: usize, (line, column): (usize, usize)) -> Place {
    Finder {
        source,
        start,
        text: &source.text[start..],
    }
    .place(line, column, "")
}

fn syntax_message(reason: &str) -> String {
    format!(
        "the template is broken: {}",
        lowered(reason.lines().next().unwrap_or_default())
    )
}

fn lowered(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |c| {
        c.to_lowercase().collect::<String>() + chars.as_str()
    })
}

/// Turns lines and columns into places.
#[derive(Clone, Copy)]
struct Finder<'t> {
    source: &'t Arc<Source>,
    start: usize,
    text: &'t str,
}

impl Finder<'_> {
    /// The place of `word` at or after a line and column, or of the rest of the tag.
    fn place(&self, line: usize, column: usize, word: &str) -> Place {
        let before: usize = self
            .text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let rest = &self.text[before.min(self.text.len())..];
        let skip: usize = rest
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum();
        let from = before + skip;
        let tail = &self.text[from..];
        let line_end = tail.find('\n').unwrap_or(tail.len());
        let (offset, length) = match tail.find(word) {
            Some(at) if !word.is_empty() => (at, word.len()),
            _ => (
                0,
                tail.find("}}")
                    .map_or(line_end, |end| (end + 2).min(line_end)),
            ),
        };
        let start = self.start + from + offset;
        Place::new(self.source, start..start + length.max(1))
    }
}

/// What relative names mean at some point of a template.
#[derive(Clone, Default)]
struct Scope {
    /// The path that relative names start from; empty at the top.
    base: String,
    /// The scope outside.
    outer: Option<Box<Scope>>,
    /// Names given by `as |name|`, with their paths.
    locals: BTreeMap<String, String>,
}

impl Scope {
    fn resolve(&self, raw: &str) -> String {
        if let Some(rest) = raw.strip_prefix("../") {
            return self
                .outer
                .as_ref()
                .map_or_else(|| rest.to_owned(), |o| o.resolve(rest));
        }
        let name = raw.strip_prefix("./").unwrap_or(raw).replace('/', ".");
        let name = name.strip_prefix("this.").unwrap_or(&name);
        let head = name.split('.').next().unwrap_or_default();
        if let Some(path) = self.locals.get(head) {
            return format!("{path}{}", &name[head.len()..]);
        }
        match (name, self.base.as_str()) {
            ("this" | ".", base) => base.to_owned(),
            (name, "") => name.to_owned(),
            (name, base) => format!("{base}.{name}"),
        }
    }

    fn inside(&self, base: String, locals: BTreeMap<String, String>) -> Self {
        let mut all = self.locals.clone();
        all.extend(locals);
        Self {
            base,
            outer: Some(Box::new(self.clone())),
            locals: all,
        }
    }
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
                TemplateElement::Expression(helper) | TemplateElement::HtmlExpression(helper) => {
                    self.expression(helper, at, scope);
                }
                TemplateElement::HelperBlock(block) => self.block(block, at, scope),
                TemplateElement::PartialExpression(partial) => {
                    let name = partial.name.as_name().unwrap_or_default();
                    let place = self.finder.place(at.0, at.1, name);
                    self.used.push(Used {
                        path: format!("{PARTIAL}{name}"),
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
        self.parameter(&helper.name, at, scope);
    }

    fn block(&mut self, block: &HelperTemplate, at: At, scope: &Scope) {
        let name = block.name.as_name().unwrap_or_default().to_owned();
        if !HELPERS.contains(&name.as_str()) {
            let known = HELPERS.join("`, `");
            return self.refuse(&format!("unknown block `{name}`; blocks are `{known}`"), at);
        }
        for parameter in &block.params {
            self.parameter(parameter, at, scope);
        }
        let inner = inner_scope(&name, block, scope);
        if let Some(template) = &block.template {
            self.walk(template, &inner, at);
        }
        if let Some(template) = &block.inverse {
            self.walk(template, scope, at);
        }
    }

    fn parameter(&mut self, parameter: &Parameter, at: At, scope: &Scope) {
        let raw = match parameter {
            Parameter::Name(name) => name,
            Parameter::Path(Path::Relative((_, raw))) => raw,
            Parameter::Path(Path::Local(_)) | Parameter::Literal(_) => return,
            _ => return self.refuse("expressions in brackets cannot be used in a letter", at),
        };
        let place = self.finder.place(at.0, at.1, raw);
        self.used.push(Used {
            path: scope.resolve(raw),
            place,
        });
    }

    fn refuse(&mut self, message: &str, at: At) {
        let place = self.finder.place(at.0, at.1, "");
        self.problems.push(Diagnostic::error(message).at(place));
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
        _ => return scope.clone(),
    };
    let mut locals = BTreeMap::new();
    if let Some(BlockParam::Single(Parameter::Name(local))) = &block.block_param {
        locals.insert(local.clone(), base.clone());
    }
    scope.inside(base, locals)
}
