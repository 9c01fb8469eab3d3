//! Writing a batch: print files, single files and faxes, and continuing a run that was stopped.

pub(crate) mod addresses;
pub(crate) mod again;
pub(super) mod apart;
pub(super) mod faxes;
pub(crate) mod output;
pub(crate) mod print_files;
pub(crate) mod progress;
pub(super) mod resume;
pub(crate) mod run;
pub(super) mod separate;
pub(super) mod single;
