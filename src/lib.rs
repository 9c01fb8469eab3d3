//! protest-letter (map follows)
pub mod calendar;
pub mod campaign;
pub mod country;
pub mod diagnostic;
pub mod email;
pub mod fields;
pub mod length;
pub mod phone;
pub mod suggest;
pub mod selection;
