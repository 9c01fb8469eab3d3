//! What the first rows of a list show of its columns, before the first is read.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::members::ahead::Ahead;
use crate::members::answers::Answers;
use crate::members::columns::{Column, ColumnUse};
use crate::members::consent_titles::is_of_others;
use crate::members::header::{Header, NameColumn};
use crate::members::name::NameOrder;

/// The rows that are looked at.
const LOOKED_AT: usize = 200;

/// The most columns that are told that say yes or no.
const TOLD: usize = 3;

/// Finds out whether the names of one column have the last name first, where nobody has said how they are written.
pub(super) fn at_names(header: &mut Header, records: &mut Ahead<'_>) {
    let column = header.index(Column::Name);
    let Some(column) = column.filter(|_| header.names == NameColumn::Unsaid) else {
        return;
    };
    let mut order = NameOrder::default();
    for record in records.look(LOOKED_AT) {
        order.look(record.cells.get(column).map_or("", String::as_str));
    }
    if let Some(example) = order.last_first() {
        header.names = NameColumn::LooksLastFirst(example);
    }
}

/// Finds out which columns that may say who agreed to sign say yes or no, or when; the others do not say it. Of the
/// columns whose titles tell nothing, those that say yes or no are told.
pub(super) fn at_consent(
    header: &mut Header,
    records: &mut Ahead<'_>,
    of_letters: Option<&BTreeSet<String>>,
) {
    let doubtful = header.doubtful.iter().map(|asked| asked.column);
    let columns: Vec<usize> = doubtful.chain(open(header, of_letters)).collect();
    if columns.is_empty() {
        return;
    }
    let answers = answers(&columns, records);
    header
        .doubtful
        .retain(|asked| answers[&asked.column].may_be());
    let is_asked = |n: &usize| header.doubtful.iter().any(|asked| asked.column == *n);
    let open = answers
        .iter()
        .filter(|(n, found)| found.is_yes_or_no() && !is_asked(n));
    let open: Vec<String> = open.map(|(n, _)| header.word(*n)).take(TOLD).collect();
    header.notes.0.extend(note_of(&open));
}

/// The columns whose titles tell nothing, in a list that says nothing of consent.
fn open(header: &Header, of_letters: Option<&BTreeSet<String>>) -> Vec<usize> {
    if header.has_consent() || header.program.is_some() {
        return Vec::new();
    }
    let is_open = |used: &ColumnUse| match used {
        ColumnUse::Variable(name) => of_letters.is_some_and(|names| !names.contains(name)),
        _ => false,
    };
    let columns = header.cells.iter().zip(&header.uses).enumerate();
    let open = columns.filter(|(_, (title, used))| is_open(used) && !is_of_others(title));
    open.map(|(n, _)| n).collect()
}

fn answers(columns: &[usize], records: &mut Ahead<'_>) -> BTreeMap<usize, Answers> {
    let mut answers: BTreeMap<usize, Answers> = columns
        .iter()
        .map(|column| (*column, Answers::default()))
        .collect();
    for record in records.look(LOOKED_AT) {
        for (column, found) in &mut answers {
            found.look(record.cells.get(*column).map_or("", String::as_str));
        }
    }
    answers
}

/// A note on columns that say yes or no.
fn note_of(words: &[String]) -> Option<Diagnostic> {
    let first = words.first()?;
    let message = format!("`{}` may say who agreed to sign", words.join("`, `"));
    let help = format!("if it does, `--column '{first}=consent'` leaves out everybody else");
    let refusal = format!("if it says who refused, `--column '{first}=refusal'` leaves those out");
    Some(Diagnostic::note(message).help(help).help(refusal))
}
