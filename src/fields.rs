//! Reading TOML tables key by key, so that every mistake in a file is found in one pass.
//!
//! The only module that names the toml crate. A [`Table`] is asked for the keys it may have; a key that has the wrong
//! type, is missing or was never asked for becomes a problem with its place. The reader of a schema stays a list of
//! questions.

mod followers;
mod headers;
mod layout;
mod losses;
mod parsing;
mod signs;
pub(crate) mod typed;
mod unknown;
mod values;

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use toml::de::{DeArray, DeString, DeTable, DeValue, Error as TomlError};
use toml::{Spanned, Value as TomlValue, from_str as from_text};

use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};
use crate::limits::TEXT;

pub(crate) use followers::{Broken, without_followers};
pub(crate) use layout::Layout;
use losses::Doubt;
pub(crate) use losses::Losses;

/// A text in a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub value: String,
    /// Its place.
    pub place: Place,
}

/// A table that is being read.
#[derive(Debug)]
pub struct Table<'s> {
    title: Title,
    /// The place of the first key, or of the header of a table without keys.
    at: Range<usize>,
    source: Arc<Source>,
    entries: DeTable<'s>,
    asked: Vec<&'static str>,
    /// What was said of its keys that an unknown key may explain.
    doubts: Vec<Doubt>,
    losses: Losses,
    /// The keys of all tables of its file.
    layout: Layout,
    problems: &'s RefCell<Problems>,
    /// The keys that lead to it: `target[].office` is a table in each of a list.
    path: String,
}

/// The name of a table in problems.
#[derive(Clone, Copy, Debug)]
enum Title {
    File,
    /// A file that could not be read; no more problems are reported for it.
    Unread,
    Key(&'static str),
    ItemOf(&'static str),
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File | Self::Unread => f.write_str("the file"),
            Self::Key(key) => write!(f, "`{key}`"),
            Self::ItemOf(key) => write!(f, "`[[{key}]]`"),
        }
    }
}

/// A handle that records problems in the list of a table.
#[derive(Clone, Copy, Debug)]
pub struct Reporter<'s>(&'s RefCell<Problems>);

impl Reporter<'_> {
    /// Records a problem.
    pub fn report(self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }
}

/// Returns whether a character is for machines only and allowed in no text: the control characters and the
/// noncharacters of Unicode (The Unicode Standard, 23.1 and 23.7).
pub(crate) fn is_refused(c: char) -> bool {
    let code = u32::from(c);
    c.is_control() || matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}

impl<'s> Table<'s> {
    fn new(
        title: Title,
        source: &Arc<Source>,
        table: Spanned<DeTable<'s>>,
        problems: &'s RefCell<Problems>,
    ) -> Self {
        let span = table.span();
        let entries = table.into_inner();
        let first = entries.keys().map(Spanned::span).min_by_key(|r| r.start);
        Self {
            title,
            at: first.unwrap_or(span),
            source: Arc::clone(source),
            entries,
            asked: Vec::new(),
            doubts: Vec::new(),
            losses: Losses::default(),
            layout: &[],
            problems,
            path: String::new(),
        }
    }

    /// Returns the table with the layout of its file, which says where a key in the wrong table belongs.
    pub(crate) fn laid_out(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Returns the place of the table: its first key, or its header if it has none.
    pub fn place(&self) -> Place {
        Place::new(&self.source, self.at.clone())
    }

    /// Returns a reporter that can record problems after the table has been read.
    pub fn reporter(&self) -> Reporter<'s> {
        Reporter(self.problems)
    }

    /// Records a problem that the reader of the schema found.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    /// Returns the number of problems so far.
    pub fn problem_count(&self) -> usize {
        self.problems.borrow().0.len()
    }

    /// Returns the text of a key that is still to be read, if it is one.
    pub fn peek(&self, key: &str) -> Option<&str> {
        self.entries.get(key)?.get_ref().as_str()
    }

    /// Returns whether its file has so many problems that nobody will read suggestions.
    pub fn has_many(&self) -> bool {
        self.problems.borrow().are_many()
    }

    /// Returns the keys that are left, for tables whose keys are data.
    pub fn keys(&self) -> Vec<String> {
        let keys = self.entries.keys();
        keys.map(|key| key.get_ref().to_string()).collect()
    }

    /// Returns whether a key is there and was not read yet.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'s>>> {
        self.asked.push(key);
        self.entries.remove(key)
    }

    fn wrong_type(&self, key: &str, expected: &str, value: &Spanned<DeValue<'_>>) {
        self.report(self.of_wrong_type(key, expected, value));
    }

    fn of_wrong_type(&self, key: &str, expected: &str, value: &Spanned<DeValue<'_>>) -> Diagnostic {
        let found = value.get_ref().type_str();
        let article = if found.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        };
        let message = format!("`{key}` is {article} {found}; expected {expected}");
        Diagnostic::found(Code::WrongType, message).at(Place::new(&self.source, value.span()))
    }

    /// Returns what stands between the brackets above the keys of a table in this one.
    fn header(&self, key: &'static str) -> String {
        self.path_of(Title::Key(key)).replace("[]", "")
    }

    /// Returns the keys that lead to a table in this one.
    fn path_of(&self, title: Title) -> String {
        let dot = if self.path.is_empty() { "" } else { "." };
        match title {
            Title::File | Title::Unread => String::new(),
            Title::Key(key) => format!("{}{dot}{key}", self.path),
            Title::ItemOf(key) => format!("{}{dot}{key}[]", self.path),
        }
    }

    fn as_text(&self, key: &str, value: &Spanned<DeValue<'s>>) -> Option<Text> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, "text in quotes", value);
            return None;
        };
        let place = Place::new(&self.source, value.span());
        let plain = text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n'));
        let refused = |c: &char| is_refused(*c) && *c != '\n';
        if let Some(c) = (!plain).then(|| text.chars().find(refused)).flatten() {
            let message = format!("`{key}` holds the control character U+{:04X}", u32::from(c));
            self.report(
                Diagnostic::found(Code::ControlCharacter, message)
                    .at(place)
                    .help("take it out"),
            );
            return None;
        }
        Some(Text {
            value: text.to_owned(),
            place,
        })
    }

    /// Returns a text that is no longer than allowed.
    fn short(&self, key: &str, value: &Spanned<DeValue<'s>>) -> Option<Text> {
        let length = value.get_ref().as_str().map_or(0, str::len);
        if length <= TEXT {
            return self.as_text(key, value);
        }
        let key = if key.len() > TEXT { "a key" } else { key };
        let most = TEXT >> 10;
        let message = format!("`{key}` is a text of {length} bytes; expected at most {most} KiB");
        let help = "see whether a quotation mark is in its place; if it is, make the text shorter";
        let place = Place::new(&self.source, value.span());
        self.report(
            Diagnostic::found(Code::OverLimit, message)
                .at(place)
                .help(help),
        );
        None
    }

    /// Reads an optional text.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        #[cfg(test)]
        self.note(key, recording::Kind::Text, false);
        let value = self.take(key)?;
        self.short(key, &value)
    }

    /// Reads a required text, which may not be empty.
    pub fn required(&mut self, key: &'static str) -> Option<Text> {
        #[cfg(test)]
        self.note(key, recording::Kind::Text, true);
        if !self.entries.contains_key(key) {
            self.asked.push(key);
            self.missing(key, "text in quotes");
            return None;
        }
        let text = self.text(key)?;
        if text.value.trim().is_empty() {
            self.report(
                Diagnostic::found(Code::EmptyValue, format!("`{key}` is empty")).at(text.place),
            );
            return None;
        }
        Some(text)
    }

    /// Reads an optional table.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'s>> {
        #[cfg(test)]
        self.note(key, recording::Kind::Table, false);
        let value = self.take(key)?;
        self.as_table(Title::Key(key), key, value)
    }

    /// Reads a required table.
    pub fn required_table(&mut self, key: &'static str) -> Option<Table<'s>> {
        #[cfg(test)]
        self.note(key, recording::Kind::Table, true);
        if !self.entries.contains_key(key) {
            self.missing(key, "a table");
        }
        self.table(key)
    }

    /// Reads an optional list of tables, as `[[key]]` writes them; a missing one is empty.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'s>> {
        #[cfg(test)]
        self.note(key, recording::Kind::Tables, false);
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(items) => items
                .into_iter()
                .filter_map(|item| self.as_table(Title::ItemOf(key), key, item))
                .collect(),
            other => {
                let expected = "a list of tables";
                let problem = self.of_wrong_type(key, expected, &Spanned::new(span, other));
                let help = format!("write `[[{}]]` above the keys of each", self.header(key));
                self.doubt(key, false, problem.help(help));
                Vec::new()
            }
        }
    }

    fn as_table(
        &mut self,
        title: Title,
        key: &'static str,
        value: Spanned<DeValue<'s>>,
    ) -> Option<Table<'s>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => {
                let table = Spanned::new(span, table);
                let mut table = Table::new(title, &self.source, table, self.problems);
                table.losses = self.losses.clone();
                table.path = self.path_of(title);
                Some(table.laid_out(self.layout))
            }
            other => {
                let problem = self.of_wrong_type(key, "a table", &Spanned::new(span, other));
                self.doubt(key, false, problem);
                None
            }
        }
    }
}

/// Writes a value as TOML.
///
/// # Errors
/// If the value has a shape that TOML lacks: the message of the writer.
pub(crate) fn to_toml(value: &impl Serialize) -> Result<String, String> {
    toml::to_string(value).map_err(|e| e.to_string())
}

#[cfg(test)]
pub(crate) mod recording;

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::limits::ENTRIES;

    /// Returns the messages of a document that is read.
    pub(crate) fn messages(text: &str, read: impl Fn(&mut Table<'_>)) -> Vec<String> {
        let source = Source::new("x.toml", text);
        let problems = RefCell::new(Problems::default());
        read(&mut Table::parse(&source, &source.text, &problems));
        let problems = problems.into_inner().0.into_iter();
        problems.map(|problem| problem.message).collect()
    }

    #[test]
    fn texts_and_lists_are_no_longer_than_they_may_be() {
        let text = |length: usize| format!("a = \"{}\"", "x".repeat(length));
        let list = |item: &str, count: usize| format!("a = [{}]", format!("{item},").repeat(count));
        let ask = |table: &mut Table<'_>| drop(table.text("a"));
        assert!(messages(&text(TEXT), ask).is_empty());
        let wrong = format!(
            "`a` is a text of {} bytes; expected at most 4 KiB",
            TEXT + 1
        );
        assert_eq!(messages(&text(TEXT + 1), ask), [wrong]);
        let wrong = format!(
            "`a` has {} entries; expected at most {ENTRIES}",
            ENTRIES + 1
        );
        let ask = |table: &mut Table<'_>| drop(table.texts("a"));
        assert!(messages(&list("\"x\"", ENTRIES), ask).is_empty());
        assert_eq!(messages(&list("\"x\"", ENTRIES + 1), ask), [wrong.as_str()]);
        let ask = |table: &mut Table<'_>| drop(table.numbers("a"));
        assert_eq!(messages(&list("1", ENTRIES + 1), ask), [wrong]);
        assert_eq!(
            messages(&list("\"x\"", 3), |t| drop(t.few_texts("a", 2))).len(),
            1
        );
    }
}
