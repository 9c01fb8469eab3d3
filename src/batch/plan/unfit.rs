//! Reasons why a row cannot be written.

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{BadRow, Member};

/// Returns a row that reads well but cannot be written to its targets.
pub(super) fn rejected(member: Member, problems: Problems) -> BadRow {
    BadRow {
        row: member.row,
        line: member.line,
        problems,
        cells: member.cells,
    }
}

/// The reasons why there are no letters of a member.
pub(super) struct Unfit {
    /// Whether the letters need the member's country.
    pub(super) lacks_country: bool,
    /// The other reasons.
    pub(super) problems: Problems,
}

impl From<Problems> for Unfit {
    fn from(problems: Problems) -> Self {
        Self {
            lacks_country: false,
            problems,
        }
    }
}

/// Returns the characters that cannot be set, by the message of a problem.
pub(super) fn lacking(problem: &Diagnostic) -> Vec<char> {
    let codes = problem.message.split("(U+").skip(1);
    let codes = codes.filter_map(|rest| u32::from_str_radix(rest.split(')').next()?, 16).ok());
    codes.filter_map(char::from_u32).collect()
}
