//! The command line: from arguments to an exit code.
//!
//! Each command is a file, or a folder whose `command` is its entry.
//!
//! # Rooms
//!
//! Each imports only from those of earlier items; a test reads this list.
//!
//! 1. `exit`, [`args`]: exit codes, and what can be given.
//! 2. `shared`: what several commands do with their arguments.
//! 3. `check`, `completions`, `doctor`, `init`, `letters`, `manual`, `profiles`, `sender`, `targets`: commands without letters to
//!    anybody.
//! 4. `mail`, `handover`: letters in the form that mail and fax programs take.
//! 5. `generate`, `batch`, `members`: letters of one sender, and of many, and how a list of them is read.
//! 6. `verify`, `labels`: what a batch wrote, read again, and its addresses.
//! 7. `dispatch`: the command that was given.

pub(crate) mod args;
mod batch;
mod check;
mod completions;
mod dispatch;
mod doctor;
mod exit;
mod generate;
mod handover;
mod init;
mod labels;
mod letters;
mod mail;
mod manual;
mod members;
mod profiles;
mod sender;
mod shared;
mod targets;
mod verify;

pub use dispatch::run;
pub use exit::Exit;
