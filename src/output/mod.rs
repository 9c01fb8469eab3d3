//! Outputs: one module a format, each a function from letters or pages to bytes.
//!
//! Text comes from the letter, so that neither hyphens nor page ends leak into it; pages come from
//! the page description.
//!
//! # Rooms
//!
//! Each imports only from those of earlier items; a test reads this list.
//!
//! 1. `deflate`: how streams are compressed.
//! 2. `description`, `fax`, `pdf`, `text`: pages and texts.
//! 3. `mail`, `png`: messages, whose body is a text, and pictures of pages, those of faxes among them.

pub(crate) mod deflate;
pub mod description;
pub(crate) mod fax;
pub mod mail;
pub mod pdf;
pub mod png;
pub mod text;

use std::fmt;

use crate::letter::Channel;

/// A format that letters are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, UTF-8.
    Text,
    /// Pages, PDF.
    Pdf,
    /// The page description, for people who check layouts.
    Layout,
    /// Pages for fax machines, TIFF unless something else is asked for.
    Fax,
    /// A message, for mail programs.
    Eml,
    /// A link that opens a draft.
    Mailto,
    /// Pages as pictures, a file each.
    Png,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Pdf,
        Self::Layout,
        Self::Fax,
        Self::Eml,
        Self::Mailto,
        Self::Png,
    ];

    /// Returns the extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text | Self::Mailto => "txt",
            Self::Pdf => "pdf",
            Self::Layout => "layout",
            Self::Fax => "tif",
            Self::Eml => "eml",
            Self::Png => "png",
        }
    }

    /// Finds the format of a file's extension.
    pub fn of_extension(extension: &str) -> Option<Self> {
        let known = [
            Self::Text,
            Self::Pdf,
            Self::Layout,
            Self::Fax,
            Self::Eml,
            Self::Png,
        ];
        let mut endings = known
            .map(|format| (format, format.extension()))
            .into_iter()
            .chain([(Self::Fax, "tiff")]);
        let found = endings.find(|(_, ending)| ending.eq_ignore_ascii_case(extension));
        found.map(|(format, _)| format)
    }

    /// Returns the format of letters that take a channel, unless something else is asked for.
    pub fn of_channel(channel: Channel) -> Self {
        match channel {
            Channel::Email => Self::Eml,
            Channel::Post => Self::Pdf,
            Channel::Fax => Self::Fax,
            Channel::Phone | Channel::Web => Self::Text,
        }
    }

    /// Returns whether letters are set on pages for it.
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Layout | Self::Fax | Self::Png)
    }

    /// Returns whether it is no text for a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Pdf | Self::Fax | Self::Png)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Pdf => "pdf",
            Self::Layout => "layout",
            Self::Fax => "fax",
            Self::Eml => "eml",
            Self::Mailto => "mailto",
            Self::Png => "png",
        })
    }
}
