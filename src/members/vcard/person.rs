//! A card as the cells of a member.
//!
//! The only module that names calcard.

use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameterName, VCardParameterValue, VCardProperty,
    VCardType, VCardValue,
};
use calcard::{Entry, Parser};

use crate::members::vcard::address::Address;

/// The columns of the list that cards become.
pub(super) const COLUMNS: [&str; 14] = [
    "First name",
    "Middle name",
    "Last name",
    "Organization",
    "Street",
    "Address 2",
    "PO box",
    "Postcode",
    "City",
    "State",
    "Country",
    "E-mail",
    "Phone",
    "Deceased",
];

/// The property that holds a label.
const LABEL: &str = "LABEL";

/// Who a card is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Organization,
    /// A group, a place or a program.
    Group,
}

/// A card.
#[derive(Debug)]
pub(super) struct Person {
    pub kind: Kind,
    /// The cells of [`COLUMNS`].
    pub cells: Vec<String>,
    /// The number of its addresses.
    pub addresses: usize,
    /// The number of its e-mail addresses.
    pub emails: usize,
}

/// The cards in a text: one, if it is the text of one.
pub(super) fn people(text: &str) -> Vec<Person> {
    let mut parser = Parser::new(text);
    let mut people = Vec::new();
    loop {
        match parser.entry() {
            Entry::VCard(card) => people.push(person(&card)),
            Entry::Eof => return people,
            _ => {}
        }
    }
}

fn person(card: &VCard) -> Person {
    let kind = kind(card);
    let addresses: Vec<&VCardEntry> = filled(card, &VCardProperty::Adr).collect();
    let labels: Vec<&VCardEntry> = labels(card).collect();
    let emails: Vec<&VCardEntry> = filled(card, &VCardProperty::Email).collect();
    // A label beside an address says the same; one at another place is an address of its own.
    let is_beside = |label: &&&VCardEntry| {
        let mut whole = addresses.iter().filter(|entry| has_street(entry));
        whole.any(|entry| place(entry) == place(label))
    };
    let apart = labels.iter().filter(|label| !is_beside(label));
    // One that names but a country, or a town, is no address where another is whole.
    let chosen = addresses.iter().chain(apart);
    let chosen = chosen.min_by_key(|entry| (!has_street(entry), rank(entry)));
    let address = chosen.map(|entry| address(card, entry, &addresses));
    let email = emails.iter().min_by_key(|entry| rank(entry));
    let phones = filled(card, &VCardProperty::Tel).filter(|entry| !is_machine(entry));
    let phone = phones.min_by_key(|entry| (!has(entry, &VCardType::Cell), rank(entry)));
    let email = email.map(|entry| text(entry, 0)).unwrap_or_default();
    let phone = phone.map(|entry| text(entry, 0)).unwrap_or_default();
    let contacts = [
        email.trim_start_matches("mailto:").to_owned(),
        phone.trim_start_matches("tel:").to_owned(),
    ];
    let names = names(card, kind);
    let above = shown_names(card).into_iter().chain(names.clone());
    let address = address.unwrap_or_default();
    let address = address.without_names(&above.collect::<Vec<_>>());
    let cells = names.into_iter().chain(address.cells());
    let has_died = card.property(&VCardProperty::Deathdate).is_some();
    let died = if has_died { "yes" } else { "" };
    Person {
        kind,
        cells: cells.chain(contacts).chain([died.to_owned()]).collect(),
        addresses: addresses.len().max(labels.len()),
        emails: emails.len(),
    }
}

/// The first, middle and last name, and the organization.
fn names(card: &VCard, kind: Kind) -> [String; 4] {
    let [family, given, additional, _, suffix] = parts::<5>(card.property(&VCardProperty::N));
    let parts = [&family, &given, &additional];
    let has_parts = parts.iter().any(|part| !part.is_empty());
    let whole = first(card, &VCardProperty::Fn);
    let organization = first(card, &VCardProperty::Org);
    let none = String::new;
    // What stands for both is the name of a firm.
    if kind == Kind::Organization || !has_parts && whole == organization {
        let name = if organization.is_empty() {
            whole
        } else {
            organization
        };
        return [none(), none(), none(), name];
    }
    // Of a person it is the employer, for whom nobody signs.
    if has_parts {
        // The whole name was typed as the last name, which comes first in it.
        if let Some(listed) = listed(card).filter(|_| given.is_empty() && additional.is_empty()) {
            let shown = if whole.is_empty() { listed } else { whole };
            return [shown, none(), none(), none()];
        }
        // The card shows the name in the order that its language has.
        let shown = in_order(&whole, &[&given, &additional, &family]);
        return match shown {
            Some(shown) => [joined(&shown, &suffix), none(), none(), none()],
            None => [given, additional, joined(&family, &suffix), none()],
        };
    }
    let signs = if whole.is_empty() {
        organization
    } else {
        none()
    };
    [whole, none(), none(), signs]
}

/// What a label may begin with: the name of a card as it is shown, in either order, and the employer.
fn shown_names(card: &VCard) -> [String; 4] {
    let [family, given] = parts::<2>(card.property(&VCardProperty::N));
    let [whole, employer] = [VCardProperty::Fn, VCardProperty::Org].map(|of| first(card, &of));
    [
        whole,
        employer,
        joined(&given, &family),
        joined(&family, &given),
    ]
}

/// The last name of a card, if it has a comma.
fn listed(card: &VCard) -> Option<String> {
    match card.property(&VCardProperty::N)?.values.first()? {
        VCardValue::Component(parts) => {
            let parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
            Some(parts.join(", "))
        }
        _ => None,
    }
}

/// Returns the name that a card shows, if it begins with the family name and has no other words than its parts.
fn in_order(whole: &str, [given, additional, family]: &[&String; 3]) -> Option<String> {
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let begins = !family.is_empty() && whole.starts_with(family.as_str());
    let is_same = words(whole) == words(&format!("{family} {given} {additional}"))
        || words(whole) == words(&format!("{family} {additional} {given}"));
    (begins && is_same && !whole.contains(',')).then(|| whole.to_owned())
}

/// The labels of a card, as vCard 3.0 and before has them (RFC 2426, 3.2.2).
fn labels(card: &VCard) -> impl Iterator<Item = &VCardEntry> {
    others(card, LABEL).filter(|entry| !text(entry, 0).is_empty())
}

fn is_label(entry: &VCardEntry) -> bool {
    matches!(&entry.name, VCardProperty::Other(name) if name.eq_ignore_ascii_case(LABEL))
}

/// Returns whether an address has a street, a box or a label, and not only a town.
fn has_street(entry: &VCardEntry) -> bool {
    is_label(entry) || (0..3).any(|n| !text(entry, n).is_empty()) || !label(entry).is_empty()
}

/// Whether an address is that at home, and that at work.
fn place(entry: &VCardEntry) -> (bool, bool) {
    (has(entry, &VCardType::Home), has(entry, &VCardType::Work))
}

/// An address of a card; that of a label has the parts of the address at the same place.
fn address(card: &VCard, entry: &VCardEntry, all: &[&VCardEntry]) -> Address {
    let (parts, label) = if is_label(entry) {
        let beside = all.iter().copied();
        let beside = beside
            .filter(|other| place(other) == place(entry))
            .min_by_key(|other| rank(other));
        (parts(beside), text(entry, 0))
    } else {
        (parts(Some(entry)), label(entry))
    };
    let mut codes = others(card, "X-ABADR").filter(|code| code.group == entry.group);
    let code = codes.next().filter(|_| entry.group.is_some());
    let code = code.map(|code| text(code, 0)).unwrap_or_default();
    Address { parts, label, code }
}

/// The properties of a name that the library does not know.
fn others<'c>(card: &'c VCard, wanted: &'static str) -> impl Iterator<Item = &'c VCardEntry> {
    let entries = card.entries.iter();
    entries.filter(move |entry| {
        matches!(&entry.name, VCardProperty::Other(name) if name.eq_ignore_ascii_case(wanted))
    })
}

/// The kind of a card (RFC 6350, 6.1.4), also as Apple's programs say it.
fn kind(card: &VCard) -> Kind {
    let entries = card.entries.iter();
    let mut kinds = entries.filter(|entry| match &entry.name {
        VCardProperty::Kind => true,
        VCardProperty::Other(name) => {
            name.eq_ignore_ascii_case("X-ADDRESSBOOKSERVER-KIND")
                || name.eq_ignore_ascii_case("X-ABSHOWAS")
        }
        _ => false,
    });
    match kinds.next().and_then(|entry| entry.values.first()) {
        Some(VCardValue::Kind(VCardKind::Individual)) | None => Kind::Person,
        Some(VCardValue::Kind(VCardKind::Org)) => Kind::Organization,
        Some(VCardValue::Text(text)) => match text.trim().to_ascii_lowercase().as_str() {
            "company" | "org" => Kind::Organization,
            "group" => Kind::Group,
            _ => Kind::Person,
        },
        Some(_) => Kind::Group,
    }
}

fn filled<'c>(
    card: &'c VCard,
    property: &'c VCardProperty,
) -> impl Iterator<Item = &'c VCardEntry> {
    card.properties(property).filter(|entry| {
        (0..entry.values.len()).any(|n| !text(entry, n).is_empty()) || !label(entry).is_empty()
    })
}

fn first(card: &VCard, property: &VCardProperty) -> String {
    let entry = filled(card, property).next();
    entry.map(|entry| text(entry, 0)).unwrap_or_default()
}

/// The parts of a value that has several, without those behind the last that is asked for.
fn parts<const COUNT: usize>(entry: Option<&VCardEntry>) -> [String; COUNT] {
    std::array::from_fn(|n| entry.map(|entry| text(entry, n)).unwrap_or_default())
}

/// The text of a value; several in one part are joined, those of a name by spaces. In vCard 2.1 a comma parts nothing.
fn text(entry: &VCardEntry, number: usize) -> String {
    match entry.values.get(number) {
        Some(VCardValue::Text(text)) => text.trim().to_owned(),
        Some(VCardValue::Component(parts)) => {
            let parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
            let between = if entry.name == VCardProperty::N {
                " "
            } else {
                ", "
            };
            parts.join(between).trim().to_owned()
        }
        Some(VCardValue::Integer(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The address as one text (RFC 6350, 6.3.1: the parameter `LABEL`; RFC 6868 for its line breaks).
fn label(entry: &VCardEntry) -> String {
    let mut labels = entry.parameters(&VCardParameterName::Label);
    match labels.next() {
        Some(VCardParameterValue::Text(text)) => text.replace("^n", "\n").trim().to_owned(),
        _ => String::new(),
    }
}

fn joined(one: &str, other: &str) -> String {
    [one, other].join(" ").trim().to_owned()
}

fn has(entry: &VCardEntry, kind: &VCardType) -> bool {
    let mut types = entry.parameters(&VCardParameterName::Type);
    types.any(|found| matches!(found, VCardParameterValue::Type(found) if found == kind))
}

/// The rank of an address: at home, elsewhere, at work; and before others the one that is preferred.
fn rank(entry: &VCardEntry) -> (usize, u32) {
    let place = match (has(entry, &VCardType::Home), has(entry, &VCardType::Work)) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 2,
    };
    let mut preferred = entry.parameters(&VCardParameterName::Pref);
    let number = match preferred.next() {
        Some(VCardParameterValue::Integer(number)) => *number,
        Some(_) => 1,
        None if is_preferred(entry) => 1,
        None => u32::MAX,
    };
    (place, number)
}

/// Returns whether an entry is preferred as vCard 3.0 says it: `TYPE=pref`.
fn is_preferred(entry: &VCardEntry) -> bool {
    let mut types = entry.parameters(&VCardParameterName::Type);
    types.any(|found| {
        matches!(found, VCardParameterValue::Text(text) if text.eq_ignore_ascii_case("pref"))
    })
}

/// Returns whether nobody speaks at a number.
fn is_machine(entry: &VCardEntry) -> bool {
    (has(entry, &VCardType::Fax) || has(entry, &VCardType::Pager)) && !has(entry, &VCardType::Voice)
}

#[cfg(test)]
mod tests;
