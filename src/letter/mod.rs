//! The letter: a template filled for one sender and one target.
//!
//! Owns what a letter says. Leaves how it looks to `layout` and `output`. In: a campaign, a target, a
//! sender, a date. Out: a [`Letter`] of blocks and lines, with notes; or every reason why not.
//! Invariant: nothing that a record of the date does not say is in it.

mod addressing;
pub mod advice;
pub mod channel;
pub mod claims;
mod compile;
pub mod composer;
pub mod engine;
pub mod fax_lines;
mod filled;
pub mod furniture;
#[cfg(test)]
pub(crate) mod generated;
mod line;
pub mod mailboxes;
pub mod markup;
pub mod order;
pub mod parties;
pub mod recipe;
pub mod sourced;
pub mod typography;

pub use crate::campaign::channel::Channel;
pub use filled::Letter;
pub use line::Line;
