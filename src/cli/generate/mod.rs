//! `generate`: letters to the chosen targets.

pub(crate) mod command;
mod delivery;
mod generation;
mod groups;
mod letter_form;
mod make;
mod options;
mod refused;
