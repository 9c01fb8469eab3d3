//! Faxes of single letters, in the form that fax programs and services take. Nothing is sent from here.

pub mod fax;
mod fax_delivery;
pub mod fax_options;
pub mod gateway;
pub mod sending;
