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
pub(super) const COLUMNS: [&str; 13] = [
    "First name",
    "Middle name",
    "Last name",
    "Organization",
    "Street",
    "Address 2",
    "Address 3",
    "Postcode",
    "City",
    "State",
    "Country",
    "E-mail",
    "Phone",
];

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
    let (addresses, count) = addresses(card);
    let emails: Vec<&VCardEntry> = filled(card, &VCardProperty::Email).collect();
    // One that names but a country, or a town, is no address where another is whole.
    let chosen = addresses.into_iter();
    let chosen = chosen.min_by_key(|(entry, address)| (!address.has_street(), rank(entry)));
    let address = chosen.map(|(_, address)| address).unwrap_or_default();
    let email = emails.iter().min_by_key(|entry| rank(entry));
    let phones = filled(card, &VCardProperty::Tel).filter(|entry| !is_machine(entry));
    let phone = phones.min_by_key(|entry| (!has(entry, &VCardType::Cell), rank(entry)));
    let email = email.map(|entry| text(entry, 0)).unwrap_or_default();
    let phone = phone.map(|entry| text(entry, 0)).unwrap_or_default();
    let contacts = [
        email.trim_start_matches("mailto:").to_owned(),
        phone.trim_start_matches("tel:").to_owned(),
    ];
    let cells = names(card, kind).into_iter().chain(address.cells());
    Person {
        kind,
        cells: cells.chain(contacts).collect(),
        addresses: count,
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

/// Returns the name that a card shows, if it begins with the family name and has no other words than its parts.
fn in_order(whole: &str, [given, additional, family]: &[&String; 3]) -> Option<String> {
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let begins = !family.is_empty() && whole.starts_with(family.as_str());
    let is_same = words(whole) == words(&format!("{family} {given} {additional}"))
        || words(whole) == words(&format!("{family} {additional} {given}"));
    (begins && is_same && !whole.contains(',')).then(|| whole.to_owned())
}

/// The addresses of a card, and the number of places that they are of. The labels of vCard 3.0 and before are taken
/// where no address has a street.
fn addresses(card: &VCard) -> (Vec<(&VCardEntry, Address)>, usize) {
    let mut addresses: Vec<(&VCardEntry, Address)> = filled(card, &VCardProperty::Adr)
        .map(|entry| (entry, address(card, entry)))
        .collect();
    let mut count = addresses.len();
    if !addresses.iter().any(|(_, address)| address.has_street()) {
        let labels = others(card, "LABEL").filter(|entry| !text(entry, 0).is_empty());
        let labels = labels.map(|entry| {
            let address = Address {
                label: text(entry, 0),
                code: code(card, entry),
                ..Address::default()
            };
            (entry, address)
        });
        addresses.extend(labels);
        count = count.max(addresses.len() - count);
    }
    (addresses, count)
}

fn address(card: &VCard, entry: &VCardEntry) -> Address {
    Address {
        parts: parts::<7>(Some(entry)),
        label: label(entry),
        code: code(card, entry),
    }
}

/// The code of a country that stands in the group of an entry.
fn code(card: &VCard, entry: &VCardEntry) -> String {
    let mut codes = others(card, "X-ABADR").filter(|code| code.group == entry.group);
    let code = codes.next().filter(|_| entry.group.is_some());
    code.map(|code| text(code, 0)).unwrap_or_default()
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
mod tests {
    use super::*;

    fn cells(lines: &str) -> Vec<(&'static str, String)> {
        let people = people(
            &format!("BEGIN:VCARD\r\n{lines}\r\nEND:VCARD\r\n")
                .replace('\n', "\r\n")
                .replace("\r\r", "\r"),
        );
        let [person] = &people[..] else {
            panic!("{people:?}")
        };
        let cells = COLUMNS.into_iter().zip(person.cells.clone());
        cells.filter(|(_, cell)| !cell.is_empty()).collect()
    }

    fn of(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        pairs
            .iter()
            .map(|(column, cell)| (*column, (*cell).to_owned()))
            .collect()
    }

    #[test]
    fn a_card_of_each_version_is_read() {
        let expected = of(&[
            ("First name", "Anna"),
            ("Last name", "Müller"),
            ("Street", "Beispielweg 1"),
            ("Postcode", "01067"),
            ("City", "Dresden"),
            ("Country", "Deutschland"),
            ("E-mail", "anna@example.org"),
            ("Phone", "+49 351 000"),
        ]);
        for lines in [
            "VERSION:4.0\nFN:Anna Müller\nN:Müller;Anna;;;\nADR;TYPE=home:;;Beispielweg 1;Dresden;;01067;Deutsch\n land\nEMAIL:anna@example.org\nTEL;VALUE=uri:tel:+49 351 000",
            "VERSION:3.0\nN:Müller;Anna\nitem1.ADR;type=WORK:;;Werkstr. 2;Leipzig;;04103;Deutschland\nADR;type=HOME;type=pref:;;Beispielweg 1;Dresden;;01067;Deutschland\nORG:Werk;Halle\nEMAIL;type=INTERNET:anna@example.org\nTEL;TYPE=fax:1\nTEL;TYPE=WORK:2\nTEL;TYPE=CELL:+49 351 000",
            "VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\nller;Anna\nADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;Beispielweg=201;Dresden;;01067;Deutschland\nEMAIL;INTERNET:anna@example.org\nTEL;CELL:+49 351 000",
        ] {
            assert_eq!(cells(lines), expected, "{lines}");
        }
    }

    #[test]
    fn a_firm_signs_as_one_and_a_group_does_not() {
        let firm = of(&[("Organization", "Example Union")]);
        for lines in [
            "FN:Example Union\nORG:Example Union",
            "FN:Example Union\nKIND:org",
            "FN:Example Union\nN:;;;;\nORG:Example Union;Branch 7\nX-ABShowAs:COMPANY",
            "ORG:Example Union",
        ] {
            assert_eq!(cells(lines), firm, "{lines}");
        }
        for lines in [
            "FN:Branch\nKIND:group",
            "FN:Branch\nX-ADDRESSBOOKSERVER-KIND:group",
        ] {
            let found = people(&format!(
                "BEGIN:VCARD\r\n{}\r\nEND:VCARD\r\n",
                lines.replace('\n', "\r\n")
            ));
            assert_eq!(found[0].kind, Kind::Group, "{lines}");
        }
        assert_eq!(cells("FN:Ana Silva"), of(&[("First name", "Ana Silva")]));
    }

    #[test]
    fn a_name_keeps_the_order_of_its_language() {
        for (lines, name) in [
            ("FN:Kovács János\nN:Kovács;János", "Kovács János"),
            ("FN:Nguyễn Văn An\nN:Nguyễn;An;Văn", "Nguyễn Văn An"),
            ("FN:山田太郎\nN:山田;太郎", "山田太郎"),
        ] {
            assert_eq!(cells(lines), of(&[("First name", name)]), "{lines}");
        }
        let turned = of(&[("First name", "Anna"), ("Last name", "Müller")]);
        for lines in [
            "FN:Müller, Anna\nN:Müller;Anna",
            "FN:Anna Müller\nN:Müller;Anna",
        ] {
            assert_eq!(cells(lines), turned, "{lines}");
        }
    }

    #[test]
    fn an_address_without_a_street_stands_behind_one_with() {
        let found = cells(
            "FN:Ana\nADR;TYPE=work:;;Work St 1;Leeds;;LS1 1AA;United Kingdom\nADR;TYPE=home:;;;;;;Germany",
        );
        assert!(
            found.contains(&("Street", "Work St 1".to_owned())),
            "{found:?}"
        );
        assert!(
            found.contains(&("Country", "United Kingdom".to_owned())),
            "{found:?}"
        );
    }

    #[test]
    fn lines_of_an_address_keep_their_breaks() {
        let found = cells("FN:Ana\nADR:Box 7;Flat 2;High Street 1\\nRear Building;Leeds;;LS1;UK");
        assert!(found.contains(&("Street", "High Street 1\nRear Building".to_owned())));
        assert!(found.contains(&("Address 2", "Flat 2".to_owned())));
        let found = cells("FN:Ana\nADR;LABEL=\"High Street 1\\nLeeds\":;;;;;;");
        assert!(found.contains(&("Street", "High Street 1\nLeeds".to_owned())));
    }
}
