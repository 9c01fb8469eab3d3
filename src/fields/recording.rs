//! What the readers ask of a file, recorded while they read it: tests compare it with the JSON Schema of the file.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Table;

/// The kind of value that a key is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A list of numbers.
    Numbers,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
}

/// A key that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The kind of value.
    pub(crate) kind: Kind,
    /// Whether a table without it is wrong.
    pub(crate) required: bool,
}

/// What was asked of the tables of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// The keys of each table, by its path: `""` is the file, `target[].office` a table in each of a list.
    pub(crate) keys: BTreeMap<String, BTreeMap<&'static str, Asked>>,
    /// The paths of the tables whose keys are data.
    pub(crate) maps: Vec<String>,
}

thread_local! {
    static RECORD: RefCell<Record> = RefCell::default();
}

/// Returns what is asked while `read` reads.
pub(crate) fn record(read: impl FnOnce()) -> Record {
    RECORD.take();
    read();
    RECORD.take()
}

impl Table<'_> {
    /// Records that a key is asked for.
    pub(super) fn note(&self, key: &'static str, kind: Kind, required: bool) {
        RECORD.with_borrow_mut(|record| {
            let keys = record.keys.entry(self.path.clone()).or_default();
            let asked = keys.entry(key).or_insert(Asked { kind, required });
            asked.required |= required;
        });
    }

    /// Records that all keys are asked for.
    pub(super) fn note_map(&self) {
        RECORD.with_borrow_mut(|record| record.maps.push(self.path.clone()));
    }
}
