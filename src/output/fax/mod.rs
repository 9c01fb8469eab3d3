//! Fax: pages as a fax machine prints them, and the file that every fax program takes.
//!
//! `bitmap` holds a page of black and white pixels, `coding` makes code words of it, `tiff` a file; `airtime`
//! says how long it keeps the line busy, `directories` whether a file is whole.

pub(crate) mod airtime;
pub(crate) mod bitmap;
mod codes;
pub(crate) mod coding;
pub(crate) mod directories;
mod documents;
pub(crate) mod raster;
mod resolution;
mod stamp;
pub(crate) mod tiff;

pub(crate) use documents::pages;
pub(crate) use resolution::Resolution;
