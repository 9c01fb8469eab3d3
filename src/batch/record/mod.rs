//! What a batch writes down: its inputs, its manifest, the names of its files, and what is removed by them.

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
