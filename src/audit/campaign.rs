//! All judgements of a campaign, one after the other.

use crate::audit::claims;
use crate::audit::contacts;
use crate::audit::letters;
use crate::audit::mend;
use crate::audit::postal;
use crate::audit::reach;
use crate::audit::records;
use crate::audit::similar;
use crate::audit::translations;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::diagnostic::Problems;

/// Returns all problems of a campaign, of which not everything may have been readable, beside those of reading it.
pub fn audit(mut campaign: Campaign, date: Date) -> Problems {
    let mut problems = Problems::default();
    contacts::audit(&campaign, &mut problems);
    records::audit(&campaign, date, &mut problems);
    postal::audit(&campaign, date, &mut problems);
    claims::audit(&campaign, date, &mut problems);
    reach::audit(&campaign, &mut problems);
    reach::strays(&campaign, &mut problems);
    translations::audit(&campaign, &mut problems);
    similar::audit(&campaign, &mut problems);
    mend::mend(&mut campaign, date, &mut problems);
    letters::audit(&campaign, date, &mut problems);
    problems
}
