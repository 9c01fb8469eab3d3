//! The words of `--only`: from the command line, and from files that a secretary has at hand.

use std::path::Path;

use crate::batch::record::entry::COLUMNS;
use crate::batch::record::identity::identity;
use crate::batch::record::only_word::{LetterCells, OnlyWord, is_identity};
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;
use crate::members::spreadsheet::unmarked;
use crate::members::{ListOptions, Members, Row, records};

/// The signs between the cells of a table.
const BETWEEN: [char; 3] = [',', ';', '\t'];

/// Reads the words of `--only` for the batch in a folder. Lists of members are read as `options` say.
///
/// # Errors
/// Every file that cannot be read; if there is no word at all.
pub(crate) fn words(
    given: &[String],
    folder: &Path,
    options: &ListOptions,
) -> Result<Vec<OnlyWord>, Problems> {
    let (mut words, mut problems) = (Vec::new(), Problems::default());
    for given in given {
        match given.strip_prefix('@') {
            Some(file) => {
                let found = problems.keep(of_file(Path::new(file), folder, options));
                words.extend(found.into_iter().flatten());
            }
            None => words.extend(of_line(given, folder)),
        }
    }
    if problems.has_errors() {
        return Err(problems);
    }
    if words.is_empty() {
        let help = "such as `--only 4,9` for the lines 4 and 9 of the members file";
        return Err(Diagnostic::error("`--only` names no letter")
            .help(help)
            .into());
    }
    Ok(words)
}

/// Returns the words of a line, which has commas between them.
fn of_line(line: &str, folder: &Path) -> Vec<OnlyWord> {
    let words = line.split(',').map(str::trim);
    let words = words.filter(|word| !word.is_empty());
    words.map(|word| of_word(word, folder)).collect()
}

/// Returns a word; a file may be named with the folder of the batch in front, as shells complete it.
fn of_word(word: &str, folder: &Path) -> OnlyWord {
    let below = Path::new(word).strip_prefix(folder).ok();
    let below = below.and_then(Path::to_str).filter(|name| !name.is_empty());
    OnlyWord::parse(below.unwrap_or(word))
}

/// Returns the words of a file: rows of a manifest, rows of a members file, or words line by line.
fn of_file(path: &Path, folder: &Path, options: &ListOptions) -> Result<Vec<OnlyWord>, Problems> {
    let source = match disk::read_text(path) {
        Ok(source) => source,
        // A members file may be in another encoding.
        Err(problem) => return of_members(path, options)?.ok_or_else(|| problem.into()),
    };
    let first = source.text.lines().next().unwrap_or_default();
    let between = BETWEEN.into_iter().find(|sign| first.contains(*sign));
    let columns = cells(first, between);
    let is_column = |cell: &String| COLUMNS.contains(&cell.as_str());
    if columns.iter().all(is_column) {
        return Ok(of_manifest(path, &source.text, &columns, between)?);
    }
    if between.is_some()
        && let Some(members) = of_members(path, options)?
    {
        return Ok(members);
    }
    let lines = source.text.lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with('#'));
    Ok(lines.flat_map(|line| of_line(line, folder)).collect())
}

/// Returns the members of a members file; none if it is no such file.
///
/// # Errors
/// Every row that is wrong.
fn of_members(path: &Path, options: &ListOptions) -> Result<Option<Vec<OnlyWord>>, Problems> {
    let name = path.display().to_string();
    let Ok(rows) = Members::open(&name, disk::open(path)?, options) else {
        return Ok(None);
    };
    let (mut words, mut problems) = (Vec::new(), Problems::default());
    for row in rows {
        match row {
            Row::Member(member) => words.push(OnlyWord::Member {
                identity: identity(&member),
                place: format!("line {} of `{name}`", member.line),
            }),
            Row::NoConsent { line, .. } => {
                let message = format!("line {line} of `{name}` does not agree to sign");
                problems.push(Diagnostic::error(message).help("leave the row out"));
            }
            Row::Bad(bad) => problems.append(bad.problems),
            Row::LeftOut(_) => {}
            Row::Broken(problem) => problems.push(problem),
        }
    }
    if problems.has_errors() {
        return Err(problems);
    }
    Ok(Some(words))
}

/// Returns the letters in the rows of a manifest, or of a part of one that a spreadsheet program saved.
///
/// # Errors
/// The first row whose numbers are none.
fn of_manifest(
    path: &Path,
    text: &str,
    columns: &[String],
    between: Option<char>,
) -> Result<Vec<OnlyWord>, Diagnostic> {
    let mut words = Vec::new();
    for (n, line) in text.lines().enumerate().skip(1) {
        let row = cells(line, between);
        let named = columns.iter().map(String::as_str).zip(row);
        let letter = letter(named.filter(|(_, cell)| !cell.is_empty()));
        let letter = letter.map_err(|wrong| {
            let message = format!("line {} of `{}`: {wrong}", n + 1, path.display());
            Diagnostic::error(message).help("leave the cells as they are in `manifest.csv`")
        })?;
        words.extend(letter.map(OnlyWord::Letter));
    }
    Ok(words)
}

/// Returns the letter that some cells name, if they name one. The row is what tells the member, since a spreadsheet
/// program may take an identity for a number.
fn letter<'c>(
    cells: impl Iterator<Item = (&'c str, String)>,
) -> Result<Option<LetterCells>, String> {
    let mut found = LetterCells::default();
    for (column, cell) in cells {
        let number = |cell: &str| {
            let wrong = |_| format!("`{column}` is `{cell}`; expected a number");
            cell.parse::<usize>().map_err(wrong)
        };
        match column {
            "row" => found.row = Some(number(&cell)?),
            "line" => found.line = Some(number(&cell)?),
            "member" if cell.split('+').all(is_identity) => found.member = Some(cell),
            "target" => found.target = Some(cell),
            "file" => found.file = Some(cell),
            _ => {}
        }
    }
    let names_letter = found.row.or(found.line).is_some() || found.member.is_some();
    if names_letter && found.target.is_some() {
        // The letter is in files of other formats too.
        found.file = None;
    }
    Ok((found != LetterCells::default()).then_some(found))
}

/// Returns the cells of a row.
fn cells(row: &str, between: Option<char>) -> Vec<String> {
    if between == Some(',') {
        let cells = records::cells(row.as_bytes()).next();
        return cells.and_then(Result::ok).unwrap_or_default();
    }
    let cells = row.split(between.unwrap_or('\n'));
    cells
        .map(|cell| unmarked(cell.trim().trim_matches('"')))
        .collect()
}
