//! What a file lacks, as far as it has been read: keys that may be mistyped, and headers that are lost above their keys.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::diagnostic::Diagnostic;

/// What is wrong with a key that the reader of a table asked for, unless an unknown key explains it.
#[derive(Debug)]
pub(super) struct Doubt {
    /// The key.
    pub(super) key: &'static str,
    /// Whether it is a table that is missing.
    pub(super) is_table: bool,
    /// The problem, as it is in the list.
    pub(super) problem: Diagnostic,
}

/// The tables of a file whose headers are lost above their keys, as far as it has been read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Losses(Rc<RefCell<BTreeMap<String, usize>>>);

impl Losses {
    pub(super) fn add(&self, header: &str) {
        *self.0.borrow_mut().entry(header.to_owned()).or_default() += 1;
    }

    /// Returns how many tables are lost that would have a header, without its brackets.
    pub(crate) fn count(&self, header: &str) -> usize {
        self.0.borrow().get(header).copied().unwrap_or_default()
    }
}
