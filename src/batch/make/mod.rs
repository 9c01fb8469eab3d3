//! Making one letter: how it goes out, who signs it, and what its files hold.

pub mod entry;
pub mod fax;
pub mod fingerprint;
pub mod route;
pub mod signers;
pub mod work;
