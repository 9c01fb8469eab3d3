//! The address of a row: that of its columns, or of several the one at home.

use crate::country::{Country, Post, Postcodes};
use crate::diagnostic::Diagnostic;
use crate::members::address::PostalAddress;
use crate::members::candidates::{AddressColumns, labelled_rank, rank, value, values};
use crate::members::columns::{ADDRESS_LINES, Part};
use crate::members::countries;
use crate::members::reading::RowReader;
use crate::members::taken::Choice;
use crate::members::typed::warning_of_part;
use crate::members::values::whole_number;

/// The columns of the address that a row takes, and which of the values of their cells.
#[derive(Debug, Default)]
pub(super) struct ChosenAddress<'h> {
    columns: Option<&'h AddressColumns>,
    /// The number of the value in each cell, if cells may have several.
    number: Option<usize>,
    /// Whether the parts are missing and the whole is there.
    is_formatted: bool,
}

/// An address that a row may take.
struct Possible<'h> {
    rank: u8,
    chosen: ChosenAddress<'h>,
    lack: Lack,
}

/// What an address lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    Nothing,
    /// The street or the box: it is but a town.
    Street,
    /// All but the country.
    Place,
}

impl<'r> RowReader<'r> {
    /// The address that the row takes: the first by kind that says where.
    pub(super) fn chosen_address(&mut self) -> ChosenAddress<'r> {
        let candidates = &self.header.candidates;
        if candidates.has_one_address() {
            return ChosenAddress {
                columns: candidates.addresses.first(),
                ..ChosenAddress::default()
            };
        }
        let addresses = candidates.addresses.iter();
        let mut possible: Vec<Possible<'r>> = addresses
            .flat_map(|address| self.possible(address))
            .collect();
        possible.sort_by_key(|possible| (possible.lack, possible.rank));
        let whole = possible.iter().filter(|one| one.lack == Lack::Nothing);
        let says_where = possible.iter().any(|one| one.lack < Lack::Place);
        let full = whole.count().max(usize::from(says_where));
        let Some(first) = possible.into_iter().next() else {
            return ChosenAddress::default();
        };
        if let Some(columns) = first.chosen.columns {
            let column = columns.first();
            self.taken.address = (full > 0).then_some(Choice {
                column,
                more: full > 1,
            });
            self.check_parts(columns, first.chosen.is_formatted);
        }
        first.chosen
    }

    /// The addresses that columns have in the row: several if its cells have several values.
    fn possible(&self, columns: &'r AddressColumns) -> Vec<Possible<'r>> {
        let record = self.record;
        let cells = columns
            .parts
            .iter()
            .map(|(_, column)| record.cells[*column].as_str());
        let count = if columns.is_numbered() {
            cells.map(|cell| values(cell).count()).max().unwrap_or(1)
        } else {
            1
        };
        let one = |number: usize| {
            let number = columns.is_numbered().then_some(number);
            let label = columns
                .label
                .map(|label| of_cell(&record.cells[label], number));
            let rank = label.map_or(Some(rank(columns.kind)), labelled_rank)?;
            let is_filled = |part: &Part| {
                let cell = columns.column(*part).map(|column| &record.cells[column]);
                cell.is_some_and(|cell| !of_cell(cell, number).is_empty())
            };
            let has_place = [Part::Postcode, Part::City].iter().any(is_filled);
            let mut lines = (0..ADDRESS_LINES).map(Part::Line).chain([Part::PoBox]);
            let has_street = lines.any(|part| is_filled(&part));
            let has_whole = is_filled(&Part::Formatted);
            let lack = if has_street || has_whole {
                Lack::Nothing
            } else if has_place {
                Lack::Street
            } else {
                Lack::Place
            };
            let chosen = ChosenAddress {
                columns: Some(columns),
                number,
                is_formatted: !has_street && has_whole,
            };
            let is_any = lack < Lack::Place || is_filled(&Part::Country);
            is_any.then_some(Possible { rank, chosen, lack })
        };
        (0..count).filter_map(one).collect()
    }

    /// Reports what is wrong with the cells of the address that is taken.
    fn check_parts(&mut self, columns: &AddressColumns, is_formatted: bool) {
        for (part, column) in &columns.parts {
            if *part != Part::Formatted || is_formatted {
                self.check(*column);
            }
        }
    }

    /// The column and the cell of a part of the address.
    fn part(&self, address: &ChosenAddress<'_>, part: Part) -> Option<(usize, &'r str)> {
        let column = address.columns?.column(part)?;
        let cell = self.filled(column)?;
        let cell = of_cell(cell, address.number);
        (!cell.is_empty()).then_some((column, cell))
    }

    fn part_line(&mut self, address: &ChosenAddress<'_>, part: Part) -> String {
        let found = self.part(address, part);
        let line = found.and_then(|(column, cell)| self.line_of(column, cell));
        line.unwrap_or_default()
    }

    /// The country of the address.
    pub(super) fn country(&mut self, address: &ChosenAddress<'_>) -> Option<(Country, Post)> {
        if let Some((column, cell)) = self.part(address, Part::Country) {
            let line = self.line_of(column, cell)?;
            let found = self.countries.named(&line);
            return self.checked((column, cell), |_| found);
        }
        let last = self.whole(address).pop()?;
        let country = countries::of_last_line(&last)?;
        Some((country, country.post()))
    }

    /// The lines of the whole address, if its parts are missing.
    fn whole(&self, address: &ChosenAddress<'_>) -> Vec<String> {
        let found = self
            .part(address, Part::Formatted)
            .filter(|_| address.is_formatted);
        let (_, cell) = found.unwrap_or_default();
        let lines = cell.split(['\n', '\r']).map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The lines of the address, without the country.
    pub(super) fn address(
        &mut self,
        address: &ChosenAddress<'_>,
        country: Option<(Country, Post)>,
    ) -> Vec<String> {
        let mut whole = self.whole(address);
        if !whole.is_empty() {
            let is_country =
                |line: &String| Country::from_name(line) == country.map(|(known, _)| known);
            if country.is_some() && whole.last().is_some_and(is_country) {
                whole.pop();
            }
            return whole;
        }
        self.warn_of_values(address);
        let lines = (0..ADDRESS_LINES).filter_map(|n| self.part(address, Part::Line(n)));
        let parts = PostalAddress {
            street: lines.map(|(_, cell)| cell.to_owned()).collect(),
            house_number: self.part_line(address, Part::HouseNumber),
            care_of: self.part_line(address, Part::CareOf),
            po_box: self.part_line(address, Part::PoBox),
            postcode: self.postcode(address, country).unwrap_or_default(),
            city: self.part_line(address, Part::City),
            state: self.part_line(address, Part::State),
        };
        parts.lines(country)
    }

    /// Warns of parts that a spreadsheet program made of what people typed.
    fn warn_of_values(&mut self, address: &ChosenAddress<'_>) {
        let lines = (0..ADDRESS_LINES).map(Part::Line);
        let parts = lines.chain([Part::HouseNumber, Part::PoBox, Part::Postcode, Part::City]);
        for part in parts {
            let column = address.columns.and_then(|columns| columns.column(part));
            let Some(n) = column else { continue };
            let cell = of_cell(&self.record.cells[n], address.number);
            let other = match part {
                Part::City => mixed_up(cell, "the name of a town", char::is_alphabetic),
                Part::Postcode => mixed_up(cell, "a postcode", char::is_numeric),
                _ => None,
            };
            let found = warning_of_part(cell).or(other);
            if let Some(problem) = found.filter(|_| self.filled(n).is_some()) {
                let problem = self.told(n, cell, problem);
                self.report(n, problem);
            }
        }
    }

    fn postcode(
        &mut self,
        address: &ChosenAddress<'_>,
        country: Option<(Country, Post)>,
    ) -> Option<String> {
        let found = self.part(address, Part::Postcode)?;
        let postcode = self.checked(found, |cell| whole_number(cell, "a postcode"))?;
        let (n, _) = found;
        let (country, post) = country.unzip();
        let is_number = postcode.bytes().all(|byte| byte.is_ascii_digit());
        let Some(country) = country.filter(|_| is_number) else {
            return Some(postcode);
        };
        let is_cell = self.record.numbers.contains(&n);
        if let Some(whole) = is_cell.then(|| country.zeros_back(&postcode)).flatten() {
            if whole.len() > postcode.len() + 1 {
                let title = self.header.title(n);
                let message =
                    format!("`{title}` is the number {postcode}: it is read as `{whole}`");
                let help =
                    "see whether that is right; to be sure, make the column text and type it again";
                self.report(n, Diagnostic::warning(message).help(help));
            }
            // Who reads the rejected row again does not know that it was a number.
            self.mended.push((n, whole.clone()));
            return Some(whole);
        }
        let digits = post.and_then(|post| post.postcode_digits);
        if digits != Some(postcode.len()) {
            self.warn_of_postcode(n, &postcode, (country, digits));
        }
        Some(postcode)
    }

    /// Warns of a number that is no postcode of a country.
    fn warn_of_postcode(
        &mut self,
        n: usize,
        postcode: &str,
        (country, digits): (Country, Option<usize>),
    ) {
        let is_one = |forms: Postcodes| forms.beside(postcode).is_some_and(|rest| rest.is_empty());
        if country.postcodes().is_none_or(is_one) {
            return;
        }
        let title = self.header.title(n);
        let (expected, is_short) = match digits {
            Some(digits) => (
                format!("a postcode of {country} has {digits} digits"),
                postcode.len() < digits,
            ),
            None => (format!("no postcode of {country} is such a number"), false),
        };
        let help = if is_short {
            "if the spreadsheet program dropped a 0 at the start, make the column text and type it again"
        } else {
            "see whether the postcode and the country are right"
        };
        let message = format!("`{title}` is `{postcode}`; {expected}");
        self.report(n, Diagnostic::warning(message).help(help));
    }
}

/// A warning of a cell that has none of the characters that every value of its column has.
fn mixed_up(cell: &str, what: &str, is_of_it: fn(char) -> bool) -> Option<Diagnostic> {
    let is_none = !cell.is_empty() && !cell.contains(is_of_it);
    let message = || format!("`{cell}` is not {what}");
    let help = "see whether columns are mixed up in the row";
    is_none.then(|| Diagnostic::warning(message()).help(help))
}

/// A cell, or one of its values.
fn of_cell(cell: &str, number: Option<usize>) -> &str {
    match number {
        Some(number) => value(cell, number),
        None => cell.trim(),
    }
}
