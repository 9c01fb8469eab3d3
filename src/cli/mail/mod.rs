//! Mail of single letters: a message, a link or a command for every letter.

mod deliver;
pub mod mail_piece;
pub mod options;
