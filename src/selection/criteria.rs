//! The values that a selection depends on.

use crate::calendar::Date;
use crate::country::Country;

/// The values that a selection depends on beside the campaign.
#[derive(Clone, Copy, Debug)]
pub struct Criteria {
    /// The sender's country.
    pub country: Country,
    /// The date of the letter.
    pub date: Date,
    /// Whether the whole of a kind is taken, every embassy and consulate.
    pub all: bool,
}
