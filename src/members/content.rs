//! What a members file is, by its content: names of files lie.

use crate::diagnostic::Diagnostic;

/// The bytes that tell.
pub const LOOK: usize = 1024;

/// The formats of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// A text with commas, semicolons, tabs or `|` between cells.
    Csv,
    /// A text with tabs between cells.
    Tsv,
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of Excel before 2007.
    Xls,
    /// An OpenDocument workbook.
    Ods,
    /// An address book of vCards.
    Vcf,
}

impl ListFormat {
    /// All, with the words for them.
    pub const ALL: [(Self, &str); 6] = [
        (Self::Csv, "csv"),
        (Self::Tsv, "tsv"),
        (Self::Xlsx, "xlsx"),
        (Self::Xls, "xls"),
        (Self::Ods, "ods"),
        (Self::Vcf, "vcf"),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find(|(format, _)| *format == self)
            .map_or("", |(_, word)| word)
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    /// A ZIP file, as the workbooks of Office Open XML and OpenDocument are.
    Packed,
    /// A compound file, as the workbooks of Excel before 2007 and encrypted ones are.
    Compound,
    Cards,
}

/// What begins so.
///
/// # Errors
/// If it is something that no members are read from.
pub(super) fn content(name: &str, start: &[u8]) -> Result<Content, Diagnostic> {
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Ok(Content::Packed);
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Content::Compound);
    }
    let start = narrow(start);
    let start = start.trim_ascii_start();
    let begins = |word: &str| {
        let start = start.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    if begins("BEGIN:VCARD") {
        return Ok(Content::Cards);
    }
    let others = [
        ("<!doctype html", "a web page"),
        ("<html", "a web page"),
        ("<table", "a web page"),
        ("<?xml", "an XML document"),
        ("%PDF", "a PDF document"),
        ("{\\rtf", "a text document"),
    ];
    let Some((_, what)) = others.iter().find(|(word, _)| begins(word)) else {
        return Ok(Content::Text);
    };
    let message = format!("`{name}` is {what}, not a list, whatever its name says");
    let help = "open it in a spreadsheet program, save it as `.xlsx`, `.ods` or `CSV UTF-8`, and give that file";
    Err(Diagnostic::error(message).help(help))
}

/// What begins so, without a byte order mark; what is ASCII in UTF-16 is ASCII.
fn narrow(start: &[u8]) -> Vec<u8> {
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let text = marks.iter().find_map(|mark| start.strip_prefix(*mark));
    let text = text.unwrap_or(start).iter();
    text.filter(|byte| **byte != 0).copied().collect()
}

impl Content {
    /// What it is, for people.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Packed | Self::Compound => "a workbook",
            Self::Cards => "an address book",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds() {
        for (start, expected) in [
            (&b"PK\x03\x04x"[..], Content::Packed),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content::Compound),
            (b"\xef\xbb\xbf\r\nbegin:vcard\r\n", Content::Cards),
            (b"\xff\xfeB\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0", Content::Cards),
            (b"\0B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D", Content::Cards),
            (b"name,city\n", Content::Text),
            (b"\xff\xfen\0a\0m\0e\0", Content::Text),
            (b"<name>,city\n", Content::Text),
            (b"", Content::Text),
        ] {
            assert_eq!(content("x", start), Ok(expected), "{start:?}");
        }
        for start in [
            "<!DOCTYPE HTML><table>",
            " <table><tr>",
            "<?xml version='1.0'?>",
            "%PDF-1.4",
        ] {
            assert!(content("x.xls", start.as_bytes()).is_err(), "{start}");
        }
    }
}
