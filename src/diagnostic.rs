//! Problems as values: the error, its place, and what to do about it.
//!
//! Owns the [`Diagnostic`], the [`Source`] it points into and the list that a stage returns. Leaves
//! the drawing of underlined text to the command line. One type serves every stage; code that has to
//! branch on a kind of failure uses a small enum of its own.

mod code;
mod severity;

use std::error::Error;
use std::io;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::limits::{GUESSES, MESSAGES};

pub use code::Code;
pub use severity::Severity;

/// A file that was read, kept so that a problem can show its text.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The name that people know it by, such as `targets.toml`.
    pub name: String,
    /// Its whole text, or the part of it that a problem shows.
    pub text: String,
    /// The number of the first line of `text` in the file: 1 for a whole text.
    pub first_line: usize,
    lines: LineEnds,
}

/// Where the lines of a text end, found when somebody asks. It says nothing that the text does not say.
#[derive(Debug, Default)]
struct LineEnds(OnceLock<Vec<usize>>);

impl PartialEq for LineEnds {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LineEnds {}

impl Source {
    /// Creates a source that can be shared by everything read from it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Self::excerpt(name, text, 1)
    }

    /// Creates a part of a file that is too long to be kept; it begins with line `first_line`, counted from 1.
    pub fn excerpt(
        name: impl Into<String>,
        text: impl Into<String>,
        first_line: usize,
    ) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            text: text.into(),
            first_line,
            lines: LineEnds::default(),
        })
    }
}

impl Source {
    /// Returns how many lines end before a byte.
    fn lines_before(&self, byte: usize) -> usize {
        let ends = self.lines.0.get_or_init(|| {
            let ends = self.text.match_indices('\n');
            ends.map(|(at, _)| at).collect()
        });
        ends.partition_point(|end| *end < byte)
    }
}

/// A range of bytes in a [`Source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The range of bytes, on character boundaries.
    pub span: Range<usize>,
}

impl Place {
    /// Creates the place of `span` in `source`, limited to the text and moved to character boundaries.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.min(text.len())).max(start);
        Self {
            source: Arc::clone(source),
            span: start..end,
        }
    }

    /// Returns the line of the first byte in the file, counted from 1.
    pub fn line(&self) -> usize {
        self.source.lines_before(self.span.start) + self.source.first_line
    }
}

/// A problem, as it is shown to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The sort of mistake, if it is one of those that `check` finds.
    pub code: Option<Code>,
    /// The message: what was found and what was expected; lower case, names in backticks.
    pub message: String,
    /// The place where it was found.
    pub place: Option<Place>,
    /// Advice on what to do.
    pub help: Vec<String>,
    /// What it has in common with others, if it is told together with them.
    pub shared: Option<Box<Shared>>,
}

/// What a problem of one thing says of others too: several such are told as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The thing, such as the id of a target.
    pub of: String,
    /// The message without the thing. If there is more than one sort of it, `None`: then the title of the code is what
    /// they share.
    pub message: Option<String>,
    /// The sort of it, or of the things.
    pub class: String,
}

impl Diagnostic {
    /// Creates a problem of a sort that has a code.
    pub fn found(code: Code, message: impl Into<String>) -> Self {
        Self {
            code: Some(code),
            ..Self::new(code.severity(), message)
        }
    }

    /// Creates a problem of one of several things that may have it, such as targets; `message` is what follows the
    /// name of the thing.
    pub fn found_of(code: Code, of: &str, message: &str) -> Self {
        let whole = Self::found(code, format!("`{of}`: {message}"));
        whole.shared(of, Some(message.to_owned()), "")
    }

    /// Creates a problem of one of several things that have it in different degrees: `what` is `class`.
    pub fn found_in_class(code: Code, of: &str, what: &str, class: &str) -> Self {
        let whole = Self::found(code, format!("`{of}`: {what} {class}"));
        whole.shared(of, None, class)
    }

    /// Returns the problem as one of several rows or people that may have it: `message` says it of all, `of` is what
    /// this one has of its own. `class` is what they are, if `of` names their lines itself; else they are rows.
    pub fn among(self, of: &str, message: &str, class: &str) -> Self {
        self.shared(of, Some(message.to_owned()), class)
    }

    /// Returns the problem as one of a value that its message shows last: others may have it with other values.
    pub fn of_value(self, value: &str) -> Self {
        let shown = format!("`{value}`");
        match self.message.rfind(&shown) {
            Some(at) if self.shared.is_none() => {
                let message = format!(
                    "{}`…`{}",
                    &self.message[..at],
                    &self.message[at + shown.len()..]
                );
                self.among(&shown, &message, "")
            }
            _ => self,
        }
    }

    fn shared(mut self, of: &str, message: Option<String>, class: &str) -> Self {
        self.shared = Some(Box::new(Shared {
            of: of.to_owned(),
            message,
            class: class.to_owned(),
        }));
        self
    }

    /// Creates an error: a problem that prevented a result.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// Creates a warning: a result that somebody should look at.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// Creates a note: something useful to know.
    pub fn note(message: impl Into<String>) -> Self {
        Self::new(Severity::Note, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: None,
            message: message.into(),
            place: None,
            help: Vec::new(),
            shared: None,
        }
    }

    /// Returns the problem with what is at fault, for a message that has measures too, which may be others elsewhere.
    pub fn because_of(self, cause: &str) -> Self {
        self.shared(cause, None, "")
    }

    /// Returns what is at fault; if that is not known apart, all that the message says.
    pub fn cause(&self) -> &str {
        let shared = self.shared.as_ref();
        shared.map_or(&self.message, |shared| &shared.of)
    }

    /// Returns the problem with the place `place`.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Returns the problem with one more piece of advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Returns the problem with the advice, if there is any.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }
}

/// The problems that a stage found, in the order of finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Diagnostic>);

impl Problems {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all problems of another list.
    pub fn append(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// Adds the problems of a list that are not in this one yet.
    pub fn add_new(&mut self, found: Vec<Diagnostic>) {
        for problem in found {
            if !self.0.contains(&problem) {
                self.0.push(problem);
            }
        }
    }

    /// Adds a problem, unless there are already as many errors, or others, as are ever shown: then it is counted.
    pub fn add_told(&mut self, diagnostic: Diagnostic, untold: &mut Untold) {
        let is_error = |d: &Diagnostic| d.severity == Severity::Error;
        let alike = |d: &&Diagnostic| is_error(d) == is_error(&diagnostic);
        // Only the first of a kind are shown: more are never looked at.
        if self.0.iter().filter(alike).count() < MESSAGES {
            self.0.push(diagnostic);
        } else {
            untold.count(diagnostic.severity);
        }
    }

    /// Returns whether there are so many problems that nobody will read more.
    pub fn are_many(&self) -> bool {
        self.0.len() >= GUESSES
    }

    /// Returns the value of a step, or adds its problems to this list: for steps that do not depend on each other.
    pub fn keep<T>(&mut self, result: Result<T, impl Into<Problems>>) -> Option<T> {
        result.map_err(|problems| self.append(problems.into())).ok()
    }

    /// Returns whether there is a problem of a sort.
    pub fn has(&self, code: Code) -> bool {
        self.0.iter().any(|problem| problem.code == Some(code))
    }

    /// Returns whether there are errors, which prevent a result.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }
}

/// The numbers of problems that were found and not kept, beyond those that anybody reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untold {
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of notes.
    pub notes: usize,
}

impl Untold {
    /// Adds other counts.
    pub fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }

    /// Counts a problem.
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

/// Returns the system's own words for an error, without the additions of a library, which may name a temporary file.
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
