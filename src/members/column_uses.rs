//! What each column of a header is taken for.
//!
//! What was said with `--column` counts first, then the names of the program that the list is an export of, then the
//! names of docs/members.md, then those that any export has for an address at home or elsewhere. Everything else is a
//! variable of templates.

use std::collections::BTreeMap;

use crate::members::choices::Choice;
use crate::members::columns::{Column, ColumnNames, ColumnUse, Kind, Part};
use crate::members::exports::{self, Export, Meaning};
use crate::members::header::NameColumn;
use crate::members::spelling::identifier;

/// The columns of a header, and all that says what they mean.
pub(super) struct Columns<'r> {
    cells: &'r [String],
    pub names: ColumnNames,
    pub export: Option<&'static Export>,
    /// What columns were said to mean.
    pub chosen: BTreeMap<usize, Choice>,
}

impl<'r> Columns<'r> {
    /// The columns of a header of which nobody said anything.
    pub(super) fn new(cells: &'r [String]) -> Self {
        Self {
            cells,
            names: ColumnNames::new(),
            export: exports::recognised(cells),
            chosen: BTreeMap::new(),
        }
    }

    /// The meaning of each column, of which the one of a name may depend on the others.
    pub(super) fn known(&self) -> Vec<Option<Column>> {
        let known: Vec<_> = (0..self.cells.len()).map(|n| self.meaning(n)).collect();
        let has = |column| known.contains(&Some(column));
        let (first, last) = (has(Column::FirstName), has(Column::LastName));
        let one = |column: &Option<Column>| match column {
            Some(Column::NameOrLast) if first && !last => Some(Column::LastName),
            Some(Column::NameOrFirst) if last && !first => Some(Column::FirstName),
            Some(Column::NameOrFirst) if has(Column::NameOrLast) => Some(Column::FirstName),
            Some(Column::NameOrLast | Column::NameOrFirst) => Some(Column::Name),
            column => *column,
        };
        known.iter().map(one).collect()
    }

    fn meaning(&self, n: usize) -> Option<Column> {
        match self.chosen.get(&n) {
            Some(Choice::Field(column)) => return Some(*column),
            Some(Choice::LastFirst) => return Some(Column::Name),
            Some(Choice::Nothing) => return None,
            None => {}
        }
        self.unsaid_meaning(n)
    }

    /// The meaning of a column that nobody said.
    fn unsaid_meaning(&self, n: usize) -> Option<Column> {
        let cell = &self.cells[n];
        match self.export.and_then(|export| export.meaning(cell)) {
            Some(Meaning::Column(column)) => return Some(column),
            Some(Meaning::NotUsed) => return None,
            None => {}
        }
        self.names.column(cell).or_else(|| exports::apart(cell))
    }

    /// Whether another column was said to mean the same, or, in an export, an earlier one means it.
    pub(super) fn is_taken(&self, n: usize, column: Column, before: &[ColumnUse]) -> bool {
        if column.may_repeat() || self.chosen.contains_key(&n) {
            return false;
        }
        let said = |choice: &Choice| match choice {
            Choice::Field(field) => *field == column,
            Choice::LastFirst => column == Column::Name,
            Choice::Nothing => false,
        };
        let is_earlier = before.contains(&ColumnUse::Known(column));
        self.chosen.values().any(said) || self.export.is_some() && is_earlier
    }

    /// Lets the other columns of an address, of which one was said to be the address, stand beside that.
    pub(super) fn promote(&self, uses: &mut [ColumnUse]) {
        let said = |n: &usize| match (uses.get(*n), self.unsaid_meaning(*n)) {
            (
                Some(ColumnUse::Known(Column::Address(Kind::Main, _))),
                Some(Column::Address(kind, _)),
            ) => Some(kind),
            _ => None,
        };
        let kinds: Vec<Kind> = self
            .chosen
            .keys()
            .filter_map(said)
            .filter(|kind| *kind != Kind::Main)
            .collect();
        for n in 0..uses.len() {
            let ColumnUse::Known(Column::Address(kind, part)) = uses[n] else {
                continue;
            };
            let main = ColumnUse::Known(Column::Address(Kind::Main, part));
            if kinds.contains(&kind) && part != Part::Formatted && !uses.contains(&main) {
                uses[n] = main;
            }
        }
    }

    /// How names of one column are said to be written.
    pub(super) fn name_column(&self) -> NameColumn {
        let said = |choice| self.chosen.values().any(|known| *known == choice);
        if said(Choice::LastFirst) {
            NameColumn::LastFirst
        } else if said(Choice::Field(Column::Name)) {
            NameColumn::Printed
        } else {
            NameColumn::Unsaid
        }
    }
}

/// Makes variables of the columns of parts of names where another column has whole names.
pub(super) fn keep_one_name(uses: &mut [ColumnUse], cells: &[String]) {
    if !uses.contains(&ColumnUse::Known(Column::Name)) {
        return;
    }
    let parts = [
        Column::DisplayName,
        Column::Prefix,
        Column::FirstName,
        Column::MiddleName,
        Column::LastName,
        Column::Suffix,
    ];
    for (used, cell) in uses.iter_mut().zip(cells) {
        let is_part = parts
            .into_iter()
            .any(|part| *used == ColumnUse::Known(part));
        if let Some(name) = identifier(cell).filter(|_| is_part) {
            *used = ColumnUse::Variable(name);
        }
    }
}
