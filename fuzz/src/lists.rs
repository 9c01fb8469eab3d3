//! Workbooks and address books: whatever is in one, it is members, or an error that says why.

use std::io::{Cursor, Write};

use protest_letter::members::{ListOptions, Row, open_bytes};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::problems;

/// What stands between the parts of an input.
const BETWEEN: &str = "\n--\n";

/// The relationships of a workbook's parts.
const RELATIONS: &str = "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"sheet.xml\"/>\
    <Relationship Id=\"b\" Type=\"x/sharedStrings\" Target=\"strings.xml\"/>\
    <Relationship Id=\"c\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";

/// A sheet, the texts that its cells share, the styles, and the workbook, as XML.
pub fn xlsx(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut parts = text.splitn(4, BETWEEN);
    let mut part = || parts.next().unwrap_or_default();
    let (sheet, strings, styles) = (part(), part(), part());
    let book = match part() {
        "" => "<workbook><sheets><sheet name=\"A\" r:id=\"a\"/></sheets></workbook>",
        book => book,
    };
    let bytes = packed(&[
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sheet.xml", sheet),
        ("xl/strings.xml", strings),
        ("xl/styles.xml", styles),
    ]);
    read(&bytes, input.len());
}

/// The content of an OpenDocument workbook, as XML.
pub fn ods(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    read(&packed(&[("content.xml", &text)]), input.len());
}

/// A file as it stands: the workbooks of Excel 97, and anything else.
pub fn xls(input: &[u8]) {
    read(input, input.len());
}

/// An address book.
pub fn cards(input: &[u8]) {
    let bytes = [b"BEGIN:VCARD\r\n", input].concat();
    read(&bytes, input.len());
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        let written = zip.start_file(*name, stored).map_err(std::io::Error::other);
        let written = written.and_then(|()| zip.write_all(text.as_bytes()));
        written.unwrap_or_else(|why| panic!("{why}"));
    }
    let bytes = zip.finish().unwrap_or_else(|why| panic!("{why}"));
    bytes.into_inner()
}

/// Reads a list. A short one has no more rows than a short text can say; rows stand in their order.
fn read(bytes: &[u8], length: usize) {
    let members = match open_bytes("list", bytes, &ListOptions::default()) {
        Ok(members) => members,
        Err(found) => {
            assert!(found.has_errors(), "no members and no reason");
            return problems::check(&found);
        }
    };
    let mut last = 0;
    // A row may say how often it is repeated.
    for row in members.take(10 * length + 100) {
        match row {
            Row::Member(member) => {
                assert!(member.row > last, "row {} after {last}", member.row);
                last = member.row;
                problems::check(&member.warnings);
            }
            Row::Bad(bad) => {
                assert!(bad.problems.has_errors(), "a bad row without a reason");
                problems::check(&bad.problems);
            }
            _ => {}
        }
    }
}
