//! `verify`: whether what a batch wrote is whole, and every letter that of its member.

mod arguments;
mod basis;
pub mod command;
mod comparison;
mod counts;
