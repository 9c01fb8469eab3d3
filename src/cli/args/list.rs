//! The arguments that say how a list of members is read, which several commands have.

use crate::cli::args::derive::{Args, ValueEnum};
use crate::cli::args::shared::WHO;
use crate::members::{ListFormat, SheetOption};

/// How a list of members is read.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct ListArgs {
    /// The encoding of the list
    ///
    /// Such as windows-1251; the default is UTF-8. Workbooks need none.
    #[arg(long, requires = "members", value_name = "NAME", help_heading = WHO, hide_short_help = true)]
    pub encoding: Option<String>,
    /// The format of the list
    ///
    /// The default is what the list itself tells, whatever its name.
    #[arg(long, requires = "members", value_enum, value_name = "FORMAT", help_heading = WHO, hide_short_help = true)]
    pub members_format: Option<ListFormatArg>,
    /// The sheet of a workbook, which each command has an option of its own for.
    #[arg(skip)]
    pub sheet: Option<String>,
    /// That option.
    #[arg(skip)]
    pub sheet_option: SheetOption,
    /// What a column of the list means
    ///
    /// Its title, letter or number, = and a field of docs/members.md, such as 'Home Street=address'; `X=none` leaves it
    /// out. Repeat it. `protest-letter members` shows how a list is read.
    #[arg(long, requires = "members", value_name = "COLUMN=FIELD", help_heading = WHO, hide_short_help = true)]
    pub column: Vec<String>,
}

impl ListArgs {
    /// The same, for a sheet of a workbook.
    pub(crate) fn of_sheet(&self, sheet: Option<&String>) -> Self {
        Self {
            sheet: sheet.cloned(),
            ..self.clone()
        }
    }

    /// The same, for a sheet of a workbook that `--members-sheet` names.
    pub(crate) fn of_members_sheet(&self, sheet: Option<&String>) -> Self {
        Self {
            sheet_option: SheetOption::MembersSheet,
            ..self.of_sheet(sheet)
        }
    }
}

/// The format of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormatArg {
    /// A text with commas, semicolons, tabs or `|`
    Csv,
    /// A text with tabs
    Tsv,
    /// A workbook of Excel since 2007
    Xlsx,
    /// A workbook of Excel before 2007
    Xls,
    /// A workbook of LibreOffice
    Ods,
    /// An address book of vCards
    Vcf,
}

impl ListFormatArg {
    /// The format.
    pub(crate) fn format(self) -> ListFormat {
        match self {
            Self::Csv => ListFormat::Csv,
            Self::Tsv => ListFormat::Tsv,
            Self::Xlsx => ListFormat::Xlsx,
            Self::Xls => ListFormat::Xls,
            Self::Ods => ListFormat::Ods,
            Self::Vcf => ListFormat::Vcf,
        }
    }
}
