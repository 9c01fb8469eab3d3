//! Workbooks of Excel since 2007 (ECMA-376, Office Open XML, part 1, 18: SpreadsheetML), with macros or without.
//!
//! A sheet is read event by event, with the texts that its cells share beside it: a hundred thousand rows take some
//! megabytes. Macros are parts that nobody looks at. Formulas give the value that they had last.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::members::texts::{End, Texts};
use crate::members::workbook::failures::damaged;
use crate::members::workbook::package::Package;
use crate::members::workbook::sheet::{Sheet, SheetBuilder, SheetName};
use crate::members::workbook::strings::{self, unescaped};
use crate::members::workbook::styles::Styles;
use crate::members::workbook::xml::{Element, Part, Xml, says_yes};

/// A workbook.
pub(super) struct Xlsx<'n, R> {
    name: &'n str,
    package: Package<R>,
    /// The parts of the sheets, in their order.
    parts: Vec<String>,
    sheets: Vec<SheetName>,
    texts: Arc<Texts>,
    styles: Styles,
    /// Whether days are counted from 1904 (18.2.28).
    is_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: SheetName,
    relation: String,
}

impl<'n, R: Read + Seek> Xlsx<'n, R> {
    /// Opens the workbook in the file called `name`.
    ///
    /// # Errors
    /// If it cannot be read or is another sort of workbook.
    pub(super) fn open(name: &'n str, mut package: Package<R>) -> Result<Self, Diagnostic> {
        let failed = |error: io::Error| damaged(name, &error);
        let book = office_document(&mut package).map_err(failed)?;
        let (folder, file) = book.rsplit_once('/').unwrap_or(("", &book));
        let relations = relations(&mut package, &format!("{folder}/_rels/{file}.rels"));
        let relations = relations.map_err(failed)?;
        let (listed, is_1904) = listed(&mut package, &book).map_err(failed)?;
        let target = |target: &str| match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("{folder}/{target}"),
        };
        let of_kind = |kind: &str| {
            let mut found = relations.values();
            found
                .find(|(found, _)| found.ends_with(kind))
                .map(|(_, part)| target(part))
        };
        let texts = match of_kind("/sharedStrings") {
            Some(part) => package.xml(&part).map_err(failed)?.map(strings::read),
            None => None,
        };
        let styles = match of_kind("/styles") {
            Some(part) => package.xml(&part).map_err(failed)?.map(Styles::read),
            None => None,
        };
        // Others are charts and dialogs.
        let part = |sheet: &Listed| {
            let (kind, part) = relations.get(&sheet.relation)?;
            kind.ends_with("/worksheet").then(|| target(part))
        };
        let sheets = listed
            .into_iter()
            .filter_map(|sheet| Some((part(&sheet)?, sheet.name)));
        let (parts, sheets) = sheets.unzip();
        Ok(Self {
            name,
            package,
            parts,
            sheets,
            texts: Arc::new(texts.transpose().map_err(failed)?.unwrap_or_default()),
            styles: styles.transpose().map_err(failed)?.unwrap_or_default(),
            is_1904,
        })
    }

    /// The sheets, in their order.
    pub(super) fn sheets(&self) -> &[SheetName] {
        &self.sheets
    }

    /// Reads a sheet.
    ///
    /// # Errors
    /// If it cannot be read or is too large.
    pub(super) fn sheet(&mut self, number: usize) -> Result<Sheet, Diagnostic> {
        let failed = |error: io::Error| damaged(self.name, &error);
        let mut reading = SheetReader {
            file: self.name,
            texts: &self.texts,
            end: End::default(),
            styles: &self.styles,
            is_1904: self.is_1904,
            builder: SheetBuilder::new(self.name, &self.sheets[number].name)
                .with_texts(&self.texts),
            cell: Cell::default(),
        };
        let part = self.package.xml(&self.parts[number]).map_err(failed)?;
        if let Some(mut xml) = part {
            reading.read(&mut xml)?;
        }
        reading.builder.finish()
    }
}

/// The part that is the workbook (ECMA-376, part 2, 9.3: the relationships of the package).
fn office_document<R: Read + Seek>(package: &mut Package<R>) -> io::Result<String> {
    let relations = relations(package, "_rels/.rels")?;
    let mut found = relations.into_values();
    let book = found.find(|(kind, _)| kind.ends_with("/officeDocument"));
    Ok(book.map_or_else(
        || "xl/workbook.xml".to_owned(),
        |(_, part)| part.trim_start_matches('/').to_owned(),
    ))
}

/// The relationships that a part lists: the type and the target of each, by their ids.
fn relations<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> io::Result<BTreeMap<String, (String, String)>> {
    let mut relations = BTreeMap::new();
    let Some(mut xml) = package.xml(part)? else {
        return Ok(relations);
    };
    loop {
        match xml.next()? {
            Part::Eof => return Ok(relations),
            Part::Start(element) if element.name() == "Relationship" => {
                let found = ["Id", "Type", "Target"].map(|name| element.attribute(name));
                if let [Some(id), Some(kind), Some(target)] = found {
                    relations.insert(id, (kind, target));
                }
            }
            _ => {}
        }
    }
}

/// The sheets that the workbook lists, and whether its days are counted from 1904.
fn listed<R: Read + Seek>(package: &mut Package<R>, book: &str) -> io::Result<(Vec<Listed>, bool)> {
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    let Some(mut xml) = package.xml(book)? else {
        return Err(io::Error::other("it has no workbook in it"));
    };
    loop {
        match xml.next()? {
            Part::Eof => return Ok((sheets, is_1904)),
            Part::Start(element) => match element.name() {
                "workbookPr" => is_1904 = element.is("date1904"),
                "sheet" if sheets.len() > limits::SHEETS => {
                    return Err(io::Error::other("it has too many sheets"));
                }
                "sheet" => {
                    let state = element.attribute("state");
                    sheets.push(Listed {
                        name: SheetName {
                            name: element.attribute("name").unwrap_or_default(),
                            is_hidden: state.is_some_and(|state| state != "visible"),
                        },
                        relation: element.attribute("id").unwrap_or_default(),
                    });
                }
                _ => {}
            },
            Part::Text(_) | Part::End(_) => {}
        }
    }
}

/// The reader of a sheet.
struct SheetReader<'s> {
    file: &'s str,
    texts: &'s Texts,
    /// Where the furthest text ended that a cell had.
    end: End,
    styles: &'s Styles,
    is_1904: bool,
    builder: SheetBuilder,
    cell: Cell,
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct Cell {
    column: usize,
    style: usize,
    kind: Kind,
    text: String,
    /// The formula, shown where it has no value.
    formula: String,
    has_formula: bool,
    /// Whether it has a value, which may be empty.
    has_value: bool,
    /// What the text goes to.
    within: Within,
    sounds: i32,
}

/// The type of a cell (18.18.11).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Boolean,
    /// A text, an error or a date of ISO 8601, which stand as they are.
    Text,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Within {
    #[default]
    Nothing,
    Value,
    Formula,
}

impl SheetReader<'_> {
    fn read(&mut self, xml: &mut Xml<impl Read>) -> Result<(), Diagnostic> {
        loop {
            let part = xml.next().map_err(|error| damaged(self.file, &error))?;
            match part {
                Part::Eof => return Ok(()),
                Part::Start(element) => self.start(&element)?,
                Part::Text(text) => match self.cell.within {
                    Within::Nothing => {}
                    Within::Value => self.cell.text.push_str(&text),
                    Within::Formula => self.cell.formula.push_str(&text),
                },
                Part::End(element) => match element.name() {
                    "c" => self.end_cell()?,
                    "rPh" => self.cell.sounds -= 1,
                    _ => self.cell.within = Within::Nothing,
                },
            }
        }
    }

    fn start(&mut self, element: &Element<'_>) -> Result<(), Diagnostic> {
        match element.name() {
            "c" => self.start_cell(element),
            "t" if self.cell.sounds > 0 => {}
            "v" | "t" => {
                self.cell.has_value = true;
                self.cell.within = Within::Value;
            }
            "rPh" => self.cell.sounds += 1,
            "f" => {
                self.cell.has_formula = true;
                self.cell.within = Within::Formula;
            }
            "row" => return self.start_row(element),
            "col" if element.is("hidden") => {
                let bound = |name| element.attribute(name)?.parse::<usize>().ok();
                if let (Some(first), Some(last)) = (bound("min"), bound("max")) {
                    let columns = first.saturating_sub(1)..=last.saturating_sub(1);
                    self.builder.hide_columns(columns);
                }
            }
            "mergeCell" => self.builder.merge(),
            _ => {}
        }
        Ok(())
    }

    fn start_row(&mut self, element: &Element<'_>) -> Result<(), Diagnostic> {
        let (mut line, mut is_hidden) = (self.builder.line() + 1, false);
        element.attributes(|name, value| match name {
            "r" => line = value.trim().parse().unwrap_or(line),
            "hidden" => is_hidden = says_yes(value),
            _ => {}
        });
        self.cell.column = 0;
        self.builder.row(line, is_hidden)
    }

    fn start_cell(&mut self, element: &Element<'_>) {
        let cell = &mut self.cell;
        cell.style = 0;
        cell.kind = Kind::Number;
        cell.text.clear();
        cell.formula.clear();
        cell.has_formula = false;
        cell.has_value = false;
        cell.within = Within::Nothing;
        cell.sounds = 0;
        element.attributes(|name, value| match name {
            "r" => cell.column = column(value).unwrap_or(cell.column),
            "s" => cell.style = value.parse().unwrap_or_default(),
            "t" => {
                cell.kind = match value {
                    "s" => Kind::Shared,
                    "b" => Kind::Boolean,
                    "n" => Kind::Number,
                    _ => Kind::Text,
                }
            }
            _ => {}
        });
    }

    fn end_cell(&mut self) -> Result<(), Diagnostic> {
        let column = self.cell.column;
        self.cell.column += 1;
        let cell = &self.cell;
        if cell.has_formula && !cell.has_value {
            let formula = format!("={}", cell.formula);
            return self.builder.cell(column, &formula, false);
        }
        if cell.text.is_empty() {
            return Ok(());
        }
        let text = match cell.kind {
            Kind::Text => unescaped(&cell.text),
            Kind::Boolean if cell.text == "1" => "TRUE".into(),
            Kind::Boolean if cell.text == "0" => "FALSE".into(),
            Kind::Boolean => cell.text.as_str().into(),
            Kind::Shared => return self.end_shared(column),
            Kind::Number => self.number().into(),
        };
        let is_number = cell.kind == Kind::Number && text.bytes().all(|b| b.is_ascii_digit());
        self.builder.cell(column, &text, is_number)
    }

    /// Ends a cell whose text others share.
    fn end_shared(&mut self, column: usize) -> Result<(), Diagnostic> {
        let number = self.cell.text.trim().parse().ok();
        let text = number.and_then(|number| Some((number, self.texts.get(number, &mut self.end)?)));
        let (number, text) = text.ok_or_else(|| self.no_text(column))?;
        self.builder.shared_cell(column, number, text)
    }

    /// The number of the cell as the sheet shows it.
    fn number(&self) -> String {
        let shape = self.styles.shape(self.cell.style);
        let value = self.cell.text.trim().parse();
        value.map_or_else(
            |_| self.cell.text.clone(),
            |value| shape.shown(value, self.is_1904),
        )
    }

    fn no_text(&self, column: usize) -> Diagnostic {
        let what = format!(
            "cell {} of row {} has a text that is not there",
            column + 1,
            self.builder.line()
        );
        damaged(self.file, &io::Error::other(what))
    }
}

/// The column of a cell such as `AB12`, counted from 0.
fn column(cell: &str) -> Option<usize> {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_names_its_column() {
        for (cell, number) in [
            ("A1", Some(0)),
            ("z9", Some(25)),
            ("XFD1048576", Some(16_383)),
            ("12", None),
        ] {
            assert_eq!(column(cell), number, "{cell}");
        }
    }
}
