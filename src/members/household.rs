//! Members at one address, and rows that say the same.
//!
//! Both are found by hashes, so that no row has to be kept. A hash is good for one run of the program
//! only: it is not for a file.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::members::member::Member;
use crate::members::spelling::{address_key as line_key, key};

/// Stands for an address, its country and a language. Equal for members who can sign one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Household(u64, u64);

impl Member {
    /// The household of the member. `None` for somebody without an address or a name, and for
    /// somebody with own words, which nobody else can sign.
    ///
    /// Case, accents, spaces and punctuation of the address do not count, but what keeps two numbers apart.
    pub fn household(&self) -> Option<Household> {
        let sender = &self.sender;
        if sender.address.is_empty() || sender.name.is_none() || self.personal.is_some() {
            return None;
        }
        let parts = (address_key(self), &sender.language);
        Some(Household(hash(&(0, &parts)), hash(&(1, &parts))))
    }
}

/// Members of one household as one who signs for all: the first, with the names of the others below.
/// A role, organization, branch or variable is kept if all have it. An e-mail address and a phone number are
/// the first's own: they stand under that name. `None` for nobody.
pub fn fold(members: Vec<Member>) -> Option<Member> {
    let household = if members.len() > 1 {
        members.clone()
    } else {
        Vec::new()
    };
    let mut members = members.into_iter();
    let mut all = members.next()?;
    all.household = household;
    for member in members {
        let other = member.sender;
        let sender = &mut all.sender;
        let names = other.name.into_iter().chain(other.co_signers);
        for name in names {
            if sender.name.as_ref() != Some(&name) && !sender.co_signers.contains(&name) {
                sender.co_signers.push(name);
            }
        }
        keep_common(&mut sender.role, other.role.as_ref());
        keep_common(&mut sender.organization, other.organization.as_ref());
        if all.branch.as_deref().map(key) != member.branch.as_deref().map(key) {
            all.branch = None;
        }
        all.variables
            .retain(|name, value| member.variables.get(name) == Some(value));
        all.consent &= member.consent;
        all.warnings.append(member.warnings);
    }
    Some(all)
}

fn keep_common(kept: &mut Option<String>, other: Option<&String>) {
    if kept.as_ref() != other {
        *kept = None;
    }
}

/// Stand for the name and address of a member, and for the name and e-mail address. `None` where two members of one name
/// can be two people.
pub(super) fn prints(member: &Member) -> [Option<u64>; 2] {
    let sender = &member.sender;
    let Some(name) = sender.name.as_ref().or(sender.organization.as_ref()) else {
        return [None, None];
    };
    let name = key(name);
    let has_address = !sender.address.is_empty();
    let of_address = has_address.then(|| hash(&(&name, address_key(member))));
    let email = sender.email.as_ref();
    let of_email = email.map(|email| hash(&(&name, email.to_ascii_lowercase())));
    [of_address, of_email]
}

/// The address without what does not count, and the country.
fn address_key(member: &Member) -> (String, Option<String>) {
    let lines = member
        .sender
        .address
        .iter()
        .map(|line| line_key(line) + "\n");
    let country = member.sender.country.map(|country| country.to_string());
    (lines.collect(), country)
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sender::Sender;

    fn member(name: &str, address: &str, role: &str) -> Member {
        Member {
            sender: Sender {
                name: Some(name.to_owned()),
                address: address.split('|').map(str::to_owned).collect(),
                role: Some(role.to_owned()),
                ..Sender::default()
            },
            ..Member::default()
        }
    }

    #[test]
    fn one_address_is_one_household() {
        let ana = member("Ana", "1 High St.|Leeds", "").household();
        assert!(ana.is_some());
        assert_eq!(ana, member("Bob", "1 high st|LEEDS", "").household());
        assert_ne!(ana, member("Bob", "11 High St|Leeds", "").household());
        let flat = member("Ana", "Flat 1, 12 High St|Leeds", "");
        let other = member("Ana", "Flat 11, 2 High St|Leeds", "");
        assert_ne!(flat.household(), other.household());
        assert_ne!(prints(&flat)[0], prints(&other)[0]);
        let mut french = member("Bob", "1 High St.|Leeds", "");
        french.sender.language = Some("fr".to_owned());
        assert_ne!(ana, french.household());
        let mut own = member("Bob", "1 High St.|Leeds", "");
        own.personal = Some("I was there.".to_owned());
        assert_eq!(own.household(), None);
    }

    #[test]
    fn a_household_signs_with_all_its_names() {
        let mut ana = member("Ana", "A", "Driver");
        ana.variables.insert("shift".to_owned(), "1".to_owned());
        ana.variables.insert("number".to_owned(), "7".to_owned());
        let mut bob = member("Bob", "A", "Cook");
        bob.sender.email = Some("b@example.org".to_owned());
        bob.variables.insert("shift".to_owned(), "1".to_owned());
        let all = fold(vec![ana, bob, member("Ana", "A", "Driver")]).unwrap();
        assert_eq!(all.sender.name.as_deref(), Some("Ana"));
        assert_eq!(all.sender.co_signers, ["Bob"]);
        assert_eq!(all.sender.role, None);
        assert_eq!(all.sender.email, None, "it would stand under another name");
        assert!(fold(Vec::new()).is_none());
    }
}
