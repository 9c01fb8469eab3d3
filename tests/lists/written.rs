//! Lists as other programs could write them, in every format, for tests and benchmarks.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

/// The columns of the list.
pub(crate) const COLUMNS: [&str; 7] = [
    "First name",
    "Last name",
    "Street",
    "Postcode",
    "City",
    "E-mail",
    "Phone",
];

/// The cells of the rows below the header.
pub(crate) type Cells = Vec<[String; COLUMNS.len()]>;

/// A format: the name of a list, and what writes it.
type Format = (&'static str, fn(&Cells) -> Vec<u8>);

/// The formats that lists are written in.
pub(crate) const FORMATS: [Format; 5] = [
    ("x.csv", csv),
    ("x.xlsx", xlsx),
    ("x.ods", ods),
    ("x.xls", xls),
    ("x.vcf", vcf),
];

/// A ZIP file with parts.
pub(crate) fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text in XML.
pub(crate) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('"', "&quot;").replace('\n', "&#10;")
}

fn rows(cells: &Cells) -> impl Iterator<Item = Vec<&str>> {
    let rows = cells
        .iter()
        .map(|row| row.iter().map(String::as_str).collect());
    [COLUMNS.to_vec()].into_iter().chain(rows)
}

/// A text with commas (RFC 4180).
pub(crate) fn csv(cells: &Cells) -> Vec<u8> {
    let cell = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: Vec<&str>| row.into_iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    rows(cells).map(line).collect::<String>().into_bytes()
}

/// A workbook of Excel since 2007 whose texts are shared in every second row, and stand in their cells in the others.
pub(crate) fn xlsx(cells: &Cells) -> Vec<u8> {
    let (mut sheet, mut shared, mut count) = (String::new(), String::new(), 0);
    for (n, row) in rows(cells).enumerate() {
        write!(sheet, "<row r=\"{}\">", n + 1).unwrap();
        for (column, text) in ('A'..).zip(row) {
            let place = format!("{column}{}", n + 1);
            let text = escaped(&text.replace("_x", "_x005F_x"));
            if n % 2 == 0 {
                write!(sheet, "<c r=\"{place}\" t=\"s\"><v>{count}</v></c>").unwrap();
                write!(shared, "<si><r><t>{text}</t></r></si>").unwrap();
                count += 1;
            } else if !text.is_empty() {
                let cell = format!("<c t=\"inlineStr\" r=\"{place}\"><is><t>{text}</t></is></c>");
                sheet += &cell;
            }
        }
        sheet += "</row>";
    }
    workbook(&sheet, &shared)
}

/// A workbook of one sheet, with the texts that its cells share.
pub(crate) fn workbook(sheet: &str, shared: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!("<Relationship Id=\"{kind}\" Type=\"{kinds}/{kind}\" Target=\"{target}\"/>")
    };
    let book = relation("officeDocument", "xl/workbook.xml");
    let parts = relation("worksheet", "worksheets/sheet1.xml")
        + &relation("sharedStrings", "/xl/sharedStrings.xml");
    let sheets =
        "<workbook><sheets><sheet name=\"Members\" r:id=\"worksheet\"/></sheets></workbook>";
    packed(&[
        (
            "_rels/.rels",
            format!("<Relationships>{book}</Relationships>"),
        ),
        ("xl/workbook.xml", sheets.to_owned()),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships>{parts}</Relationships>"),
        ),
        ("xl/sharedStrings.xml", format!("<sst>{shared}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><dimension ref=\"A1\"/><sheetData>{sheet}</sheetData></worksheet>"),
        ),
    ])
}

/// An OpenDocument workbook.
pub(crate) fn ods(cells: &Cells) -> Vec<u8> {
    let mut table = String::new();
    for row in rows(cells) {
        table += "<table:table-row>";
        for text in row {
            table += "<table:table-cell office:value-type=\"string\">";
            for line in text.split('\n') {
                let line = escaped(line).replace(' ', "<text:s/>");
                write!(table, "<text:p>{line}</text:p>").unwrap();
            }
            table += "</table:table-cell>";
        }
        table += "</table:table-row>";
    }
    content(&format!(
        "<table:table table:name=\"Members\">{table}</table:table>"
    ))
}

/// An OpenDocument workbook of tables.
pub(crate) fn content(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[("content.xml", content)])
}

/// A workbook of Excel 97 ([MS-XLS]): a stream of records in a compound file. It has room for 65,536 rows.
pub(crate) fn xls(cells: &Cells) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    let begins = |kind: u8| record(0x0809, &[&[0, 6, kind, 0][..], &[0; 12]].concat());
    let eof = record(0x000a, &[]);
    let name = b"Members";
    let bound = |at: u32| {
        let tail = [&[0, 0, 7, 0][..], name].concat();
        record(0x0085, &[&at.to_le_bytes()[..], &tail].concat())
    };
    let before = begins(5).len() + bound(0).len() + eof.len();
    let at = u32::try_from(before).unwrap();
    let mut stream = [begins(5), bound(at), eof.clone(), begins(0x10)].concat();
    for (n, row) in rows(cells).enumerate() {
        for (column, text) in (0_u16..).zip(row) {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = u16::try_from(units.len() / 2).unwrap();
            let row = u16::try_from(n).unwrap();
            let head = [row, column, 0, length].map(u16::to_le_bytes).concat();
            stream.extend(record(0x0204, &[&head[..], &[1], &units].concat()));
        }
    }
    stream.extend(eof);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut book = file.create_stream("Workbook").unwrap();
    book.write_all(&stream).unwrap();
    drop(book);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// An address book (RFC 6350).
pub(crate) fn vcf(cells: &Cells) -> Vec<u8> {
    let mut text = String::new();
    for row in cells {
        let [first, last, street, postcode, city, email, phone] = row.clone().map(|cell| {
            let cell = cell.replace('\\', "\\\\").replace('\n', "\\n");
            cell.replace(';', "\\;").replace(',', "\\,")
        });
        let address = format!("ADR;TYPE=home:;;{street};{city};;{postcode};");
        let lines = format!(
            "VERSION:4.0\r\nN:{last};{first};;;\r\n{address}\r\nEMAIL:{email}\r\nTEL:{phone}"
        );
        write!(text, "BEGIN:VCARD\r\n{lines}\r\nEND:VCARD\r\n").unwrap();
    }
    text.into_bytes()
}
