//! `generate`: letters to the chosen targets.

pub mod command;
mod delivery;
mod generation;
mod groups;
mod make;
mod options;
mod route;
