//! The maker: an order and its route in, the pieces of a letter out.
//!
//! `generate` makes one letter at a time with it, `batch` those of every member; they differ in where orders come from
//! and where pieces go. A piece has no bytes yet: it is text, pages or a message, for the caller to write as a file of
//! its own, as one of many, or in the form of a mail program.
//!
//! # Rooms
//!
//! Each imports only from those of earlier items; a test reads this list.
//!
//! 1. [`route`], [`pages`]: how letters to a target go out, and the page profile of each country.
//! 2. [`piece`], [`fax`]: what is made of a letter, what a fax is written as, and what it asks of its sender.
//! 3. [`letters`]: the maker itself.

pub(crate) mod fax;
pub(crate) mod letters;
pub(crate) mod pages;
pub(crate) mod piece;
pub(crate) mod route;

pub(crate) use letters::Maker;
pub(crate) use piece::{Content, Piece};
pub(crate) use route::{Route, RouteRule};
