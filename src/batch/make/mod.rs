//! Making one letter: how it goes out, who signs it, and what its files hold.

pub mod entry;
pub mod fax;
pub mod signers;
pub mod ways;
pub mod words;
pub mod work;
