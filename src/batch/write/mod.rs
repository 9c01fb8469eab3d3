//! Writing a batch: print files, single files and faxes, and going on where a run was stopped.

pub mod addresses;
pub mod again;
pub(super) mod earlier;
pub mod output;
pub mod run;
pub(super) mod single;
