//! Reading the header, with everything that is wrong with it.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::candidates::Candidates;
use crate::members::cells::{damage, shortened};
use crate::members::choices::Choice;
use crate::members::column_note::ColumnNote;
use crate::members::column_uses::{Columns, keep_one_name};
use crate::members::columns::{Column, ColumnUse};
use crate::members::consent_titles;
use crate::members::header::{Header, REJECTED};
use crate::members::options::ListOptions;
use crate::members::record::Record;
use crate::members::spelling::identifier;
use crate::members::spreadsheet;
use crate::{email, limits};

/// Reads the first record of the file called `name`.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read(
    name: &str,
    record: &Record,
    delimiter: char,
    options: &ListOptions,
) -> Result<Header, Problems> {
    let (cells, not_read) = named_cells(&record.cells);
    let mut reading = HeaderReader::new(name, record, &cells);
    reading.check_count();
    if reading.problems.has_errors() {
        return Err(reading.problems);
    }
    reading.check_cells();
    let chosen = options.columns.of_header(&cells, &reading.columns.names);
    reading.columns.chosen = reading.problems.keep(chosen).unwrap_or_default();
    let uses = reading.uses();
    reading.check_alike(&uses);
    reading.check_kind(&uses);
    if reading.problems.has_errors() {
        return Err(reading.problems);
    }
    let of_letters = options.variables.as_ref();
    Ok(Header {
        columns: reading.note(&uses, of_letters).told(),
        titles: cells.iter().map(|cell| shortened(cell)).collect(),
        candidates: Candidates::among(&uses),
        program: reading.columns.export.map(|export| export.name),
        names: reading.columns.name_column(),
        doubtful: consent_titles::doubtful(&cells, &uses, of_letters),
        uses,
        not_read,
        delimiter,
        place: record.place(name, 0..record.text.len()),
        notes: reading.problems,
        cells,
    })
}

/// The cells without empty ones at the end and without the columns of a file of rejected rows, whose marks are taken
/// away; and how many these columns are.
fn named_cells(cells: &[String]) -> (Vec<String>, usize) {
    let filled = cells.iter().rposition(|cell| !cell.trim().is_empty());
    let cells = &cells[..filled.map_or(0, |last| last + 1)];
    let kept = cells.len().saturating_sub(REJECTED.len());
    if cells[kept..] == REJECTED {
        let unmarked = |cell: &String| spreadsheet::unmarked(cell);
        (cells[..kept].iter().map(unmarked).collect(), REJECTED.len())
    } else {
        (cells.to_vec(), 0)
    }
}

struct HeaderReader<'r> {
    name: &'r str,
    record: &'r Record,
    cells: &'r [String],
    columns: Columns<'r>,
    problems: Problems,
}

impl<'r> HeaderReader<'r> {
    fn new(name: &'r str, record: &'r Record, cells: &'r [String]) -> Self {
        Self {
            name,
            record,
            cells,
            columns: Columns::new(cells),
            problems: Problems::default(),
        }
    }

    /// The note on the columns.
    fn note<'n>(
        &'n self,
        uses: &'n [ColumnUse],
        of_letters: Option<&'n BTreeSet<String>>,
    ) -> ColumnNote<'n> {
        ColumnNote {
            file: self.name,
            titles: self.cells,
            uses,
            export: self.columns.export,
            is_chosen: !self.columns.chosen.is_empty(),
            of_letters,
        }
    }

    fn report(&mut self, cell: usize, problem: Diagnostic) {
        let place = self.record.cell_place(self.name, cell);
        self.problems.push(problem.at(place));
    }

    fn check_cells(&mut self) {
        for (n, cell) in self.cells.iter().enumerate() {
            if let Some(problem) = damage(&format!("column {}", n + 1), cell) {
                self.report(n, problem);
            }
        }
    }

    /// The use of each column.
    fn uses(&mut self) -> Vec<ColumnUse> {
        let known = self.columns.known();
        let mut uses: Vec<ColumnUse> = Vec::with_capacity(known.len());
        for (n, column) in known.into_iter().enumerate() {
            let found = match column {
                _ if self.columns.chosen.get(&n) == Some(&Choice::Nothing) => ColumnUse::Unused,
                Some(column) if !self.columns.is_taken(n, column, &uses) => {
                    ColumnUse::Known(column)
                }
                None if self.cells[n].trim().is_empty() => ColumnUse::Unnamed,
                _ => self.variable(n),
            };
            let stands = found != ColumnUse::Unused && uses.contains(&found);
            let is_second =
                matches!(found, ColumnUse::Variable(_)) && self.columns.export.is_some();
            uses.push(if stands && is_second {
                ColumnUse::Unused
            } else {
                found
            });
        }
        self.columns.promote(&mut uses);
        keep_one_name(&mut uses, self.cells);
        uses
    }

    fn variable(&mut self, n: usize) -> ColumnUse {
        let cell = &self.cells[n];
        if let Some(name) = identifier(cell) {
            return ColumnUse::Variable(name);
        }
        let message = format!(
            "the column `{}` has neither letter nor digit in its name",
            shortened(cell)
        );
        self.report(n, Diagnostic::error(message).help("give it a name"));
        ColumnUse::Unnamed
    }

    /// Columns that mean the same.
    fn check_alike(&mut self, uses: &[ColumnUse]) {
        for (n, used) in uses.iter().enumerate() {
            let before = uses[..n].iter().position(|other| other == used);
            let Some(before) = before.filter(|_| may_stand_once(used)) else {
                continue;
            };
            let (one, other) = (shortened(&self.cells[before]), shortened(&self.cells[n]));
            let (left, right) = (before + 1, n + 1);
            let message = format!(
                "columns {left} `{one}` and {right} `{other}` mean the same: {}",
                meaning(used)
            );
            let help = "delete one of them, or give it another name";
            self.report(n, Diagnostic::error(message).help(help));
        }
    }

    /// Checks that it is the header of a members file.
    fn check_kind(&mut self, uses: &[ColumnUse]) {
        let has = |column| uses.contains(&ColumnUse::Known(column));
        let knows_any = uses.iter().any(|used| matches!(used, ColumnUse::Known(_)));
        let is_number = |cell: &str| {
            cell.contains(|c: char| c.is_numeric()) && !cell.contains(char::is_alphabetic)
        };
        let is_data = |cell: &String| email::is_valid(cell.trim()) || !knows_any && is_number(cell);
        if let Some(n) = self.cells.iter().position(is_data) {
            let message = format!(
                "the first row is no header: `{}` is a value, not the name of a column",
                shortened(&self.cells[n])
            );
            let help = "put a row above it that names the columns, such as `name,address,postcode`";
            return self.report(n, Diagnostic::error(message).help(help));
        }
        let who = [
            Column::Name,
            Column::DisplayName,
            Column::FirstName,
            Column::LastName,
            Column::Organization,
            Column::Employer,
        ];
        if !who.into_iter().any(has) {
            let message = "no column says who signs";
            let help =
                "name a column `name` or `organization`, or two `first name` and `last name`";
            let place = self.record.place(self.name, 0..self.record.text.len());
            self.problems
                .push(Diagnostic::error(message).at(place).help(help));
        }
    }

    /// More columns than a table of people has.
    fn check_count(&mut self) {
        if self.cells.len() <= limits::COLUMNS {
            return;
        }
        let (count, most) = (self.cells.len(), limits::COLUMNS);
        let message = format!("the first row has {count} cells; expected at most {most}");
        let help = "delete the columns that no letter needs, or see whether the first row ends where it should";
        self.report(limits::COLUMNS, Diagnostic::error(message).help(help));
    }
}

/// Whether two columns of the same use are an error.
fn may_stand_once(used: &ColumnUse) -> bool {
    match used {
        ColumnUse::Known(column) => !column.may_repeat(),
        ColumnUse::Variable(_) => true,
        ColumnUse::Unused | ColumnUse::Unnamed => false,
    }
}

fn meaning(used: &ColumnUse) -> String {
    match used {
        ColumnUse::Known(column) => column.meaning(),
        ColumnUse::Variable(name) => format!("the variable `{name}`"),
        ColumnUse::Unused | ColumnUse::Unnamed => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::choices::ColumnChoices;
    use crate::members::columns::{Kind, Part};
    use crate::members::header::NameColumn;
    use crate::members::records::Records;
    use crate::members::source::Source;

    fn header_with(text: &str, choices: &[&str]) -> Result<Header, Problems> {
        let mut records = Records::open("x.csv", text.as_bytes(), None, None).unwrap();
        let record = records.next().unwrap().unwrap();
        let choices: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
        let options = ListOptions {
            columns: ColumnChoices::read(&choices).unwrap(),
            ..ListOptions::default()
        };
        read("x.csv", &record, records.delimiter(), &options)
    }

    fn header(text: &str) -> Result<Header, Problems> {
        header_with(text, &[])
    }

    fn known(text: &str) -> Vec<ColumnUse> {
        header(text).unwrap().uses
    }

    #[test]
    fn a_name_is_whole_or_in_parts() {
        use Column::{FirstName, LastName, Name};
        for (text, columns) in [
            ("Name\n", vec![Name]),
            ("Vorname;Name\n", vec![FirstName, LastName]),
            ("nombre;apellidos\n", vec![FirstName, LastName]),
            ("фамилия;имя\n", vec![LastName, FirstName]),
            ("prénom,nom\n", vec![FirstName, LastName]),
            ("nom\n", vec![Name]),
        ] {
            let expected: Vec<ColumnUse> = columns.into_iter().map(ColumnUse::Known).collect();
            assert_eq!(known(text), expected, "{text}");
        }
        let mixed = known("First Name,Name,Last Name\n");
        assert_eq!(mixed[0], ColumnUse::Variable("first_name".to_owned()));
        assert_eq!(mixed[1], ColumnUse::Known(Name));
    }

    #[test]
    fn all_problems_are_found_at_once() {
        let problems = header("Ort,Stadt,Shift,shift,%\n").unwrap_err();
        let messages: Vec<&str> = problems.0.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "the column `%` has neither letter nor digit in its name",
                "columns 1 `Ort` and 2 `Stadt` mean the same: the town",
                "columns 3 `Shift` and 4 `shift` mean the same: the variable `shift`",
                "no column says who signs",
            ]
        );
    }

    #[test]
    fn a_row_of_values_is_no_header() {
        for text in [
            "Ana Silva,ana@example.org\n",
            "Ana Silva,12 High St,90210\n",
        ] {
            let problems = header(text).unwrap_err();
            assert!(problems.0[0].message.contains("no header"), "{problems:?}");
        }
        assert!(header("name,2024\n").is_ok());
    }

    #[test]
    fn the_columns_of_rejected_rows_are_left_out() {
        assert_eq!(
            header("name,city,problem,line,,\n").unwrap().cells(),
            ["name", "city"]
        );
        assert_eq!(header("name,line\n").unwrap().cells(), ["name", "line"]);
    }

    #[test]
    fn what_was_said_of_a_column_counts_first() {
        let street = ColumnUse::Known(Column::Address(Kind::Main, Part::Line(0)));
        let found = header_with("Name,Address,Where\n", &["Where=address", "B=none"]).unwrap();
        assert_eq!(found.uses[1..], [ColumnUse::Unused, street.clone()]);
        // What meant the same before is a variable then.
        let found = header_with("Name,Address,Where\n", &["Where=address"]).unwrap();
        assert_eq!(
            found.uses[1..],
            [ColumnUse::Variable("address".to_owned()), street]
        );
        let wrong = header_with("Name,Address\n", &["Nam=city", "Address=adress"]).unwrap_err();
        assert_eq!((wrong.0.len(), wrong.0[0].help.len()), (1, 3), "{wrong:?}");
        let twice = header_with("Name,a,b\n", &["a=city", "b=city"]).unwrap_err();
        assert!(
            twice.0[0].message.contains("mean the same: the town"),
            "{twice:?}"
        );
        let found = header_with("Name\n", &["Name=last, first"]).unwrap();
        assert_eq!(found.names, NameColumn::LastFirst);
        // A column without a name can be named so.
        assert!(
            header_with("Name,,City\n", &["B=postcode"]).unwrap().uses[1] != ColumnUse::Unnamed
        );
    }

    #[test]
    fn the_columns_beside_a_street_that_was_named_stand_with_it() {
        let text = "Name,Home Street,Home City,Business Street,Business City\n";
        let uses = header_with(text, &["Business Street=address"])
            .unwrap()
            .uses;
        let city = |kind| ColumnUse::Known(Column::Address(kind, Part::City));
        assert_eq!((&uses[2], &uses[4]), (&city(Kind::Home), &city(Kind::Main)));
    }

    #[test]
    fn several_numbers_are_no_error_and_several_towns_are() {
        assert!(header("Name,Phone,Mobile,E-mail,Mail\n").is_ok());
        assert!(header("Name,Home City,Business City\n").is_ok());
        assert!(header("Name,Home City,Home-City\n").is_err());
    }
}
