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
#[cfg(test)]
pub(crate) mod generated;
mod header;
mod household;
mod member;
mod reading;
mod record;
pub(crate) mod records;
mod rejected;
mod rows;
pub(crate) mod spelling;
pub mod spreadsheet;
mod values;

pub use decoding::Encoding;
pub use header::Header;
pub use household::{Household, fold};
pub use member::{BadRow, Member, Row};
pub use rejected::Rejected;
pub use rows::Members;
