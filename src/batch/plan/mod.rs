//! Planning a batch: every row judged, every letter counted, nothing written.

pub(crate) mod branch;
pub(crate) mod branches;
pub(crate) mod choice;
pub(super) mod counting;
pub(super) mod country;
pub(super) mod extent;
pub(crate) mod fax_queue;
pub(super) mod households;
pub(super) mod judgement;
pub(super) mod kind;
pub(crate) mod located;
pub(crate) mod survey;
pub(super) mod told;
pub(super) mod trial;
pub(super) mod unfit;
pub(super) mod writing;
