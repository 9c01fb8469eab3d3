//! The top table of a TOML text, or its syntax errors.

use std::cell::RefCell;
use std::sync::Arc;

use super::signs::{self, Mistake};
use super::{DeTable, Spanned, Table, Title, TomlError};
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};
use crate::limits::{MISTAKES, TOML};

/// The part of the toml crate's message for a text that is nested too deeply.
const TOO_DEEP: &str = "recurs";

/// Returns the error for tables or lists that are nested too deeply.
fn too_deep(place: Place) -> Diagnostic {
    let message = format!("tables and lists stand more than {TOML} deep in each other");
    let help = "no value of a campaign is more than two deep: see whether a bracket is not closed";
    Diagnostic::found(Code::OverLimit, message)
        .at(place)
        .help(help)
}

impl<'s> Table<'s> {
    /// Reads the top table of a TOML 1.1 document; every syntax error becomes a problem, in a large document only the
    /// first.
    ///
    /// `text` is the text of `source`, or a part of it that starts at the same offset.
    pub fn parse(source: &Arc<Source>, text: &'s str, problems: &'s RefCell<Problems>) -> Self {
        if text.len() > MISTAKES {
            return Self::parse_large(source, text, problems);
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        Self::told(source, &errors, None, problems);
        Self::new(Title::File, source, table, problems)
    }

    /// Reads a large document. Of its syntax errors only the first is reported: one for every token would take memory
    /// without bound.
    fn parse_large(source: &Arc<Source>, text: &'s str, problems: &'s RefCell<Problems>) -> Self {
        let read = match signs::first_mistake(text) {
            Some(Mistake::Deep(at)) => {
                let problem = too_deep(Place::new(source, at));
                problems.borrow_mut().push(problem);
                return Self::unread(source, problems);
            }
            Some(Mistake::Many(at, many)) => {
                let problem =
                    Diagnostic::found(Code::OverLimit, format!("the file has more than {many}"));
                let help = "that is more than are read: divide it, or see what it holds";
                let problem = problem.at(Place::new(source, at)).help(help);
                problems.borrow_mut().push(problem);
                return Self::unread(source, problems);
            }
            Some(Mistake::Sign(part)) => DeTable::parse(part).and_then(|_| DeTable::parse(text)),
            None => DeTable::parse(text),
        };
        match read {
            Ok(table) => Self::new(Title::File, source, table, problems),
            Err(first) => {
                let rest = "a file as long as this one is judged when its syntax is right";
                Self::told(source, &[first], Some(rest), problems);
                Self::unread(source, problems)
            }
        }
    }

    /// Records syntax errors, with advice if there is any.
    fn told(
        source: &Arc<Source>,
        errors: &[TomlError],
        help: Option<&str>,
        problems: &RefCell<Problems>,
    ) {
        let place = |error: &TomlError| Place::new(source, error.span().unwrap_or(0..0));
        let mut problems = problems.borrow_mut();
        let is_deep = |error: &&TomlError| error.message().contains(TOO_DEEP);
        if let Some(error) = errors.iter().find(is_deep) {
            problems.push(too_deep(place(error)));
            return;
        }
        for error in errors {
            let problem = Diagnostic::found(Code::TomlSyntax, error.message().to_owned());
            let help = help.map(str::to_owned);
            problems.push(problem.at(place(error)).maybe_help(help));
        }
    }

    /// Returns an empty table for a document whose error is reported.
    fn unread(source: &Arc<Source>, problems: &'s RefCell<Problems>) -> Self {
        let nothing = Spanned::new(0..source.text.len(), DeTable::new());
        Self::new(Title::Unread, source, nothing, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::tests::messages;

    /// An error for every token would take hundreds of bytes for each.
    #[test]
    fn of_a_large_document_the_first_error_is_told() {
        let ask = |table: &mut Table<'_>| drop(table.required("a"));
        assert!(messages("\r\r\r", ask).len() > 2);
        assert_eq!(messages(&"\r".repeat(MISTAKES + 1), ask).len(), 1);
        let deep = format!("a = {}", "[".repeat(MISTAKES));
        assert!(messages(&deep, ask)[0].contains("deep"));
    }
}
