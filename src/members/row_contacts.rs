//! The e-mail address and the phone number of a row: the first that can be used.

use crate::country::Country;
use crate::diagnostic::Diagnostic;
use crate::members::candidates::{ContactColumn, is_one, labelled_rank, rank, values};
use crate::members::cells::damage;
use crate::members::reading::RowReader;
use crate::members::taken::Choice;
use crate::members::typed::{AS_TEXT, warning_of_part};
use crate::members::values::phone;
use crate::phone::has_lost_its_start;
use crate::sender;

/// A value that may be used.
struct Value<'r> {
    rank: u8,
    column: usize,
    text: &'r str,
}

impl<'r> RowReader<'r> {
    /// The e-mail address.
    pub(super) fn email(&mut self) -> Option<String> {
        let header = self.header;
        let check = |cell: &str| sender::check_email(cell).map(|()| cell.to_owned());
        let (found, choice) = self.first_usable(&header.candidates.emails, check)?;
        self.taken.email = choice;
        Some(found)
    }

    /// The phone number of somebody in a country.
    pub(super) fn phone(&mut self, country: Option<Country>) -> Option<String> {
        let columns = &self.header.candidates.phones;
        let (found, choice) = self.first_usable(columns, phone)?;
        self.taken.phone = choice;
        let only = columns.first().map(|only| only.column);
        if let Some(column) = choice.map(|choice| choice.column).or(only) {
            self.warn_of_number(column, &found, country);
        }
        Some(found)
    }

    /// Warns of a phone number of which a spreadsheet program made a date, or a number without what it begins with.
    fn warn_of_number(&mut self, column: usize, number: &str, country: Option<Country>) {
        let is_cell = self.record.numbers.contains(&column);
        let is_cut = country
            .filter(|_| is_cell)
            .is_some_and(|country| has_lost_its_start(number, &country.to_string()));
        let problem = if is_cut {
            let message = format!("`{number}` is a number without the 0 or + at its start");
            Some(Diagnostic::warning(message).help(AS_TEXT))
        } else {
            warning_of_part(number)
        };
        if let Some(problem) = problem {
            let problem = self.told(column, number, problem);
            self.report(column, problem);
        }
    }

    /// The first value that passes a check, and its column where there were several. If there is none, the first is
    /// an error.
    fn first_usable(
        &mut self,
        columns: &[ContactColumn],
        check: impl Fn(&str) -> Result<String, Diagnostic>,
    ) -> Option<(String, Option<Choice>)> {
        if let (true, Some(only)) = (is_one(columns), columns.first()) {
            let cell = self.filled(only.column)?;
            return self
                .checked((only.column, cell), check)
                .map(|found| (found, None));
        }
        let values = self.values_of(columns);
        let mut usable = values.iter().filter_map(|value| {
            let whole = damage("", value.text).is_none() && !value.text.contains(['\n', '\r']);
            let found = check(value.text).ok().filter(|_| whole)?;
            Some((found, value.column))
        });
        if let Some((found, column)) = usable.next() {
            let more = values.len() > 1;
            return Some((found, Some(Choice { column, more })));
        }
        let first = values.first()?;
        if damage("", first.text).is_some() {
            self.check(first.column);
            return None;
        }
        self.checked((first.column, first.text), check);
        None
    }

    /// All values in columns, in the order in which they are preferred.
    fn values_of(&self, columns: &[ContactColumn]) -> Vec<Value<'r>> {
        let record = self.record;
        let mut found = Vec::new();
        for column in columns {
            let label = column
                .label
                .map(|label| labelled_rank(&record.cells[label]));
            // A number of a fax or a pager is none to call.
            let Some(rank) = label.unwrap_or(Some(rank(column.kind))) else {
                continue;
            };
            let texts = values(&record.cells[column.column]).filter(|text| !text.is_empty());
            found.extend(texts.map(|text| Value {
                rank,
                column: column.column,
                text,
            }));
        }
        found.sort_by_key(|value| value.rank);
        found
    }
}
