//! The header: the meaning of each column.

use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::members::cells::{damage, shortened};
use crate::members::columns::{Column, ColumnNames, suggestion};
use crate::members::record::Record;
use crate::members::spelling::identifier;
use crate::members::spreadsheet;
use crate::{email, limits};

/// The columns that a file of rejected rows has at its end; they are not read.
pub(super) const REJECTED: [&str; 2] = ["problem", "line"];

/// The use of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ColumnUse {
    Known(Column),
    /// A variable of templates.
    Variable(String),
    /// Nothing: it has no name and must stay empty.
    Unnamed,
}

/// The first row of a members file.
#[derive(Debug)]
pub struct Header {
    /// The cells as they stand, without empty ones at the end and those of a file of rejected rows.
    cells: Vec<String>,
    /// The cells as messages show them.
    titles: Vec<String>,
    uses: Vec<ColumnUse>,
    /// The number of columns behind them that only files of rejected rows have.
    not_read: usize,
    delimiter: char,
    /// Its place.
    place: Place,
    /// Notes on it, such as on a column that was perhaps meant otherwise.
    pub notes: Problems,
}

impl Header {
    /// Reads the first record of the file called `name`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(super) fn read(name: &str, record: &Record, delimiter: char) -> Result<Self, Problems> {
        let mut reading = HeaderReader {
            name,
            record,
            names: ColumnNames::new(),
            problems: Problems::default(),
        };
        let (cells, not_read) = named_cells(&record.cells);
        let unmarked = |cell: &String| spreadsheet::unmarked(cell);
        let cells: Vec<String> = match not_read {
            0 => cells.to_vec(),
            _ => cells.iter().map(unmarked).collect(),
        };
        reading.check_count(&cells);
        if reading.problems.has_errors() {
            return Err(reading.problems);
        }
        reading.check_cells(&cells);
        let uses = reading.uses(&cells);
        reading.check_alike(&cells, &uses);
        reading.check_kind(&cells, &uses);
        reading.suggest(&cells, &uses);
        if reading.problems.has_errors() {
            return Err(reading.problems);
        }
        Ok(Self {
            titles: cells.iter().map(|cell| shortened(cell)).collect(),
            cells,
            uses,
            not_read,
            delimiter,
            place: record.place(name, 0..record.text.len()),
            notes: reading.problems,
        })
    }

    /// The names of the columns as they stand in the file.
    pub fn cells(&self) -> &[String] {
        &self.cells
    }

    /// The character between cells.
    pub fn delimiter(&self) -> char {
        self.delimiter
    }

    /// Returns `true` if a column says who agreed to sign.
    pub fn has_consent(&self) -> bool {
        self.index(Column::Consent).is_some()
    }

    /// Returns `true` if a column says where members live.
    pub fn has_country(&self) -> bool {
        self.index(Column::Country).is_some()
    }

    /// The error that it has no column for the country, where letters need one.
    pub fn without_country(&self) -> Diagnostic {
        let message = "no column says from which country members write, and their letters need it";
        Diagnostic::error(message)
            .at(self.place.clone())
            .help("add a column `country`, or give `--country` if all write from one")
            .help("the file of `--from` may give it too")
    }

    /// The names of the variables that every member has, in the order of their columns.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.uses.iter().filter_map(|used| match used {
            ColumnUse::Variable(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Returns `true` if it is that of a file of rejected rows, in which formulas are marked as text.
    pub(super) fn is_of_rejected(&self) -> bool {
        self.not_read > 0
    }

    /// The least number of cells of a row.
    pub(super) fn width(&self) -> usize {
        self.cells.len() + self.not_read
    }

    /// The name of a column as messages show it; nothing for one that is not read.
    pub(super) fn title(&self, cell: usize) -> &str {
        self.titles.get(cell).map_or("", String::as_str)
    }

    pub(super) fn uses(&self) -> &[ColumnUse] {
        &self.uses
    }

    /// The number of a column, counted from 0.
    pub(super) fn index(&self, column: Column) -> Option<usize> {
        self.uses
            .iter()
            .position(|used| *used == ColumnUse::Known(column))
    }
}

/// The cells without empty ones at the end and without the columns of a file of rejected rows; and
/// how many these are.
fn named_cells(cells: &[String]) -> (&[String], usize) {
    let filled = cells.iter().rposition(|cell| !cell.trim().is_empty());
    let cells = &cells[..filled.map_or(0, |last| last + 1)];
    let kept = cells.len().saturating_sub(REJECTED.len());
    if cells[kept..] == REJECTED {
        (&cells[..kept], REJECTED.len())
    } else {
        (cells, 0)
    }
}

struct HeaderReader<'r> {
    name: &'r str,
    record: &'r Record,
    names: ColumnNames,
    problems: Problems,
}

impl HeaderReader<'_> {
    fn report(&mut self, cell: usize, problem: Diagnostic) {
        let place = self.record.cell_place(self.name, cell);
        self.problems.push(problem.at(place));
    }

    fn check_cells(&mut self, cells: &[String]) {
        for (n, cell) in cells.iter().enumerate() {
            if let Some(problem) = damage(&format!("column {}", n + 1), cell) {
                self.report(n, problem);
            }
        }
    }

    fn uses(&mut self, cells: &[String]) -> Vec<ColumnUse> {
        let known: Vec<_> = cells.iter().map(|cell| self.names.column(cell)).collect();
        let has = |column| known.contains(&Some(column));
        let (first, last) = (has(Column::FirstName), has(Column::LastName));
        let mut uses = Vec::new();
        for (n, cell) in cells.iter().enumerate() {
            let column = match known[n] {
                Some(Column::NameOrLast) if first && !last => Some(Column::LastName),
                Some(Column::NameOrFirst) if last && !first => Some(Column::FirstName),
                Some(Column::NameOrFirst) if has(Column::NameOrLast) => Some(Column::FirstName),
                Some(Column::NameOrLast | Column::NameOrFirst) => Some(Column::Name),
                column => column,
            };
            uses.push(match column {
                Some(column) => ColumnUse::Known(column),
                None if cell.trim().is_empty() => ColumnUse::Unnamed,
                None => self.variable(n, cell),
            });
        }
        keep_one_name(&mut uses, cells);
        uses
    }

    fn variable(&mut self, n: usize, cell: &str) -> ColumnUse {
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
    fn check_alike(&mut self, cells: &[String], uses: &[ColumnUse]) {
        for (n, used) in uses.iter().enumerate() {
            let before = uses[..n].iter().position(|other| other == used);
            let Some(before) = before.filter(|_| *used != ColumnUse::Unnamed) else {
                continue;
            };
            let (one, other) = (shortened(&cells[before]), shortened(&cells[n]));
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
    fn check_kind(&mut self, cells: &[String], uses: &[ColumnUse]) {
        let has = |column| uses.contains(&ColumnUse::Known(column));
        let knows_any = uses.iter().any(|used| matches!(used, ColumnUse::Known(_)));
        let is_number = |cell: &str| {
            cell.contains(|c: char| c.is_numeric()) && !cell.contains(char::is_alphabetic)
        };
        let is_data = |cell: &String| email::is_valid(cell.trim()) || !knows_any && is_number(cell);
        if let Some(n) = cells.iter().position(is_data) {
            let message = format!(
                "the first row is no header: `{}` is a value, not the name of a column",
                shortened(&cells[n])
            );
            let help = "put a row above it that names the columns, such as `name,address,postcode`";
            return self.report(n, Diagnostic::error(message).help(help));
        }
        let who = [
            Column::Name,
            Column::FirstName,
            Column::LastName,
            Column::Organization,
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
    fn check_count(&mut self, cells: &[String]) {
        if cells.len() <= limits::COLUMNS {
            return;
        }
        let (count, most) = (cells.len(), limits::COLUMNS);
        let message = format!("the first row has {count} cells; expected at most {most}");
        let help = "delete the columns that no letter needs, or see whether the first row ends where it should";
        self.report(limits::COLUMNS, Diagnostic::error(message).help(help));
    }

    /// Variables that are perhaps mistyped columns.
    fn suggest(&mut self, cells: &[String], uses: &[ColumnUse]) {
        for (n, used) in uses.iter().enumerate() {
            let ColumnUse::Variable(name) = used else {
                continue;
            };
            let Some(near) = suggestion(&cells[n]) else {
                continue;
            };
            let message = format!(
                "the column `{}` is taken as the variable `{name}`",
                shortened(&cells[n])
            );
            self.report(
                n,
                Diagnostic::note(message).help(format!("did you mean `{near}`?")),
            );
        }
    }
}

/// Makes variables of the columns of first and last names where another column has whole names.
fn keep_one_name(uses: &mut [ColumnUse], cells: &[String]) {
    if !uses.contains(&ColumnUse::Known(Column::Name)) {
        return;
    }
    for (used, cell) in uses.iter_mut().zip(cells) {
        let parts = [Column::FirstName, Column::MiddleName, Column::LastName];
        let is_part = parts
            .into_iter()
            .any(|part| *used == ColumnUse::Known(part));
        if let Some(name) = identifier(cell).filter(|_| is_part) {
            *used = ColumnUse::Variable(name);
        }
    }
}

fn meaning(used: &ColumnUse) -> String {
    match used {
        ColumnUse::Known(column) => column.meaning(),
        ColumnUse::Variable(name) => format!("the variable `{name}`"),
        ColumnUse::Unnamed => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::records::Records;

    fn header(text: &str) -> Result<Header, Problems> {
        let mut records = Records::open("x.csv", text.as_bytes(), None).unwrap();
        let record = records.next().unwrap().unwrap();
        Header::read("x.csv", &record, records.delimiter())
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
    fn a_near_miss_is_a_note() {
        let header = header("name,adress\n").unwrap();
        assert_eq!(header.notes.0.len(), 1);
        assert_eq!(header.notes.0[0].help, ["did you mean `address`?"]);
        assert_eq!(header.variables().collect::<Vec<_>>(), ["adress"]);
    }

    #[test]
    fn the_columns_of_rejected_rows_are_left_out() {
        assert_eq!(
            header("name,city,problem,line,,\n").unwrap().cells(),
            ["name", "city"]
        );
        assert_eq!(header("name,line\n").unwrap().cells(), ["name", "line"]);
    }
}
