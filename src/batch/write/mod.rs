//! Writing a batch: print files, single files and faxes, and continuing a run that was stopped.

pub mod addresses;
pub mod again;
pub(super) mod apart;
pub(super) mod faxes;
pub mod output;
pub mod print_files;
pub mod progress;
pub(super) mod resume;
pub mod run;
pub(super) mod separate;
pub(super) mod single;
