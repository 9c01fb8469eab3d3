//! Members: what the rows of a file say, and rows that say nothing good.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Problems};
use crate::sender::Sender;

/// Somebody who signs.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// The number of the row: 1 is the first below the header; blank rows do not count.
    pub row: usize,
    /// The line of the file that the row begins in, counted from 1.
    pub line: usize,
    /// The sender: who signs.
    pub sender: Sender,
    /// The branch.
    pub branch: Option<String>,
    /// A paragraph in the member's own words; its lines end with `\n`.
    pub personal: Option<String>,
    /// The values of the further columns, by the names that templates call them by. Empty cells are left
    /// out, so that a template that needs one fails instead of having a gap.
    pub variables: BTreeMap<String, String>,
    /// Whether the file says that the member agreed to sign; `false` where it has no such column.
    pub consent: bool,
    /// The cells as they stand in the file.
    pub cells: Vec<String>,
    /// Of a household, its members as they are by themselves.
    pub household: Vec<Member>,
    /// The problems that somebody should look at.
    pub warnings: Problems,
}

/// A row that is wrong.
#[derive(Debug)]
pub struct BadRow {
    /// The number of the row, as in [`Member`].
    pub row: usize,
    /// The line of the file that the row begins in, counted from 1.
    pub line: usize,
    /// The cells as they stand in the file; where their quotes are wrong, the whole text as one.
    pub cells: Vec<String>,
    /// Everything that is wrong with it.
    pub problems: Problems,
}

/// Rows that have no member and are left out: a total, the header again, or blank rows between others.
#[derive(Debug)]
pub struct LeftOut {
    /// The number of the row, as in [`Member`]; `None` for blank rows, which do not count.
    pub row: Option<usize>,
    /// The line of the file that the first begins in, counted from 1.
    pub line: usize,
    /// How many rows they are.
    pub rows: usize,
    /// A note that says so.
    pub note: Diagnostic,
}

/// A row of a members file.
#[derive(Debug)]
pub enum Row {
    /// Somebody who signs.
    Member(Box<Member>),
    /// Somebody who did not agree to sign.
    NoConsent {
        /// The number of the row, as in [`Member`].
        row: usize,
        /// The line of the file that the row begins in, counted from 1.
        line: usize,
    },
    /// A row that is none of a member.
    LeftOut(LeftOut),
    /// A row that is wrong. Others follow.
    Bad(BadRow),
    /// The file cannot be read any further. Nothing follows.
    Broken(Diagnostic),
}
