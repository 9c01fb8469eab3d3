//! Fax: pages as a fax machine prints them, and the file that every fax program takes.
//!
//! `bitmap` holds a page of black and white pixels, `coding` makes code words of it, `tiff` a file; `airtime`
//! says how long it keeps the line busy, `directories` whether a file is whole.

pub mod airtime;
pub mod bitmap;
mod codes;
pub mod coding;
pub mod directories;
mod documents;
pub mod raster;
mod resolution;
mod stamp;
pub mod tiff;

pub use documents::{pages, write};
pub use resolution::{Resolution, WIDTH};
