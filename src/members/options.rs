//! How a list is read.

use std::collections::BTreeSet;

use crate::country::Country;
use crate::members::choices::ColumnChoices;
use crate::members::content::ListFormat;
use crate::members::encoding::Encoding;

/// How a list is read, where it does not say so itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListOptions {
    /// The encoding of a text, if it is not UTF-8.
    pub encoding: Option<Encoding>,
    /// The format, if it is not to be told from the content.
    pub format: Option<ListFormat>,
    /// The sheet of a workbook, by its name or its number.
    pub sheet: Option<String>,
    /// The option that names the sheet, for messages.
    pub sheet_option: SheetOption,
    /// The country of rows that name none.
    pub country: Option<Country>,
    /// What columns mean that have other titles than usual.
    pub columns: ColumnChoices,
    /// The variables that letters use: a cell of another that cannot be used is left out, and is no error. `None` if
    /// any of them may be used.
    pub variables: Option<BTreeSet<String>>,
}

/// The option of a command that names the sheet of a workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetOption {
    /// `--sheet`.
    #[default]
    Sheet,
    /// `--members-sheet`, where a sheet is one of labels.
    MembersSheet,
}

impl SheetOption {
    /// The option as it is given.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sheet => "--sheet",
            Self::MembersSheet => "--members-sheet",
        }
    }
}
