//! One row: its cells become a member, or everything that is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::country::{Country, Post};
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::cells::{damage, is_late_quote, shortened};
use crate::members::columns::{Column, ColumnUse};
use crate::members::countries::Countries;
use crate::members::header::Header;
use crate::members::member::{BadRow, Member, Row};
use crate::members::record::Record;
use crate::members::spreadsheet::unmarked;
use crate::members::taken::Taken;
use crate::members::typed::{check_name, warning_of_part};
use crate::members::values::{answer, language, plain_breaks};
use crate::sender::{self, Sender};

/// A row that is being read.
pub(super) struct RowReader<'r> {
    pub name: &'r str,
    pub encoding: &'r str,
    pub header: &'r Header,
    pub record: &'r Record,
    pub countries: &'r mut Countries,
    /// The country of rows that name none, and how its post is addressed.
    pub usual_country: Option<(Country, Post)>,
    /// The variables that letters use, if that is known.
    pub of_letters: Option<&'r BTreeSet<String>>,
    /// What the row takes of several columns.
    pub taken: &'r mut Taken,
    pub problems: Problems,
    /// The cells whose values were mended, with these.
    pub mended: Vec<(usize, String)>,
}

impl<'r> RowReader<'r> {
    /// Reads the row, which has the number `row`.
    pub(super) fn read(mut self, row: usize) -> Row {
        let line = self.record.line;
        self.check_text();
        if !self.problems.has_errors() {
            self.check_width();
        }
        if self.problems.has_errors() {
            return self.bad(row);
        }
        let consent = self.consent();
        if consent == Some(false) {
            return Row::NoConsent { row, line };
        }
        self.check_cells();
        let member = self.member(row, consent == Some(true));
        if self.problems.has_errors() {
            return self.bad(row);
        }
        Row::Member(Box::new(Member {
            warnings: self.problems,
            ..member
        }))
    }

    fn bad(self, row: usize) -> Row {
        // Cells with wrong quotes could pass for right ones when they are read again.
        let cells = match self.record.quote {
            Some(_) => vec![self.record.text.clone()],
            None => self.own_cells(),
        };
        Row::Bad(BadRow {
            row,
            line: self.record.line,
            cells,
            problems: self.problems,
        })
    }

    /// The cells of the row without those of a file of rejected rows.
    fn own_cells(&self) -> Vec<String> {
        let not_read = self.header.width() - self.header.cells().len();
        let mut cells = self.record.cells.clone();
        cells.truncate(cells.len().saturating_sub(not_read));
        for (n, value) in &self.mended {
            if let Some(cell) = cells.get_mut(*n) {
                cell.clone_from(value);
            }
        }
        cells
    }

    fn check_text(&mut self) {
        let record = self.record;
        let faulty = |(at, _)| record.spans.iter().position(|span| span.contains(&at));
        let fault = record.fault_problem(self.name, self.encoding);
        let quote = record.quote_problem(self.name);
        let wrong = [
            (fault, record.fault.and_then(faulty)),
            (quote, Some(record.spans.len())),
        ];
        for (problem, cell) in wrong {
            let title = cell.map_or("", |cell| self.header.title(cell));
            let told = problem.map(|problem| match title {
                "" => problem,
                title => of_column(title, problem),
            });
            self.problems.0.extend(told);
        }
    }

    fn check_width(&mut self) {
        let (found, expected) = (self.record.cells.len(), self.header.width());
        let filled = |cell: &String| !cell.trim().is_empty();
        let extra = self.record.cells.iter().skip(expected).position(filled);
        if found >= expected && extra.is_none() {
            return;
        }
        let message = format!("the row has {found} cells; expected {expected}, as in the header");
        let help = format!(
            "if a cell has `{}` in it, put the cell in quotes; if one is missing, leave it empty",
            shown_delimiter(self.header.delimiter())
        );
        let place = match extra {
            Some(extra) => self.record.cell_place(self.name, expected + extra),
            None => self.record.place(self.name, 0..self.record.text.len()),
        };
        let late = self.record.cells.iter().any(|cell| is_late_quote(cell));
        let quote = "a quote counts only where it begins a cell: delete the space before it";
        let problem = Diagnostic::error(message)
            .help(help)
            .at(place)
            .maybe_help(late.then(|| quote.to_owned()));
        self.problems.push(problem);
    }

    pub(super) fn report(&mut self, cell: usize, problem: Diagnostic) {
        let place = self.record.cell_place(self.name, cell);
        let value = shortened(&self.record.cells[cell]);
        self.problems.push(problem.of_value(&value).at(place));
    }

    fn check_cells(&mut self) {
        for n in 0..self.header.cells().len() {
            self.check_cell(n);
        }
    }

    /// Checks a cell that is read whatever stands in others, or must be empty.
    fn check_cell(&mut self, n: usize) {
        let cell = &self.record.cells[n];
        if self.header.is_always_read(n) {
            self.check(n);
        } else if self.header.uses[n] == ColumnUse::Unnamed && !cell.trim().is_empty() {
            self.report(n, no_column(n, cell));
        }
    }

    /// Reports what is wrong with a cell, whatever its column.
    pub(super) fn check(&mut self, n: usize) {
        let found = damage(self.header.title(n), &self.record.cells[n]);
        if let Some(problem) = found.or_else(|| self.marked(n)) {
            self.report(n, problem);
        }
    }

    /// A warning of a cell that looks as if a spreadsheet program or a file of rejected rows had marked it as text: the
    /// file is none of rejected rows, so the apostrophe is printed.
    fn marked(&self, n: usize) -> Option<Diagnostic> {
        let cell = &self.record.cells[n];
        let is_marked = !self.header.is_of_rejected() && unmarked(cell) != *cell;
        let (title, shown) = (self.header.title(n), shortened(cell));
        let message = format!("`{title}` is `{shown}`: the apostrophe is a part of it");
        let help = "delete the apostrophe, unless it is to be printed";
        is_marked.then(|| Diagnostic::warning(message).help(help))
    }

    /// The cell of a column, if the column is there and the cell is neither empty nor damaged.
    fn cell(&self, column: Column) -> Option<(usize, &'r str)> {
        let n = self.header.index(column)?;
        self.filled(n).map(|cell| (n, cell))
    }

    /// A cell that is neither empty nor damaged.
    pub(super) fn filled(&self, n: usize) -> Option<&'r str> {
        let cell = self.record.cells[n].trim();
        let is_usable = !cell.is_empty() && damage("", cell).is_none();
        is_usable.then_some(cell)
    }

    /// The cell of a column that has to be one line.
    pub(super) fn line(&mut self, column: Column) -> Option<String> {
        let (n, cell) = self.cell(column)?;
        self.line_of(n, cell)
    }

    /// What a cell says, if it is one line.
    pub(super) fn line_of(&mut self, n: usize, cell: &str) -> Option<String> {
        let line = sender::one_line(self.header.title(n), &plain_breaks(cell));
        self.kept(n, line).flatten()
    }

    fn kept<T>(&mut self, cell: usize, found: Result<T, Diagnostic>) -> Option<T> {
        found
            .map_err(|problem| self.report(cell, on_one_line(problem)))
            .ok()
    }

    /// What a cell says, if it is one line and passes a check.
    pub(super) fn checked<T>(
        &mut self,
        (n, cell): (usize, &str),
        check: impl FnOnce(&str) -> Result<T, Diagnostic>,
    ) -> Option<T> {
        let line = self.line_of(n, cell)?;
        let checked = check(&line).map_err(|problem| self.told(n, &line, problem));
        self.kept(n, checked)
    }

    /// A problem of a value of a column. A long value is shown by its beginning.
    pub(super) fn told(&self, n: usize, value: &str, mut problem: Diagnostic) -> Diagnostic {
        problem.message = problem.message.replace(value, &shortened(value));
        of_column(self.header.title(n), problem)
    }

    fn consent(&mut self) -> Option<bool> {
        let n = self.header.index(Column::Consent)?;
        let said = answer(self.header.title(n), &self.record.cells[n]);
        self.kept(n, said)
    }

    /// Reports cells that say neither that a member died or refused, nor that not.
    fn check_refusals(&mut self) {
        for n in 0..self.header.cells().len() {
            if let ColumnUse::Known(Column::Deceased | Column::Refusal) = self.header.uses[n] {
                let found = answer(self.header.title(n), &self.record.cells[n]);
                self.kept(n, found);
            }
        }
    }

    fn member(&mut self, row: usize, consent: bool) -> Member {
        let address = self.chosen_address();
        let country = self.country(&address);
        let usual = country.or(self.usual_country);
        let name = self.name();
        self.check_refusals();
        let sender = Sender {
            role: self.line(Column::Role),
            organization: self.organization(name.is_some()),
            name,
            address: self.address(&address, usual),
            country: country.map(|(country, _)| country),
            email: self.email(),
            phone: self.phone(usual.map(|(country, _)| country)),
            language: self.language(),
            ..Sender::default()
        };
        self.check_signing_organization(&sender);
        self.check_rest(&sender);
        if sender.is_anonymous() && !self.problems.has_errors() {
            let message = "the row has neither a name nor an organization";
            let place = self.record.place(self.name, 0..self.record.text.len());
            let help = "say who signs, or delete the row";
            self.problems
                .push(Diagnostic::error(message).help(help).at(place));
        }
        Member {
            row,
            line: self.record.line,
            sender,
            branch: self.line(Column::Branch),
            personal: self.personal(),
            household: Vec::new(),
            variables: self.variables(),
            consent,
            cells: self.own_cells(),
            warnings: Problems::default(),
        }
    }

    /// Warns of a row that has nothing but a name, in a list of addresses: a heading between rows reads so.
    fn check_rest(&mut self, sender: &Sender) {
        let has_more = sender.name.is_none() || !sender.address.is_empty();
        if has_more || self.header.candidates.addresses.is_empty() {
            return;
        }
        let filled = |cell: &&String| !cell.trim().is_empty();
        if self.record.cells.iter().filter(filled).count() > 1 {
            return;
        }
        let place = self.record.place(self.name, 0..self.record.text.len());
        let help = "if it is a heading and not a member, delete the row";
        let problem = Diagnostic::warning("the row has nothing but a name").help(help);
        self.problems.push(problem.at(place));
    }

    /// Checks the organization as a name: where it alone signs, it has to be one.
    fn check_signing_organization(&mut self, sender: &Sender) {
        let columns = [Column::Organization, Column::Employer];
        let mut columns = columns
            .into_iter()
            .filter_map(|column| self.header.index(column));
        let is_one = |n: &usize| self.filled(*n) == sender.organization.as_deref();
        let (Some(name), Some(n)) = (&sender.organization, columns.find(is_one)) else {
            return;
        };
        let problem = if sender.name.is_none() {
            check_name(name).err()
        } else {
            warning_of_part(name)
        };
        if let Some(problem) = problem {
            let problem = self.told(n, name, problem);
            self.report(n, problem);
        }
    }

    /// The organization; the employer of an address book signs where no person does.
    fn organization(&mut self, has_name: bool) -> Option<String> {
        let said = self.line(Column::Organization);
        if said.is_some() || has_name {
            return said;
        }
        let n = self.header.index(Column::Employer)?;
        self.check(n);
        self.line(Column::Employer)
    }

    fn language(&mut self) -> Option<String> {
        let found = self.cell(Column::Language)?;
        self.checked(found, language)
    }

    fn personal(&self) -> Option<String> {
        let (_, cell) = self.cell(Column::Personal)?;
        Some(plain_breaks(cell))
    }

    /// The values of variables. A cell that cannot be one is an error if letters use the variable.
    fn variables(&mut self) -> BTreeMap<String, String> {
        let header = self.header;
        let mut variables = BTreeMap::new();
        for (n, used) in header.uses.iter().enumerate() {
            let ColumnUse::Variable(name) = used else {
                continue;
            };
            let is_used = self.of_letters.is_none_or(|names| names.contains(name));
            if is_used {
                self.check(n);
            }
            let Some(cell) = self.filled(n) else {
                continue;
            };
            let line = sender::one_line(header.title(n), &plain_breaks(cell));
            let line = if is_used {
                self.kept(n, line)
            } else {
                line.ok()
            };
            if let Some(line) = line.flatten() {
                variables.insert(name.clone(), line);
            }
        }
        variables
    }
}

/// A problem of a cell with several lines, with what to do.
fn on_one_line(problem: Diagnostic) -> Diagnostic {
    if problem.help.is_empty() {
        problem.help("write it on one line")
    } else {
        problem
    }
}

/// A problem that names its column.
fn of_column(title: &str, problem: Diagnostic) -> Diagnostic {
    Diagnostic {
        message: format!("`{title}`: {}", problem.message),
        ..problem
    }
}

fn shown_delimiter(delimiter: char) -> String {
    match delimiter {
        '\t' => "a tab".to_owned(),
        delimiter => delimiter.to_string(),
    }
}

fn no_column(n: usize, cell: &str) -> Diagnostic {
    let message = format!(
        "cell {} holds `{}`, but its column has no name",
        n + 1,
        shortened(cell)
    );
    Diagnostic::error(message).help("name the column in the header, or empty the cell")
}
