//! The registry: compiled templates by name, each with the place that it is from, and their filling.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Source};
use crate::letter::engine::bounds;
use crate::letter::engine::scope::Finder;
use crate::letter::engine::syntax::{
    Handlebars, RenderError, RenderErrorReason, Template, TemplateError, TemplateErrorReason,
};
use crate::letter::engine::value::Value;
use crate::letter::engine::voice;
use crate::letter::engine::walk::{Compiled, NameCollector};
use crate::limits::LETTER;

/// Compiled templates by name.
#[derive(Debug)]
pub(crate) struct Engine {
    handlebars: Handlebars<'static>,
    origins: BTreeMap<String, Origin>,
}

/// The origin of a template.
#[derive(Clone, Debug)]
enum Origin {
    /// A part of a file, from a byte on.
    Part(Arc<Source>, usize),
    /// A value in a file.
    Value(Place),
}

/// The error of a template that could not be filled.
#[derive(Debug)]
pub(crate) struct FillError {
    /// The name that has no value, if that is the reason.
    pub missing: Option<String>,
    /// The problem, with its place.
    pub problem: Diagnostic,
}

impl Engine {
    /// An engine without templates; `escape` prepares every value for the text around it.
    pub(crate) fn new(escape: fn(&str) -> String) -> Self {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(escape);
        Self {
            handlebars,
            origins: BTreeMap::new(),
        }
    }

    /// Compiles the part `range` of a file.
    pub(crate) fn add_part(
        &mut self,
        name: &str,
        source: &Arc<Source>,
        range: Range<usize>,
    ) -> Compiled {
        self.origins.insert(
            name.to_owned(),
            Origin::Part(Arc::clone(source), range.start),
        );
        self.add(name, source, range)
    }

    /// Compiles a text that is a value in a file; everything in it has the place of the value.
    pub(crate) fn add_value(&mut self, name: &str, text: &str, place: &Place) -> Compiled {
        self.origins
            .insert(name.to_owned(), Origin::Value(place.clone()));
        let source = Source::new(place.source.name.clone(), text);
        let mut compiled = self.add(name, &source, 0..text.len());
        for used in &mut compiled.used {
            used.place = place.clone();
        }
        for problem in &mut compiled.problems {
            problem.place = Some(place.clone());
        }
        compiled
    }

    fn add(&mut self, name: &str, source: &Arc<Source>, range: Range<usize>) -> Compiled {
        let finder = Finder {
            source,
            start: range.start,
            text: &source.text[range.clone()],
        };
        let depth = match bounds::depth(finder.text) {
            Ok(depth) => depth,
            Err(excess) => return not_compiled(excess.at(&finder)),
        };
        let mut template = match Template::compile(finder.text) {
            Ok(template) => template,
            Err(error) => {
                return not_compiled(broken(error.reason()).at(place_of(&finder, &error)));
            }
        };
        let mut compiled = NameCollector::of(&template, finder);
        compiled.depth = depth;
        voice::make_blocks(&mut template);
        self.handlebars.register_template(name, template);
        compiled
    }

    /// Fills a template.
    ///
    /// # Errors
    /// A name without a value, or a text that gets too long.
    pub(crate) fn fill(&self, name: &str, values: &Value) -> Result<String, FillError> {
        let mut filled = Filled::default();
        let rendered = self.handlebars.render_to_write(name, values, &mut filled);
        match rendered {
            Ok(()) => Ok(filled.text()),
            Err(error) => Err(self.unfilled(name, &error, filled.is_full)),
        }
    }

    fn unfilled(&self, name: &str, error: &RenderError, is_full: bool) -> FillError {
        let missing = match error.reason() {
            RenderErrorReason::MissingVariable(path) => path.clone(),
            _ => None,
        };
        let message = match &missing {
            Some(path) => format!("`{path}` has no value"),
            None if is_full => too_long(),
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
        let code = match &missing {
            Some(_) => Code::NoValue,
            None if is_full => Code::OverLimit,
            None => Code::TemplateSyntax,
        };
        let problem = Diagnostic {
            place,
            ..Diagnostic::found(code, message)
        };
        FillError { missing, problem }
    }
}

/// A text that is being filled in.
#[derive(Default)]
struct Filled {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Filled {
    fn text(self) -> String {
        String::from_utf8(self.bytes).unwrap_or_default()
    }
}

impl Write for Filled {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full = self.bytes.len() + bytes.len() > LETTER;
        if self.is_full {
            return Err(io::Error::other("too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The message that a filled text is too long.
fn too_long() -> String {
    let most = LETTER >> 10;
    format!(
        "the text with everything filled in has more than {most} KiB; shorten it, or what is filled in"
    )
}

/// The result for a template that could not be compiled.
fn not_compiled(problem: Diagnostic) -> Compiled {
    Compiled {
        problems: vec![problem],
        ..Compiled::default()
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

/// The place where a template is broken, which the parser does not know for a text in quotes.
fn place_of(finder: &Finder<'_>, error: &TemplateError) -> Place {
    if let TemplateErrorReason::InvalidParam(found) = error.reason()
        && let Some(at) = finder.text.find(found.as_str())
    {
        let start = finder.start + at;
        return Place::new(finder.source, start..start + found.len());
    }
    let (line, column) = error.pos().unwrap_or((1, 1));
    finder.place(line, column, "")
}

/// The problem of a template that is not Handlebars.
fn broken(reason: &TemplateErrorReason) -> Diagnostic {
    let message = match reason {
        TemplateErrorReason::MismatchingClosedHelper(open, close) => {
            format!("`{{{{#{open}}}}}` is closed by `{{{{/{close}}}}}`")
        }
        TemplateErrorReason::InvalidParam(_) => {
            let message = "a text in quotes that goes over the end of its line, or has a `\\` before a wrong letter";
            return Diagnostic::found(Code::TemplateSyntax, message)
                .help("write it on one line, and `\\\\` for a `\\`");
        }
        _ => "the template is broken: a `{{…}}` that is not complete or not closed".to_owned(),
    };
    Diagnostic::found(Code::TemplateSyntax, message)
        .help("every `{{#name …}}` needs its `{{/name}}`")
}

fn lowered(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |c| {
        c.to_lowercase().collect::<String>() + chars.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::engine::Values;

    /// An engine with a text as a template, and what it found in it.
    fn engine(text: &str) -> (Engine, Compiled, Arc<Source>) {
        let mut engine = Engine::new(str::to_owned);
        let source = Source::new("letter", format!("+++\n{text}"));
        let found = engine.add_part("t", &source, 4..source.text.len());
        (engine, found, source)
    }

    #[test]
    fn a_letter_has_a_most_of_bytes_with_everything_filled_in() {
        let (engine, ..) = engine("a{{personal}}b");
        let fill = |length: usize| {
            let personal = ("personal".to_owned(), Value::Text("x".repeat(length)));
            let filled = engine.fill("t", &Value::Map(Values::from([personal])));
            filled.map_err(Box::new)
        };
        assert_eq!(fill(LETTER - 2).unwrap().len(), LETTER);
        for length in [LETTER - 1, LETTER, 2 * LETTER] {
            let error = fill(length).unwrap_err();
            let most = format!("has more than {} KiB", LETTER / 1024);
            assert!(error.problem.message.contains(&most), "{error:?}");
            assert_eq!(error.problem.code, Some(Code::OverLimit));
            assert_eq!(error.missing, None);
        }
    }

    #[test]
    fn what_keeps_a_template_from_being_filled_is_said_with_its_place() {
        for (text, missing, message, code) in [
            (
                "a {{b.c}}",
                Some("b.c"),
                "`b.c` has no value",
                Code::NoValue,
            ),
            (
                "a {{> b}}",
                None,
                "partial not found b",
                Code::TemplateSyntax,
            ),
        ] {
            let (engine, ..) = engine(text);
            let error = engine.fill("t", &Value::Map(Values::new())).unwrap_err();
            assert_eq!(error.missing.as_deref(), missing);
            assert_eq!(error.problem.message, message);
            assert_eq!(error.problem.code, Some(code));
            assert!(
                error
                    .problem
                    .place
                    .is_some_and(|place| place.span.start >= 4)
            );
        }
    }

    #[test]
    fn a_broken_template_is_told_by_what_is_wrong_with_it() {
        for (text, message, at) in [
            (
                "a {{#if b}}c{{/each}}",
                "`{{#if}}` is closed by `{{/each}}`",
                None,
            ),
            (
                "a {{voice \"b\nc\" \"d\"}}",
                "a text in quotes that goes over",
                Some("\"b\nc\""),
            ),
            ("a {{b", "the template is broken", None),
        ] {
            let (_, found, source) = engine(text);
            let [problem] = &found.problems[..] else {
                panic!("{:?}", found.problems);
            };
            assert!(problem.message.starts_with(message), "{problem:?}");
            let place = problem.place.clone().unwrap();
            let at_is = &source.text[place.span];
            assert!(at.is_none_or(|at| at == at_is), "{at_is}");
        }
    }
}
