//! Lists that are made to take much time or memory: a workbook of a mebibyte never costs over a hundred megabytes.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::bombs::{Bomb, MIB, all_end, filled};

/// The most kilobytes that a workbook of a mebibyte costs. Without optimizations a program has more of its own.
const KILOBYTES: u32 = if cfg!(debug_assertions) {
    150_000
} else {
    100_000
};

const MEMBERS: &[&str] = &["--campaign", "c", "members", "m.csv"];

/// A ZIP file of parts, each a text that is repeated until it has so many bytes, between two others.
fn packed(parts: &[(&str, &str, &str, usize, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, before, repeated, bytes, after) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(before.as_bytes()).unwrap();
        let piece = filled(repeated, MIB.min(*bytes).max(repeated.len()));
        let mut left = *bytes;
        while left >= piece.len() {
            zip.write_all(piece.as_bytes()).unwrap();
            left -= piece.len();
        }
        zip.write_all(after.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of Excel with a sheet, the texts that its cells share, and its styles.
fn xlsx(
    sheet: (&str, &str, usize),
    strings: (&str, &str, usize),
    styles: (&str, &str, usize),
) -> Vec<u8> {
    let relations = "<r><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"sheet.xml\"/>\
        <Relationship Id=\"b\" Type=\"x/sharedStrings\" Target=\"strings.xml\"/>\
        <Relationship Id=\"c\" Type=\"x/styles\" Target=\"styles.xml\"/></r>";
    packed(&[
        (
            "xl/workbook.xml",
            "<w><sheets><sheet name=\"A\" r:id=\"a\"/></sheets></w>",
            " ",
            0,
            "",
        ),
        ("xl/_rels/workbook.xml.rels", relations, " ", 0, ""),
        (
            "xl/sheet.xml",
            sheet.0,
            sheet.1,
            sheet.2,
            "</sheetData></worksheet>",
        ),
        ("xl/strings.xml", strings.0, strings.1, strings.2, "</sst>"),
        (
            "xl/styles.xml",
            styles.0,
            styles.1,
            styles.2,
            "</styleSheet>",
        ),
    ])
}

const SHEET: (&str, &str, usize) = ("<worksheet><sheetData>", " ", 0);
const STRINGS: (&str, &str, usize) = ("<sst>", " ", 0);
const STYLES: (&str, &str, usize) = ("<styleSheet>", " ", 0);

fn ods(repeated: (&str, &str, usize)) -> Vec<u8> {
    let (before, piece, bytes) = repeated;
    packed(&[(
        "content.xml",
        before,
        piece,
        bytes,
        "</t:table></o:spreadsheet>",
    )])
}

fn bomb(name: &'static str, bytes: Vec<u8>, says: &'static str) -> Bomb {
    assert!(bytes.len() < 2 * MIB, "{name} has {} bytes", bytes.len());
    Bomb {
        name,
        file: "m.csv",
        bytes,
        arguments: MEMBERS,
        says,
        kilobytes: KILOBYTES,
    }
}

#[test]
fn workbooks_of_excel_end() {
    let sheet = |start, piece, bytes| xlsx((start, piece, bytes), STRINGS, STYLES);
    let rows = "<worksheet><sheetData><row r=\"1\">";
    let cell = "<c t=\"inlineStr\"><is><t>a</t></is></c>";
    let mut merged = String::from("<worksheet><mergeCells>");
    for n in 1..20_000 {
        write!(merged, "<mergeCell ref=\"A1:B{n}\"/>").unwrap();
    }
    let long = format!("<si><t>{}</t></si>", filled("a", MIB / 2));
    let shared = xlsx(
        (rows, "<c t=\"s\"><v>0</v></c>", 16_000 * 24),
        ("<sst>", &long, long.len()),
        STYLES,
    );
    all_end(&[
        bomb("a row of one text", shared, "KiB of text"),
        bomb("cells of a row", sheet(rows, cell, 200 * MIB), "too large"),
        bomb(
            "rows",
            sheet("<worksheet><sheetData>", "<row/>", 200 * MIB),
            "more than 1048576 rows",
        ),
        bomb(
            "rows of a cell",
            sheet(
                "<worksheet><sheetData>",
                "<row><c t=\"str\"><v>aaaaaaaa</v></c></row>",
                200 * MIB,
            ),
            "more than 1048576 rows",
        ),
        bomb(
            "a cell far away",
            sheet(
                "<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
                " ",
                0,
            ),
            "at most 1000",
        ),
        bomb(
            "a cell farther away",
            sheet(
                "<worksheet><sheetData><row r=\"9999999999\"><c r=\"ZZZZ9\"><v>1</v></c></row>",
                " ",
                0,
            ),
            "to the right of column",
        ),
        bomb(
            "a cell without end",
            sheet(
                "<worksheet><sheetData><row><c t=\"str\"><v>",
                "a",
                200 * MIB,
            ),
            "too large",
        ),
        bomb(
            "elements in elements",
            sheet("<worksheet>", "<a>", 200 * MIB),
            "too deep",
        ),
        bomb(
            "an attribute",
            sheet("<worksheet><c r=\"", "a", 200 * MIB),
            "too large",
        ),
        bomb("loops of merged cells", sheet(&merged, " ", 0), "is empty"),
        bomb(
            "hidden columns",
            sheet(
                "<worksheet><cols>",
                "<col min=\"1\" max=\"99999999\" hidden=\"1\"/>",
                100 * MIB,
            ),
            "is empty",
        ),
    ]);
}

#[test]
fn parts_beside_the_sheet_end() {
    let sheet = |start, piece, bytes| xlsx((start, piece, bytes), STRINGS, STYLES);
    let shared = |start, piece, bytes| xlsx(SHEET, (start, piece, bytes), STYLES);
    all_end(&[
        bomb(
            "shared texts",
            shared("<sst>", "<si/>", 200 * MIB),
            "too large",
        ),
        bomb(
            "long shared texts",
            shared(
                "<sst>",
                "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>",
                200 * MIB,
            ),
            "too large",
        ),
        bomb(
            "a number of shared texts",
            shared("<sst uniqueCount=\"99999999999999\">", " ", 0),
            "is empty",
        ),
        bomb(
            "a shared text",
            shared("<sst><si><t>", "a", 200 * MIB),
            "too large",
        ),
        bomb(
            "styles",
            xlsx(
                SHEET,
                STRINGS,
                ("<styleSheet><cellXfs>", "<xf numFmtId=\"9\"/>", 200 * MIB),
            ),
            "too many styles",
        ),
        bomb(
            "formats",
            xlsx(
                SHEET,
                STRINGS,
                (
                    "<styleSheet><numFmts>",
                    "<numFmt numFmtId=\"9\" formatCode=\"0;0;0;0\"/>",
                    100 * MIB,
                ),
            ),
            "too many styles",
        ),
        bomb(
            "entities",
            sheet(
                "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>",
                "&b;",
                MIB,
            ),
            "",
        ),
    ]);
}

#[test]
fn other_workbooks_end() {
    let start = "<o:spreadsheet><t:table t:name=\"A\">";
    let cell = "<t:table-cell t:number-columns-repeated=\"16000\"><p>a</p></t:table-cell>";
    let row =
        format!("{start}<t:table-row t:number-rows-repeated=\"1048576\">{cell}</t:table-row>");
    let narrow = format!(
        "{start}<t:table-row t:number-rows-repeated=\"99999999999\"><t:table-cell><p>a</p></t:table-cell></t:table-row>"
    );
    let spaces = format!("{start}<t:table-row><t:table-cell><p>");
    all_end(&[
        bomb("repeated rows", ods((&row, " ", 0)), "more than"),
        bomb("rows without end", ods((&narrow, " ", 0)), "below row"),
        bomb(
            "spaces",
            ods((&spaces, "<text:s text:c=\"999999999\"/>", 20 * MIB)),
            "too large",
        ),
        bomb(
            "tables",
            ods(("<o:spreadsheet>", "<t:table/>", 100 * MIB)),
            "too many sheets",
        ),
        bomb(
            "paragraphs",
            ods((&spaces, "<p>aaaaaaaaaaaaaaaaaaaaa</p>", 100 * MIB)),
            "too large",
        ),
        bomb(
            "styles",
            ods((
                "<o:x>",
                "<s:style s:name=\"a\"><x:table-properties t:display=\"false\"/></s:style>",
                100 * MIB,
            )),
            "",
        ),
    ]);
}

#[test]
fn address_books_and_texts_end() {
    let card = |lines: String| format!("BEGIN:VCARD\nFN:Ana\n{lines}\nEND:VCARD\n").into_bytes();
    let picture = card(format!("PHOTO;ENCODING=b:{}", filled("A", 20 * MIB)));
    let folded = card(format!("PHOTO;ENCODING=b:{}", filled("A\n ", 20 * MIB)));
    let note = card(format!("NOTE:{}", filled("A", 20 * MIB)));
    let properties = card(filled("X:;;;;\n", MIB - 100));
    let addresses = card(filled("a.ADR:;;a\n", MIB - 100));
    let labels = card(filled("LABEL:a\n", MIB - 100));
    let soft = card(format!(
        "NOTE;QUOTED-PRINTABLE:{}",
        filled("=\n", MIB - 200)
    ));
    let folds = card(format!("NOTE{}", filled("=\n ", MIB - 200)));
    let lists = [
        ("addresses", addresses, ""),
        ("labels", labels, ""),
        ("soft line ends", soft, "1 member"),
        ("folds", folds, "1 member"),
        ("picture", picture, "1 member"),
        ("folded picture", folded, "1 member"),
        ("note", note, "more than 1 MiB"),
        ("properties", properties, ""),
    ];
    let mut columns = filled("name,", MIB);
    columns += "\n";
    let bombs = lists.map(|(name, bytes, says)| Bomb {
        name,
        file: "m.csv",
        bytes,
        arguments: MEMBERS,
        says: if says == "1 member" { "" } else { says },
        kilobytes: KILOBYTES,
    });
    all_end(&bombs);
    all_end(&[bomb(
        "200,000 columns",
        columns.into_bytes(),
        "at most 1000",
    )]);
}

/// Five cells a row, of which four are told apart from all others: what the cells share is nearly the whole list.
#[test]
fn a_hundred_thousand_rows_of_excel_are_ten_mebibytes_more() {
    let mut table = "name,address,country,e-mail,phone\n".to_owned();
    for n in 0..100_000 {
        let row = format!(
            "Ana Example{n},{n} Example Road; Leeds; LS1 1AA,GB,ana{n}@example.org,+44 113 {n:07}"
        );
        writeln!(table, "{row}").unwrap();
    }
    let (mut sheet, mut texts, mut numbers) = (String::new(), String::new(), HashMap::new());
    for row in table.lines() {
        sheet += "<row>";
        for text in row.split(',') {
            let next = numbers.len();
            let number = *numbers.entry(text).or_insert(next);
            if number == next {
                write!(texts, "<si><t>{text}</t></si>").unwrap();
            }
            write!(sheet, "<c t=\"s\"><v>{number}</v></c>").unwrap();
        }
        sheet += "</row>";
    }
    let workbook = xlsx(
        (SHEET.0, &sheet, sheet.len()),
        (STRINGS.0, &texts, texts.len()),
        STYLES,
    );
    let kilobytes = |name, bytes| {
        let list = Bomb {
            name,
            file: "m.csv",
            bytes,
            arguments: MEMBERS,
            says: "",
            kilobytes: 0,
        };
        let measured = list.measured();
        let said = String::from_utf8_lossy(&measured.output.stdout).into_owned();
        assert!(said.contains("100000 rows: 100000 members"), "{said}");
        measured.kilobytes
    };
    let text = kilobytes(
        "a hundred thousand rows of text",
        table.clone().into_bytes(),
    );
    let excel = kilobytes("a hundred thousand rows of Excel", workbook);
    assert!(excel < text + (10 << 10), "{excel} KB, as text {text} KB");
}
