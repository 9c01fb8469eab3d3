//! Print files: many letters in one PDF, written as they come.
//!
//! Owns the order of what is written. A letter leaves its pages, its structure elements and its
//! bookmark in the file; in memory it leaves a few bytes. What is only known at the end is written
//! there: fonts, which hold the glyphs that were used, the roots of the trees, and where everything is.
//! A file of one letter has its fonts in front, as other letters have the same.

mod catalog;
mod content;
mod elements;
pub(crate) mod failure;
pub(crate) mod glyphs;
pub(crate) mod objects;
mod outline;
mod page_tree;
mod parent_tree;
mod pictures;
pub(crate) mod print_file;
pub(crate) mod prologue;
mod shared;
mod sink;
mod struct_tree;
mod syntax;
mod xref;
