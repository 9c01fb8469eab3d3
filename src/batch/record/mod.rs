//! The records of a batch: what it was made from, its manifest, the names of its files, and the removal of files by these.

pub mod additions;
pub mod batch_record;
pub mod conflicts;
pub mod differences;
pub mod entry;
pub mod fax_list;
pub mod file_names;
pub mod folder;
pub mod identity;
pub mod ledger;
pub mod lists;
pub mod locate;
pub mod maildir;
pub mod manifest;
pub mod merged;
pub(super) mod printout;
pub mod purge;
pub mod record_file;
pub mod removal;
pub mod shard;
pub mod words;
pub mod write_ahead;
