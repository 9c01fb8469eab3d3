//! The rows at the top of a list: its header, and the titles above it.

use std::collections::VecDeque;

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::columns::ColumnNames;
use crate::members::record::Record;
use crate::members::top::{self, MOST_TITLES, Top};

/// What was found above the header.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// The titles.
    pub titles: Vec<Record>,
    /// What helps if the row that is taken for the header is none.
    pub advice: Option<String>,
}

/// The first row that is not blank. If it does not say who signs, the next ones too: it may be a title.
///
/// # Errors
/// If the first row cannot be read.
pub(super) fn first_rows(
    records: &mut dyn Iterator<Item = Result<Record, Diagnostic>>,
    names: &ColumnNames,
) -> Result<VecDeque<Result<Record, Diagnostic>>, Diagnostic> {
    let (mut rows, mut filled) = (VecDeque::new(), 0);
    for found in records {
        let record = match found {
            Ok(record) => record,
            Err(problem) if filled == 0 => return Err(problem),
            Err(problem) => {
                rows.push_back(Err(problem));
                break;
            }
        };
        let (is_blank, is_last) = (record.is_blank(), top::says_who(&record.cells, names));
        filled += usize::from(!is_blank);
        // A blank row above all others is none.
        if filled > 0 {
            rows.push_back(Ok(record));
        }
        if is_last || filled > MOST_TITLES {
            break;
        }
    }
    Ok(rows)
}

/// Takes the header from the first rows, and the titles above it.
pub(super) fn skip_titles(
    rows: &mut VecDeque<Result<Record, Diagnostic>>,
    names: &ColumnNames,
) -> (Above, Option<Record>) {
    let mut above = Above::default();
    let is_filled = |record: &&Record| !record.is_blank();
    let filled: Vec<&Record> = rows.iter().flatten().filter(is_filled).collect();
    let cells = filled.iter().map(|record| record.cells.as_slice());
    let mut titles = 0;
    match top::top(cells, names) {
        Top::First => {}
        Top::Below(at) if filled[..at].iter().all(|title| title.quote.is_none()) => titles = at,
        Top::Below(at) | Top::Perhaps(at) => {
            above.advice = Some(top::advice(filled[0], filled[at]));
        }
    }
    while let Some(Ok(record)) = rows.pop_front() {
        match record.is_blank() {
            true => {}
            false if above.titles.len() < titles => above.titles.push(record),
            false => return (above, Some(record)),
        }
    }
    (above, None)
}

/// Problems of a header, with advice on the first.
pub(super) fn with_advice(mut problems: Problems, advice: Option<String>) -> Problems {
    if let Some(first) = problems.0.first_mut() {
        first.help.extend(advice);
    }
    problems
}
