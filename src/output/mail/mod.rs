//! Letters as e-mail: a message is a value, and each form of it is written by a module of its own.
//!
//! The body is the text of the letter, as `--format text` writes it. Nothing of a message comes from a
//! clock, a machine or chance: its identifier is a digest of what it says.

pub mod eml;
mod encoded;
mod from_line;
pub mod headers;
mod hex;
pub mod link;
pub mod mbox;
mod message;
mod quoted_printable;
pub mod reading;

pub use message::{Attachment, Message, addresses, message};
