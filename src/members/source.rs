//! Where the records of a list come from.

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::record::Record;

/// The records of a list, the header among them, in their order. Nothing comes after an error.
pub(super) trait Source: Iterator<Item = Result<Record, Diagnostic>> {
    /// The name of the list, for messages.
    fn name(&self) -> &str;

    /// The name of its encoding.
    fn encoding(&self) -> &'static str;

    /// The character between its cells, in a file of rejected rows if it has none itself.
    fn delimiter(&self) -> char;

    /// Notes on what of the list is not read as it stands.
    fn notes(&self) -> Problems {
        Problems::default()
    }

    /// How many records are left, if that is known.
    fn left(&self) -> Option<usize> {
        None
    }
}
