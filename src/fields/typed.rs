//! Values of a serde type: read from a whole file, and taken apart into keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{TomlError, TomlValue, from_text};
use crate::diagnostic::{Diagnostic, Place, Source};

/// The words of serde for kinds of values, and those for people.
const KINDS: [(&str, &str); 9] = [
    ("string ", "text "),
    ("integer ", "the whole number "),
    ("floating point ", "the number "),
    ("boolean ", "the value "),
    ("map", "a table"),
    ("sequence", "a list"),
    ("usize", "a whole number from 0"),
    ("u64", "a whole number from 0"),
    ("i64", "a whole number"),
];

/// Other words that serde expects.
const EXPECTED: [(&str, &str); 4] = [
    ("a boolean", "true or false"),
    ("a string", "text in quotes"),
    ("a sequence", "a list"),
    ("a map", "a table"),
];

/// A value below a key, as it is said to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// True or false.
    Flag(bool),
    /// A text or number.
    One(String),
    /// A list.
    List(Vec<String>),
}

/// Reads a file as a value.
///
/// # Errors
/// The first key that is unknown, missing or has a wrong value.
pub(crate) fn of_toml<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T, Diagnostic> {
    from_text(&source.text).map_err(|error| told(source, &error))
}

/// Returns the problem that serde found in a file.
fn told(source: &Arc<Source>, error: &TomlError) -> Diagnostic {
    let place = Place::new(source, error.span().unwrap_or(0..0));
    let message = error.message();
    let wrong = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|start| message.strip_prefix(start));
    let told =
        if let Some((found, expected)) = wrong.and_then(|text| text.split_once(", expected ")) {
            let (key, text) = (key_at(&place), &source.text[place.span.clone()]);
            // A date without quotes is a table to serde.
            let found = if found == "map" && !text.starts_with(['{', '[']) {
                format!("`{text}`")
            } else {
                in_words(found)
            };
            format!(
                "`{key}` is {found}; expected {}",
                expected_in_words(expected)
            )
        } else if let Some(key) = message.strip_prefix("missing field ") {
            format!("{key} is missing")
        } else if let Some(key) = message.strip_prefix("unknown field ") {
            format!("unknown key {key}")
        } else {
            message.to_owned()
        };
    Diagnostic::error(told).at(place)
}

/// Returns the key of the value at a place: what stands before the first `=` of its line.
fn key_at(place: &Place) -> &str {
    let before = &place.source.text[..place.span.end];
    let start = before[..place.span.start].rfind('\n').map_or(0, |n| n + 1);
    let line = &place.source.text[start..];
    line.split(['=', '\n']).next().unwrap_or_default().trim()
}

fn in_words(found: &str) -> String {
    let known = KINDS.iter().find_map(|(kind, words)| {
        let rest = found.strip_prefix(kind)?;
        let rest = rest.split('`').nth(1).unwrap_or(rest);
        Some(format!("{words}{rest}"))
    });
    known.unwrap_or_else(|| found.to_owned())
}

fn expected_in_words(expected: &str) -> &str {
    let mut known = KINDS.iter().chain(&EXPECTED);
    let found = known.find(|(word, _)| *word == expected);
    found.map_or(expected, |(_, words)| words)
}

/// Takes a value apart: every value in it by its keys, from the outermost on.
///
/// # Errors
/// If the value has a shape that TOML lacks: the message of the writer.
pub(crate) fn leaves(value: &impl Serialize) -> Result<BTreeMap<Vec<String>, Leaf>, String> {
    let value = TomlValue::try_from(value).map_err(|error| error.to_string())?;
    let mut found = BTreeMap::new();
    add_leaves(&mut found, &mut Vec::new(), value);
    Ok(found)
}

fn add_leaves(found: &mut BTreeMap<Vec<String>, Leaf>, keys: &mut Vec<String>, value: TomlValue) {
    let leaf = match value {
        TomlValue::Table(table) => {
            for (key, value) in table {
                keys.push(key);
                add_leaves(found, keys, value);
                keys.pop();
            }
            return;
        }
        TomlValue::Boolean(flag) => Leaf::Flag(flag),
        TomlValue::Array(items) => Leaf::List(items.into_iter().map(text).collect()),
        one => Leaf::One(text(one)),
    };
    found.insert(keys.clone(), leaf);
}

/// Returns a value that is no table as text, without quotes.
fn text(value: TomlValue) -> String {
    match value {
        TomlValue::String(text) => text,
        other => other.to_string(),
    }
}
