//! `labels` and `envelopes`: the addresses of letters, in the order of the letters.

mod choice;
pub(crate) mod command;
mod job;
mod label_failures;
mod print;
mod recorded;
