//! Batches: the letters of many members to many targets, as files.
//!
//! Owns which letters a batch has and in which files they are, and that a batch that was stopped goes on where it was.
//! Leaves reading members to [`members`](crate::members), letters to [`letter`](crate::letter) and files to
//! [`disk`](mod@crate::disk). Three passes over the members file, none of which holds it: `survey` judges every row and
//! counts, `run` writes, `verify` reads the written files again. Letters are in the order of targets and, for each, of
//! members.
//!
//! # Rooms
//!
//! Each imports only from those of earlier items; a test reads this list.
//!
//! 1. [`record`]: the inputs, the manifest, the names of files, and the removal of what they name.
//! 2. [`list`]: the list of members.
//! 3. [`request`]: what was asked for.
//! 4. [`make`]: the order of one letter, and its pieces as the contents of files.
//! 5. [`plan`]: every row judged, every letter counted, nothing written.
//! 6. [`write`](mod@write): the files, in the order of targets and members; a run that was stopped goes on.
//! 7. [`proof`]: the files read again and compared with the manifest and the members, and the addresses of
//!    letters that are posted.

pub mod list;
pub(crate) mod make;
pub(crate) mod plan;
pub(crate) mod proof;
pub mod record;
pub(crate) mod request;
pub(crate) mod write;

pub use list::MembersList;
pub use record::batch_record::Combine;
pub use request::{Faxing, Request};
