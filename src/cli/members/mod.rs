//! `members`: how a list is read, before anything is written.

pub(crate) mod command;
mod members_json;
mod members_text;
mod overview;
