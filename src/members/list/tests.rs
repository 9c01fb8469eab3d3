//! The formats of lists say the same, and what is no list is an error.

#[path = "../../../tests/lists/written.rs"]
mod written;

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::country::Country;
use crate::members::member::Row;
use crate::sender::Sender;
use written::{Cells, FORMATS, content, csv, escaped, packed, workbook};

/// The members of a list, without their places.
fn members(name: &str, bytes: &[u8]) -> Vec<Result<Sender, Vec<String>>> {
    let members = open_bytes(name, bytes, &ListOptions::default()).unwrap();
    let told = |row| match row {
        Row::Member(member) => Ok(member.sender),
        Row::Bad(bad) => Err(bad
            .problems
            .0
            .into_iter()
            .map(|problem| problem.message)
            .collect()),
        row => panic!("{row:?}"),
    };
    members.map(told).collect()
}

fn cell() -> impl Strategy<Value = String> {
    "([A-Za-zäÖßЯж’.,;&<>\"'_x0D=é😀-]{1,6}[ \n]?){0,3}".prop_map(|text| text.trim().to_owned())
}

proptest! {
    /// One list has the same members as a text, as a workbook of either sort and as an address book.
    #[test]
    fn every_format_says_the_same(
        rows in prop::collection::vec((("[A-ZÄЯ][a-zéя]{1,8}", cell()), (cell(), "[0-9]{0,5}", cell()), ("([a-z]{1,8}@example\\.org)?", "(\\+[0-9]{3,9})?")), 1..12)
    ) {
        let cells: Cells = rows.into_iter().map(|((first, last), (street, postcode, city), (email, phone))| {
            let flat = |text: String| text.replace('\n', " ");
            [first, flat(last), street, postcode, flat(city), email, phone]
        }).collect();
        let expected = members("x.csv", &csv(&cells));
        prop_assert_eq!(expected.len(), cells.len());
        for (name, written) in FORMATS {
            prop_assert_eq!(&members(name, &written(&cells)), &expected, "{}", name);
        }
    }

    /// What is read of a sheet is what calamine reads.
    #[test]
    fn a_sheet_is_read_as_by_its_judge(rows in prop::collection::vec(prop::collection::vec(cell(), 1..5), 1..8)) {
        use calamine::Reader;
        let mut sheet = String::new();
        for (n, row) in rows.iter().enumerate() {
            write!(sheet, "<row r=\"{}\">", n + 1).unwrap();
            for (column, text) in ('A'..).zip(row) {
                let text = escaped(text);
                write!(sheet, "<c r=\"{column}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", n + 1).unwrap();
            }
            sheet += "</row>";
        }
        let bytes = workbook(&sheet, "");
        let mut judge = calamine::Xlsx::new(Cursor::new(&bytes)).unwrap_or_else(|why| panic!("{why:?}"));
        let range = judge.worksheet_range("Members").unwrap();
        let expected: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        let filled: Vec<String> = expected.concat().into_iter().filter(|cell| !cell.trim().is_empty()).collect();
        prop_assume!(!filled.is_empty());
        let (_, held, _) = workbook::packed("x.xlsx", Cursor::new(&bytes), &ListOptions::default()).unwrap();
        let found = held.records("x", &Problems::default()).map(|record| record.unwrap().cells);
        let found: Vec<String> = found.collect::<Vec<_>>().concat().into_iter().filter(|cell| !cell.trim().is_empty()).collect();
        prop_assert_eq!(found, filled);
    }

    /// Whatever is changed in a workbook or an address book, it is read or an error.
    #[test]
    fn a_damaged_list_is_an_error(
        which in 0..FORMATS.len(), damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6), end in any::<prop::sample::Index>()
    ) {
        let cells: Cells = vec![["Ana", "Silva", "1 Rd\nFlat 2", "LS1", "Leeds", "a@example.org", "+44"].map(str::to_owned)];
        let mut bytes = FORMATS[which].1(&cells);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(end.index(bytes.len()) + 1);
        if let Ok(members) = open_bytes("x", &bytes, &ListOptions::default()) {
            prop_assert!(members.count() < 100);
        }
    }
}

fn error(bytes: &[u8]) -> Diagnostic {
    match open_bytes("list.csv", bytes, &ListOptions::default()) {
        Err(problems) => problems.0.into_iter().next().unwrap(),
        Ok(members) => panic!("{:?}", members.collect::<Vec<_>>()),
    }
}

#[test]
fn what_is_no_list_says_what_it_is() {
    let locked = "<m><f><encryption-data/></f></m>".to_owned();
    for (bytes, part) in [
        (
            packed(&[("xl/workbook.bin", String::new())]),
            "binary workbook",
        ),
        (packed(&[("Index/Document.iwa", String::new())]), "Apple"),
        (
            packed(&[("word/document.xml", String::new())]),
            "a text document",
        ),
        (packed(&[("x", String::new())]), "no workbook in it"),
        (
            packed(&[("content.xml", "<office:text/>".to_owned())]),
            "another sort of document",
        ),
        (
            packed(&[
                ("content.xml", String::new()),
                ("META-INF/manifest.xml", locked),
            ]),
            "locked with a password",
        ),
        (content(""), "is empty"),
        (b"PK\x03\x04".to_vec(), "cannot be read as a workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "cannot be read as a workbook",
        ),
        (b"<html><table>".to_vec(), "a web page"),
    ] {
        let problem = error(&bytes);
        assert!(problem.message.contains(part), "{problem:?}");
        assert!(
            part == "is empty" || !problem.help.is_empty(),
            "{problem:?}"
        );
    }
}

#[test]
fn what_would_fill_the_memory_is_an_error() {
    let cell = "<table:table-cell table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell>";
    let row =
        format!("<table:table-row table:number-rows-repeated=\"1000000\">{cell}</table:table-row>");
    let many = content(&format!(
        "<table:table table:name=\"A\">{row}</table:table>"
    ));
    let far = workbook(
        "<row r=\"1\"><c r=\"ZZZZ1\" t=\"inlineStr\"><is><t>x</t></is></c></row>",
        "",
    );
    let long = workbook(
        &format!(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row>",
            "x".repeat(10 << 20)
        ),
        "",
    );
    let deep = workbook(&"<row>".repeat(100_000), "");
    for (bytes, part) in [
        (many, "more than"),
        (far, "to the right of"),
        (long, "too large"),
        (deep, "too deep"),
    ] {
        let problem = error(&bytes);
        assert!(problem.message.contains(part), "{problem:?}");
    }
}

/// The first row of a sheet with the columns name, postcode, country and phone, in which each value stands as written.
fn read_sheet(cells: &[(&str, &str)], country: Option<&str>) -> Row {
    let row = |row: usize, cells: &[(&str, &str)]| {
        let cell = |(column, (kind, value)): (char, &(&str, &str))| match *kind {
            "number" => format!("<c r=\"{column}{row}\"><v>{value}</v></c>"),
            _ => format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
        };
        let all: String = ('A'..).zip(cells).map(cell).collect();
        format!("<row r=\"{row}\">{all}</row>")
    };
    let titles = ["Name", "Postcode", "City", "Country", "Phone"].map(|title| ("text", title));
    let bytes = workbook(&(row(1, &titles) + &row(2, cells)), "");
    let options = ListOptions {
        country: country.and_then(Country::from_code),
        ..ListOptions::default()
    };
    open_bytes("x.xlsx", &bytes, &options)
        .unwrap()
        .next()
        .unwrap()
}

#[test]
fn a_number_gets_what_it_began_with_or_is_told() {
    let name = ("text", "Ana Silva");
    let row = |country, phone| {
        [
            name,
            ("number", "1067"),
            ("text", "Dresden"),
            ("text", country),
            ("number", phone),
        ]
    };
    let Row::Member(german) = read_sheet(&row("DE", "3511234567"), None) else {
        panic!()
    };
    assert_eq!(german.sender.address, ["01067 Dresden"]);
    assert_eq!(german.warnings.0.len(), 1);
    assert!(german.warnings.0[0].message.contains("without the 0 or +"));
    let Row::Member(usual) = read_sheet(&row("", "0351 1234567"), Some("DE")) else {
        panic!()
    };
    assert_eq!(usual.sender.address, ["01067 Dresden"]);
    assert_eq!((usual.sender.country, usual.warnings.0.len()), (None, 0));
    let Row::Member(nowhere) = read_sheet(&row("", "1"), None) else {
        panic!()
    };
    assert_eq!(nowhere.sender.address, ["1067 Dresden"]);
}

#[test]
fn a_rejected_row_keeps_the_zeros_that_came_back() {
    let cells = [
        ("text", "Ana Silva"),
        ("number", "1067"),
        ("text", "Dresden"),
        ("text", "DE"),
        ("text", "-"),
    ];
    let Row::Bad(bad) = read_sheet(&cells, None) else {
        panic!()
    };
    assert_eq!(bad.cells[1], "01067");
}
