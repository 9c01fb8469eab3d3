//! The information that a file gives of itself.

use crate::calendar::Date;
use crate::page::Document;

/// The program that writes the file.
pub(super) const PRODUCER: &str = concat!("protest-letter ", env!("CARGO_PKG_VERSION"));

/// The information of a file, in its metadata and its information dictionary.
#[derive(Clone, Debug, PartialEq)]
pub struct Info {
    /// The title.
    pub title: String,
    /// The language of most of it, a BCP 47 tag.
    pub lang: String,
    /// The date of the letter: no clock is asked.
    pub date: Date,
    /// The author, if there is one.
    pub author: Option<String>,
    /// Notes on the text.
    pub keywords: Vec<String>,
}

impl Info {
    /// Returns the information of a letter.
    pub fn of(document: &Document) -> Self {
        Self {
            title: document.title.clone(),
            lang: document.lang.clone(),
            date: document.date,
            author: document.author.clone(),
            keywords: document.keywords.clone(),
        }
    }
}
