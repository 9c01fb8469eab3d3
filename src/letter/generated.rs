//! Orders for tests, with a value for every field that there is.
//!
//! Nothing here is left to a default: a new field does not compile until it has values too.

use std::collections::BTreeMap;

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::calendar::Date;
use crate::campaign::channel::Channel;
use crate::campaign::target::Target;
use crate::country::Country;
use crate::letter::furniture::Additions;
use crate::letter::order::Order;
use crate::picture::tests::sample;
use crate::sender::Sender;
use crate::sender::generated::{self as senders, variants};

/// What an order borrows.
#[derive(Clone, Debug)]
pub(crate) struct OwnedOrder {
    pub(crate) target: &'static Target,
    pub(crate) sender: Sender,
    pub(crate) country: Option<Country>,
    pub(crate) date: Date,
    pub(crate) personal: Option<String>,
    pub(crate) set: BTreeMap<String, String>,
    pub(crate) added: Additions,
}

impl OwnedOrder {
    /// The order.
    pub(crate) fn order(&self) -> Order<'_> {
        let Self {
            target,
            sender,
            country,
            date,
            personal,
            set,
            added,
        } = self;
        Order {
            target,
            sender,
            country: *country,
            date: *date,
            personal: personal.as_deref(),
            set,
            added,
        }
    }
}

/// Additions of every kind.
pub(crate) fn additions() -> impl Strategy<Value = Additions> {
    let text = || "(a|b)".prop_map(String::from);
    let many = || prop::collection::vec(text(), 0..2);
    let picture = || of(Just(())).prop_map(|there| there.map(|()| sample()));
    let channels = vec![
        Channel::Post,
        Channel::Email,
        Channel::Fax,
        Channel::Phone,
        Channel::Web,
    ];
    (
        of(text()),
        many(),
        many(),
        picture(),
        picture(),
        select(channels),
    )
        .prop_map(
            |(reference, enclosures, signatories, signature, logo, channel)| Additions {
                reference,
                enclosures,
                signatories,
                signature,
                logo,
                channel,
            },
        )
}

/// Orders of letters to some targets with values for some variables, each of few values, so that many have some in
/// common.
pub(crate) fn order(
    targets: Vec<&'static Target>,
    dates: Vec<Date>,
    variables: &'static str,
) -> impl Strategy<Value = OwnedOrder> {
    let word = "(a|\"b\" - c\\.)";
    (
        (select(targets), select(dates)),
        senders::sender(word.prop_map(String::from).boxed()),
        // Whose post reads Russian letters, and whose does not; and a message.
        select(vec!["", "DE", "GB", "KZ", "RU"]),
        (
            of("(d|e)"),
            prop::collection::btree_map(variables, "(f|g)", 0..3),
        ),
        additions(),
    )
        .prop_map(
            |((target, date), sender, country, (personal, set), added)| OwnedOrder {
                target,
                sender,
                country: Country::from_code(country),
                date,
                personal,
                set,
                added,
            },
        )
}

/// Orders that each differ from another in one field, named with it.
pub(crate) fn variants_of(
    base: &OwnedOrder,
    target: &'static Target,
    variable: &str,
) -> Vec<(&'static str, OwnedOrder)> {
    let mut others: Vec<(&str, OwnedOrder)> = variants!(OwnedOrder of base, {
        target: target,
        sender: Sender::default(),
        country: Country::from_code("DE"),
        date: Date::parse("2011-12-18").unwrap_or(base.date),
        personal: Some("My sister works there.".to_owned()),
        set: BTreeMap::from([(variable.to_owned(), "the other".to_owned())]),
        added: Additions::default(),
    });
    let of_sender = senders::variants_of(&base.sender).into_iter();
    others.extend(of_sender.map(|(field, sender)| {
        let other = OwnedOrder {
            sender,
            ..base.clone()
        };
        (field, other)
    }));
    let added: Vec<(&str, Additions)> = variants!(Additions of &base.added, {
        reference: Some("7".to_owned()),
        enclosures: vec!["a list".to_owned()],
        signatories: vec!["Cy".to_owned()],
        signature: Some(sample()),
        logo: Some(sample()),
        channel: Channel::Email,
    });
    others.extend(added.into_iter().map(|(field, added)| {
        let other = OwnedOrder {
            added,
            ..base.clone()
        };
        (field, other)
    }));
    others
}
