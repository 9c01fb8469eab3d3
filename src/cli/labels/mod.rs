//! `labels` and `envelopes`: an address for every letter, in the order of the letters.

mod choice;
pub mod command;
mod job;
mod label_failures;
mod print;
