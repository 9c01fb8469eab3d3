//! Making one letter: its signers, its order, and the contents of its files.

pub(crate) mod contents;
pub(crate) mod entry;
pub(crate) mod fax;
pub(crate) mod fingerprint;
pub(crate) mod orders;
pub(crate) mod signers;
pub(crate) mod work;
