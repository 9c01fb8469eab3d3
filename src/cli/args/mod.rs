//! The arguments as they are given, in a file for each command.
//!
//! [`command_line`] is the whole of them, `derive` the only file that names clap. What the arguments mean is worked out
//! by the commands and what they share.

pub mod batch;
pub mod command_line;
mod derive;
pub mod fax;
pub mod generate;
pub mod labels;
pub mod lists;
pub mod mail;
pub mod program;
pub mod sender;
pub mod shared;
pub mod slots;
pub mod verify;
