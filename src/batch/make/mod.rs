//! Making one letter: its signers, its order, and the contents of its files.

pub mod contents;
pub mod entry;
pub mod fax;
pub mod fingerprint;
pub mod orders;
pub mod signers;
pub mod work;
