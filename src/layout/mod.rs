//! Layout: a letter set on pages.
//!
//! Owns positions. Leaves what a letter says to `letter` and what a file looks like to `output`. In: a
//! letter and a profile. Out: a [`Document`](crate::page::Document). Invariant: no glyph is missing, no text is cut, and nothing
//! stands where the profile has no place for it; what does is an error that says by how much.
//!
//! # Rooms
//!
//! Each imports only from those of earlier items; a test reads this list.
//!
//! 1. `fit`, `sending`, `sheets`: sizes of type, what is said of a fax, sheets of labels.
//! 2. `setting`, `lines`, `ink`: the settings of a letter, text as lines, and where ink is on a page.
//! 3. `setter`, `zones`: lines in the settings of a letter, and places that have to stay free.
//! 4. `parts`: addresses, the letterhead, the flow of the text, page numbers, the cover of a fax.
//! 5. `typesetter`: whole letters.
//! 6. `fax`, `label`, `marks`: pages for fax machines, addresses on labels and envelopes, marks in colour.
//! 7. `call`: a fax to a number.
//! 8. `drawn_zones`: the zones of a page, with their names and colours.
//! 9. `overlay`: pages with these drawn over them.

pub(crate) mod call;
mod drawn_zones;
mod fax;
mod fit;
mod ink;
mod label;
mod lines;
mod marks;
mod overlay;
mod parts;
pub mod sending;
mod setter;
mod setting;
pub(crate) mod sheets;
mod typesetter;
mod zones;

pub use typesetter::Typesetter;
