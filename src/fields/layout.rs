//! The layout of a file: where a key belongs that stands in the wrong table.

/// The tables that a file may have, each with its header and its keys.
pub(crate) type Layout = &'static [(&'static str, &'static [&'static str])];

/// The most tables that are named for a key that is in the wrong one.
const MOST_TABLES: usize = 4;

/// Returns the headers of the other tables of the file that have all of some keys: of those below the one that they stand
/// in, if there are any; `table` is the name of that one.
pub(super) fn elsewhere(
    layout: Layout,
    table: Option<&str>,
    keys: &[&str],
) -> Option<Vec<&'static str>> {
    let has_all = |known: &[&str]| keys.iter().all(|key| known.contains(key));
    let having = layout.iter().filter(|(_, known)| has_all(known));
    let tables: Vec<&'static str> = having.map(|(header, _)| *header).collect();
    let is_below = |header: &&&str| table.is_some_and(|table| is_below(header, table));
    let below: Vec<&'static str> = tables.iter().filter(is_below).copied().collect();
    let tables = if below.is_empty() { tables } else { below };
    let is_useful = (1..=MOST_TABLES).contains(&tables.len());
    is_useful.then_some(tables)
}

/// Returns whether a header is that of a table in another one.
fn is_below(header: &str, table: &str) -> bool {
    let inside = header.trim_start_matches('[').strip_prefix(table);
    inside.is_some_and(|rest| rest.starts_with('.'))
}
