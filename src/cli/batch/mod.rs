//! `batch`: the letters of many members.

mod channels;
pub mod command;
mod faxes;
pub mod inputs;
mod purge;
pub mod refusals;
mod rejects;
pub mod request;
mod sharing;
pub mod summary;
mod writing;
