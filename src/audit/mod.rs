//! The audit: everything that can be wrong with a campaign beyond its schema.
//!
//! Owns the judgements that `check` makes. In: a campaign and a date. Out: all problems. It reads every
//! number and address, compiles every template, and writes every letter for every target in every
//! language and sets it in every profile, on the date and on each day on which a fact, a demand, an argument or a
//! wording changes; and as a fax where there is a number, on the date and on each day on which the office changes.

mod campaign;
mod claims;
mod contacts;
mod coverage;
mod days;
mod faults;
mod letters;
mod mend;
mod pages;
mod postal;
mod reach;
mod records;
mod sample;
mod similar;
mod translations;

pub use campaign::audit;
