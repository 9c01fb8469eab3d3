//! Making one letter: its route, its signers and the contents of its files.

pub mod entry;
pub mod fax;
pub mod fingerprint;
pub mod route;
pub mod signers;
pub mod work;
