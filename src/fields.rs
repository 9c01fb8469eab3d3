//! Reading TOML tables key by key, so that every mistake in a file is found in one pass.
//!
//! The only module that names the toml crate. A [`Table`] is asked for the keys it may have; what
//! has the wrong type, is missing or was never asked for becomes a problem with its place. The
//! reader of a schema stays a list of questions.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Place, Problems, Source};
use crate::limits::TOML;
use crate::suggest::did_you_mean;

/// What the toml crate says where it reads no deeper.
const TOO_DEEP: &str = "recurs";

/// A text in a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub value: String,
    /// Where it stands.
    pub place: Place,
}

/// A table that is being read.
#[derive(Debug)]
pub struct Table<'s> {
    title: Title,
    /// The first key, or the header of a table without keys.
    at: Range<usize>,
    source: Arc<Source>,
    entries: DeTable<'s>,
    asked: Vec<&'static str>,
    problems: &'s RefCell<Problems>,
}

/// What problems call a table.
#[derive(Clone, Copy, Debug)]
enum Title {
    File,
    Key(&'static str),
    ItemOf(&'static str),
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Key(key) => write!(f, "`{key}`"),
            Self::ItemOf(key) => write!(f, "`[[{key}]]`"),
        }
    }
}

/// Records problems into the list that a table reports to.
#[derive(Clone, Copy, Debug)]
pub struct Reporter<'s>(&'s RefCell<Problems>);

impl Reporter<'_> {
    /// Records a problem.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }
}

/// Whether a character is for machines only, and no text has it: the control characters and the
/// noncharacters of Unicode (The Unicode Standard, 23.1 and 23.7).
pub fn is_refused(c: char) -> bool {
    let code = u32::from(c);
    c.is_control() || matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}

impl<'s> Table<'s> {
    /// The top table of a TOML 1.1 document; every syntax error becomes a problem.
    ///
    /// `text` is the text of `source`, or a part of it that starts at the same offset.
    pub fn parse(source: &Arc<Source>, text: &'s str, problems: &'s RefCell<Problems>) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let place = |error: &toml::de::Error| Place::new(source, error.span().unwrap_or(0..0));
        if let Some(error) = errors
            .iter()
            .find(|error| error.message().contains(TOO_DEEP))
        {
            let message = format!("tables and lists stand more than {TOML} deep in each other");
            let problem = Diagnostic::error(message).at(place(error));
            let help =
                "no value of a campaign is more than two deep: see whether a bracket is not closed";
            problems.borrow_mut().push(problem.help(help));
            return Self::new(Title::File, source, table, problems);
        }
        for error in errors {
            let place = place(&error);
            problems
                .borrow_mut()
                .push(Diagnostic::error(error.message().to_owned()).at(place));
        }
        Self::new(Title::File, source, table, problems)
    }

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
            problems,
        }
    }

    /// Where the table stands: its first key, or its header if it has none.
    pub fn place(&self) -> Place {
        Place::new(&self.source, self.at.clone())
    }

    /// What can record problems after the table has been read.
    pub fn reporter(&self) -> Reporter<'s> {
        Reporter(self.problems)
    }

    /// Records a problem that the reader of the schema found.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    /// Whether its file has so many problems that nobody will read what may have been meant.
    pub fn has_many(&self) -> bool {
        self.problems.borrow().are_many()
    }

    /// The keys that are left, for tables whose keys are data.
    pub fn keys(&self) -> Vec<String> {
        let keys = self.entries.keys();
        keys.map(|key| key.get_ref().to_string()).collect()
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'s>>> {
        self.asked.push(key);
        self.entries.remove(key)
    }

    fn wrong_type(&self, key: &str, expected: &str, value: &Spanned<DeValue<'_>>) {
        let found = value.get_ref().type_str();
        let article = if found.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        };
        let message = format!("`{key}` is {article} {found}; expected {expected}");
        self.report(Diagnostic::error(message).at(Place::new(&self.source, value.span())));
    }

    fn missing(&self, key: &str, expected: &str) {
        let message = format!("{} has no `{key}`; expected {expected}", self.title);
        self.report(Diagnostic::error(message).at(self.place()));
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
            self.report(Diagnostic::error(message).at(place).help("take it out"));
            return None;
        }
        Some(Text {
            value: text.to_owned(),
            place,
        })
    }

    /// An optional text.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        let value = self.take(key)?;
        self.as_text(key, &value)
    }

    /// A text that has to be there, and to have something in it.
    pub fn required(&mut self, key: &'static str) -> Option<Text> {
        if !self.entries.contains_key(key) {
            self.asked.push(key);
            self.missing(key, "text in quotes");
            return None;
        }
        let text = self.text(key)?;
        if text.value.trim().is_empty() {
            self.report(Diagnostic::error(format!("`{key}` is empty")).at(text.place));
            return None;
        }
        Some(text)
    }

    /// An optional list of texts; a missing one is empty.
    pub fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, "a list of texts", &value);
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| self.as_text(key, item))
            .collect()
    }

    /// A list of texts that has to be there and to have a text in it.
    pub fn required_texts(&mut self, key: &'static str) -> Vec<Text> {
        let there = self.entries.contains_key(key);
        let texts = self.texts(key);
        if !there {
            self.missing(key, "a list of texts");
        }
        texts
    }

    /// A list of texts that has to be there and to have one in it.
    pub fn some_texts(&mut self, key: &'static str) -> Vec<Text> {
        let there = self.entries.contains_key(key);
        let texts = self.required_texts(key);
        if there && texts.is_empty() {
            let message = format!("`{key}` is empty; expected a text or more");
            self.report(Diagnostic::error(message).at(self.place()));
        }
        texts
    }

    /// A whole number that has to be there, with its place.
    pub fn integer(&mut self, key: &'static str) -> Option<(i64, Place)> {
        let Some(value) = self.take(key) else {
            self.missing(key, "a whole number");
            return None;
        };
        let parsed = value.get_ref().as_integer().and_then(|n| {
            let digits: String = n.as_str().chars().filter(|c| *c != '_').collect();
            i64::from_str_radix(&digits, n.radix()).ok()
        });
        if parsed.is_none() {
            self.wrong_type(key, "a whole number", &value);
        }
        Some((parsed?, Place::new(&self.source, value.span())))
    }

    /// An optional list of numbers.
    pub fn numbers(&mut self, key: &'static str) -> Option<Vec<f64>> {
        let value = self.take(key)?;
        let numbers = value.get_ref().as_array().and_then(|items| {
            items
                .iter()
                .map(|item| as_number(item.get_ref()))
                .collect::<Option<Vec<f64>>>()
        });
        if numbers.is_none() {
            self.wrong_type(key, "a list of numbers", &value);
        }
        numbers
    }

    /// An optional number.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let value = self.take(key)?;
        let number = as_number(value.get_ref());
        if number.is_none() {
            self.wrong_type(key, "a number", &value);
        }
        number
    }

    /// An optional table.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'s>> {
        let value = self.take(key)?;
        self.as_table(Title::Key(key), key, value)
    }

    /// A table that has to be there.
    pub fn required_table(&mut self, key: &'static str) -> Option<Table<'s>> {
        if !self.entries.contains_key(key) {
            self.missing(key, "a table");
        }
        self.table(key)
    }

    /// An optional list of tables, as `[[key]]` writes them; a missing one is empty.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'s>> {
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
                self.wrong_type(key, "a list of tables", &Spanned::new(span, other));
                Vec::new()
            }
        }
    }

    fn as_table(&self, title: Title, key: &str, value: Spanned<DeValue<'s>>) -> Option<Table<'s>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => {
                let table = Spanned::new(span, table);
                Some(Table::new(title, &self.source, table, self.problems))
            }
            other => {
                self.wrong_type(key, "a table", &Spanned::new(span, other));
                None
            }
        }
    }

    /// A table whose keys are data and whose values are texts, such as texts by language.
    pub fn map(mut self) -> BTreeMap<String, (Place, Text)> {
        let entries = std::mem::take(&mut self.entries);
        entries
            .into_iter()
            .filter_map(|(key, value)| {
                let text = self.as_text(key.get_ref(), &value)?;
                let place = Place::new(&self.source, key.span());
                Some((key.into_inner().into_owned(), (place, text)))
            })
            .collect()
    }

    /// Ends the reading: a key that nobody asked for is an error.
    pub fn finish(self) {
        for key in self.entries.keys() {
            let known = self.asked.join("`, `");
            let near = || did_you_mean(key.get_ref(), self.asked.iter().copied());
            let near = (!self.has_many()).then(near).flatten();
            let help = near.unwrap_or_else(|| format!("known keys: `{known}`"));
            let message = format!("unknown key `{}` in {}", key.get_ref(), self.title);
            let place = Place::new(&self.source, key.span());
            self.report(Diagnostic::error(message).at(place).help(help));
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "coordinates and millimetres are small"
)]
fn as_number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix())
            .ok()
            .map(|n| n as f64),
        DeValue::Float(x) => x.as_str().parse().ok().filter(|x: &f64| x.is_finite()),
        _ => None,
    }
}

/// Writes a value as TOML.
///
/// # Errors
/// The message of the writer, if the value has a shape that TOML lacks.
pub fn to_toml(value: &impl Serialize) -> Result<String, String> {
    toml::to_string(value).map_err(|e| e.to_string())
}
