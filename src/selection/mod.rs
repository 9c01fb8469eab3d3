//! The selection: the targets that a person means.
//!
//! Owns the rules for ids, kinds and `all`. Leaves the rule for missions to [`nearest`], and the messages about it to
//! `notes`. In: the words of `--target`, the sender's country, a date. Out: targets in the order asked for, each once,
//! with the rule that chose it. Invariant: every chosen target exists on the date.

mod choice;
mod chosen;
mod criteria;
pub(crate) mod nearest;
mod notes;

pub use choice::{check, check_date, choose, fixed, is_routed};
pub use chosen::Chosen;
pub use criteria::Criteria;
