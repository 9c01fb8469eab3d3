//! Countries as a file writes them, each looked up once.

use std::collections::BTreeMap;

use crate::country::{Country, Post};
use crate::diagnostic::Diagnostic;
use crate::sender;

/// How many spellings are remembered: more than any list has, and little memory.
const MOST: usize = 1_000;

/// What the spellings that were seen mean.
#[derive(Debug, Default)]
pub(super) struct Countries(BTreeMap<String, Result<(Country, Post), Diagnostic>>);

impl Countries {
    /// The country of a cell, and how its post is addressed.
    ///
    /// # Errors
    /// If no country is called so.
    pub fn named(&mut self, cell: &str) -> Result<(Country, Post), Diagnostic> {
        if let Some(known) = self.0.get(cell) {
            return known.clone();
        }
        let found = sender::country(cell).map(|country| (country, country.post()));
        if self.0.len() < MOST && cell.len() < MOST {
            self.0.insert(cell.to_owned(), found.clone());
        }
        found
    }
}
