//! The command line: from arguments to an exit code.
//!
//! [`args`] says what can be given. Each command is a file, or a folder whose `command` is its entry; `shared` is what
//! several commands do with their arguments, `mail` and `handover` make what mail and fax programs take.

pub mod args;
mod batch;
mod check;
mod dispatch;
mod exit;
mod generate;
mod handover;
mod init;
mod labels;
mod letters;
mod mail;
mod profiles;
mod sender;
mod shared;
mod targets;
mod verify;

pub use dispatch::run;
pub use exit::Exit;
