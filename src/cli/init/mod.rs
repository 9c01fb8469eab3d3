//! `init`: a campaign folder to be edited, with what its author needs beside it.

pub(crate) mod command;
mod page;
mod schemas;
mod skeleton;
