//! Making one letter: how it goes out, who signs it, and what its files hold.

pub mod signers;
pub mod ways;
pub mod words;
pub mod work;
