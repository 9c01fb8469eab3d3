//! `batch`: the letters of many members.

pub(crate) mod again;
pub(crate) mod arguments;
pub(crate) mod basis;
mod batch_json;
mod batch_run;
mod channels;
pub(crate) mod command;
mod faxes;
mod name_order;
mod only_words;
mod postage;
mod purge;
pub(crate) mod record;
pub(crate) mod refusals;
mod rejects;
pub(crate) mod request;
mod sharing;
pub(crate) mod summary;
mod writing;
