//! Countries as a file writes them, each looked up once.

use std::collections::BTreeMap;

use crate::country::{Country, Post};
use crate::diagnostic::Diagnostic;
use crate::{limits, sender};

/// The most spellings that are remembered: more than any list has, and little memory.
const MOST: usize = 1_000;

/// The country that the last line of an address names. `Georgia` may be the state of the USA, and then it names none.
pub(super) fn of_last_line(line: &str) -> Option<Country> {
    let is_state = line.trim().eq_ignore_ascii_case("georgia");
    Country::from_name(line).filter(|_| !is_state)
}

/// The countries of the spellings that were seen.
#[derive(Debug, Default)]
pub(super) struct Countries {
    known: BTreeMap<String, (Country, Post)>,
    /// The first that no country is called by, each with what may be meant by it.
    unknown: BTreeMap<String, Diagnostic>,
}

impl Countries {
    /// The country of a cell, and how its post is addressed.
    ///
    /// # Errors
    /// If no country is called so.
    pub(super) fn named(&mut self, cell: &str) -> Result<(Country, Post), Diagnostic> {
        if let Some(known) = self.known.get(cell) {
            return Ok(*known);
        }
        if let Some(problem) = self.unknown.get(cell) {
            return Err(problem.clone());
        }
        let Some(country) = Country::from_name(cell) else {
            return Err(self.unknown(cell));
        };
        let found = (country, country.post());
        if self.known.len() < MOST && cell.len() < MOST {
            self.known.insert(cell.to_owned(), found);
        }
        Ok(found)
    }

    /// The problem of a name that no country has. A file with many of them has something else in the column.
    fn unknown(&mut self, cell: &str) -> Diagnostic {
        if self.unknown.len() >= limits::GUESSES {
            return sender::no_country(cell, None);
        }
        let problem = sender::no_country(cell, Country::suggestion(cell));
        self.unknown.insert(cell.to_owned(), problem.clone());
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_unknown_names_have_suggestions_and_keep_them() {
        let mut countries = Countries::default();
        let mut help = |name: &str| countries.named(name).unwrap_err().help[0].clone();
        assert!(help("Germny").contains("`DE`"));
        for n in 1..limits::GUESSES {
            help(&format!("{n} High Street"));
        }
        assert!(!help("Frnace").contains("`FR`"));
        assert!(help("Germny").contains("`DE`"));
    }
}
