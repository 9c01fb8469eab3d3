//! Faxes of single letters, in the form that fax programs and services take. Nothing is sent from here.

pub(crate) mod fax;
mod fax_delivery;
pub(crate) mod fax_options;
pub(crate) mod gateway;
pub(crate) mod sending;
