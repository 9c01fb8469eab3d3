//! `check`: reads a campaign folder and tries every letter, and lists all that is wrong.

pub(super) mod command;
mod explain;
mod findings;
mod json;
mod sarif;
