//! Workbooks of Excel before 2007.
//!
//! The only module that names calamine and cfb. Calamine reads the values; what it does not tell is in
//! [`biff`](crate::members::workbook::biff).

use std::collections::HashMap;
use std::io::{self, Cursor, Read, Seek};

use calamine::{Data, Reader, SheetVisible};
use cfb::CompoundFile;

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::members::workbook::biff::{Layout, SheetLayout};
use crate::members::workbook::failures::{damaged, locked};
use crate::members::workbook::numbers::NumberShape;
use crate::members::workbook::sheet::{Sheet, SheetBuilder, SheetName};

/// The streams that a workbook is in, of Excel 97 and before.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// The stream of a workbook of Excel since 2007 that is encrypted ([MS-OFFCRYPTO], 2.3.4.10).
const ENCRYPTED: &str = "EncryptedPackage";

/// A workbook.
pub(super) struct Xls<'n> {
    name: &'n str,
    values: calamine::Xls<Cursor<Vec<u8>>>,
    layout: Layout,
    names: Vec<SheetName>,
}

impl<'n> Xls<'n> {
    /// Opens the workbook in the file called `name`.
    ///
    /// # Errors
    /// If it cannot be read, is locked or too large.
    pub(super) fn open(name: &'n str, mut from: impl Read + Seek) -> Result<Self, Diagnostic> {
        let failed = |error: io::Error| damaged(name, &error);
        let mut bytes = Vec::new();
        let read = from
            .by_ref()
            .take(limits::INPUT + 1)
            .read_to_end(&mut bytes);
        read.map_err(failed)?;
        if bytes.len() as u64 > limits::INPUT {
            let message = format!("`{name}` is larger than {} MiB", limits::INPUT >> 20);
            let help = "save it as `.xlsx`, and give that file";
            return Err(Diagnostic::error(message).help(help));
        }
        let stream = stream(&bytes).map_err(failed)?;
        let layout = stream
            .map(|stream| Layout::read(&stream))
            .unwrap_or_default();
        if layout.is_locked || is_locked(&bytes) {
            return Err(locked(name));
        }
        let rectangles = layout
            .sheets
            .iter()
            .map(|sheet| sheet.size.0 * sheet.size.1);
        if rectangles.sum::<usize>() > limits::RECTANGLE {
            return Err(too_wide(name));
        }
        let failed = |error: calamine::XlsError| failed(io::Error::other(error.to_string()));
        let values = calamine::Xls::new(Cursor::new(bytes)).map_err(failed)?;
        let names = values.sheets_metadata().iter().map(|sheet| SheetName {
            name: sheet.name.clone(),
            is_hidden: sheet.visible != SheetVisible::Visible,
        });
        Ok(Self {
            name,
            names: names.collect(),
            values,
            layout,
        })
    }

    /// The sheets, in their order.
    pub(super) fn sheets(&self) -> &[SheetName] {
        &self.names
    }

    /// Reads a sheet.
    ///
    /// # Errors
    /// If it is too large.
    pub(super) fn sheet(&mut self, number: usize) -> Result<Sheet, Diagnostic> {
        let name = &self.names[number].name;
        let mut builder = SheetBuilder::new(self.name, name);
        let none = SheetLayout::default();
        let layout = self.layout.sheets.get(number).unwrap_or(&none);
        for (first, last) in &layout.hidden_columns {
            builder.hide_columns(*first..=*last);
        }
        (0..layout.merged.min(limits::ENTRIES)).for_each(|_| builder.merge());
        // A chart has no cells.
        let Ok(range) = self.values.worksheet_range(name) else {
            return builder.finish();
        };
        let formulas = if self.layout.has_lost() {
            lost_formulas(&mut self.values, name, layout)
        } else {
            HashMap::new()
        };
        let (top, left) = range.start().unwrap_or_default();
        for (n, row) in range.rows().enumerate() {
            let line = top as usize + n;
            builder.row(line + 1, layout.hidden_rows.contains(&line))?;
            for (n, value) in row.iter().enumerate() {
                let column = left as usize + n;
                if let Some(formula) = formulas.get(&(line, column)) {
                    builder.cell(column, formula, false)?;
                    continue;
                }
                let style = layout.styles.get(&(line, column));
                let shape = self.layout.styles.shape(style.copied().unwrap_or_default());
                let text = shown(value, shape, self.layout.is_1904);
                let is_number = is_number(value) && text.bytes().all(|b| b.is_ascii_digit());
                builder.cell(column, &text, is_number)?;
            }
        }
        builder.finish()
    }
}

/// The formulas of a sheet that are without their values, as they are shown instead.
fn lost_formulas(
    values: &mut calamine::Xls<Cursor<Vec<u8>>>,
    name: &str,
    layout: &SheetLayout,
) -> HashMap<(usize, usize), String> {
    let formulas = values.worksheet_formula(name).unwrap_or_default();
    let shown = |(row, column): &(usize, usize)| {
        let place = (u32::try_from(*row).ok()?, u32::try_from(*column).ok()?);
        // One that cells share is not told.
        let formula = formulas
            .get_value(place)
            .filter(|formula| !formula.is_empty());
        let formula = formula.map_or("…", String::as_str);
        Some(((*row, *column), format!("={formula}")))
    };
    layout.zeros.iter().filter_map(shown).collect()
}

/// The stream of the workbook in a compound file ([MS-CFB]).
fn stream(bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let mut file = CompoundFile::open(Cursor::new(bytes))?;
    let Some(name) = STREAMS.iter().find(|name| file.is_stream(name)) else {
        return Ok(None);
    };
    let mut stream = Vec::new();
    let open = file.open_stream(name)?;
    open.take(limits::INPUT).read_to_end(&mut stream)?;
    Ok(Some(stream))
}

fn is_locked(bytes: &[u8]) -> bool {
    CompoundFile::open(Cursor::new(bytes)).is_ok_and(|file| file.is_stream(ENCRYPTED))
}

fn is_number(value: &Data) -> bool {
    matches!(value, Data::Int(_) | Data::Float(_))
}

/// A value as the sheet shows it.
fn shown(value: &Data, shape: &NumberShape, is_1904: bool) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => match i32::try_from(*number) {
            Ok(number) => shape.shown(number.into(), is_1904),
            Err(_) => number.to_string(),
        },
        Data::Float(number) => shape.shown(*number, is_1904),
        Data::Bool(is) => is.to_string().to_uppercase(),
        Data::DateTime(time) => shape.shown(time.as_f64(), is_1904),
        Data::Error(error) => error.to_string(),
    }
}

fn too_wide(name: &str) -> Diagnostic {
    let message = format!(
        "the sheets of `{name}` reach over more than {} cells, most of them empty",
        limits::RECTANGLE
    );
    let help = "delete what stands far below or to the right of the list, or save it as `.xlsx`";
    Diagnostic::error(message).help(help)
}
