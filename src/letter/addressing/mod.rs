//! Forms of address: the lines that name the addressee and the office, the salutation, the close.
//!
//! Owns which form of address a letter takes and in which language its first address lines are: those that the post
//! reads. The letter's own language begins with the salutation.

mod addressee;
mod forms;
mod script;
mod templates;

pub(super) use addressee::{Addressee, Formalities};
pub(super) use forms::Addressing;
pub(super) use templates::compiled;
