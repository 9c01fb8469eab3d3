//! The identity of a member in a manifest.

use crate::digest::Hasher;
use crate::members::Member;
use crate::members::spelling::{address_key, key};
use crate::sender::Sender;

/// Returns the identity of a member in a manifest: 16 digits of a digest of the row. For a household, the identities of
/// all, separated by `+`.
///
/// Only the usual columns of a members file count, whatever their spelling and order: another column, order or case
/// does not change the identity. Empty cells do not count.
pub(crate) fn identity(member: &Member) -> String {
    if member.household.is_empty() {
        return of_one(member);
    }
    let all: Vec<String> = member.household.iter().map(of_one).collect();
    all.join("+")
}

fn of_one(member: &Member) -> String {
    // Taken apart without `..`: a new field does not compile until somebody decides whether it counts.
    let Member {
        sender,
        branch,
        personal,
        // The place of the row, fields that are not columns of every file, and the co-signers.
        row: _,
        line: _,
        variables: _,
        consent: _,
        cells: _,
        household: _,
        warnings: _,
    } = member;
    let Sender {
        name,
        role,
        organization,
        address,
        country,
        email,
        phone,
        language,
        // Not a column of a members file.
        co_signers: _,
        fax: _,
        signature: _,
        letterhead: _,
    } = sender;
    let address = address_key(&address.join(" "));
    let country = country.map(|country| country.to_string());
    let parts = [
        ("name", name.as_deref()),
        ("role", role.as_deref()),
        ("organization", organization.as_deref()),
        ("branch", branch.as_deref()),
        ("country", country.as_deref()),
        ("email", email.as_deref()),
        ("phone", phone.as_deref()),
        ("language", language.as_deref()),
        ("personal", personal.as_deref()),
    ];
    let parts = parts.map(|(name, value)| (name, value.map(key).unwrap_or_default()));
    let mut hasher = Hasher::default();
    let parts = parts.into_iter().chain([("address", address)]);
    for (name, value) in parts.filter(|(_, value)| !value.is_empty()) {
        for part in [name, ":", &value, "\n"] {
            hasher.add(part.as_bytes());
        }
    }
    let mut digest = hasher.digest().to_string();
    digest.truncate(16);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Country;
    use crate::members::{ListOptions, Members, Row, generated};
    use proptest::prelude::*;

    #[test]
    fn an_identity_is_that_of_what_the_row_says() {
        let read = |text: &str| -> String {
            let mut members =
                Members::open("x.csv", text.as_bytes(), &ListOptions::default()).unwrap();
            let Some(Row::Member(member)) = members.next() else {
                panic!("{text}")
            };
            identity(&member)
        };
        let ana = read("name,street,city\nAna Silva,1 High St,Leeds\n");
        for same in [
            "number,city,name,street\n17,LEEDS, ana  silva ,1 High St.\n",
            "name,phone,street,city,x,y\nAna Silva,,1 High St,Leeds,,1\n",
        ] {
            assert_eq!(read(same), ana, "{same}");
        }
        for other in [
            "name,street,city\nBo Silva,1 High St,Leeds\n",
            "name,street,city\nAna Silva,11 High St,Leeds\n",
            "name,street,city,e-mail\nAna Silva,1 High St,Leeds,ana@example.org\n",
        ] {
            assert_ne!(read(other), ana, "{other}");
        }
    }

    /// The fields that are columns of every members file.
    const COUNTED: [&str; 11] = [
        "name",
        "role",
        "organization",
        "address",
        "branch",
        "country",
        "email",
        "phone",
        "language",
        "personal",
        // All of them.
        "sender",
    ];

    #[test]
    fn every_field_of_a_row_counts_or_not() {
        let base = generated::whole();
        for (field, other) in generated::variants_of(&base) {
            let counts = COUNTED.contains(&field) || field == "household";
            assert_eq!(identity(&base) != identity(&other), counts, "{field}");
        }
    }

    /// What counts of a row, in one spelling.
    fn counted(member: &Member) -> (Vec<Option<String>>, String, Option<Country>) {
        let Member {
            sender,
            branch,
            personal,
            ..
        } = member;
        let texts = [
            &sender.name,
            &sender.role,
            &sender.organization,
            &sender.email,
            &sender.phone,
            &sender.language,
            branch,
            personal,
        ];
        let texts = texts.map(|text| text.as_deref().map(key));
        (
            texts.into(),
            address_key(&sender.address.join(" ")),
            sender.country,
        )
    }

    proptest! {
        /// Members have one identity if, and only if, what counts of them is the same.
        #[test]
        fn equal_identities_are_those_of_equal_rows(one in generated::member("(Ana|Bo|ana )", "(a|b)")) {
            let of = |member: &Member| {
                let alone = vec![member.clone()];
                let rows = if member.household.is_empty() { &alone } else { &member.household };
                rows.iter().map(counted).collect::<Vec<_>>()
            };
            for (field, other) in generated::variants_of(&one) {
                prop_assert_eq!(identity(&one) == identity(&other), of(&one) == of(&other), "{}", field);
            }
        }
    }
}
