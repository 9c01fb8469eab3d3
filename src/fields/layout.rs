//! The layout of a file: where a key belongs that stands in the wrong table.

/// The tables that a file may have, each with its header and its keys.
pub(crate) type Layout = &'static [(&'static str, &'static [&'static str])];

/// The most tables that are named for a key that is in the wrong one.
const MOST_TABLES: usize = 4;

/// Returns the advice on a key that other tables of the file have: those below the one that it stands in, if there are
/// any; `table` is the name of that one.
pub(super) fn elsewhere(layout: Layout, table: Option<&str>, key: &str) -> Option<String> {
    let having = layout.iter().filter(|(_, keys)| keys.contains(&key));
    let tables: Vec<&str> = having.map(|(header, _)| *header).collect();
    let is_below = |header: &&&str| table.is_some_and(|table| is_below(header, table));
    let below: Vec<&str> = tables.iter().filter(is_below).copied().collect();
    let tables = if below.is_empty() { tables } else { below };
    let is_useful = (1..=MOST_TABLES).contains(&tables.len());
    is_useful.then(|| format!("`{key}` belongs in `{}`", tables.join("`, `")))
}

/// Returns whether a header is that of a table in another one.
fn is_below(header: &str, table: &str) -> bool {
    let inside = header.trim_start_matches('[').strip_prefix(table);
    inside.is_some_and(|rest| rest.starts_with('.'))
}
