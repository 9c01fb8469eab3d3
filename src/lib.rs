//! protest-letter (map follows)
pub mod breaking;
pub mod calendar;
pub mod campaign;
pub mod country;
pub mod diagnostic;
pub mod email;
pub mod fields;
pub mod font;
pub mod layout;
pub mod length;
pub mod letter;
pub mod output;
pub mod page;
pub mod phone;
pub mod selection;
pub mod sender;
pub mod suggest;
