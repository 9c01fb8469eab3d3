//! All judgements of a campaign, one after the other.

use crate::audit::claims;
use crate::audit::contacts;
use crate::audit::letters;
use crate::audit::mend;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::diagnostic::Problems;

/// Returns all problems of a campaign, of which not everything may have been readable, beside those of reading it.
pub fn audit(mut campaign: Campaign, date: Date) -> Problems {
    let mut problems = Problems::default();
    contacts::audit(&campaign, &mut problems);
    claims::audit(&campaign, date, &mut problems);
    mend::mend(&mut campaign, date, &mut problems);
    letters::audit(&campaign, date, &mut problems);
    problems
}
