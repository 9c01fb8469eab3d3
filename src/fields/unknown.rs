//! The end of reading a table: keys that nobody asked for.

use super::Table;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::suggest::did_you_mean;

/// The most tables that are named for a key that is in the wrong one.
const MOST_TABLES: usize = 4;

impl Table<'_> {
    /// Ends the reading: a key that was not asked for is an error.
    pub fn finish(self) {
        for key in self.entries.keys() {
            let known = self.asked.join("`, `");
            let near = || did_you_mean(key.get_ref(), self.asked.iter().copied());
            let near = || (!self.has_many()).then(near).flatten();
            let help = self.elsewhere(key.get_ref()).or_else(near);
            let help = help.unwrap_or_else(|| format!("known keys: `{known}`"));
            let message = format!("unknown key `{}` in {}", key.get_ref(), self.title);
            let place = Place::new(&self.source, key.span());
            self.report(
                Diagnostic::found(Code::UnknownKey, message)
                    .at(place)
                    .help(help),
            );
        }
    }

    /// The advice on a key that other tables of the file have.
    fn elsewhere(&self, key: &str) -> Option<String> {
        let having = self.layout.iter().filter(|(_, keys)| keys.contains(&key));
        let tables: Vec<&str> = having.map(|(header, _)| *header).collect();
        let own = |header: &&&str| self.title.is_above(header);
        let below: Vec<&str> = tables.iter().filter(own).copied().collect();
        let tables = if below.is_empty() { tables } else { below };
        let is_useful = (1..=MOST_TABLES).contains(&tables.len());
        is_useful.then(|| format!("`{key}` belongs in `{}`", tables.join("`, `")))
    }
}
