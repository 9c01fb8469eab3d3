//! The missions that cover a country: those there, else those accredited to it, else those of the state that it belongs
//! to, else the nearest that one may write to.

use crate::campaign::Campaign;
use crate::campaign::dated::Dated;
use crate::campaign::exclusion::{self, Exclusion};
use crate::campaign::target::{Kind, Target};
use crate::country::{Country, Position};
use crate::selection::criteria::Criteria;

/// The rule that chose a mission.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MissionRule {
    /// It is in the country.
    Resident,
    /// It is accredited to the country from another one.
    Accredited,
    /// The country is a territory of a state, and it is in that state.
    OfState(Country),
    /// The country is a territory of a state, and it is accredited there from a third one.
    AccreditedToState(Country),
    /// None of these: the nearest by great circle, with its distance in kilometres from the middle of the country.
    Nearest(f64),
    /// The country is the one whose missions they are: the nearest, with its distance in kilometres.
    Home(f64),
}

/// A mission that would have been chosen if one might write to it, and the reason why one may not.
pub(crate) type LeftOut<'c> = (&'c Target, &'c Dated<Exclusion>);

/// The missions that a rule chose, and those left out.
#[derive(Clone, Debug)]
pub(crate) struct Found<'c> {
    /// The missions, the nearest first.
    pub missions: Vec<&'c Target>,
    /// The rule.
    pub rule: MissionRule,
    /// The missions that came before them and were left out, the first choice first.
    pub left_out: Vec<LeftOut<'c>>,
}

/// Returns the missions of a kind for the country of the criteria, out of those that exist on the date: by the first
/// rule that finds any that one may write to, the nearest embassy, or all consulates. Which of a country's consulates
/// is the nearest depends on the town.
///
/// # Errors
/// If there is none: those that were left out.
pub(crate) fn missions(
    campaign: &Campaign,
    kind: Kind,
    criteria: Criteria,
) -> Result<Found<'_>, Vec<LeftOut<'_>>> {
    let of_kind = |target: &&Target| target.kind == kind && target.exists(criteria.date);
    let mut open: Vec<&Target> = campaign.targets.iter().filter(of_kind).collect();
    let mut left_out = Vec::new();
    while let Some((mut found, rule)) = by_rules(&open, criteria) {
        found.truncate(if kind == Kind::Embassy { 1 } else { usize::MAX });
        let why_not = |target| Some((target, excluded(campaign, target, criteria)?));
        left_out.extend(found.iter().copied().filter_map(why_not));
        open.retain(|target| found.iter().all(|other| other.id != target.id));
        found.retain(|target| why_not(target).is_none());
        if !found.is_empty() {
            return Ok(Found {
                missions: found,
                rule: at_home(rule, campaign, criteria),
                left_out,
            });
        }
    }
    Err(left_out)
}

/// Returns the rule, or the one for the government's own country if the criteria are for that.
fn at_home(rule: MissionRule, campaign: &Campaign, criteria: Criteria) -> MissionRule {
    match rule {
        MissionRule::Nearest(km) if is_home(campaign, criteria.country) => MissionRule::Home(km),
        other => other,
    }
}

/// Returns the reason why nobody in the country of the criteria is sent to a target, if there is one.
pub(crate) fn excluded<'c>(
    campaign: &'c Campaign,
    target: &Target,
    criteria: Criteria,
) -> Option<&'c Dated<Exclusion>> {
    let between = (criteria.country, target.country);
    exclusion::between(&campaign.exclusions, between, criteria.date)
}

/// Returns the missions by the first rule that finds any, the nearest first, and the rule.
fn by_rules<'c>(
    missions: &[&'c Target],
    criteria: Criteria,
) -> Option<(Vec<&'c Target>, MissionRule)> {
    let Criteria { country, date, .. } = criteria;
    let here = country.position();
    let resident = |of: Country| sorted(missions, here, |target| target.country == of);
    let accredited = |of: Country| sorted(missions, here, |target| target.serves(of, date));
    let state = country.state();
    let of_state = state.into_iter().flat_map(|state| {
        [
            (resident(state), MissionRule::OfState(state)),
            (accredited(state), MissionRule::AccreditedToState(state)),
        ]
    });
    let of_country = [
        (resident(country), MissionRule::Resident),
        (accredited(country), MissionRule::Accredited),
    ];
    let mut rules = of_country.into_iter().chain(of_state);
    rules.find(|(found, _)| !found.is_empty()).or_else(|| {
        let (target, km) = closest(missions.iter().copied(), here)?;
        Some((vec![target], MissionRule::Nearest(km)))
    })
}

/// Returns the missions of a rule, the nearest first, then by id.
fn sorted<'c>(
    missions: &[&'c Target],
    here: Position,
    is_for: impl Fn(&Target) -> bool,
) -> Vec<&'c Target> {
    let mut found: Vec<&Target> = missions
        .iter()
        .copied()
        .filter(|target| is_for(target))
        .collect();
    let far = |target: &Target| target.position.map_or(f64::MAX, |at| at.distance(here));
    found.sort_by(|a, b| far(a).total_cmp(&far(b)).then_with(|| a.id.cmp(&b.id)));
    found
}

/// Returns whether a country is that of the government the campaign writes to.
fn is_home(campaign: &Campaign, country: Country) -> bool {
    let governs = |target: &Target| target.kind == Kind::Government && target.country == country;
    campaign.targets.iter().any(governs)
}

/// Returns the target nearest to a point, with its distance in kilometres.
pub(crate) fn closest<'c>(
    targets: impl Iterator<Item = &'c Target>,
    from: Position,
) -> Option<(&'c Target, f64)> {
    targets
        .filter_map(|target| Some((target, target.position?.distance(from))))
        .min_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.id.cmp(&b.0.id)))
}
