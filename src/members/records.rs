//! Records of a CSV file (RFC 4180), each with its text, its line and the places of its cells.
//!
//! The only module that names csv. The library splits cells; this module finds out which delimiter a
//! file has and in which line a record begins.

use std::cell::OnceCell;
use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord};

use crate::diagnostic::Diagnostic;
use crate::members::columns::ColumnNames;
use crate::members::content::ListFormat;
use crate::members::decoding::{Decoder, cannot_read, not_utf8};
use crate::members::encoding::Encoding;
use crate::members::record::{Record, find_cells};
use crate::members::source::Source;
use crate::members::spreadsheet::unmarked;
use crate::members::top::{self, MOST_TITLES};

/// The delimiters between cells; of two that split the header alike, the first counts.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The bytes of text that are looked at to find the delimiter.
const LOOK_AHEAD: usize = 64 << 10;

/// The records of a file.
pub(super) struct Records<R> {
    reader: csv::Reader<Decoder<R>>,
    name: String,
    delimiter: u8,
    lines: LineCounter,
    cells: StringRecord,
    /// The line with the first bytes that the encoding does not know.
    first_fault: Option<usize>,
    ended: bool,
}

/// Counts lines, however they end.
#[derive(Debug, Default)]
struct LineCounter {
    passed: usize,
    after_return: bool,
}

impl LineCounter {
    fn pass(&mut self, text: &str) {
        for byte in text.bytes() {
            let ends = byte == b'\r' || byte == b'\n' && !self.after_return;
            self.passed += usize::from(ends);
            self.after_return = byte == b'\r';
        }
    }
}

impl<R: Read> Records<R> {
    /// Opens a file and finds its delimiter.
    ///
    /// # Errors
    /// If it cannot be read or is in another encoding than said.
    pub(super) fn open(
        name: &str,
        from: R,
        encoding: Option<Encoding>,
        format: Option<ListFormat>,
    ) -> Result<Self, Diagnostic> {
        let mut decoder = Decoder::open(name, from, encoding)?;
        let start = decoder
            .ahead(LOOK_AHEAD)
            .map_err(|error| cannot_read(name, &error))?;
        let said = said_delimiter(start);
        let delimiter = match format {
            Some(ListFormat::Tsv) => b'\t',
            _ => said.unwrap_or_else(|| likely_delimiter(start)),
        };
        if decoder.is_other() {
            let mut lines = LineCounter::default();
            lines.pass(&String::from_utf8_lossy(decoder.before_fault()));
            return Err(not_utf8(name, lines.passed + 1, decoder.likely()));
        }
        let mut records = Self {
            reader: reader(delimiter, decoder),
            name: name.to_owned(),
            delimiter,
            lines: LineCounter::default(),
            cells: StringRecord::new(),
            first_fault: None,
            ended: false,
        };
        if said.is_some() {
            records.next().transpose()?;
        }
        Ok(records)
    }

    fn read(&mut self) -> Result<Option<Record>, csv::Error> {
        let from = self.reader.position().byte();
        if !self.reader.read_record(&mut self.cells)? {
            return Ok(None);
        }
        let to = self.reader.position().byte();
        let decoder = self.reader.get_mut();
        let raw = String::from_utf8_lossy(decoder.kept(from, to)).into_owned();
        let fault = decoder.forget(to);
        let text = raw.trim_start_matches(['\r', '\n']);
        let skipped = raw.len() - text.len();
        self.lines.pass(&raw[..skipped]);
        let line = self.lines.passed + 1;
        self.lines.pass(text);
        let text = text.strip_suffix(['\r', '\n']).unwrap_or(text);
        let cells: Vec<String> = self.cells.iter().map(str::to_owned).collect();
        let (spans, quote) = find_cells(text, self.delimiter(), &cells);
        let within = |at: u64| usize::try_from(at - from).unwrap_or_default();
        Ok(Some(Record {
            text: text.to_owned(),
            line,
            source: OnceCell::new(),
            cells,
            spans,
            quote,
            numbers: Vec::new(),
            fault: fault.map(|fault| (within(fault.at.max(from)).saturating_sub(skipped), fault)),
        }))
    }

    /// The problem that a file is in another encoding, which a record with a fault may show.
    fn other_encoding(&mut self, record: &Record) -> Option<Diagnostic> {
        let (at, _) = record.fault.as_ref()?;
        let mut lines = LineCounter::default();
        lines.pass(record.text.get(..*at).unwrap_or_default());
        let first = *self.first_fault.get_or_insert(record.line + lines.passed);
        let decoder = self.reader.get_mut();
        // A file that cannot be read any further says so when it is read.
        let _ = decoder.ahead(LOOK_AHEAD);
        decoder
            .is_other()
            .then(|| not_utf8(&self.name, first, decoder.likely()))
    }

    fn problem(&self, error: csv::Error) -> Diagnostic {
        if self.reader.get_ref().is_full() {
            let line = self.lines.passed + 1;
            let message = format!(
                "the row that begins in line {line} of `{}` is longer than 1 MiB",
                self.name
            );
            return Diagnostic::error(message).help("look for a quote `\"` that is never closed");
        }
        match error.into_kind() {
            csv::ErrorKind::Io(error) => cannot_read(&self.name, &error),
            kind => Diagnostic::error(format!("cannot read `{}`: {kind:?}", self.name)),
        }
    }
}

impl<R: Read> Source for Records<R> {
    fn name(&self) -> &str {
        &self.name
    }

    fn encoding(&self) -> &'static str {
        self.reader.get_ref().encoding
    }

    fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = Result<Record, Diagnostic>;

    /// The next record that is not an empty line. Nothing comes after an error.
    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let read = self.read().map_err(|error| self.problem(error));
        let read = match read {
            Ok(Some(record)) => match self.other_encoding(&record) {
                Some(problem) => Err(problem),
                None => Ok(Some(record)),
            },
            read => read,
        };
        self.ended = !matches!(read, Ok(Some(_)));
        read.transpose()
    }
}

fn reader<R: Read>(delimiter: u8, from: R) -> csv::Reader<R> {
    let mut builder = ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter);
    builder.from_reader(from)
}

/// The delimiter of a first line such as `sep=;`, which Excel writes and hides.
fn said_delimiter(start: &[u8]) -> Option<u8> {
    match start.strip_prefix(b"sep=")? {
        [delimiter, b'\r' | b'\n', ..] => Some(*delimiter).filter(|d| DELIMITERS.contains(d)),
        _ => None,
    }
}

/// The delimiter of the row that names the columns, if one of the first does; else the one that splits the first row
/// into the most cells.
fn likely_delimiter(start: &[u8]) -> u8 {
    let names = ColumnNames::new();
    let first = splitting_delimiter(start);
    if first_rows(first, start)
        .next()
        .is_some_and(|row| top::says_who(&row, &names))
    {
        return first;
    }
    let known = |delimiter: &u8| {
        let rows = first_rows(*delimiter, start).filter_map(|row| top::known_columns(&row, &names));
        rows.max()
    };
    // Of equals, `max_by_key` takes the last.
    let best = DELIMITERS.into_iter().rev().max_by_key(known);
    best.filter(|best| known(best) > known(&first))
        .unwrap_or(first)
}

/// The first rows as a delimiter splits them, without blank ones.
fn first_rows(delimiter: u8, start: &[u8]) -> impl Iterator<Item = Vec<String>> {
    let records = reader(delimiter, start).into_byte_records();
    let cell = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    let rows = records.map_while(Result::ok);
    let rows = rows.map(move |row| row.iter().map(cell).collect::<Vec<String>>());
    let filled = rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    filled.take(MOST_TITLES + 1)
}

/// The delimiter that splits the first record into the most cells. What begins with a space is
/// rather the rest of a cell, such as that of `city, state`.
fn splitting_delimiter(start: &[u8]) -> u8 {
    let cells = |delimiter: &u8| {
        let first = reader(*delimiter, start)
            .into_byte_records()
            .next()
            .and_then(Result::ok)
            .unwrap_or_default();
        first.iter().filter(|cell| !cell.starts_with(b" ")).count()
    };
    // Of equals, `max_by_key` takes the last.
    let best = DELIMITERS.into_iter().rev().max_by_key(cells);
    best.unwrap_or(DELIMITERS[0])
}

/// The cells of every record of a table that this program wrote: commas, UTF-8. What is not comes as an error of the
/// kind `InvalidData`; others are those of the place that it is read from.
pub(crate) fn cells<R: Read>(from: R) -> impl Iterator<Item = io::Result<Vec<String>>> + use<R> {
    let records = reader(b',', from).into_records();
    records.map(|record| {
        let cells = record.map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            kind => io::Error::new(io::ErrorKind::InvalidData, format!("{kind:?}")),
        })?;
        Ok(cells.iter().map(unmarked).collect())
    })
}

#[cfg(test)]
mod tests {
    use csv::WriterBuilder;
    use proptest::prelude::*;

    use super::*;
    use crate::members::record::{WrongQuote, quoted};

    fn records(text: &str) -> Vec<Record> {
        let records = Records::open("x.csv", text.as_bytes(), None, None).unwrap();
        records.map(Result::unwrap).collect()
    }

    #[test]
    fn lines_are_counted_however_they_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["\u{feff}a,b", "1,\"x", "y\"", "", "2,z", ""].join(end);
            let found = records(&text);
            let lines: Vec<usize> = found.iter().map(|record| record.line).collect();
            assert_eq!(lines, [1, 2, 5], "{end:?}");
            assert_eq!(found[1].text, format!("1,\"x{end}y\""));
            assert_eq!(found[2].spans, [0..1, 2..3]);
        }
    }

    #[test]
    fn the_delimiter_is_found_outside_of_quotes() {
        for (text, delimiter) in [
            ("name,city\n1;2;3;4\n", ','),
            ("\"name, first\";city\n", ';'),
            ("name\tcity, town\n", '\t'),
            ("a|b|c\n", '|'),
            ("name\n", ','),
            ("sep=;\nname\n", ';'),
            ("Members, May 2026\nname;street;city\n", ';'),
            (
                "Members; May\n\nUnion, Leeds\nname\tcity, state\temail\n",
                '\t',
            ),
            ("Ana, Leeds\nBob;York;GB\n", ','),
            ("", ','),
        ] {
            let records = Records::open("x.csv", text.as_bytes(), None, None).unwrap();
            assert_eq!(records.delimiter(), delimiter, "{text}");
        }
        assert_eq!(records("sep=;\nname;a,b\n")[0].line, 2);
    }

    #[test]
    fn wrong_quotes_are_found_where_they_open() {
        for (text, wrong) in [
            ("a,\"b\n1,2\n3,4\n", WrongQuote::Open(2)),
            ("a,\"b\"\"c", WrongQuote::Open(2)),
            ("a,\"b\"c,d\n", WrongQuote::TextAfter(2)),
            ("\"b\n\"c,d\n", WrongQuote::TextAfter(0)),
        ] {
            assert_eq!(records(text)[0].quote, Some(wrong), "{text}");
        }
        assert_eq!(records("a \"b\" c,\"\",\"d\"\"e\"\n")[0].quote, None);
    }

    #[test]
    fn a_row_without_end_is_not_kept() {
        let text = format!("a,b\n1,\"{}", "x\n".repeat(2 << 20));
        let mut records = Records::open("x.csv", text.as_bytes(), None, None).unwrap();
        assert!(records.next().unwrap().is_ok());
        let problem = records.next().unwrap().unwrap_err();
        assert!(problem.message.contains("line 2"), "{problem:?}");
        assert!(records.next().is_none());
    }

    #[test]
    fn a_wrong_byte_is_found_in_its_record() {
        let bytes = b"a,b\n\n1,\xe4\n".as_slice();
        let mut records = Records::open("x.csv", bytes, None, None).unwrap();
        assert_eq!(records.next().unwrap().unwrap().fault, None);
        let (at, fault) = records.next().unwrap().unwrap().fault.unwrap();
        assert_eq!((at, fault.byte, fault.offset), (2, 0xe4, 7));
    }

    proptest! {
        /// The output of a writer of RFC 4180 is read back cell for cell, with right places.
        #[test]
        fn what_is_written_is_read(
            rows in prop::collection::vec(
                prop::collection::vec("[a-z\"',;|\t\n\r é]{0,8}", 3..4),
                1..8,
            ),
            delimiter in prop::sample::select(DELIMITERS.to_vec()),
            end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        ) {
            let terminator = match end {
                "\r\n" => csv::Terminator::CRLF,
                end => csv::Terminator::Any(end.as_bytes()[0]),
            };
            let mut builder = WriterBuilder::new();
            let mut writer = builder.delimiter(delimiter).terminator(terminator).from_writer(vec![]);
            // The header has the delimiter more often than anything else.
            let header = ["name", "street", "city"].map(str::to_owned).to_vec();
            for row in [&header].into_iter().chain(&rows) {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let found: Vec<Record> = Records::open("x.csv", bytes.as_slice(), None, None).unwrap().map(Result::unwrap).collect();
            prop_assert_eq!(found.len(), rows.len() + 1);
            for (record, row) in found[1..].iter().zip(&rows) {
                prop_assert_eq!(&record.cells, row);
                prop_assert_eq!(&record.quote, &None);
                for (span, cell) in record.spans.iter().zip(row) {
                    let raw = &record.text[span.clone()];
                    prop_assert!(raw == cell.as_str() || raw == quoted(cell).as_str());
                }
            }
        }
    }
}
