//! The postal form of addresses: what the post of a country asks for, as far as the program knows it.
//!
//! The rules are those of the data of countries (`country`): what a postcode looks like, and whether it stands beside the
//! town. Countries whose data have no such rule are not judged.

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::dated::Dated;
use crate::campaign::target::{Contact, Target};
use crate::diagnostic::{Code, Diagnostic, Problems};

/// Judges the addresses of the letters of a date.
pub(super) fn audit(campaign: &Campaign, date: Date, problems: &mut Problems) {
    for target in campaign.targets.iter().filter(|target| target.exists(date)) {
        if let Some(record) = target.post(date) {
            postcode(target, record, problems);
        }
    }
}

/// Reports an address without a postcode, or with one that is not beside the town.
fn postcode(target: &Target, record: &Dated<Contact>, problems: &mut Problems) {
    let Some(postcodes) = target.country.postcodes() else {
        return;
    };
    let post = target.country.post();
    let lines = &record.value.post;
    if let Some(rest) = lines.iter().find_map(|line| postcodes.beside(line)) {
        if post.has_town_by_postcode() && !rest.contains(char::is_alphabetic) {
            problems.push(apart(target, record));
        }
        return;
    }
    let country = target.country.name("en");
    let says = match post.postcode_digits {
        Some(digits) => {
            format!("no postcode in the address; those of {country} have {digits} digits")
        }
        None => format!("the address has no postcode of its country, {country}"),
    };
    let problem = Diagnostic::found_of(Code::Postcode, &target.id, &says);
    problems.push(problem.at(record.place.clone()));
}

/// Returns the problem of a postcode on a line of its own, in a country where it stands beside the town.
fn apart(target: &Target, record: &Dated<Contact>) -> Diagnostic {
    let country = target.country.name("en");
    let says =
        format!("the postcode stands on a line of its own; in {country} it is on that of the town");
    Diagnostic::found_of(Code::TownLine, &target.id, &says).at(record.place.clone())
}
