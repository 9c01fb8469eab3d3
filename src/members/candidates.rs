//! The columns among which each row chooses: several addresses, e-mail addresses and phone numbers.
//!
//! What is at home comes before what is at work, and that before anything else; a number of no kind stands with those
//! at home. Of equals, the first column counts.

use crate::members::columns::{Column, ColumnUse, Kind, Labelled, Part};
use crate::members::spelling::key;

/// What stands between several values of a cell (Google Contacts).
const BETWEEN: &str = ":::";

/// The beginnings of words that say a kind, in the languages of exports; nothing of the first is to be used.
const LABELS: [(&str, Option<Kind>); 5] = [
    ("fax pager télécopie факс пейджер buscapersonas", None),
    (
        "mobil handy cell iphone portable móvil мобильн сотов",
        Some(Kind::Mobile),
    ),
    (
        "home privat zuhause privé domicile personnel casa particular personal дом личн",
        Some(Kind::Home),
    ),
    (
        "work business arbeit geschäft dienst travail bureau professionnel trabajo рабоч",
        Some(Kind::Work),
    ),
    ("other andere autre otro друг", Some(Kind::Other)),
];

/// The columns of an address.
#[derive(Clone, Debug)]
pub(super) struct AddressColumns {
    /// The kind, if all rows have the same.
    pub kind: Kind,
    /// The parts and their columns.
    pub parts: Vec<(Part, usize)>,
    /// The column that says the kind.
    pub label: Option<usize>,
}

impl AddressColumns {
    /// The column of a part.
    pub(super) fn column(&self, part: Part) -> Option<usize> {
        let found = self.parts.iter().find(|(known, _)| *known == part);
        found.map(|(_, column)| *column)
    }

    /// Whether it has a street, or all of an address in one column.
    fn is_whole(&self) -> bool {
        let has = |part| self.column(part).is_some();
        has(Part::Line(0)) || has(Part::Formatted) || has(Part::PoBox)
    }

    /// The column that stands for all of them in a message.
    pub(super) fn first(&self) -> usize {
        let first = self.parts.iter().map(|(_, column)| *column).min();
        self.column(Part::Line(0)).or(first).unwrap_or_default()
    }

    /// Whether a cell may have several addresses, or what kind they are is in a cell.
    pub(super) fn is_numbered(&self) -> bool {
        matches!(self.kind, Kind::Numbered(_))
    }
}

/// A column of e-mail addresses or phone numbers.
#[derive(Clone, Debug)]
pub(super) struct ContactColumn {
    pub kind: Kind,
    pub column: usize,
    /// The column that says the kind.
    pub label: Option<usize>,
}

/// The columns among which rows choose.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates {
    pub addresses: Vec<AddressColumns>,
    pub emails: Vec<ContactColumn>,
    pub phones: Vec<ContactColumn>,
}

impl Candidates {
    /// The candidates among the columns of a header.
    pub(super) fn among(uses: &[ColumnUse]) -> Self {
        let mut found = Self::default();
        for (n, used) in uses.iter().enumerate() {
            let ColumnUse::Known(column) = *used else {
                continue;
            };
            match column {
                Column::Address(kind, part) => found.add_part(kind, part, n, uses),
                Column::Email(kind) => {
                    found.emails.push(contact(kind, Labelled::Email, n, uses));
                }
                Column::Phone(kind) => {
                    found.phones.push(contact(kind, Labelled::Phone, n, uses));
                }
                _ => {}
            }
        }
        found.join_plain();
        found
            .addresses
            .sort_by_key(|address| (rank(address.kind), address.kind));
        found
            .emails
            .sort_by_key(|email| (rank(email.kind), email.kind));
        found
            .phones
            .sort_by_key(|phone| (rank(phone.kind), phone.kind == Kind::Home));
        found
    }

    /// Gives the parts of an address of no kind that has no street to those that have: `Home address` stands beside
    /// `Postcode` and `City`.
    fn join_plain(&mut self) {
        let is_plain = |known: &AddressColumns| known.kind == Kind::Main && !known.is_whole();
        let Some(plain) = self.addresses.iter().position(is_plain) else {
            return;
        };
        let mut parts = self.addresses.remove(plain);
        let given = parts.parts.clone();
        let with_street = self
            .addresses
            .iter_mut()
            .filter(|known| !known.is_numbered() && known.column(Part::Line(0)).is_some());
        for known in with_street {
            let lacks = |(part, _): &&(Part, usize)| known.column(*part).is_none();
            let joined: Vec<(Part, usize)> = given.iter().filter(lacks).copied().collect();
            parts.parts.retain(|part| !joined.contains(part));
            known.parts.extend(joined);
        }
        if !parts.parts.is_empty() {
            self.addresses.push(parts);
        }
    }

    fn add_part(&mut self, kind: Kind, part: Part, column: usize, uses: &[ColumnUse]) {
        let known = self.addresses.iter_mut().find(|known| known.kind == kind);
        if let Some(known) = known {
            known.parts.push((part, column));
        } else {
            self.addresses.push(AddressColumns {
                kind,
                parts: vec![(part, column)],
                label: label(kind, Labelled::Address, uses),
            });
        }
    }

    /// Whether there is nothing to choose about the address: every row takes what its columns say.
    pub(super) fn has_one_address(&self) -> bool {
        match &self.addresses[..] {
            [] => true,
            [only] => !only.is_numbered() && only.column(Part::Formatted).is_none(),
            _ => false,
        }
    }
}

/// Whether there is nothing to choose among columns of e-mail addresses or phone numbers.
pub(super) fn is_one(columns: &[ContactColumn]) -> bool {
    match columns {
        [] => true,
        [only] => !matches!(only.kind, Kind::Numbered(_)),
        _ => false,
    }
}

fn contact(kind: Kind, labelled: Labelled, column: usize, uses: &[ColumnUse]) -> ContactColumn {
    ContactColumn {
        kind,
        column,
        label: label(kind, labelled, uses),
    }
}

fn label(kind: Kind, labelled: Labelled, uses: &[ColumnUse]) -> Option<usize> {
    let Kind::Numbered(number) = kind else {
        return None;
    };
    let label = ColumnUse::Known(Column::Label(labelled, number));
    uses.iter().position(|used| *used == label)
}

/// The order of kinds.
pub(super) fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Mobile => 0,
        Kind::Main | Kind::Home | Kind::Numbered(_) => 1,
        Kind::Work => 2,
        Kind::Other => 3,
    }
}

/// The rank of what a cell labels; `None` if it is not to be used, as a fax or a pager. A star marks the first choice
/// of an owner; it changes nothing.
pub(super) fn labelled_rank(label: &str) -> Option<u8> {
    let label = key(label);
    let is_in = |words: &str| words.split(' ').any(|word| label.contains(&key(word)));
    match LABELS.iter().find(|(words, _)| is_in(words)) {
        Some((_, kind)) => kind.map(rank),
        None => Some(rank(Kind::Main)),
    }
}

/// The values of a cell.
pub(super) fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(BETWEEN).map(str::trim)
}

/// One of the values of a cell; nothing if it has less.
pub(super) fn value(cell: &str, n: usize) -> &str {
    values(cell).nth(n).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_an_order() {
        for (label, expected) in [
            ("* Mobile", Some(0)),
            ("Home", Some(1)),
            ("", Some(1)),
            ("*", Some(1)),
            ("Grandma’s", Some(1)),
            ("Work", Some(2)),
            ("Other", Some(3)),
            ("Work Fax", None),
            ("Домашний", Some(1)),
            ("Privé", Some(1)),
        ] {
            assert_eq!(labelled_rank(label), expected, "{label}");
        }
    }

    #[test]
    fn home_stands_before_work() {
        let uses = [
            Column::Address(Kind::Work, Part::City),
            Column::Address(Kind::Other, Part::City),
            Column::Address(Kind::Home, Part::City),
            Column::Phone(Kind::Work),
            Column::Phone(Kind::Home),
            Column::Phone(Kind::Main),
            Column::Phone(Kind::Mobile),
        ];
        let found = Candidates::among(&uses.map(ColumnUse::Known));
        let addresses: Vec<usize> = found.addresses.iter().map(AddressColumns::first).collect();
        assert_eq!(addresses, [2, 0, 1]);
        let phones: Vec<usize> = found.phones.iter().map(|phone| phone.column).collect();
        assert_eq!(phones, [6, 5, 4, 3]);
        assert!(!found.has_one_address() && !is_one(&found.phones) && is_one(&found.emails));
    }

    #[test]
    fn a_street_at_home_stands_with_a_plain_town() {
        let uses = [
            Column::Address(Kind::Home, Part::Line(0)),
            Column::Address(Kind::Work, Part::Line(0)),
            Column::Address(Kind::Main, Part::Postcode),
            Column::Address(Kind::Main, Part::City),
        ];
        let of = |uses: &[Column]| {
            let uses: Vec<ColumnUse> = uses.iter().copied().map(ColumnUse::Known).collect();
            let found = Candidates::among(&uses).addresses.into_iter();
            let columns = found.map(|address| address.parts.iter().map(|(_, n)| *n).collect());
            columns.collect::<Vec<Vec<usize>>>()
        };
        assert_eq!(of(&uses), [[0, 2, 3], [1, 2, 3]]);
        assert_eq!(of(&uses[1..]), [vec![0, 1, 2]]);
        assert_eq!(of(&uses[2..]), [vec![0, 1]]);
        // A plain street has the plain town.
        let street = Column::Address(Kind::Main, Part::Line(0));
        assert_eq!(of(&[uses[0], street, uses[3]]), [vec![1, 2], vec![0]]);
        // What both have stays where it is.
        let town = Column::Address(Kind::Home, Part::City);
        assert_eq!(
            of(&[uses[0], town, uses[2], uses[3]]),
            [vec![3], vec![0, 1, 2]]
        );
    }

    #[test]
    fn a_cell_may_have_several_values() {
        assert_eq!(values("a ::: b").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((value("a ::: b", 1), value("a", 1)), ("b", ""));
    }
}
