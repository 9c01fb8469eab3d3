//! Members for tests, with a value for every field that there is.
//!
//! Nothing here is left to a default: a new field does not compile until it has values too.

use std::collections::BTreeMap;

use proptest::option::of;
use proptest::prelude::*;

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::Member;
use crate::sender::Sender;
use crate::sender::generated::{self as senders, variants};

/// Members whose names, role, organization, branch and address are of some texts, and whose own words are of others.
pub(crate) fn member(
    line: impl Strategy<Value = String> + Clone + 'static,
    words: impl Strategy<Value = String> + Clone + 'static,
) -> impl Strategy<Value = Member> {
    let variables = prop::collection::btree_map("(shift|motion)", words.clone(), 0..3);
    let household = prop_oneof![
        4 => Just(Vec::new()),
        1 => prop::collection::vec(alone(senders::sender(line.clone())), 2..4),
    ];
    (
        (1..9_usize, 2..99_usize),
        senders::sender(line.clone()),
        (of(line), of(words), variables),
        (any::<bool>(), cells(), household),
        any::<bool>(),
    )
        .prop_map(
            |(
                (row, line),
                sender,
                (branch, personal, variables),
                (consent, cells, household),
                is_warned,
            )| Member {
                row,
                line,
                sender,
                branch,
                personal,
                variables,
                consent,
                cells,
                household,
                warnings: warnings(is_warned),
            },
        )
}

/// Members who are nothing but a sender, as the others of a household are.
fn alone(sender: impl Strategy<Value = Sender>) -> impl Strategy<Value = Member> {
    sender.prop_map(|sender| Member {
        row: 1,
        line: 2,
        sender,
        branch: None,
        personal: None,
        variables: BTreeMap::new(),
        consent: false,
        cells: Vec::new(),
        household: Vec::new(),
        warnings: Problems::default(),
    })
}

fn cells() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("(Ana|1|)", 0..3)
}

fn warnings(is_warned: bool) -> Problems {
    let warning = is_warned.then(|| Diagnostic::warning("somebody should look at it"));
    Problems(warning.into_iter().collect())
}

/// A member with every value.
pub(crate) fn whole() -> Member {
    Member {
        row: 1,
        line: 2,
        sender: senders::whole(),
        branch: Some("Leeds".to_owned()),
        personal: Some("My brother works there.".to_owned()),
        variables: BTreeMap::from([("shift".to_owned(), "night".to_owned())]),
        consent: true,
        cells: vec!["Ana".to_owned()],
        household: Vec::new(),
        warnings: Problems::default(),
    }
}

/// Members that each differ from another in one field, named with it.
pub(crate) fn variants_of(base: &Member) -> Vec<(&'static str, Member)> {
    let mut others: Vec<(&str, Member)> = variants!(Member of base, {
        row: base.row + 1,
        line: base.line + 1,
        sender: Sender::default(),
        branch: Some("Hull".to_owned()),
        personal: None,
        variables: BTreeMap::new(),
        consent: !base.consent,
        cells: Vec::new(),
        household: vec![base.clone(), base.clone()],
        warnings: warnings(true),
    });
    let of_sender = senders::variants_of(&base.sender).into_iter();
    others.extend(of_sender.map(|(field, sender)| {
        let other = Member {
            sender,
            ..base.clone()
        };
        (field, other)
    }));
    others
}

/// A member with each field in turn taken from another, named with it.
pub(crate) fn crossed(base: &Member, other: &Member) -> Vec<(&'static str, Member)> {
    let mut others: Vec<(&str, Member)> = variants!(Member of base, {
        row: other.row,
        line: other.line,
        sender: other.sender.clone(),
        branch: other.branch.clone(),
        personal: other.personal.clone(),
        variables: other.variables.clone(),
        consent: other.consent,
        cells: other.cells.clone(),
        household: other.household.clone(),
        warnings: other.warnings.clone(),
    });
    let of_sender = senders::crossed(&base.sender, &other.sender).into_iter();
    others.extend(of_sender.map(|(field, sender)| {
        let other = Member {
            sender,
            ..base.clone()
        };
        (field, other)
    }));
    others
}
