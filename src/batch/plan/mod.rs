//! Planning a batch: every row judged, every letter counted, nothing written.

pub mod branch;
pub mod branches;
pub mod choice;
pub(super) mod counting;
pub(super) mod country;
pub(super) mod extent;
pub mod fax_queue;
pub(super) mod households;
pub(super) mod judgement;
pub(super) mod kind;
pub mod survey;
pub(super) mod told;
pub(super) mod trial;
pub(super) mod unfit;
pub(super) mod writing;
