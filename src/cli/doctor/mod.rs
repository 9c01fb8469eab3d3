//! `doctor`: what the program finds on this machine, for people who look for a fault or report one.
//!
//! It looks and starts nothing. What it prints can be shown to anybody: no name and no value of the saved sender, and
//! the home folder is `~`.

mod built_in;
pub(crate) mod command;
mod diagnosis;
mod environment;
mod places;
mod programs;
mod saved;
mod text;
