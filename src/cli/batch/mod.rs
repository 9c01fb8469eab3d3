//! `batch`: the letters of many members.

pub(crate) mod arguments;
pub(crate) mod basis;
mod batch_json;
mod channels;
pub(crate) mod command;
mod faxes;
mod purge;
pub(crate) mod record;
pub(crate) mod refusals;
mod rejects;
pub(crate) mod request;
mod sharing;
pub(crate) mod summary;
mod writing;
