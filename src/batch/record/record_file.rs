//! `batch.toml`: the file in the folder of a batch that has its record.
//!
//! Owns which forms of it are read. A record of another form is refused as a whole: half of it would be wrong.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use crate::batch::record::batch_record::{BatchRecord, FORM};
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::disk::{self, Manner};
use crate::fields::typed::of_toml;
use crate::fields::{Table, to_toml};

/// The name of the file.
pub const RECORD: &str = "batch.toml";

/// The name of the file of the rows that were not written.
pub const REJECTED: &str = "rejected.csv";

/// The comment at the top of the file.
const HEAD: &str = "# What the letters in this folder were made from: `batch` uses it to continue, `verify` to check, and\n\
                    # `labels` and `envelopes` to find the letters.\n\n";

/// What helps where the file is no record.
const RESTORE: &str = "put it back as `batch` wrote it, or write the batch into a new folder";

/// The table that held all inputs in the first form.
const FIRST_FORM: &str = "inputs";

/// The text of a record, by its form.
enum RecordForm {
    /// That of this version.
    Known,
    /// The first one.
    First,
    /// That of a later version.
    Later(i64),
}

/// Reads the record of the batch in a folder; `None` if the folder holds no batch.
///
/// # Errors
/// If the record cannot be read, or is in another form.
pub fn read(folder: &Path) -> Result<Option<BatchRecord>, Problems> {
    let source = source(folder)?;
    source.map(|source| parse(&source)).transpose()
}

/// Reads the record of the batch in a folder.
///
/// # Errors
/// If the folder holds no batch, or its record cannot be read or is in another form.
pub fn read_needed(folder: &Path) -> Result<BatchRecord, Problems> {
    let none = || {
        let message = format!("`{}` is no folder of a batch", folder.display());
        let help = format!("name the folder that `batch -o` wrote: it has a file `{RECORD}`");
        Diagnostic::error(message).help(help).into()
    };
    read(folder)?.ok_or_else(none)
}

/// Returns whether a folder has a record.
///
/// # Errors
/// If that cannot be found out.
pub fn is_there(folder: &Path) -> Result<bool, Diagnostic> {
    disk::exists(&folder.join(RECORD))
}

/// Returns the text of the record in a folder; `None` if the folder holds no batch.
///
/// # Errors
/// If the file cannot be read; the record in it may still be right.
pub fn source(folder: &Path) -> Result<Option<Arc<Source>>, Diagnostic> {
    let path = folder.join(RECORD);
    let is_there = disk::exists(&path)?;
    is_there.then(|| disk::read_text(&path)).transpose()
}

/// Returns whether a text is a record of a form that this version does not read.
pub fn is_of_another_form(source: &Arc<Source>) -> bool {
    matches!(form(source), Ok(RecordForm::First | RecordForm::Later(_)))
}

/// Reads a record from its text.
///
/// # Errors
/// If the text is no record, or one in another form.
pub fn parse(source: &Arc<Source>) -> Result<BatchRecord, Problems> {
    match form(source)? {
        RecordForm::Known => Ok(of_toml(source).map_err(|problem| problem.help(RESTORE))?),
        RecordForm::First => Err(first(source).into()),
        RecordForm::Later(form) => Err(later(source, form).into()),
    }
}

/// Returns the form of a record.
///
/// # Errors
/// If the text is no TOML, or does not say its form.
fn form(source: &Arc<Source>) -> Result<RecordForm, Problems> {
    let problems = RefCell::new(Problems::default());
    let mut table = Table::parse(source, &source.text, &problems);
    let form = if table.has("form") || !table.has(FIRST_FORM) {
        match table.integer("form") {
            Some((FORM, _)) | None => RecordForm::Known,
            Some((form, _)) => RecordForm::Later(form),
        }
    } else {
        RecordForm::First
    };
    let problems = problems.into_inner();
    if problems.has_errors() {
        return Err(problems);
    }
    Ok(form)
}

/// Returns the error for a record in the first form.
fn first(source: &Source) -> Diagnostic {
    let message = format!(
        "`{}` is a record in an older form, which this version does not read",
        source.name
    );
    let help = "finish the batch with the program that wrote it, or write it into a new folder; `batch --purge` removes \
                the old one";
    Diagnostic::error(message).help(help)
}

/// Returns the error for a record in a later form.
fn later(source: &Source, form: i64) -> Diagnostic {
    let message = format!(
        "`{}` is a record in form {form}; expected form {FORM}",
        source.name
    );
    let help =
        "take the version of the program that wrote it, or write the batch into a new folder";
    Diagnostic::error(message).help(help)
}

/// Writes a record into a folder.
///
/// # Errors
/// If the file cannot be written.
pub fn write(record: &BatchRecord, folder: &Path) -> Result<(), Diagnostic> {
    let manner = Manner {
        force: true,
        readers: record.readers(),
    };
    let text = to_toml(record).map_err(Diagnostic::error)?;
    disk::write(
        &folder.join(RECORD),
        (HEAD.to_owned() + &text).as_bytes(),
        manner,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::record::batch_record::tests::record;

    fn wrong(text: &str) -> Diagnostic {
        let source = Source::new("out/batch.toml", text);
        let mut problems = parse(&source).unwrap_err();
        assert_eq!(problems.0.len(), 1, "{problems:?}");
        problems.0.remove(0)
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let text = to_toml(&record()).unwrap();
        let source = Source::new("batch.toml", text);
        assert_eq!(parse(&source).unwrap(), record());
    }

    #[test]
    fn a_record_of_another_form_is_refused() {
        let old = wrong("[inputs]\nprogram = \"0.1.0\"\ndate = \"2026-11-23\"\n");
        assert!(old.message.contains("in an older form"), "{old:?}");
        assert!(old.help[0].contains("the program that wrote it"), "{old:?}");
        let text = to_toml(&record()).unwrap();
        let new = wrong(&text.replace("form = 2", "form = 3\nnew = true"));
        assert!(new.message.ends_with("form 3; expected form 2"), "{new:?}");
        let none = wrong(&text.replace("form = 2\n", ""));
        assert!(none.message.contains("has no `form`"), "{none:?}");
    }

    #[test]
    fn a_wrong_value_is_told_by_its_key_and_line() {
        let text = to_toml(&record()).unwrap();
        let place = |text: &str, key: &str| {
            1 + text.lines().position(|line| line.starts_with(key)).unwrap()
        };
        for (from, to, key, wanted) in [
            (
                "combine = \"branch\"",
                "combine = \"brunch\"",
                "combine",
                "`combine` is text \"brunch\"; expected `target`, `branch`, `all` or `none`",
            ),
            (
                "letters = 1",
                "letters = \"1\"",
                "letters",
                "`letters` is text \"1\"; expected a whole number",
            ),
            (
                "duplex = true",
                "duplex = 1",
                "duplex",
                "`duplex` is the whole number 1; expected true or false",
            ),
            (
                "date = \"2026-11-23\"",
                "date = \"23.11.2026\"",
                "date",
                "`date` is text \"23.11.2026\"; expected a date such as 2026-11-23",
            ),
            (
                "duplex = true",
                "duplecks = true",
                "duplecks",
                "unknown key `duplecks`",
            ),
            ("letters = 1\n", "", "[written]", "`letters` is missing"),
        ] {
            assert!(text.contains(from), "{text}");
            let changed = text.replace(from, to);
            let problem = wrong(&changed);
            assert!(problem.message.starts_with(wanted), "{problem:?}");
            let line = problem.place.unwrap().line();
            assert_eq!(line, place(&changed, key), "{key}: {changed}");
        }
    }
}
