//! The layout of a file: where a key belongs that stands in the wrong table.

use super::{Table, Title};

/// The tables that a file may have, each with its header and its keys.
pub(crate) type Layout = &'static [(&'static str, &'static [&'static str])];

/// The most tables that are named for a key that is in the wrong one.
const MOST_TABLES: usize = 4;

impl Title {
    /// Returns whether a header is that of a table in this one.
    fn is_above(self, header: &str) -> bool {
        let (Self::Key(name) | Self::ItemOf(name)) = self else {
            return false;
        };
        let inside = header.trim_start_matches('[').strip_prefix(name);
        inside.is_some_and(|rest| rest.starts_with('.'))
    }
}

impl Table<'_> {
    /// Returns the advice on a key that other tables of the file have.
    pub(super) fn elsewhere(&self, key: &str) -> Option<String> {
        let having = self.layout.iter().filter(|(_, keys)| keys.contains(&key));
        let tables: Vec<&str> = having.map(|(header, _)| *header).collect();
        let own = |header: &&&str| self.title.is_above(header);
        let below: Vec<&str> = tables.iter().filter(own).copied().collect();
        let tables = if below.is_empty() { tables } else { below };
        let is_useful = (1..=MOST_TABLES).contains(&tables.len());
        is_useful.then(|| format!("`{key}` belongs in `{}`", tables.join("`, `")))
    }
}
