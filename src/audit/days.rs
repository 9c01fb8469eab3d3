//! The days on which letters to a target say something else than the day before, and the targets that are told the
//! same on all of them.

use crate::calendar::{Date, Period};
use crate::campaign::Campaign;
use crate::campaign::audience::{Addressed, Named};
use crate::campaign::claims::Wording;
use crate::campaign::target::Target;

/// Lists the days from the campaign's first on on which another holder or contact of a target comes into force.
pub(super) fn of_office(campaign: &Campaign, target: &Target) -> Vec<Date> {
    let contacts = target.contacts.iter().map(|r| (r.from, r.to));
    let holders = target.holders.iter().map(|r| (r.from, r.to));
    let days = contacts.chain(holders).flat_map(bounds);
    days.filter(|day| *day >= campaign.from).collect()
}

/// Lists the first day of the campaign and those on which a fact, a demand, or a wording or argument for a
/// target comes into force or ends.
pub(super) fn of_texts(campaign: &Campaign, target: &Target) -> Vec<Date> {
    let facts = campaign.facts.iter().map(|r| (r.from, r.to));
    let demands = campaign.demands.iter().map(|r| (r.from, r.to));
    let wordings = wordings(campaign)
        .filter(|w| w.names(target).is_some())
        .map(|w| (w.from, w.to));
    let arguments = campaign
        .arguments
        .iter()
        .filter(|a| a.names(target).is_some())
        .map(|a| (a.from, a.to));
    let all = facts.chain(demands).chain(wordings).chain(arguments);
    let days = all.flat_map(bounds).chain([campaign.from]);
    days.filter(|day| *day >= campaign.from).collect()
}

/// Returns the texts that a target is told, for comparison with other targets: the demands made of it, and how
/// wordings and arguments name it.
pub(super) fn told(campaign: &Campaign, target: &Target) -> (Vec<bool>, Vec<Option<Named>>) {
    let demands = campaign.demands.iter();
    let made = demands.map(|demand| demand.value.is_made_of(target));
    let wordings = wordings(campaign).map(|wording| wording.names(target));
    let arguments = campaign
        .arguments
        .iter()
        .map(|argument: &Addressed<_>| argument.names(target));
    (made.collect(), wordings.chain(arguments).collect())
}

fn wordings(campaign: &Campaign) -> impl Iterator<Item = &Wording> {
    let facts = campaign.facts.iter().flat_map(|r| &r.value.wordings);
    let demands = campaign.demands.iter().flat_map(|r| &r.value.wordings);
    facts.chain(demands)
}

/// Returns the first day of a record, and the one after its last.
fn bounds((from, to): (Option<Period>, Option<Period>)) -> impl Iterator<Item = Date> {
    from.map(Period::first)
        .into_iter()
        .chain(to.map(|to| to.last().next()))
}
