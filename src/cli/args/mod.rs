//! The arguments as they are given, in a file for each command.
//!
//! [`command_line`] is the whole of them, `derive` the only file that names clap. What the arguments mean is worked out
//! by the commands and what they share.

pub(crate) mod batch;
pub(crate) mod command_line;
pub(crate) mod completion;
mod derive;
pub(crate) mod doctor;
pub(crate) mod examples;
pub(crate) mod fax;
pub(crate) mod generate;
pub(crate) mod help_pages;
pub(crate) mod labels;
pub(crate) mod list;
pub(crate) mod lists;
pub(crate) mod mail;
pub(crate) mod manual;
pub(crate) mod members;
pub(crate) mod parsing;
pub(crate) mod program;
pub(crate) mod sender;
pub(crate) mod shared;
pub(crate) mod shells;
pub(crate) mod slots;
pub(crate) mod topics;
pub(crate) mod verify;
