//! The sender: who signs.
//!
//! Owns the shape of a sender and of its file. Leaves asking for one and storing it to the command
//! line, and reading pictures to `picture`. A sender file is TOML with the keys of [`Sender`], all of
//! them optional.

mod checks;
mod file;
#[cfg(test)]
pub(crate) mod generated;
mod model;

pub use checks::{check_email, country, fax_number, no_country, one_line};
pub use model::{Letterhead, Sender};
