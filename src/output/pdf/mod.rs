//! PDF: the page description as a file.
//!
//! `tags` works out the structure of a letter; `print` writes letter after letter and keeps next to
//! nothing of them; `resources` makes fonts and pictures with printpdf, and `transfer` takes over what
//! that leaves; `read` reads the texts of files again. All of a file is ours to answer for (ISO 32000-1): version, language, structure tree,
//! metadata, output intent, information without a clock, an identifier from the content.
//!
#![doc = include_str!("ledger.md")]

mod info;
mod print;
mod raw;
mod read;
mod resources;
mod tags;
mod transfer;
mod writer;
mod xmp;

pub use info::Info;
pub use print::failure::Failure;
pub use print::print_file::PrintFile;
pub use read::{Source, texts};
pub use writer::{PdfWriter, write};
