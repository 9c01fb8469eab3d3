//! `sender`: saves who signs, shows it, deletes it.

mod ask;
pub mod command;
mod delete;
mod questions;
