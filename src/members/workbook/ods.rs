//! OpenDocument workbooks (OASIS, OpenDocument 1.3, part 3, 9: tables), such as LibreOffice saves.
//!
//! The document has the text of every cell as the sheet shows it, beside the value.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek};

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::members::workbook::failures::{damaged, locked};
use crate::members::workbook::ods_cell::Cell;
use crate::members::workbook::package::Package;
use crate::members::workbook::sheet::{Sheet, SheetBuilder, SheetName};
use crate::members::workbook::xml::{Element, Part, Xml};

/// The part that holds the sheets.
pub(super) const CONTENT: &str = "content.xml";

/// Elements that hold texts or tables which no sheet shows in its cells.
const BESIDE: [&str; 9] = [
    "annotation",
    "tracked-changes",
    "shapes",
    "dde-links",
    "frame",
    "custom-shape",
    "note",
    "ruby-text",
    "forms",
];

/// A workbook, read whole: its sheets are in one part.
#[derive(Debug)]
pub(super) struct Ods {
    pub names: Vec<SheetName>,
    pub sheets: Vec<Sheet>,
}

impl Ods {
    /// Reads the workbook in the file called `name`.
    ///
    /// # Errors
    /// If it cannot be read, is locked or too large.
    pub(super) fn read<R: Read + Seek>(
        name: &str,
        package: &mut Package<R>,
    ) -> Result<Self, Diagnostic> {
        let failed = |error: io::Error| damaged(name, &error);
        if is_locked(package).map_err(failed)? {
            return Err(locked(name));
        }
        let mut reading = Reading::new(name);
        if let Some(mut xml) = package.xml(CONTENT).map_err(failed)? {
            reading.read(&mut xml)?;
        }
        if !reading.is_workbook {
            let why = io::Error::other("it is another sort of document");
            return Err(damaged(name, &why));
        }
        Ok(Self {
            names: reading.names,
            sheets: reading.sheets,
        })
    }
}

/// Returns whether the parts are encrypted (OpenDocument 1.3, part 2, 4.4).
fn is_locked<R: Read + Seek>(package: &mut Package<R>) -> io::Result<bool> {
    if package.has("encrypted-package") {
        return Ok(true);
    }
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else {
        return Ok(false);
    };
    loop {
        match xml.next()? {
            Part::Eof => return Ok(false),
            Part::Start(element) if element.name() == "encryption-data" => return Ok(true),
            _ => {}
        }
    }
}

/// The state of the reader.
struct Reading<'n> {
    file: &'n str,
    names: Vec<SheetName>,
    sheets: Vec<Sheet>,
    /// The styles of tables that are not shown, and the style that is being read.
    hidden: BTreeSet<String>,
    style: String,
    is_workbook: bool,
    /// The sheet that is being read, and the next column.
    builder: Option<SheetBuilder>,
    column: usize,
    /// The next row, and how often the row that is being read stands there.
    line: usize,
    times: usize,
    cell: Option<Cell>,
    /// How deep it is in an element that is passed over.
    beside: usize,
}

impl<'n> Reading<'n> {
    fn new(file: &'n str) -> Self {
        Self {
            file,
            names: Vec::new(),
            sheets: Vec::new(),
            hidden: BTreeSet::new(),
            style: String::new(),
            is_workbook: false,
            builder: None,
            column: 0,
            line: 1,
            times: 1,
            cell: None,
            beside: 0,
        }
    }

    fn read(&mut self, xml: &mut Xml<impl Read>) -> Result<(), Diagnostic> {
        loop {
            let part = xml.next().map_err(|error| damaged(self.file, &error))?;
            match part {
                Part::Eof if self.builder.is_some() => {
                    return Err(damaged(self.file, &io::Error::other("it is cut off")));
                }
                Part::Eof => return Ok(()),
                Part::Start(_) if self.beside > 0 => self.beside += 1,
                Part::Start(element) if BESIDE.contains(&element.name()) => self.beside = 1,
                Part::Start(element) => self.start(&element)?,
                Part::End(_) if self.beside > 0 => self.beside -= 1,
                Part::End(element) => self.end(element.name())?,
                Part::Text(text) => {
                    if let Some(cell) = self.cell.as_mut().filter(|cell| cell.is_open)
                        && self.beside == 0
                    {
                        cell.text.push_str(&text);
                    }
                }
            }
            let length = self.cell.as_ref().map_or(0, |cell| cell.text.len());
            if length > limits::ROW || self.names.len() > limits::SHEETS {
                let what = if length > limits::ROW {
                    "a cell is too large"
                } else {
                    "it has too many sheets"
                };
                return Err(damaged(self.file, &io::Error::other(what)));
            }
        }
    }

    fn start(&mut self, element: &Element<'_>) -> Result<(), Diagnostic> {
        match element.name() {
            "style" => self.style = element.attribute("name").unwrap_or_default(),
            "table-properties" => {
                let display = element.attribute("display");
                if display.is_some_and(|display| display == "false") {
                    self.hidden.insert(std::mem::take(&mut self.style));
                }
            }
            "spreadsheet" => self.is_workbook = true,
            "table" => self.table(element),
            "table-column" => self.columns(element),
            "table-row" => {
                self.times = repeated(element, "number-rows-repeated");
                self.column = 0;
                if let Some(builder) = &mut self.builder {
                    builder.row(self.line, is_hidden(element))?;
                }
            }
            "table-cell" | "covered-table-cell" => self.start_cell(element),
            name => {
                if let Some(cell) = &mut self.cell {
                    cell.start(name, element);
                }
            }
        }
        Ok(())
    }

    fn table(&mut self, element: &Element<'_>) {
        let name = element.attribute("name").unwrap_or_default();
        let style = element.attribute("style-name").unwrap_or_default();
        self.builder = Some(SheetBuilder::new(self.file, &name));
        self.names.push(SheetName {
            name,
            is_hidden: self.hidden.contains(&style),
        });
        (self.line, self.column) = (1, 0);
    }

    fn columns(&mut self, element: &Element<'_>) {
        let count = repeated(element, "number-columns-repeated");
        let first = self.column;
        self.column = first.saturating_add(count);
        if let Some(builder) = self.builder.as_mut().filter(|_| is_hidden(element)) {
            builder.hide_columns(first..=self.column - 1);
        }
    }

    fn start_cell(&mut self, element: &Element<'_>) {
        let mut cell = Cell {
            times: 1,
            is_covered: element.name() != "table-cell",
            ..Cell::default()
        };
        let (mut has_value, mut is_merged) = (false, false);
        element.attributes(|name, value| match name {
            "number-columns-repeated" => cell.times = value.parse().unwrap_or(1),
            "number-columns-spanned" | "number-rows-spanned" => is_merged |= value != "1",
            "value-type" => has_value = true,
            "value" => cell.value = value.parse().ok(),
            "boolean-value" => cell.truth = Some(value == "true"),
            "formula" => cell.formula = Some(value.to_owned()),
            _ => {}
        });
        if has_value {
            cell.formula = None;
        }
        if let Some(builder) = self.builder.as_mut().filter(|_| is_merged) {
            builder.merge();
        }
        self.cell = Some(cell);
    }

    fn end(&mut self, name: &str) -> Result<(), Diagnostic> {
        match name {
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => {
                if let Some(builder) = &mut self.builder {
                    builder.repeat_row(self.times)?;
                }
                self.line = self.line.saturating_add(self.times);
            }
            "table" => {
                if let Some(builder) = self.builder.take() {
                    self.sheets.push(builder.finish()?);
                }
            }
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    cell.is_open = false;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Diagnostic> {
        let (Some(cell), Some(builder)) = (self.cell.take(), &mut self.builder) else {
            return Ok(());
        };
        let first = self.column;
        self.column = first.saturating_add(cell.times);
        let (text, is_number) = cell.shown();
        if text.trim().is_empty() || cell.is_covered {
            return Ok(());
        }
        for column in first..self.column {
            builder.cell(column, &text, is_number)?;
        }
        Ok(())
    }
}

fn repeated(element: &Element<'_>, name: &str) -> usize {
    let times = element.attribute(name).and_then(|times| times.parse().ok());
    times.unwrap_or(1).max(1)
}

/// Returns whether a row or column is hidden, or left out by a filter.
fn is_hidden(element: &Element<'_>) -> bool {
    let visibility = element.attribute("visibility");
    visibility.is_some_and(|visibility| visibility != "visible")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;
    use crate::members::workbook::sheet::Oddities;

    fn read(body: &str) -> Reading<'static> {
        let text = format!(
            "<o:document-content><o:automatic-styles><s:style s:name='ta2'><s:table-properties t:display='false'/></s:style>\
             </o:automatic-styles><o:body><o:spreadsheet>{body}</o:spreadsheet></o:body></o:document-content>"
        );
        let mut reading = Reading::new("x.ods");
        reading
            .read(&mut Xml::new(text.as_bytes(), limits::UNPACKED))
            .unwrap();
        reading
    }

    fn rows(sheet: &Sheet) -> Vec<(usize, Vec<String>)> {
        let records = sheet.rows.records("x", &Problems::default());
        records
            .map(|record| record.map(|r| (r.line, r.cells)).unwrap())
            .collect()
    }

    #[test]
    fn cells_are_what_the_sheet_shows() {
        let reading = read(
            "<t:table t:name='A'><t:table-column t:number-columns-repeated='2'/>\
             <t:table-row t:number-rows-repeated='2'><t:table-cell/></t:table-row><t:table-row>\
             <t:table-cell o:value-type='string'><o:annotation><p>no</p></o:annotation><p>1<s c='2'/>High <span>St</span></p><p>Leeds &amp; Co</p></t:table-cell>\
             <t:table-cell o:value-type='float' o:value='1067'><p>01067</p></t:table-cell>\
             <t:table-cell o:value-type='float' o:value='441134960123'><p>4,41E+11</p></t:table-cell>\
             <t:table-cell t:formula='of:=[.A1]'/>\
             <t:table-cell t:number-columns-repeated='2' o:value-type='string'><p>x</p></t:table-cell>\
             <t:table-cell t:number-columns-repeated='16000'/></t:table-row>\
             <t:table-row t:number-rows-repeated='1048570'><t:table-cell t:number-columns-repeated='16384'/></t:table-row></t:table>",
        );
        let expected = [
            "1  High St\nLeeds & Co",
            "01067",
            "441134960123",
            "=[.A1]",
            "x",
            "x",
        ];
        assert_eq!(
            rows(&reading.sheets[0]),
            [(3, expected.map(str::to_owned).to_vec())]
        );
    }

    #[test]
    fn what_is_hidden_is_counted() {
        let reading = read(
            "<t:table t:name='A'><t:table-column/><t:table-column t:visibility='collapse'/>\
             <t:table-row t:visibility='filter' t:number-rows-repeated='3'><t:table-cell><p>a</p></t:table-cell></t:table-row>\
             <t:table-row><t:table-cell t:number-columns-spanned='2'><p>b</p></t:table-cell><t:covered-table-cell><p>under</p></t:covered-table-cell></t:table-row>\
             <t:table-row><t:table-cell/><t:table-cell><p>c</p></t:table-cell></t:table-row></t:table>\
             <t:table t:name='B' t:style-name='ta2'><t:table-row><t:table-cell><p>b</p></t:table-cell></t:table-row></t:table>",
        );
        let found = reading.sheets[0].oddities;
        let expected = Oddities {
            hidden_rows: 3,
            hidden_columns: 1,
            merged: 1,
        };
        assert_eq!(found, expected);
        let expected = [(4, vec!["b", ""]), (5, vec!["", "c"])];
        let expected = expected.map(|(n, row)| (n, row.into_iter().map(str::to_owned).collect()));
        assert_eq!(rows(&reading.sheets[0]), expected);
        assert_eq!(
            reading
                .names
                .iter()
                .map(|n| n.is_hidden)
                .collect::<Vec<_>>(),
            [false, true]
        );
    }

    #[test]
    fn a_row_that_repeats_without_end_is_too_much() {
        let text = "<t:spreadsheet><t:table><t:table-row t:number-rows-repeated='99999999999'>\
            <t:table-cell t:number-columns-repeated='100'><p>x</p></t:table-cell></t:table-row></t:table></t:spreadsheet>";
        let mut reading = Reading::new("x.ods");
        let problem = reading
            .read(&mut Xml::new(text.as_bytes(), limits::UNPACKED))
            .unwrap_err();
        assert!(problem.message.contains("too large"), "{problem:?}");
    }
}
