//! `targets`: the offices that can be written to, as a list or in full.

pub(crate) mod command;
mod filter;
mod list;
mod target_json;
mod target_text;
