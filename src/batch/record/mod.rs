//! The records of a batch: what it was made from, its manifest, the names of its files, and the removal of files by these.

pub(crate) mod additions;
pub(crate) mod batch_record;
pub(crate) mod chosen;
pub(crate) mod conflicts;
pub(crate) mod differences;
pub mod entry;
pub(crate) mod fax_list;
pub mod file_names;
pub(crate) mod folder;
pub(crate) mod identity;
pub mod ledger;
pub mod lists;
pub(crate) mod locate;
pub mod maildir;
pub mod manifest;
pub(crate) mod merged;
pub mod only;
pub(crate) mod only_word;
pub(crate) mod picked;
pub(super) mod printout;
pub(crate) mod purge;
pub mod record_file;
pub(crate) mod removal;
pub mod shard;
pub(crate) mod words;
pub(crate) mod write_ahead;
