//! The letter: a template filled for one sender and one target.
//!
//! Owns what a letter says. Leaves how it looks to `layout` and `output`. In: a campaign, a target, a
//! sender, a date. Out: a [`Letter`] of blocks and lines, with notes; or every reason why not.
//! Invariant: nothing that a record of the date does not say is in it.
//!
//! # Rooms
//!
//! Each imports only from those of earlier items; a test reads this list.
//!
//! 1. `markup`, `names`, `line`, `furniture`: blocks, names in tags, lines, and the parts around the text.
//! 2. `typography`: how text is spelt out in type.
//! 3. `engine`: templates compiled and filled (handlebars).
//! 4. `order`, `claims`, `parties`, `filled`: what is asked for, what may be said, and the letter.
//! 5. `advice`, `sourced`, `generated`: notes and sources; orders for tests.
//! 6. `addressing`, `channel`, `fax_lines`, `mailboxes`: how the office is addressed, and how it is reached.
//! 7. `compile`: a template judged and made ready.
//! 8. `recipe`, `parts`: a template filled for many orders, and what several share judged by itself.
//! 9. `composer`: the template that an order takes.

mod addressing;
pub mod advice;
pub mod channel;
pub mod claims;
mod compile;
pub mod composer;
pub(crate) mod engine;
pub(crate) mod fax_lines;
mod filled;
pub mod furniture;
#[cfg(test)]
pub(crate) mod generated;
mod line;
pub mod mailboxes;
pub mod markup;
pub(crate) mod names;
pub mod order;
pub(crate) mod parties;
pub(crate) mod parts;
pub mod recipe;
pub mod sourced;
pub mod typography;

pub use crate::campaign::channel::Channel;
pub use filled::Letter;
pub use line::Line;
