//! Mail of single letters: a message, a link or a command for every letter.

mod deliver;
pub(crate) mod mail_piece;
pub(crate) mod options;
