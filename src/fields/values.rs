//! Lists and maps of texts, and numbers.

use std::collections::BTreeMap;

use super::{DeValue, Spanned, Table, Text};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::limits::ENTRIES;

#[cfg(test)]
use super::recording::Kind;

impl Table<'_> {
    /// Reads an optional list of texts; a missing one is empty.
    pub fn texts(&mut self, key: &'static str) -> Vec<Text> {
        self.few_texts(key, ENTRIES)
    }

    /// Reads an optional list of at most `most` texts. A longer list is an error, and only its start is read.
    pub fn few_texts(&mut self, key: &'static str, most: usize) -> Vec<Text> {
        #[cfg(test)]
        self.note(key, Kind::Texts, false);
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, "a list of texts", &value);
            return Vec::new();
        };
        let count = if self.is_long(key, most, items.len(), &value) {
            1
        } else {
            most
        };
        let items = items.iter().take(count);
        items.filter_map(|item| self.short(key, item)).collect()
    }

    /// Returns whether a list has more entries than allowed, and reports that.
    fn is_long(&self, key: &str, most: usize, found: usize, list: &Spanned<DeValue<'_>>) -> bool {
        if found > most {
            let message = format!("`{key}` has {found} entries; expected at most {most}");
            let place = Place::new(&self.source, list.span());
            let help = "take entries out, or spread them over several records";
            self.report(
                Diagnostic::found(Code::OverLimit, message)
                    .at(place)
                    .help(help),
            );
        }
        found > most
    }

    /// Reads a required list of texts.
    pub fn required_texts(&mut self, key: &'static str) -> Vec<Text> {
        self.few_required_texts(key, ENTRIES)
    }

    /// Reads a required list of at most `most` texts.
    pub fn few_required_texts(&mut self, key: &'static str, most: usize) -> Vec<Text> {
        #[cfg(test)]
        self.note(key, Kind::Texts, true);
        let there = self.entries.contains_key(key);
        let texts = self.few_texts(key, most);
        if !there {
            self.missing(key, "a list of texts");
        }
        texts
    }

    /// Reads a required list of texts, which may not be empty.
    pub fn some_texts(&mut self, key: &'static str) -> Vec<Text> {
        let there = self.entries.contains_key(key);
        let before = self.problem_count();
        let texts = self.required_texts(key);
        if there && texts.is_empty() && self.problem_count() == before {
            let message = format!("`{key}` is empty; expected a text or more");
            self.report(Diagnostic::found(Code::EmptyValue, message).at(self.place()));
        }
        texts
    }

    /// Reads a required whole number, with its place.
    pub fn integer(&mut self, key: &'static str) -> Option<(i64, Place)> {
        #[cfg(test)]
        self.note(key, Kind::Integer, true);
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

    /// Reads an optional list of numbers.
    pub fn numbers(&mut self, key: &'static str) -> Option<Vec<f64>> {
        #[cfg(test)]
        self.note(key, Kind::Numbers, false);
        let value = self.take(key)?;
        let found = value.get_ref().as_array().map_or(0, |list| list.len());
        if self.is_long(key, ENTRIES, found, &value) {
            return None;
        }
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

    /// Reads an optional number.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        #[cfg(test)]
        self.note(key, Kind::Number, false);
        let value = self.take(key)?;
        let number = as_number(value.get_ref());
        if number.is_none() {
            self.wrong_type(key, "a number", &value);
        }
        number
    }

    /// Reads a table whose keys are data and whose values are texts, such as texts by language.
    pub fn map(mut self) -> BTreeMap<String, (Place, Text)> {
        #[cfg(test)]
        self.note_map();
        let entries = std::mem::take(&mut self.entries);
        entries
            .into_iter()
            .filter_map(|(key, value)| {
                let text = self.short(key.get_ref(), &value)?;
                let place = Place::new(&self.source, key.span());
                Some((key.into_inner().into_owned(), (place, text)))
            })
            .collect()
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
