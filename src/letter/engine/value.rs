//! The values that templates are filled with.

use std::collections::BTreeMap;

use serde::Serialize;

/// Values by name.
pub(crate) type Values = BTreeMap<String, Value>;

/// A value for a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub(crate) enum Value {
    /// One text.
    Text(String),
    /// A flag, for blocks only.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
    /// Values by name. A name that has no value is left out.
    Map(Values),
}

impl Value {
    /// Names with their texts; those without one are left out.
    pub(crate) fn of_texts<const N: usize>(pairs: [(&str, Option<String>); N]) -> Self {
        let there = pairs
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), Self::Text(text?))));
        Self::Map(there.collect())
    }
}
