//! The order of one letter: what a template is filled with.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::campaign::target::Target;
use crate::country::Country;
use crate::letter::furniture::Additions;
use crate::sender::Sender;

/// Everything that one letter is filled with.
#[derive(Clone, Copy, Debug)]
pub struct Order<'o> {
    /// The target.
    pub target: &'o Target,
    /// The person or body that signs.
    pub sender: &'o Sender,
    /// The country the letter is posted in. `None` for a message, which nobody posts: its address is that for the
    /// post from abroad, and no country is the sender's.
    pub country: Option<Country>,
    /// The date.
    pub date: Date,
    /// The personal paragraph.
    pub personal: Option<&'o str>,
    /// Values for the template's own variables.
    pub set: &'o BTreeMap<String, String>,
    /// The additions beyond its text.
    pub added: &'o Additions,
}

impl Order<'_> {
    /// Returns `true` if several people write, so that the letter says "we": a body that names no person, a
    /// household, or everybody of a table of signatories. Nobody, whose letter has a ruled line for a name, is one.
    pub fn is_plural(&self) -> bool {
        self.sender.is_plural() || !self.added.signatories.is_empty()
    }
}
