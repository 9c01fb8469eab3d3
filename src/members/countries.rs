//! Countries as a file writes them, each looked up once.

use std::collections::BTreeMap;

use crate::country::Country;
use crate::diagnostic::Diagnostic;
use crate::sender;

/// How many spellings are remembered: more than any list has, and little memory.
const MOST: usize = 1_000;

/// What the spellings that were seen mean.
#[derive(Debug, Default)]
pub(super) struct Countries(BTreeMap<String, Result<Country, Diagnostic>>);

impl Countries {
    /// The country of a cell.
    ///
    /// # Errors
    /// If no country is called so.
    pub fn named(&mut self, cell: &str) -> Result<Country, Diagnostic> {
        if let Some(known) = self.0.get(cell) {
            return known.clone();
        }
        let found = sender::country(cell);
        if self.0.len() < MOST && cell.len() < MOST {
            self.0.insert(cell.to_owned(), found.clone());
        }
        found
    }
}
