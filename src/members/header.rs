//! The header: the meaning of each column, once it is known.

use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::members::candidates::{Candidates, is_one};
use crate::members::choices::{LAST_FIRST, letters, word};
use crate::members::columns::{Column, ColumnUse, Part};
use crate::members::consent_titles::{Doubt, Doubtful};

/// The columns that a file of rejected rows has at its end; they are not read.
pub(super) const REJECTED: [&str; 2] = ["problem", "line"];

/// The first row of a members file.
#[derive(Debug)]
pub struct Header {
    /// The cells as they stand, without empty ones at the end and those of a file of rejected rows.
    pub(super) cells: Vec<String>,
    /// The cells as messages show them.
    pub(super) titles: Vec<String>,
    pub(super) uses: Vec<ColumnUse>,
    /// The columns among which rows choose.
    pub(super) candidates: Candidates,
    /// The number of columns behind them that only files of rejected rows have.
    pub(super) not_read: usize,
    pub(super) delimiter: char,
    /// Its place.
    pub(super) place: Place,
    /// The program whose export it is.
    pub(super) program: Option<&'static str>,
    /// How names of one column are written.
    pub(super) names: NameColumn,
    /// The columns that may say who agreed to sign or refused, and are not known to.
    pub(super) doubtful: Vec<Doubtful>,
    /// Notes on the file.
    pub notes: Problems,
    /// The note on what each column was taken for, if that does not go without saying.
    pub columns: Option<Diagnostic>,
}

/// How the names of one column are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum NameColumn {
    /// Nobody has said.
    #[default]
    Unsaid,
    /// As they are to be printed, as somebody said.
    Printed,
    /// The last name first, as somebody said.
    LastFirst,
    /// The last name first in nearly all rows, such as this one, and nobody has said so.
    LooksLastFirst(String),
}

/// A column as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMeaning {
    /// Its letters in a spreadsheet.
    pub letters: String,
    /// Its title.
    pub title: String,
    /// What it was taken for, in words; `None` if it is not read.
    pub meaning: Option<String>,
    /// The variable of letters that it is, if it is one.
    pub variable: Option<String>,
}

impl Header {
    /// The names of the columns as they stand in the file.
    pub fn cells(&self) -> &[String] {
        &self.cells
    }

    /// The character between cells.
    pub fn delimiter(&self) -> char {
        self.delimiter
    }

    /// The program whose export it is, with its language.
    pub fn program(&self) -> Option<&'static str> {
        self.program
    }

    /// Returns `true` if a column says who agreed to sign.
    pub fn has_consent(&self) -> bool {
        self.index(Column::Consent).is_some()
    }

    /// Returns `true` if a column says where members live.
    pub fn has_country(&self) -> bool {
        self.country().is_some()
    }

    /// Returns `true` if columns say addresses.
    pub fn has_address(&self) -> bool {
        let mut parts = self
            .candidates
            .addresses
            .iter()
            .flat_map(|address| &address.parts);
        parts.any(|(part, _)| *part != Part::Country)
    }

    /// What names a column for `--column`.
    pub(super) fn word(&self, column: usize) -> String {
        word(self.cells.get(column).map_or("", String::as_str), column)
    }

    /// The columns as they were understood, in their order.
    pub fn meanings(&self) -> Vec<ColumnMeaning> {
        let columns = self.titles.iter().zip(&self.uses).enumerate();
        let meant = columns.map(|(n, (title, used))| {
            let (meaning, variable) = match used {
                ColumnUse::Known(Column::Name) if self.names == NameColumn::LastFirst => {
                    (Some("the name, the last name first".to_owned()), None)
                }
                ColumnUse::Known(column) => (Some(column.meaning()), None),
                ColumnUse::Variable(name) => (None, Some(name.clone())),
                ColumnUse::Unused | ColumnUse::Unnamed => (None, None),
            };
            ColumnMeaning {
                letters: letters(n),
                title: title.clone(),
                meaning,
                variable,
            }
        });
        meant.collect()
    }

    /// The error that the names of one column have the last name first, where that was not said: letters would be
    /// signed so.
    pub fn last_name_first(&self) -> Option<LastNameFirst> {
        let NameColumn::LooksLastFirst(example) = &self.names else {
            return None;
        };
        let column = self.index(Column::Name).map(|n| self.word(n));
        Some(LastNameFirst {
            column: column.unwrap_or_default(),
            example: example.clone(),
            place: self.place.clone(),
        })
    }

    /// The error that columns may say who agreed to sign, where nobody said that they do or do not: people who refused
    /// would sign.
    pub fn without_sure_consent(&self) -> Option<Diagnostic> {
        let first = self.doubtful.first()?;
        let title = self.title(first.column);
        let message =
            format!("`{title}` may say who agreed to sign: those who refused would sign too");
        let error = Diagnostic::error(message).at(self.place.clone());
        let error = self.doubtful.iter().fold(error, |error, asked| {
            let word = self.word(asked.column);
            error.help(match asked.doubt {
                Doubt::Agreed => {
                    format!("`--column '{word}=consent'` leaves out everybody without a yes or a date in it")
                }
                Doubt::Refused => {
                    format!("`--column '{word}=refusal'` leaves out everybody with a yes or a date in it")
                }
            })
        });
        Some(error.help(format!(
            "`--column '{}=none'` if it is about something else",
            self.word(first.column)
        )))
    }

    /// A note if the list called `name` does not say who agreed to sign.
    pub fn without_consent(&self, name: &str) -> Option<Diagnostic> {
        let message = format!("`{name}` has no column that says who agreed to sign");
        let help = "rows with `no` in a column `consent` are left out";
        (!self.has_consent()).then(|| Diagnostic::note(message).help(help))
    }

    /// The error that it has no column for the country, where letters need one.
    pub fn without_country(&self) -> Diagnostic {
        let message = "no column says from which country members write, and their letters need it";
        Diagnostic::error(message)
            .at(self.place.clone())
            .help("add a column `country`, or give `--country` if all write from one")
            .help("the file of `--from` may give it too")
    }

    /// The names of the variables that every member has, in the order of their columns.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.uses.iter().filter_map(|used| match used {
            ColumnUse::Variable(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Returns `true` if it is that of a file of rejected rows, in which formulas are marked as text.
    pub(super) fn is_of_rejected(&self) -> bool {
        self.not_read > 0
    }

    /// The least number of cells of a row.
    pub(super) fn width(&self) -> usize {
        self.cells.len() + self.not_read
    }

    /// The name of a column as messages show it; nothing for one that is not read.
    pub(super) fn title(&self, cell: usize) -> &str {
        self.titles.get(cell).map_or("", String::as_str)
    }

    /// The number of a column, counted from 0.
    pub(super) fn index(&self, column: Column) -> Option<usize> {
        let known = ColumnUse::Known(column);
        self.uses.iter().position(|used| *used == known)
    }

    /// The first column that says a country.
    pub(super) fn country(&self) -> Option<usize> {
        let mut addresses = self.candidates.addresses.iter();
        addresses.find_map(|address| address.column(Part::Country))
    }

    /// Whether every row is read with the cell of a column, whatever stands in others.
    pub(super) fn is_always_read(&self, cell: usize) -> bool {
        match self.uses[cell] {
            ColumnUse::Known(Column::Address(..)) => self.candidates.has_one_address(),
            ColumnUse::Known(Column::Email(_)) => is_one(&self.candidates.emails),
            ColumnUse::Known(Column::Phone(_)) => is_one(&self.candidates.phones),
            ColumnUse::Known(column) => !column.is_choice(),
            ColumnUse::Variable(_) | ColumnUse::Unused | ColumnUse::Unnamed => false,
        }
    }
}

/// Names of one column that have the last name first.
#[derive(Clone, Debug)]
pub struct LastNameFirst {
    /// The title of the column, or its letters.
    pub column: String,
    /// One of the names.
    pub example: String,
    place: Place,
}

impl LastNameFirst {
    /// The error that nobody has said so.
    pub fn error(&self) -> Diagnostic {
        let (column, example) = (&self.column, &self.example);
        let message = format!(
            "the names in `{column}` have the last name first, such as `{example}`: letters would be signed so"
        );
        Diagnostic::error(message)
            .at(self.place.clone())
            .help(format!("`--column '{column}={LAST_FIRST}'` turns them"))
            .help(format!(
                "`--column '{column}=name'` leaves them as they are"
            ))
    }
}
