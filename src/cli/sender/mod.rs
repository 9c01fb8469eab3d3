//! `sender`: saves who signs, shows it, deletes it.

mod ask;
pub(crate) mod command;
mod delete;
mod questions;
