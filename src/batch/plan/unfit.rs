//! Why a row cannot be written, and the problems that many rows have.

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{BadRow, Member};

/// A row that reads well but cannot be written to its targets.
pub(super) fn rejected(member: Member, problems: Problems) -> BadRow {
    BadRow {
        row: member.row,
        line: member.line,
        problems,
        cells: member.cells,
    }
}

/// Why there are no letters of a member.
pub(super) struct Unfit {
    /// Whether they need the member's country.
    pub(super) lacks_country: bool,
    /// What else.
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

/// The characters that a problem says cannot be set.
pub(super) fn lacking(problem: &Diagnostic) -> Vec<char> {
    let codes = problem.message.split("(U+").skip(1);
    let codes = codes.filter_map(|rest| u32::from_str_radix(rest.split(')').next()?, 16).ok());
    codes.filter_map(char::from_u32).collect()
}

/// A problem that stands in the campaign and not in the rows that have it.
#[derive(Debug)]
pub(super) struct Repeat {
    pub(super) problem: Diagnostic,
    /// Where it is among what is told, with the first row that has it.
    pub(super) told: usize,
    /// How many other rows have it, and the first lines of them.
    pub(super) count: usize,
    pub(super) lines: Vec<usize>,
}

impl Repeat {
    /// Which other rows have it, in words.
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
