//! Which mission covers a country: the one there, else the one accredited to it, else the nearest.

use crate::calendar::Date;
use crate::campaign::target::Target;
use crate::country::{Country, Position};

/// The rule that chose a mission.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// It stands in the country.
    Resident,
    /// It is accredited to the country from another one.
    Accredited,
    /// None of both; it is the nearest by great circle, so many kilometres from the middle of the country.
    Nearest(f64),
    /// The country is the one that the missions are of; the nearest, so many kilometres away.
    Home(f64),
}

/// The mission for a country on a day, out of those that exist, and the rule that chose it.
///
/// Among several of a rule the nearest wins, then the first by id. `None` if no mission of the list
/// has a position.
pub fn mission<'c>(
    missions: &[&'c Target],
    country: Country,
    date: Date,
) -> Option<(&'c Target, Rule)> {
    let here = country.position();
    let resident = |target: &&Target| target.country == country;
    let accredited = |target: &&Target| target.serves(country, date);
    closest(missions.iter().copied().filter(resident), here)
        .map(|(target, _)| (target, Rule::Resident))
        .or_else(|| {
            let found = closest(missions.iter().copied().filter(accredited), here)?;
            Some((found.0, Rule::Accredited))
        })
        .or_else(|| {
            let (target, distance) = closest(missions.iter().copied(), here)?;
            Some((target, Rule::Nearest(distance)))
        })
}

/// The target nearest to a point, with its distance in kilometres.
pub fn closest<'c>(
    targets: impl Iterator<Item = &'c Target>,
    from: Position,
) -> Option<(&'c Target, f64)> {
    targets
        .filter_map(|target| Some((target, target.position?.distance(from))))
        .min_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.id.cmp(&b.0.id)))
}
