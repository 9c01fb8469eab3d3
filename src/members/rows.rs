//! A members file, row by row.

use std::collections::BTreeSet;
use std::io::Read;

use crate::country::{Country, Post};
use crate::diagnostic::{Diagnostic, Problems};
use crate::faults::{self, Point};
use crate::members::ahead::Ahead;
use crate::members::cells::shortened;
use crate::members::columns::ColumnNames;
use crate::members::countries::Countries;
use crate::members::duplicates::Duplicates;
use crate::members::first_rows::{first_rows, skip_titles, with_advice};
use crate::members::header::Header;
use crate::members::header_reading;
use crate::members::left_out::LeftOuts;
use crate::members::looks;
use crate::members::member::{Member, Row};
use crate::members::mojibake;
use crate::members::options::ListOptions;
use crate::members::reading::RowReader;
use crate::members::record::{Record, WrongQuote};
use crate::members::records::Records;
use crate::members::source::Source;
use crate::members::taken::{Taken, TakenCounts};
use crate::members::top;
use crate::panics;

/// The rows of a members file, in their order.
///
/// Of a row that was given only its line and 16 bytes are kept, to find its duplicates.
pub struct Members<'r> {
    records: Ahead<'r>,
    header: Header,
    /// The variables that letters use, if that is known.
    of_letters: Option<BTreeSet<String>>,
    /// The country of rows that name none, and how its post is addressed.
    usual_country: Option<(Country, Post)>,
    /// What rows took of several columns.
    taken: TakenCounts,
    countries: Countries,
    duplicates: Duplicates,
    left_outs: LeftOuts,
    row: usize,
    /// The row that was given last.
    last: Record,
    is_broken: bool,
    /// Whether the note that apostrophes are taken away was given.
    has_told_marks: bool,
}

impl<'r> Members<'r> {
    /// Opens the text called `name`: finds its delimiter and reads its header. Without an encoding it
    /// has to be UTF-8.
    ///
    /// # Errors
    /// If it cannot be read, is in another encoding, or has no header; else everything that is wrong
    /// with the header.
    pub fn open(
        name: &str,
        from: impl Read + Send + 'r,
        options: &ListOptions,
    ) -> Result<Self, Problems> {
        Self::of(
            Box::new(Records::open(name, from, options.encoding, options.format)?),
            options,
        )
    }

    /// Reads the header of a list.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(super) fn of(
        records: Box<dyn Source + Send + 'r>,
        options: &ListOptions,
    ) -> Result<Self, Problems> {
        let mut records = Ahead::new(records);
        let name = records.name().to_owned();
        let names = ColumnNames::new();
        let mut ahead = first_rows(&mut records, &names)?;
        let (top, record) = skip_titles(&mut ahead, &names);
        let Some(record) = record else {
            let message = format!("`{name}` is empty; expected a row that names the columns");
            return Err(Diagnostic::error(message).into());
        };
        record.check(&name, records.encoding())?;
        let mut header = header_reading::read(&name, &record, records.delimiter(), options)
            .map_err(|problems| with_advice(problems, top.advice))?;
        let titles = top::skipped(&name, &top.titles, &record);
        let notes = records.notes().0.into_iter().chain(titles);
        header.notes.0.splice(0..0, notes);
        records.put_back(ahead);
        looks::at_names(&mut header, &mut records);
        looks::at_consent(&mut header, &mut records, options.variables.as_ref());
        Ok(Self {
            left_outs: LeftOuts::new(&header),
            duplicates: Duplicates::of(records.left().unwrap_or_default()),
            header,
            records,
            of_letters: options.variables.clone(),
            usual_country: options.country.map(|country| (country, country.post())),
            taken: TakenCounts::default(),
            countries: Countries::default(),
            row: 0,
            last: Record::default(),
            is_broken: false,
            has_told_marks: false,
        })
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The note on which of several columns the members given so far took, if they had something to choose.
    pub fn taken(&self) -> Option<Diagnostic> {
        self.taken.note(&self.header)
    }

    /// A problem of the row that was given last: at its first cell that the problem is about, which it names,
    /// else at the whole row. One with a place of its own names the line.
    pub fn located(&self, problem: Diagnostic, is_about: impl Fn(&str) -> bool) -> Diagnostic {
        let (name, record) = (self.records.name(), &self.last);
        if problem.place.is_some() {
            let message = format!("line {} of `{name}`: {}", record.line, problem.message);
            return Diagnostic { message, ..problem };
        }
        let found = record.cells.iter().position(|cell| is_about(cell));
        let title = found.map(|cell| self.header.title(cell));
        match (found, title) {
            (Some(cell), Some(title)) if !title.is_empty() => {
                let value = shortened(&record.cells[cell]);
                let message = format!("`{title}` is `{value}`: {}", problem.message);
                let place = record.cell_place(name, cell);
                Diagnostic { message, ..problem }.at(place)
            }
            _ => problem.at(record.place(name, 0..record.text.len())),
        }
    }

    /// The error that the row that was given last names no country, where its letters need one.
    pub fn without_country(&self) -> Diagnostic {
        let cell = self.header.country();
        let title = cell.map_or("country", |cell| self.header.title(cell));
        let message = format!("`{title}` is empty, and the letters of the row need the country");
        let help = "fill it in, by code or name, or give `--country` if all write from one";
        let name = self.records.name();
        let place = match cell {
            Some(cell) => self.last.cell_place(name, cell),
            None => self.last.place(name, 0..self.last.text.len()),
        };
        Diagnostic::error(message).at(place).help(help)
    }

    /// A note, once, that the file is read as one of rejected rows, at a cell from which a mark was taken away.
    fn note_of_mark(&self, record: &Record, cell: usize) -> Diagnostic {
        let name = self.records.name();
        let message = format!(
            "`{name}` is read as a file of rejected rows: apostrophes before formulas are taken away"
        );
        let help = "its last columns are `problem` and `line`; if it is another file, give them other names";
        Diagnostic::note(message)
            .help(help)
            .at(record.cell_place(name, cell))
    }

    fn read(&mut self, record: &Record, unmarked: Option<usize>) -> Row {
        faults::enter(Point::Row);
        let name = self.records.name();
        if let Some(WrongQuote::Open(_)) = record.quote
            && let Some(problem) = record.quote_problem(name)
        {
            self.is_broken = true;
            return Row::Broken(problem);
        }
        self.row += 1;
        if let Some(row) = self
            .left_outs
            .left_out(name, &self.header, record, self.row)
        {
            return Row::LeftOut(row);
        }
        let mark = unmarked.filter(|_| !self.has_told_marks);
        let note = mark.map(|cell| self.note_of_mark(record, cell));
        let mut taken = Taken::default();
        let reading = RowReader {
            name,
            encoding: self.records.encoding(),
            header: &self.header,
            record,
            countries: &mut self.countries,
            usual_country: self.usual_country,
            of_letters: self.of_letters.as_ref(),
            taken: &mut taken,
            problems: Problems(note.into_iter().collect()),
            mended: Vec::new(),
        };
        let mut row = reading.read(self.row);
        self.has_told_marks |= mark.is_some() && !matches!(row, Row::NoConsent { .. });
        if let Row::Member(member) = &mut row {
            self.taken.add(&taken);
            self.warn(member, record);
        }
        row
    }

    /// Adds the warnings that need other rows, or look at all cells.
    fn warn(&mut self, member: &mut Member, record: &Record) {
        let name = self.records.name();
        let place = || record.place(name, 0..record.text.len());
        let duplicate = self.duplicates.find(member);
        let found = duplicate.map(|problem| problem.at(place()));
        let mojibake = mojibake::warning(name, &self.header, record);
        member.warnings.0.extend(found.into_iter().chain(mojibake));
    }
}

impl Iterator for Members<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        while !self.is_broken {
            match self.records.next()? {
                Ok(record) if record.is_blank() => self.left_outs.blank(&record),
                Ok(record) if self.left_outs.has_blanks() => {
                    self.records.put_back([Ok(record)].into());
                    return self.left_outs.blanks().map(Row::LeftOut);
                }
                Ok(mut record) => {
                    let is_marked = self.header.is_of_rejected();
                    let unmarked = is_marked.then(|| record.unmark()).flatten();
                    let row = panics::caught(String::new, || self.read(&record, unmarked))
                        .unwrap_or_else(|mut problem| {
                            let (line, name) = (record.line, self.records.name());
                            problem.message =
                                format!("line {line} of `{name}`: {}", problem.message);
                            self.is_broken = true;
                            Row::Broken(problem)
                        });
                    self.last = record;
                    return Some(row);
                }
                Err(problem) => {
                    self.is_broken = true;
                    return Some(Row::Broken(problem));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// A disk that fails at the end of what it has.
    struct Failing<'b>(&'b [u8]);

    impl Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::from(io::ErrorKind::BrokenPipe)),
                count => Ok(count),
            }
        }
    }

    #[test]
    fn nothing_follows_where_the_disk_fails() {
        let text = "name\n".to_owned() + &"Ana\n".repeat(40_000);
        let members =
            Members::open("x.csv", Failing(text.as_bytes()), &ListOptions::default()).unwrap();
        let rows: Vec<Row> = members.collect();
        let Some((Row::Broken(problem), before)) = rows.split_last() else {
            panic!("{} rows", rows.len())
        };
        assert!(
            problem.message.contains("cannot read `x.csv`"),
            "{problem:?}"
        );
        assert!(before.len() > 30_000);
        assert!(before.iter().all(|row| matches!(row, Row::Member(_))));
    }

    #[test]
    fn that_marks_are_taken_away_is_told_once() {
        let rows = "'@Ana,,2\n'@Bob,,3\nCy,,4\n";
        let told = |header: &str| -> Vec<Problems> {
            let text = format!("{header}\n{rows}");
            let members = Members::open("x.csv", text.as_bytes(), &ListOptions::default()).unwrap();
            let told = members.map(|row| match row {
                Row::Member(member) => member.warnings,
                row => panic!("{row:?}"),
            });
            told.collect()
        };
        let of_rejected = told("name,problem,line");
        assert!(
            of_rejected[0].0[0]
                .message
                .contains("read as a file of rejected rows")
        );
        assert_eq!(of_rejected[0].0[0].place.as_ref().unwrap().line(), 2);
        let counts = |told: &[Problems]| told.iter().map(|told| told.0.len()).collect::<Vec<_>>();
        assert_eq!(counts(&of_rejected), [1, 0, 0]);
        assert_eq!(
            counts(&told("name,problem,row")),
            [1, 1, 0],
            "as they stand"
        );
    }

    #[test]
    fn a_header_that_cannot_be_read_is_a_problem() {
        assert!(Members::open("x.csv", Failing(b"name"), &ListOptions::default()).is_err());
        assert!(Members::open("x.csv", &b"na\xe4me\n"[..], &ListOptions::default()).is_err());
        assert!(Members::open("x.csv", &b",,\n\nname\nAna\n"[..], &ListOptions::default()).is_ok());
    }
}
