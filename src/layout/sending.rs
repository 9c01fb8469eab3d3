//! The parameters of a fax: sender, number, words of the cover.

use crate::campaign::fax::FaxWords;
use crate::sender::Sender;

/// The choice of a cover for a fax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// A cover if the letter has more than one page: a single page says all that a cover does.
    #[default]
    Auto,
    /// A cover.
    Yes,
    /// No cover.
    No,
}

/// The parameters of a fax, beside the letter and its profile.
#[derive(Clone, Copy, Debug)]
pub struct Sending<'s> {
    /// The sender.
    pub sender: &'s Sender,
    /// The number that is called, as it is printed.
    pub number: &'s str,
    /// The words of the program.
    pub words: &'s FaxWords,
    /// Their language, where it is not the letter's.
    pub lang: Option<&'s str>,
    /// The choice of a cover.
    pub cover: Cover,
}
