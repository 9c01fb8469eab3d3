//! The letter: a template filled for one sender and one target.
//!
//! Owns what a letter says. Leaves how it looks to `layout` and `output`. In: a campaign, a target, a
//! sender, a date. Out: a [`Letter`] of blocks and lines, with notes; or every reason why not.
//! Invariant: nothing that a record of the date does not say is in it.

pub mod advice;
mod compile;
pub mod engine;
pub mod markup;
pub mod names;
pub mod parties;
pub mod recipe;
pub mod typography;

use crate::calendar::Date;
use crate::campaign::template::Status;
use markup::Block;

/// A line that is printed, or one that is ruled to be filled in by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line of text.
    Text(String),
    /// A ruled line after a word that says what belongs there; the word may be empty.
    Ruled(String),
}

impl Line {
    /// The text of the line, or the word before the rule.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Ruled(text) => text,
        }
    }
}

/// A finished letter, not yet laid out.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The id of the target.
    pub target: String,
    /// The id of the template.
    pub template: String,
    /// The language, a BCP 47 tag.
    pub lang: String,
    /// The date.
    pub date: Date,
    /// Who writes: name, organization, address, and how to answer.
    pub sender: Vec<Line>,
    /// The sender on one line, for the return address above the recipient's; empty if not known.
    pub return_line: Vec<String>,
    /// The address: addressee, lines, and for foreign post the country.
    pub recipient: Vec<Line>,
    /// The date as printed.
    pub date_line: String,
    /// The subject.
    pub subject: String,
    /// The salutation.
    pub salutation: String,
    /// The body.
    pub body: Vec<Block>,
    /// The complimentary close.
    pub closing: String,
    /// Below the signature: name, role, organization.
    pub signature: Vec<Line>,
    /// Who gets a copy, with the word before it.
    pub copies: Option<String>,
    /// "Page x of y", with `{page}` and `{pages}`.
    pub page_words: String,
    /// Whether the text was reviewed.
    pub status: Status,
}
