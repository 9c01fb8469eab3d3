//! `verify`: whether what a batch wrote is whole, and every letter that of its member.

mod additions;
mod again;
pub(crate) mod command;
mod comparison;
mod counts;
mod summary;
mod verify_json;
