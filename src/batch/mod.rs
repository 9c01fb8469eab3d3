//! Batches: the letters of many members to many targets, as files.
//!
//! Owns which letters a batch has and in which files they are, and that a batch that was stopped goes on where it was.
//! Leaves reading members to [`members`](crate::members), letters to [`letter`](crate::letter) and files to
//! [`disk`](mod@crate::disk). Three passes over the members file, none of which holds it: `survey` judges every row and
//! counts, `run` writes, `verify` reads the written files again. Letters are in the order of targets and, for each, of
//! members.

pub mod make;
pub mod plan;
pub mod proof;
pub mod record;
pub mod request;
pub mod write;

pub use record::batch_record::Combine;
pub use request::{Faxing, Request};
