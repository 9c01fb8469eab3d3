//! Problems as values: what is wrong, where, and what to do about it.
//!
//! Owns the [`Diagnostic`], the [`Source`] it points into and the list that a stage returns. Leaves
//! the drawing of underlined text to the command line. One type serves every stage; code that has to
//! branch on a kind of failure uses a small enum of its own.

use std::error::Error;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use crate::limits::{GUESSES, MESSAGES};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something a person may want to know; the result is right.
    Note,
    /// The result was made, but somebody should look at it.
    Warning,
    /// The result was not made.
    Error,
}

/// A file that was read, kept so that a problem can show its text.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The name that people know it by, such as `targets.toml`.
    pub name: String,
    /// Its whole text, or the part of it that a problem shows.
    pub text: String,
    /// The number of the first line of `text` in the file: 1 for a whole text.
    pub first_line: usize,
}

impl Source {
    /// A source that can be shared by everything that came out of it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Self::excerpt(name, text, 1)
    }

    /// A part of a file that is too long to be kept; it begins with line `first_line`, counted
    /// from 1.
    pub fn excerpt(
        name: impl Into<String>,
        text: impl Into<String>,
        first_line: usize,
    ) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            text: text.into(),
            first_line,
        })
    }
}

/// A range of bytes in a [`Source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes, from and to, on character boundaries.
    pub span: Range<usize>,
}

impl Place {
    /// The place of `span` in `source`, pulled to the text's bounds and to character boundaries.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.min(text.len())).max(start);
        Self {
            source: Arc::clone(source),
            span: start..end,
        }
    }

    /// The line of the first byte in the file, counted from 1.
    pub fn line(&self) -> usize {
        self.source.text[..self.span.start].matches('\n').count() + self.source.first_line
    }
}

/// One problem, told to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What was found and what was expected; lower case, names in backticks.
    pub message: String,
    /// Where it was found.
    pub place: Option<Place>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem that prevented a result.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// A result that somebody should look at.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// Something worth knowing.
    pub fn note(message: impl Into<String>) -> Self {
        Self::new(Severity::Note, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: message.into(),
            place: None,
            help: Vec::new(),
        }
    }

    /// The same problem, found at `place`.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same problem, with one more thing to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same problem, with the advice if there is one.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }
}

/// All the problems that a stage found, in the order of finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Diagnostic>);

impl Problems {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// Adds those of a list that are not in this one yet.
    pub fn add_new(&mut self, found: Vec<Diagnostic>) {
        for problem in found {
            if !self.0.contains(&problem) {
                self.0.push(problem);
            }
        }
    }

    /// Adds one, unless there are as many errors, or as many others, as are ever told: then it is counted.
    pub fn add_told(&mut self, diagnostic: Diagnostic, untold: &mut Untold) {
        let is_error = |d: &Diagnostic| d.severity == Severity::Error;
        let alike = |d: &&Diagnostic| is_error(d) == is_error(&diagnostic);
        // Those that are told are the first: more are never looked at.
        if self.0.iter().filter(alike).count() < MESSAGES {
            self.0.push(diagnostic);
        } else {
            untold.count(diagnostic.severity);
        }
    }

    /// Whether so many problems are known that nobody will read what more is said of the next one.
    pub fn are_many(&self) -> bool {
        self.0.len() >= GUESSES
    }

    /// The value of a step, or nothing and its problems in this list: for steps that do not depend
    /// on each other.
    pub fn keep<T>(&mut self, result: Result<T, impl Into<Problems>>) -> Option<T> {
        result.map_err(|problems| self.append(problems.into())).ok()
    }

    /// Whether a result was prevented.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }
}

/// How many problems were found and not kept, where there are more than anybody reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untold {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Untold {
    /// Counts more of them.
    pub fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }

    /// Counts one.
    pub fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }
}

impl From<Diagnostic> for Problems {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

/// What the system says of an error, in its own words. What a library adds to them is left out: it may name a
/// temporary file.
pub fn reason(error: &io::Error) -> String {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(known) = cause {
        let number = known
            .downcast_ref::<io::Error>()
            .and_then(io::Error::raw_os_error);
        if let Some(number) = number {
            return io::Error::from_raw_os_error(number).to_string();
        }
        cause = match known
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => known.source(),
        };
    }
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_never_splits_a_character() {
        let source = Source::new("x", "а\nб");
        assert_eq!(Place::new(&source, 1..4).span, 0..5);
        assert_eq!(Place::new(&source, 3..99).line(), 2);
    }

    #[test]
    fn an_error_has_the_words_of_the_system_and_no_others() {
        let full = io::Error::from_raw_os_error(28);
        let said = full.to_string();
        assert_eq!(reason(&full), said);
        let inner = io::Error::from_raw_os_error(28);
        assert_eq!(reason(&io::Error::new(inner.kind(), inner)), said);
        assert_eq!(reason(&io::Error::other("too late")), "too late");
    }

    #[test]
    fn an_excerpt_knows_its_lines() {
        let source = Source::excerpt("x", "a\nb", 7);
        assert_eq!(Place::new(&source, 0..1).line(), 7);
        assert_eq!(Place::new(&source, 2..3).line(), 8);
    }
}
