//! A members file, row by row.

use std::collections::HashMap;
use std::io::Read;

use crate::diagnostic::{Diagnostic, Problems};
use crate::faults::{self, Point};
use crate::members::cells::shortened;
use crate::members::columns::Column;
use crate::members::countries::Countries;
use crate::members::decoding::Encoding;
use crate::members::header::Header;
use crate::members::household::fingerprint;
use crate::members::member::{Member, Row};
use crate::members::reading::RowReader;
use crate::members::record::{Record, WrongQuote};
use crate::members::records::Records;
use crate::panics;

/// The rows of a members file, in their order.
///
/// Of a row that was given only its line and 8 bytes are kept, to find its duplicates.
pub struct Members<R> {
    records: Records<R>,
    header: Header,
    countries: Countries,
    /// The lines of the members that were given, by their fingerprints.
    seen: HashMap<u64, usize>,
    row: usize,
    /// The row that was given last.
    last: Record,
    is_broken: bool,
    /// Whether the note that apostrophes are taken away was given.
    has_told_marks: bool,
}

impl<R: Read> Members<R> {
    /// Opens the file called `name`: finds its delimiter and reads its header. Without an encoding it
    /// has to be UTF-8.
    ///
    /// # Errors
    /// If it cannot be read, is in another encoding, or has no header; else everything that is wrong
    /// with the header.
    pub fn open(name: &str, from: R, encoding: Option<Encoding>) -> Result<Self, Problems> {
        let mut records = Records::open(name, from, encoding)?;
        let mut filled = records
            .by_ref()
            .filter(|found| !matches!(found, Ok(record) if record.is_blank()));
        let Some(record) = filled.next().transpose()? else {
            let message = format!("`{name}` is empty; expected a row that names the columns");
            return Err(Diagnostic::error(message).into());
        };
        let wrong = [
            record.fault_problem(name, records.encoding()),
            record.quote_problem(name),
        ];
        let wrong: Vec<Diagnostic> = wrong.into_iter().flatten().collect();
        if !wrong.is_empty() {
            return Err(Problems(wrong));
        }
        Ok(Self {
            header: Header::read(name, &record, records.delimiter())?,
            records,
            countries: Countries::default(),
            seen: HashMap::new(),
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
        let cell = self.header.index(Column::Country);
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
        let mark = unmarked.filter(|_| !self.has_told_marks);
        let note = mark.map(|cell| self.note_of_mark(record, cell));
        let reading = RowReader {
            name,
            encoding: self.records.encoding(),
            header: &self.header,
            record,
            countries: &mut self.countries,
            problems: Problems(note.into_iter().collect()),
        };
        let mut row = reading.read(self.row);
        self.has_told_marks |= mark.is_some() && !matches!(row, Row::NoConsent { .. });
        if let Row::Member(member) = &mut row {
            self.find_duplicate(member, record);
        }
        row
    }

    fn find_duplicate(&mut self, member: &mut Member, record: &Record) {
        let Some(print) = fingerprint(member) else {
            return;
        };
        let first = *self.seen.entry(print).or_insert(member.line);
        if first == member.line {
            return;
        }
        let message = format!(
            "line {} has the name and address of line {first}: both get letters",
            member.line
        );
        let place = record.place(self.records.name(), 0..record.text.len());
        let problem =
            Diagnostic::warning(message).help("delete one of the rows if they are one person");
        member.warnings.push(problem.at(place));
    }
}

impl<R: Read> Iterator for Members<R> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        while !self.is_broken {
            match self.records.next()? {
                Ok(record) if record.is_blank() => {}
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
        let members = Members::open("x.csv", Failing(text.as_bytes()), None).unwrap();
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
            let members = Members::open("x.csv", text.as_bytes(), None).unwrap();
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
        assert!(Members::open("x.csv", Failing(b"name"), None).is_err());
        assert!(Members::open("x.csv", &b"na\xe4me\n"[..], None).is_err());
        assert!(Members::open("x.csv", &b",,\n\nname\nAna\n"[..], None).is_ok());
    }
}
