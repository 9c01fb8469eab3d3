//! What a batch will be: every row judged, every letter counted, nothing written.

pub mod branches;
pub(super) mod country;
pub(super) mod extent;
pub(super) mod households;
pub(super) mod judgement;
pub mod lines;
pub mod survey;
pub(super) mod told;
pub(super) mod trial;
pub(super) mod writing;
