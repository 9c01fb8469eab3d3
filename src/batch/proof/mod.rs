//! Reading a batch again: proving that every letter is complete and its member's, and addressing those that are posted.

pub(super) mod assembly;
pub(super) mod columns;
pub(super) mod messages;
pub(super) mod order;
pub(super) mod pieces;
pub(crate) mod posted;
pub(super) mod read_back;
pub(super) mod rows;
pub(super) mod said;
pub(super) mod strays;
pub(crate) mod verified;
pub(crate) mod verify;
pub(crate) mod wanted;
pub(crate) mod whole;
