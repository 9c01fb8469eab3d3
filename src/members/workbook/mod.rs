//! Workbooks: the sheets of spreadsheet programs as lists.
//!
//! A sheet is read once and held packed. What it shows is what is read: the numbers in their formats, the last values
//! of formulas. What it hides is counted.

mod biff;
mod choice;
mod failures;
mod hidden;
mod numbers;
mod ods;
mod ods_cell;
mod package;
mod sheet;
mod strings;
mod styles;
mod tokens;
mod xls;
mod xlsx;
mod xml;

use std::io::{Read, Seek};

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::content::ListFormat;
use crate::members::held::Packed;
use crate::members::options::ListOptions;
use crate::members::said::check_workbook;
use crate::members::workbook::choice::{Sheets, choose};
use crate::members::workbook::failures::damaged;
use crate::members::workbook::ods::{CONTENT, Ods};
use crate::members::workbook::package::Package;
use crate::members::workbook::sheet::{Sheet, SheetName};
use crate::members::workbook::xls::Xls;
use crate::members::workbook::xlsx::Xlsx;

/// The rows of a list in a workbook, its name for messages, and notes.
type List = (String, Packed, Problems);

/// Reads the list in a workbook that is a ZIP file.
///
/// # Errors
/// If it cannot be read, or does not say which of its sheets is the list.
pub(super) fn packed(
    name: &str,
    from: impl Read + Seek,
    options: &ListOptions,
) -> Result<List, Problems> {
    let mut package = Package::open(from).map_err(|error| damaged(name, &error))?;
    if package.has(CONTENT) {
        let mut workbook = Ods::read(name, &mut package)?;
        check_workbook(name, ListFormat::Ods, options.format)?;
        return list(name, &mut workbook, options);
    }
    if let Some((_, what)) = OTHERS.iter().find(|(part, _)| package.has(part)) {
        let message = format!("`{name}` is {what}, which is not read");
        let help = "open it, save the sheet as `.xlsx`, `.ods` or `CSV UTF-8`, and give that file";
        return Err(Diagnostic::error(message).help(help).into());
    }
    let mut workbook = Xlsx::open(name, package)?;
    check_workbook(name, ListFormat::Xlsx, options.format)?;
    list(name, &mut workbook, options)
}

/// Parts of files that are no workbooks of a sort that is read.
const OTHERS: [(&str, &str); 4] = [
    ("xl/workbook.bin", "a binary workbook (`.xlsb`)"),
    ("Index/Document.iwa", "a document of Apple's programs"),
    ("word/document.xml", "a text document"),
    ("ppt/presentation.xml", "a presentation"),
];

/// Reads the list in a workbook that is a compound file.
///
/// # Errors
/// As [`packed`].
pub(super) fn compound(
    name: &str,
    from: impl Read + Seek,
    options: &ListOptions,
) -> Result<List, Problems> {
    let mut workbook = Xls::open(name, from)?;
    check_workbook(name, ListFormat::Xls, options.format)?;
    list(name, &mut workbook, options)
}

fn list(name: &str, sheets: &mut impl Sheets, options: &ListOptions) -> Result<List, Problems> {
    let (sheet, name, notes) = choose(name, sheets, options)?;
    Ok((name, sheet.rows, notes))
}

impl<R: Read + Seek> Sheets for Xlsx<'_, R> {
    fn names(&self) -> &[SheetName] {
        self.sheets()
    }

    fn read(&mut self, number: usize) -> Result<Sheet, Diagnostic> {
        self.sheet(number)
    }
}

impl Sheets for Ods {
    fn names(&self) -> &[SheetName] {
        &self.names
    }

    fn read(&mut self, number: usize) -> Result<Sheet, Diagnostic> {
        Ok(self.sheets[number].clone())
    }
}

impl Sheets for Xls<'_> {
    fn names(&self) -> &[SheetName] {
        self.sheets()
    }

    fn read(&mut self, number: usize) -> Result<Sheet, Diagnostic> {
        self.sheet(number)
    }
}
