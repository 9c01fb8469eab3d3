//! What several commands do with their arguments: the plan that they mean, senders, slots, places to write to, lists.

pub(crate) mod additions;
pub(crate) mod destination;
pub(crate) mod list_options;
pub(crate) mod listing;
pub(crate) mod picture_files;
pub(crate) mod plan;
pub(crate) mod problem_json;
pub(crate) mod senders;
pub(crate) mod slots;
