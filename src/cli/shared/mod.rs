//! What several commands do with their arguments: the plan that they mean, senders, slots, places to write to, lists.

pub mod additions;
pub mod destination;
pub mod listing;
pub mod plan;
pub mod senders;
pub mod slots;
