//! The members file: who signs, when it is many.
//!
//! Owns the shape of a CSV file with one member a row, and the file of rejected rows that can be
//! corrected and read again. Leaves opening files to `disk` and what is written for whom to the
//! command line. A file is read row by row and never held: [`Members::open`] judges the header, then
//! [`Members`] gives each [`Row`] with all its problems, a bad one among them. To go over a file
//! twice, open it twice. Values are data: no cell becomes markup, a header or a path.
//!
//! Sources: RFC 4180 (CSV), WHATWG Encoding Standard (labels of encodings).
//!
//! ```
//! use protest_letter::members::{Members, Row};
//!
//! let file = "Name;PLZ;Ort;Schicht\nAna Silva;01067;Dresden;früh\n";
//! let mut members = Members::open("branch.csv", file.as_bytes(), None)?;
//! assert!(!members.header().has_consent());
//! let Some(Row::Member(ana)) = members.next() else { panic!() };
//! assert_eq!(ana.sender.address, ["01067 Dresden"]);
//! assert_eq!(ana.variables["schicht"], "früh");
//! # Ok::<(), protest_letter::diagnostic::Problems>(())
//! ```

mod address;
mod cells;
mod columns;
mod countries;
mod decoding;
mod header;
mod household;
mod reading;
mod record;
pub mod records;
mod rejected;
mod rows;
pub mod spelling;
pub mod spreadsheet;
mod values;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Problems};
use crate::sender::Sender;

pub use decoding::Encoding;
pub use header::Header;
pub use household::{Household, fold};
pub use rejected::Rejected;
pub use rows::Members;

/// Somebody who signs.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// The number of the row: 1 is the first below the header; blank rows do not count.
    pub row: usize,
    /// The line of the file that the row begins in, counted from 1.
    pub line: usize,
    /// Who signs.
    pub sender: Sender,
    /// The branch.
    pub branch: Option<String>,
    /// A paragraph in the member's own words; its lines end with `\n`.
    pub personal: Option<String>,
    /// What the further columns say, by the names that templates call them by. Empty cells are left
    /// out, so that a template that needs one fails instead of having a gap.
    pub variables: BTreeMap<String, String>,
    /// Whether the file says that the member agreed to sign; `false` where it has no such column.
    pub consent: bool,
    /// The cells as they stand in the file.
    pub cells: Vec<String>,
    /// Of a household, its members as they are by themselves.
    pub household: Vec<Member>,
    /// What somebody should look at.
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
    /// A row that is wrong. Others follow.
    Bad(BadRow),
    /// The file cannot be read any further. Nothing follows.
    Broken(Diagnostic),
}
