//! Reasons why a row cannot be written, and the problems that many rows share.

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

/// A problem of the campaign, not of the rows that have it.
#[derive(Debug)]
pub(super) struct Repeat {
    pub(super) problem: Diagnostic,
    /// Its index in the messages, where it stands with the first row that has it.
    pub(super) told: usize,
    /// The number of further rows that have it, and the first lines of them.
    pub(super) count: usize,
    pub(super) lines: Vec<usize>,
}

impl Repeat {
    /// Returns a phrase that names the other rows that have it.
    pub(super) fn others(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(usize::to_string).collect();
        let lines = lines.join(", ");
        match (self.count, self.count - self.lines.len()) {
            (1, _) => format!("the row in line {lines} has the same problem"),
            (_, 0) => format!("the rows in lines {lines} have the same problem"),
            (_, more) => format!("the rows in lines {lines} and {more} more have the same problem"),
        }
    }
}
