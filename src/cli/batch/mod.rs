//! `batch`: the letters of many members.

pub mod arguments;
pub mod basis;
mod channels;
pub mod command;
mod faxes;
mod purge;
pub mod record;
pub mod refusals;
mod rejects;
pub mod request;
mod sharing;
pub mod summary;
mod writing;
