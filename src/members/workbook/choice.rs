//! The sheet that is the list.

use crate::counting::{counted, one_or_many};
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::options::ListOptions;
use crate::members::rows::Members;
use crate::members::workbook::sheet::{Oddities, Sheet, SheetName};
use crate::suggest;

/// The sheets of a workbook, each read when it is asked for.
pub(super) trait Sheets {
    /// The sheets, in their order.
    fn names(&self) -> &[SheetName];

    /// Reads one.
    ///
    /// # Errors
    /// If it cannot be read.
    fn read(&mut self, number: usize) -> Result<Sheet, Diagnostic>;
}

/// The chosen sheet, the name of the list for messages, and notes on what of it is not as it stands.
pub(super) type Chosen = (Sheet, String, Problems);

/// Chooses the sheet that `options` name, or the only one that looks like a list. Hidden sheets are
/// chosen only where they are named.
///
/// # Errors
/// If there is none, or several look like lists: they are listed with the number of their rows.
pub(super) fn choose(
    file: &str,
    sheets: &mut impl Sheets,
    options: &ListOptions,
) -> Result<Chosen, Problems> {
    if let Some(wanted) = options.sheet.as_deref() {
        let number = named(sheets.names(), wanted).ok_or_else(|| no_sheet(file, sheets, wanted));
        let sheet = sheets.read(number?)?;
        return if sheet.rows.rows() > 0 {
            Ok(chosen(file, sheet, &[]))
        } else {
            Err(empty(&format!("sheet `{}` of `{file}`", sheet.name)).into())
        };
    }
    let visible: Vec<usize> = (0..sheets.names().len())
        .filter(|n| !sheets.names()[*n].is_hidden)
        .collect();
    let mut filled = Vec::new();
    for number in visible {
        let sheet = sheets.read(number)?;
        filled.extend((sheet.rows.rows() > 0).then_some(sheet));
    }
    let others: Vec<String> = filled.iter().map(|sheet| sheet.name.clone()).collect();
    let mut lists: Vec<usize> = (0..filled.len())
        .filter(|n| filled.len() == 1 || is_list(&filled[*n], options))
        .collect();
    if lists.len() > 1 {
        return Err(several(file, lists.iter().map(|n| &filled[*n])).into());
    }
    // Of sheets that are no lists, the first tells why.
    lists.extend((lists.is_empty() && !filled.is_empty()).then_some(0));
    match lists.first() {
        Some(number) => Ok(chosen(file, filled.swap_remove(*number), &others)),
        None => Err(empty(&format!("`{file}`")).into()),
    }
}

/// The number of a sheet, counted from 0, that is called so or has that number, counted from 1.
fn named(sheets: &[SheetName], wanted: &str) -> Option<usize> {
    let exact = sheets.iter().position(|sheet| sheet.name == wanted);
    let alike = || {
        let is_it = |sheet: &SheetName| sheet.name.to_lowercase() == wanted.to_lowercase();
        sheets.iter().position(is_it)
    };
    let numbered = || {
        let number = wanted.parse::<usize>().ok()?.checked_sub(1)?;
        (number < sheets.len()).then_some(number)
    };
    exact.or_else(alike).or_else(numbered)
}

/// Returns whether a sheet has a header of members and a row below it.
fn is_list(sheet: &Sheet, options: &ListOptions) -> bool {
    let records = sheet.rows.records(&sheet.name, &Problems::default());
    Members::of(Box::new(records), options).is_ok_and(|mut members| members.next().is_some())
}

fn chosen(file: &str, sheet: Sheet, all: &[String]) -> Chosen {
    let mut notes = Problems::default();
    let others: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .filter(|name| *name != sheet.name)
        .collect();
    if !others.is_empty() {
        let message = format!(
            "sheet `{}` of `{file}` is the list; {} `{}` {} not read",
            sheet.name,
            one_or_many(others.len(), "sheet", "sheets"),
            others.join("`, `"),
            one_or_many(others.len(), "is", "are"),
        );
        let help = "another is read with `--sheet`";
        notes.push(Diagnostic::note(message).help(help));
    }
    notes.0.extend(oddities(file, &sheet));
    let name = format!("{file} ({})", sheet.name);
    let name = if others.is_empty() {
        file.to_owned()
    } else {
        name
    };
    (sheet, name, notes)
}

/// The note on what a sheet hides.
fn oddities(file: &str, sheet: &Sheet) -> Option<Diagnostic> {
    let Oddities {
        hidden_rows: rows,
        hidden_columns: columns,
        merged,
    } = sheet.oddities;
    let found = [
        (
            rows,
            "hidden row",
            one_or_many(rows, "which is left out", "which are left out"),
        ),
        (
            columns,
            "hidden column",
            one_or_many(columns, "which is read", "which are read"),
        ),
        (
            merged,
            "merged cell",
            "whose text counts for the first row and column of each",
        ),
    ];
    let mut found = found
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .peekable();
    found.peek()?;
    let told: Vec<String> = found
        .map(|(count, what, then)| format!("{}, {then}", counted(count, what)))
        .collect();
    let message = format!("sheet `{}` of `{file}` has {}", sheet.name, told.join("; "));
    let help = match (rows, merged) {
        (0, 0) => "delete the columns that no letter is to have",
        (0, _) => "unmerge them and fill in what is missing, if a row lacks something",
        _ => "unhide the rows, or take the filter off, and save, if they are to sign",
    };
    Some(Diagnostic::note(message).help(help))
}

fn no_sheet(file: &str, sheets: &mut impl Sheets, wanted: &str) -> Diagnostic {
    let names: Vec<String> = sheets
        .names()
        .iter()
        .map(|sheet| sheet.name.clone())
        .collect();
    let near = suggest::nearest(wanted, names.iter().map(String::as_str));
    let message = format!("`{file}` has no sheet `{wanted}`");
    let near = near.map(|near| format!("did you mean `{near}`?"));
    let all = format!("it has `{}`", names.join("`, `"));
    Diagnostic::error(message).maybe_help(near).help(all)
}

fn several<'s>(file: &str, lists: impl Iterator<Item = &'s Sheet>) -> Diagnostic {
    let told: Vec<String> = lists
        .map(|sheet| {
            format!(
                "`--sheet '{}'`: {}",
                sheet.name,
                counted(sheet.rows.rows(), "row")
            )
        })
        .collect();
    let message = format!(
        "`{file}` has {} sheets that look like lists; say which one is read",
        told.len()
    );
    Diagnostic {
        help: told,
        ..Diagnostic::error(message)
    }
}

fn empty(what: &str) -> Diagnostic {
    Diagnostic::error(format!(
        "{what} is empty; expected a row that names the columns"
    ))
}
