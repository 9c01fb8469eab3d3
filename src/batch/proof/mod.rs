//! Reading a batch again: proving that every letter is complete and its member's, and addressing those that are posted.

pub(super) mod columns;
pub(super) mod messages;
pub(super) mod order;
pub mod posted;
pub(super) mod read_back;
pub(super) mod rows;
pub(super) mod said;
pub(super) mod strays;
pub mod verified;
pub mod verify;
pub mod wanted;
pub mod whole;
