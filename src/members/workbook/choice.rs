//! The sheet that is the list.

use crate::counting::{counted, one_or_many};
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::member::Row;
use crate::members::options::ListOptions;
use crate::members::rows::Members;
use crate::members::workbook::sheet::{Oddities, Sheet, SheetName};
use crate::{shell, suggest};

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

/// A list that is in a sheet.
struct Listed {
    name: String,
    /// The number of its rows that have or should have a member.
    rows: usize,
}

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
            Ok(chosen(file, sheet, &[], options))
        } else {
            Err(empty(file, &[sheet], sheets.names(), options).into())
        };
    }
    let (mut filled, unseen) = visible(sheets)?;
    let hidden = hidden_lists(sheets, options);
    let of_hidden_rows = unseen.iter().filter(|sheet| sheet.oddities.hidden_rows > 0);
    let others = filled.iter().chain(of_hidden_rows);
    let others: Vec<String> = others.map(|sheet| sheet.name.clone()).collect();
    let lists: Vec<usize> = (0..filled.len())
        .filter(|n| is_list(&filled[*n], options))
        .collect();
    if lists.len() > 1 {
        return Err(several(file, lists.iter().map(|n| &filled[*n]), options).into());
    }
    if lists.is_empty() && !hidden.is_empty() {
        return Err(only_hidden(file, filled.first(), &hidden, options).into());
    }
    if filled.is_empty() {
        return Err(empty(file, &unseen, sheets.names(), options).into());
    }
    // Of sheets that are no lists, the first tells why.
    let sheet = filled.swap_remove(lists.first().copied().unwrap_or_default());
    let mut chosen = chosen(file, sheet, &others, options);
    let (_, _, notes) = &mut chosen;
    notes.0.extend(hidden_note(file, &hidden, options));
    Ok(chosen)
}

/// The sheets that are seen: those that show something, and the others.
fn visible(sheets: &mut impl Sheets) -> Result<(Vec<Sheet>, Vec<Sheet>), Diagnostic> {
    let visible = (0..sheets.names().len()).filter(|n| !sheets.names()[*n].is_hidden);
    let (mut filled, mut empty) = (Vec::new(), Vec::new());
    for number in visible.collect::<Vec<_>>() {
        let sheet = sheets.read(number)?;
        if sheet.rows.rows() > 0 {
            filled.push(sheet);
        } else {
            empty.push(sheet);
        }
    }
    Ok((filled, empty))
}

/// The lists in hidden sheets; one that cannot be read is none.
fn hidden_lists(sheets: &mut impl Sheets, options: &ListOptions) -> Vec<Listed> {
    let hidden = (0..sheets.names().len()).filter(|n| sheets.names()[*n].is_hidden);
    let hidden: Vec<usize> = hidden.collect();
    let found = hidden.into_iter().filter_map(|number| {
        let sheet = sheets.read(number).ok()?;
        let listed = listed(&sheet, options);
        (listed.rows > 0).then_some(listed)
    });
    found.collect()
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
    members(sheet, options).next().is_some()
}

/// The list in a sheet, which perhaps is none.
fn listed(sheet: &Sheet, options: &ListOptions) -> Listed {
    Listed {
        name: sheet.name.clone(),
        rows: members(sheet, options).count(),
    }
}

/// The rows of a sheet that have or should have a member.
fn members(sheet: &Sheet, options: &ListOptions) -> impl Iterator<Item = Row> {
    let records = sheet.rows.records(&sheet.name, &Problems::default());
    let members = Members::of(Box::new(records), options)
        .into_iter()
        .flatten();
    members.filter(|row| !matches!(row, Row::LeftOut(_) | Row::Broken(_)))
}

fn chosen(file: &str, sheet: Sheet, all: &[String], options: &ListOptions) -> Chosen {
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
        let help = format!("another is read with `{}`", options.sheet_option.word());
        notes.push(Diagnostic::note(message).help(help));
    }
    let header = sheet.hidden_header.as_ref();
    notes
        .0
        .extend(header.map(|header| header.note(file, &sheet.name)));
    notes.0.extend(oddities(file, &sheet));
    let name = format!("{file} ({})", sheet.name);
    let name = if others.is_empty() {
        file.to_owned()
    } else {
        name
    };
    (sheet, name, notes)
}

/// The note that hidden sheets have lists too.
fn hidden_note(file: &str, hidden: &[Listed], options: &ListOptions) -> Option<Diagnostic> {
    let first = hidden.first()?;
    let message = format!(
        "{} {} of `{file}` {} a list too, and {} not read",
        one_or_many(hidden.len(), "the hidden sheet", "the hidden sheets"),
        names(hidden),
        one_or_many(hidden.len(), "is", "are"),
        one_or_many(hidden.len(), "is", "are"),
    );
    let help = format!("`{}` reads it", sheet_said(options, &first.name));
    let help = match hidden.len() {
        1 => help,
        _ => format!("{help}, for example"),
    };
    Some(Diagnostic::note(message).help(help))
}

/// Sheets with the numbers of their rows.
fn names(lists: &[Listed]) -> String {
    let names = lists
        .iter()
        .map(|list| format!("`{}` ({})", list.name, counted(list.rows, "row")));
    names.collect::<Vec<_>>().join(", ")
}

/// The option that names a sheet, as a shell reads it.
fn sheet_said(options: &ListOptions, sheet: &str) -> String {
    format!("{} {}", options.sheet_option.word(), shell::quoted(sheet))
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

fn several<'s>(
    file: &str,
    lists: impl Iterator<Item = &'s Sheet>,
    options: &ListOptions,
) -> Diagnostic {
    let told: Vec<String> = lists
        .map(|sheet| {
            let rows = listed(sheet, options).rows;
            let said = sheet_said(options, &sheet.name);
            format!("`{said}`: {}", counted(rows, "row"))
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

/// The error that the sheets that are read show nothing; what of it is hidden, if that is why.
fn empty(file: &str, read: &[Sheet], all: &[SheetName], options: &ListOptions) -> Diagnostic {
    if let Some(sheet) = read.iter().find(|sheet| sheet.oddities.hidden_rows > 0) {
        let (rows, name) = (sheet.oddities.hidden_rows, &sheet.name);
        let message = match rows {
            1 => format!("the only row of sheet `{name}` of `{file}` is hidden"),
            rows => format!("all {rows} rows of sheet `{name}` of `{file}` are hidden"),
        };
        let help = "unhide the rows, or take the filter off, and save";
        return Diagnostic::error(message).help(help);
    }
    let what = match (read, &options.sheet) {
        ([sheet], Some(_)) => format!("sheet `{}` of `{file}`", sheet.name),
        _ => format!("`{file}`"),
    };
    let message = format!("{what} is empty; expected a row that names the columns");
    let hidden = all
        .iter()
        .find(|sheet| sheet.is_hidden && options.sheet.is_none());
    let help = hidden.map(|sheet| {
        let said = sheet_said(options, &sheet.name);
        format!("sheet `{}` is hidden: `{said}` reads it", sheet.name)
    });
    Diagnostic::error(message).maybe_help(help)
}

/// The error that only hidden sheets are lists, and why the first that is seen is none.
fn only_hidden(
    file: &str,
    seen: Option<&Sheet>,
    hidden: &[Listed],
    options: &ListOptions,
) -> Diagnostic {
    let message = format!(
        "`{file}` shows no list, but the hidden {} {} {}",
        one_or_many(hidden.len(), "sheet", "sheets"),
        names(hidden),
        one_or_many(hidden.len(), "is one", "are lists"),
    );
    let first = hidden.first().map_or("", |list| &list.name);
    let help = format!(
        "give `{}`, or unhide the sheet that is the list, and save",
        sheet_said(options, first)
    );
    let why = seen.map(|sheet| {
        let records = sheet.rows.records(&sheet.name, &Problems::default());
        let why = Members::of(Box::new(records), options).err();
        let why = why.and_then(|problems| problems.0.into_iter().next());
        let why = why.map_or("it has no row below its columns".to_owned(), |why| {
            why.message
        });
        format!("sheet `{}` is none: {why}", sheet.name)
    });
    Diagnostic::error(message).help(help).maybe_help(why)
}
