//! All judgements of a campaign, one after the other.

use crate::audit::claims;
use crate::audit::contacts;
use crate::audit::letters;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::diagnostic::Problems;

/// Returns all problems of a campaign.
pub fn audit(campaign: &Campaign, date: Date) -> Problems {
    let mut problems = Problems::default();
    contacts::audit(campaign, &mut problems);
    claims::audit(campaign, &mut problems);
    letters::audit(campaign, date, &mut problems);
    problems
}
