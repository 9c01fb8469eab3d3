//! The postal form of addresses: what the post of a country asks for, as far as the program knows it.
//!
//! The rules are those of the data of countries (`country`): how many digits a postcode has, and whether it stands
//! beside the town. Countries whose data have no such rule are not judged.

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

/// Reports an address without a postcode, in a country where each is so many digits.
fn postcode(target: &Target, record: &Dated<Contact>, problems: &mut Problems) {
    let post = target.country.post();
    let Some(digits) = post.postcode_digits else {
        return;
    };
    let lines = &record.value.post;
    if let Some(line) = lines.iter().find(|line| has_number_of(line, digits)) {
        if post.has_town_by_postcode() && !line.contains(char::is_alphabetic) {
            problems.push(apart(target, record));
        }
        return;
    }
    let country = target.country.name("en");
    let says = format!("no postcode in the address; those of {country} have {digits} digits");
    let problem = Diagnostic::found_of(Code::Postcode, &target.id, &says);
    problems.push(problem.at(record.place.clone()));
}

/// Returns whether a line has a number of so many digits, which may be in two groups.
fn has_number_of(line: &str, digits: usize) -> bool {
    let joined = line.replace('-', " ");
    let words: Vec<&str> = joined.split([' ', ',']).collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let length = |word: &&str| if is_number(word) { word.len() } else { 0 };
    let alone = words.iter().any(|word| length(word) == digits);
    let pairs = words.windows(2);
    let mut pairs = pairs.filter(|pair| pair.iter().all(|word| is_number(word)));
    alone || pairs.any(|pair| pair[0].len() + pair[1].len() == digits)
}

/// Returns the problem of a postcode on a line of its own, in a country where it stands beside the town.
fn apart(target: &Target, record: &Dated<Contact>) -> Diagnostic {
    let country = target.country.name("en");
    let says =
        format!("the postcode stands on a line of its own; in {country} it is on that of the town");
    Diagnostic::found_of(Code::TownLine, &target.id, &says).at(record.place.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_may_be_in_two_groups() {
        for line in [
            "010000 Astana",
            "160 00 Praha 6",
            "1000-123 Lisboa",
            "SE-114 50 Stockholm",
        ] {
            let digits = line.bytes().filter(u8::is_ascii_digit).count();
            let digits = if line.ends_with('6') {
                digits - 1
            } else {
                digits
            };
            assert!(has_number_of(line, digits), "{line}");
            assert!(!has_number_of(line, digits + 1), "{line}");
        }
    }
}
