//! The letter: a template filled for one sender and one target.
//!
//! Owns what a letter says. Leaves how it looks to `layout` and `output`. In: a campaign, a target, a
//! sender, a date. Out: a [`Letter`] of blocks and lines, with notes; or every reason why not.
//! Invariant: nothing that a record of the date does not say is in it.

mod addressing;
pub mod advice;
pub mod channel;
pub mod claims;
mod compile;
pub mod composer;
pub mod engine;
pub mod fax_lines;
mod fill_cache;
pub mod furniture;
pub mod mailboxes;
pub mod markup;
mod partials;
pub mod parties;
pub mod recipe;
mod scope;
mod script;
pub mod sourced;
mod spoken;
pub mod typography;
mod values;
pub mod variables;

use crate::calendar::Date;
use crate::campaign::template::Status;
use crate::diagnostic::Place;
pub use channel::Channel;
use furniture::{Figure, Letterhead, Signatories};
use markup::Block;

/// A line that is printed, or one that is ruled to be filled in by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line of text in the letter's language, or of names that need none.
    Text(String),
    /// A line of text in another language than the letter's.
    Foreign {
        /// The text.
        text: String,
        /// Its language, a BCP 47 tag.
        lang: String,
    },
    /// A ruled line after a word that says what belongs there; the word may be empty.
    Ruled(String),
}

impl Line {
    /// The text of the line, or the word before the rule.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Foreign { text, .. } | Self::Ruled(text) => text,
        }
    }

    /// Its language, where it differs from the letter's.
    pub fn lang(&self) -> Option<&str> {
        match self {
            Self::Foreign { lang, .. } => Some(lang),
            Self::Text(_) | Self::Ruled(_) => None,
        }
    }

    /// A line of text in a language, for a letter in `letter`.
    pub fn of(text: String, lang: &str, letter: &str) -> Self {
        if lang == letter {
            return Self::Text(text);
        }
        Self::Foreign {
            text,
            lang: lang.to_owned(),
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
    /// What stands at the top of the first page.
    pub letterhead: Option<Letterhead>,
    /// Who writes: name, organization (unless the letterhead names it) and address.
    pub sender: Vec<Line>,
    /// How to answer beside by post: e-mail and phone.
    pub reply: Vec<Line>,
    /// The sender on one line, for the return address above the recipient's; empty if not known.
    pub return_line: Vec<String>,
    /// The address: addressee, lines, and for foreign post the country.
    pub recipient: Vec<Line>,
    /// How many of its first lines name the addressee and the office.
    pub addressee_lines: usize,
    /// The office, as those lines write it: like them in the letter's language or in one that the post reads.
    pub office: String,
    /// For foreign post: the same with the lines of the country's own script above the country. To
    /// be printed where it has room.
    pub recipient_in_two_scripts: Option<Vec<Line>>,
    /// Where the address stands in the data.
    pub recipient_place: Place,
    /// The date as printed.
    pub date_line: String,
    /// The writer's own reference, with the word before it.
    pub reference: Option<String>,
    /// The subject.
    pub subject: String,
    /// The salutation.
    pub salutation: String,
    /// The body.
    pub body: Vec<Block>,
    /// The complimentary close.
    pub closing: String,
    /// The picture of the signature.
    pub signature_picture: Option<Figure>,
    /// Below the signature: name, role, organization.
    pub signature: Vec<Line>,
    /// What is enclosed, with the word before it.
    pub enclosures: Option<String>,
    /// Who gets a copy, with the word before it.
    pub copies: Option<String>,
    /// Who signs beside the sender.
    pub signatories: Option<Signatories>,
    /// "Page x of y", with `{page}` and `{pages}`.
    pub page_words: String,
    /// Whether the text was reviewed.
    pub status: Status,
}
