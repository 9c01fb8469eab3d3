//! The records of a batch: its inputs, its manifest, the names of its files, and the removal of files by these.

pub mod additions;
pub mod conflicts;
pub mod entry;
pub mod fax_list;
pub mod file_names;
pub mod folder;
pub mod identity;
pub mod inputs;
pub mod ledger;
pub mod lists;
pub mod locate;
pub mod maildir;
pub mod manifest;
pub(super) mod printout;
pub mod purge;
pub mod removal;
pub mod shard;
pub mod write_ahead;
