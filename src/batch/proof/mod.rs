//! Reading a batch again, and proving that every letter is whole and that of its member.

pub(super) mod reread;
pub(super) mod strays;
pub mod verify;
