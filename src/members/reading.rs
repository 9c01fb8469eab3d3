//! One row: its cells become a member, or everything that is wrong with them.

use std::collections::BTreeMap;

use crate::country::{Country, Post};
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::address::PostalAddress;
use crate::members::cells::{damage, is_late_quote, shortened};
use crate::members::columns::{ADDRESS_LINES, Column};
use crate::members::countries::Countries;
use crate::members::header::{ColumnUse, Header};
use crate::members::member::{BadRow, Member, Row};
use crate::members::record::Record;
use crate::members::spreadsheet::unmarked;
use crate::members::values::{consent, language, phone, plain_breaks, whole_number};
use crate::sender::{self, Sender};

/// A row that is being read.
pub(super) struct RowReader<'r> {
    pub name: &'r str,
    pub encoding: &'r str,
    pub header: &'r Header,
    pub record: &'r Record,
    pub countries: &'r mut Countries,
    pub problems: Problems,
}

impl RowReader<'_> {
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

    fn report(&mut self, cell: usize, problem: Diagnostic) {
        let place = self.record.cell_place(self.name, cell);
        self.problems.push(problem.at(place));
    }

    fn check_cells(&mut self) {
        for n in 0..self.header.cells().len() {
            let cell = &self.record.cells[n];
            let found = match self.header.uses()[n] {
                ColumnUse::Unnamed if !cell.trim().is_empty() => Some(no_column(n, cell)),
                _ => damage(self.header.title(n), cell).or_else(|| self.marked(n)),
            };
            if let Some(problem) = found {
                self.report(n, problem);
            }
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
    fn cell(&self, column: Column) -> Option<(usize, &str)> {
        let n = self.header.index(column)?;
        let cell = self.record.cells[n].trim();
        let is_usable = !cell.is_empty() && damage("", cell).is_none();
        is_usable.then_some((n, cell))
    }

    /// The cell of a column that has to be one line.
    fn line(&mut self, column: Column) -> Option<String> {
        let (n, cell) = self.cell(column)?;
        let line = sender::one_line(self.header.title(n), &plain_breaks(cell));
        self.kept(n, line).flatten()
    }

    fn kept<T>(&mut self, cell: usize, found: Result<T, Diagnostic>) -> Option<T> {
        let note = |problem: Diagnostic| {
            if problem.help.is_empty() {
                problem.help("write it on one line")
            } else {
                problem
            }
        };
        found
            .map_err(|problem| self.report(cell, note(problem)))
            .ok()
    }

    /// The value of a column that has to pass a check.
    fn checked<T>(
        &mut self,
        column: Column,
        check: impl FnOnce(&str) -> Result<T, Diagnostic>,
    ) -> Option<T> {
        let line = self.line(column)?;
        let n = self.header.index(column)?;
        let title = self.header.title(n);
        // Long values are shown by their beginning.
        let told = |mut problem: Diagnostic| {
            problem.message = problem.message.replace(&line, &shortened(&line));
            of_column(title, problem)
        };
        let checked = check(&line).map_err(told);
        self.kept(n, checked)
    }

    fn consent(&mut self) -> Option<bool> {
        let n = self.header.index(Column::Consent)?;
        let said = consent(self.header.title(n), &self.record.cells[n]);
        self.kept(n, said)
    }

    fn member(&mut self, row: usize, consent: bool) -> Member {
        let country = self.country();
        let sender = Sender {
            name: self.name(),
            role: self.line(Column::Role),
            organization: self.line(Column::Organization),
            address: self.address(country),
            country: country.map(|(country, _)| country),
            email: self.checked(Column::Email, |cell| {
                sender::check_email(cell).map(|()| cell.to_owned())
            }),
            phone: self.checked(Column::Phone, phone),
            language: self.checked(Column::Language, language),
            ..Sender::default()
        };
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

    fn name(&mut self) -> Option<String> {
        let columns = [
            Column::Name,
            Column::FirstName,
            Column::MiddleName,
            Column::LastName,
        ];
        let parts: Vec<String> = columns.into_iter().filter_map(|c| self.line(c)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn country(&mut self) -> Option<(Country, Post)> {
        let line = self.line(Column::Country)?;
        let found = self.countries.named(&line);
        self.checked(Column::Country, |_| found)
    }

    fn address(&mut self, country: Option<(Country, Post)>) -> Vec<String> {
        let street = (0..ADDRESS_LINES).filter_map(|n| self.cell(Column::Address(n)));
        let address = PostalAddress {
            street: street.map(|(_, cell)| cell.to_owned()).collect(),
            house_number: self.line(Column::HouseNumber).unwrap_or_default(),
            postcode: self.postcode(country).unwrap_or_default(),
            city: self.line(Column::City).unwrap_or_default(),
            state: self.line(Column::State).unwrap_or_default(),
        };
        address.lines(country)
    }

    fn postcode(&mut self, country: Option<(Country, Post)>) -> Option<String> {
        let postcode = self.checked(Column::Postcode, |cell| whole_number(cell, "a postcode"))?;
        let n = self.header.index(Column::Postcode)?;
        let (country, post) = country.unzip();
        let digits = post.and_then(|post| post.postcode_digits);
        let is_number = postcode.bytes().all(|byte| byte.is_ascii_digit());
        if let (Some(digits), Some(country), true) = (digits, country, is_number)
            && (digits.saturating_sub(2)..digits).contains(&postcode.len())
        {
            let message = format!(
                "`{}` is `{postcode}`; a postcode of {country} has {digits} digits",
                self.header.title(n)
            );
            let help = "if the spreadsheet program dropped a 0 at the start, \
                        make the column text and type it again";
            self.report(n, Diagnostic::warning(message).help(help));
        }
        Some(postcode)
    }

    fn personal(&self) -> Option<String> {
        let (_, cell) = self.cell(Column::Personal)?;
        Some(plain_breaks(cell))
    }

    fn variables(&mut self) -> BTreeMap<String, String> {
        let header = self.header;
        let mut variables = BTreeMap::new();
        for (n, used) in header.uses().iter().enumerate() {
            let cell = &self.record.cells[n];
            let ColumnUse::Variable(name) = used else {
                continue;
            };
            if damage("", cell).is_some() {
                continue;
            }
            let line = sender::one_line(self.header.title(n), &plain_breaks(cell));
            if let Some(line) = self.kept(n, line).flatten() {
                variables.insert(name.clone(), line);
            }
        }
        variables
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
