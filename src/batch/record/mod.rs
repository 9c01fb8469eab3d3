//! What a batch writes down: its inputs, its manifest, the names of its files, and what is removed by them.

pub mod additions;
pub mod entry;
pub mod folder;
pub mod identity;
pub mod inputs;
pub mod joblist;
pub mod ledger;
pub mod lists;
pub mod maildir;
pub mod manifest;
pub mod named;
pub mod names;
pub mod obstacles;
pub(super) mod printout;
pub mod purge;
pub mod removal;
pub mod shard;
pub mod whereabouts;
