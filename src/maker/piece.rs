//! The pieces of a letter: what is written of it, before it has bytes.

use std::sync::Arc;

use crate::maker::route::Route;
use crate::output::Format;
use crate::output::mail::Message;
use crate::page::Document;

/// A piece of a letter: all of it in one format, or a message to one person who gets a copy.
#[derive(Debug)]
pub(crate) struct Piece {
    /// The format.
    pub format: Format,
    /// The number of the copy, 0 for the office's own.
    pub copy: usize,
    /// The content.
    pub content: Content,
}

/// The content of a piece.
#[derive(Debug)]
pub(crate) enum Content {
    /// Text.
    Text(String),
    /// Pages.
    Pages(Arc<Document>),
    /// A message.
    Message(Box<Message>),
}

/// Returns the name of a piece of the letter called `stem`: that of the letter, or of a copy of it. No id has an
/// underscore, so that no copy has the name of another letter.
pub(crate) fn name(stem: &str, copy: usize) -> String {
    match copy {
        0 => stem.to_owned(),
        n => format!("{stem}_copy-{n}"),
    }
}

/// Returns the files of a letter called `stem`: one of each piece.
pub(crate) fn files(stem: &str, route: &Route) -> Vec<String> {
    let pieces = route.pieces();
    let files = pieces.map(|(format, copy)| format!("{}.{}", name(stem, copy), format.extension()));
    files.collect()
}
