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
//! use protest_letter::members::{ListOptions, Members, Row};
//!
//! let file = "Name;PLZ;Ort;Schicht\nAna Silva;01067;Dresden;früh\n";
//! let mut members = Members::open("branch.csv", file.as_bytes(), &ListOptions::default())?;
//! assert!(!members.header().has_consent());
//! let Some(Row::Member(ana)) = members.next() else { panic!() };
//! assert_eq!(ana.sender.address, ["01067 Dresden"]);
//! assert_eq!(ana.variables["schicht"], "früh");
//! # Ok::<(), protest_letter::diagnostic::Problems>(())
//! ```

mod address;
mod ahead;
mod answers;
mod candidates;
mod cells;
mod choices;
mod column_note;
mod column_uses;
mod columns;
mod consent_titles;
mod content;
mod countries;
mod decoding;
mod doubt;
mod duplicates;
mod encoding;
mod exports;
mod first_rows;
#[cfg(test)]
pub(crate) mod generated;
mod header;
mod header_reading;
mod held;
mod held_cell;
mod household;
mod left_out;
mod list;
mod looks;
mod member;
mod mojibake;
mod name;
mod options;
mod reading;
mod record;
pub(crate) mod record_writer;
pub(crate) mod records;
mod rejected;
mod row_addresses;
mod row_contacts;
mod row_names;
mod rows;
mod said;
mod source;
pub(crate) mod spelling;
pub mod spreadsheet;
mod taken;
mod texts;
mod top;
mod typed;
mod values;
mod varint;
mod vcard;
mod workbook;

pub use choices::ColumnChoices;
pub use content::{LOOK, ListFormat};
pub use encoding::Encoding;
pub use header::{ColumnMeaning, Header, LastNameFirst};
pub use household::{Household, fold};
pub use list::{HeldList, open_bytes};
pub use member::{BadRow, LeftOut, Member, Row};
pub use name::spelled_first;
pub use options::{ListOptions, SheetOption};
pub use rejected::Rejected;
pub use rows::Members;
