//! Stationery: what addresses are printed on, sheets of labels and envelopes, as data with sources.
//!
//! Owns which sheets and envelopes there are and which one a country takes. Leaves reading their file to
//! `schema` and setting addresses on them to `layout`.

mod catalog;
mod form;
mod schema;

pub use catalog::{built_in, choose, find};
pub use form::{Spot, Stationery, Stock};
