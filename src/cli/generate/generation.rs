//! A run of `generate`: what its letters share.

use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::cli::generate::letter_form::LetterForm;
use crate::cli::generate::options::GenerateOptions;
use crate::letter::order::Order;
use crate::selection::Criteria;

/// A run of `generate`: what its letters share.
pub(super) struct Generation<'r> {
    /// The campaign.
    pub campaign: &'r Campaign,
    /// The options.
    pub options: &'r GenerateOptions,
    /// The country and the date.
    pub criteria: Criteria,
    /// The language that was asked for.
    pub lang: Option<&'r str>,
    /// The letter that was asked for.
    pub letter: Option<&'r str>,
}

impl Generation<'_> {
    /// The order for the letter to a target.
    pub(super) fn order<'o>(&'o self, target: &'o Target, form: &'o LetterForm) -> Order<'o> {
        Order {
            target,
            sender: &self.options.sender,
            country: Some(self.criteria.country),
            date: self.criteria.date,
            personal: self.options.personal.as_deref(),
            set: &self.options.set,
            added: &form.added,
        }
    }
}
