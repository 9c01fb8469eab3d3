//! The disk: reading texts and campaign folders, writing files whole or not at all.
//!
//! Nothing else touches files. Every problem names the path and what was being done.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this module owns the disk"
)]

mod campaign;
mod changes;
mod draft;
mod failure;
mod journal;
mod lock;
mod look;
mod own_names;
mod paths;
mod random_access;
mod readers;
mod reading;
mod spool;
mod system;
mod temporary;
mod whole;

pub use campaign::{read_campaign, read_campaign_as_it_is};
pub use changes::{remove, remove_empty_folder, rename, settle, settle_names};
pub use draft::{Draft, Placed, keep, there_already};
pub use failure::cannot_write;
pub use journal::Journal;
pub use lock::{Lock, Others, is_taken};
pub use look::{
    behind_link, exists, have_one_owner, is_empty, is_file, is_folder, is_link, is_lockable,
    is_plain, is_plain_folder, is_program, is_same, names, other_names, size,
};
pub use own_names::is_own;
pub use paths::{absolute, folder_of, way};
pub use random_access::RandomAccess;
pub use readers::{Manner, Readers, is_private, make_folder, make_folder_for, readable_by};
pub use reading::{digest, open, read_bounded, read_bounded_text, read_bytes, read_text, text_of};
pub use spool::Spool;
pub use system::in_small_pages;
pub use temporary::{Leftovers, remove_leftovers, temporary_folder};
pub use whole::{holds, place, write, write_private};
