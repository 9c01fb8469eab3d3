//! A hidden row that names the columns: it is read, though the rows that are hidden are left out else.

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::columns::ColumnNames;
use crate::members::held::{HeldCell, Packed, Packer};
use crate::members::top::{MOST_TITLES, known_columns};
use crate::members::workbook::sheet::{HiddenRow, Sheet};

/// Returns the sheet with the hidden row among its first that names its columns, if no row that is seen names as many.
pub(super) fn with_header(sheet: Sheet) -> Sheet {
    if sheet.hidden_top.is_empty() || sheet.rows.rows() == 0 {
        return sheet;
    }
    let names = ColumnNames::new();
    let known = |cells: &[HeldCell]| {
        let texts: Vec<String> = cells.iter().map(|cell| cell.text.clone()).collect();
        known_columns(&texts, &names)
    };
    let mut hidden = sheet.hidden_top.iter();
    let found = hidden.find_map(|row| Some((row, known(&row.cells)?)));
    let seen = sheet.rows.records("", &Problems::default());
    let seen = seen.flatten().take(MOST_TITLES + 1);
    let seen = seen.filter_map(|record| known_columns(&record.cells, &names));
    let Some((header, _)) = found.filter(|(_, count)| seen.max() < Some(*count)) else {
        return sheet;
    };
    match with_row(&sheet.rows, header) {
        Some(rows) => Sheet {
            rows,
            hidden_header: Some(header.line),
            ..sheet
        },
        None => sheet,
    }
}

/// The rows with one more, in the order of their lines.
fn with_row(rows: &Packed, added: &HiddenRow) -> Option<Packed> {
    let mut packer = Packer::new();
    let mut is_added = false;
    for record in rows.records("", &Problems::default()) {
        let record = record.ok()?;
        if !is_added && record.line > added.line {
            packer.add(added.line, &added.cells).ok()?;
            is_added = true;
        }
        let cells = record.cells.into_iter().enumerate();
        let cells = cells.map(|(n, text)| HeldCell {
            text,
            is_number: record.numbers.contains(&n),
        });
        packer.add(record.line, &cells.collect::<Vec<_>>()).ok()?;
    }
    is_added.then(|| packer.finish())
}

/// The note that the row which names the columns is hidden.
pub(super) fn note(file: &str, sheet: &Sheet) -> Option<Diagnostic> {
    let line = sheet.hidden_header?;
    let message = format!(
        "row {line} of sheet `{}` of `{file}`, which names the columns, is hidden; it is read",
        sheet.name
    );
    let help = "unhide it to see what each column is";
    Some(Diagnostic::note(message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::workbook::sheet::SheetBuilder;

    /// A sheet of rows of which some are hidden, as the lines of its rows and that of a hidden header.
    fn read(rows: &[(bool, &str)]) -> (Vec<usize>, Option<usize>) {
        let mut builder = SheetBuilder::new("x.ods", "A");
        for (n, (is_hidden, cells)) in rows.iter().enumerate() {
            builder.row(n + 1, *is_hidden).unwrap();
            for (column, cell) in cells.split('|').enumerate() {
                builder.cell(column, cell, cell == "7").unwrap();
            }
        }
        let sheet = with_header(builder.finish().unwrap());
        let records = sheet.rows.records("", &Problems::default()).flatten();
        (
            records.map(|record| record.line).collect(),
            sheet.hidden_header,
        )
    }

    #[test]
    fn a_hidden_header_is_read_where_no_other_is_seen() {
        let data = [
            (false, "Ana|Leeds|7"),
            (true, "Bob|Leeds|7"),
            (false, "Eve|Leeds|7"),
        ];
        let header = (true, "Name|City|Postcode");
        assert_eq!(
            read(&[&[(false, "Our list"), header], &data[..]].concat()),
            (vec![1, 2, 3, 5], Some(2))
        );
        let seen = (false, "Name|Ort|PLZ");
        assert_eq!(
            read(&[&[header, seen], &data[..]].concat()),
            (vec![2, 3, 5], None)
        );
        // What is seen may have a word that is a title too.
        let chance = (false, "Name|Ort|7");
        assert_eq!(read(&[header, chance]), (vec![1, 2], Some(1)));
        assert_eq!(read(&[header]), (vec![], None));
        assert_eq!(read(&data), (vec![1, 3], None));
    }
}
