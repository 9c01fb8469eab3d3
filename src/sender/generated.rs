//! Senders for tests, with a value for every field that there is.
//!
//! Nothing here is left to a default: a new field does not compile until it has values too.

use std::path::PathBuf;

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::country::Country;
use crate::sender::{Letterhead, Sender};

/// Makes, for each field of a structure, a copy of a value that differs in this field alone. A field that it does not
/// name does not compile.
macro_rules! variants {
    ($type:ident of $base:expr, { $($field:ident: $other:expr),* $(,)? }) => {{
        let $type { $($field: _),* } = $base;
        vec![$({
            let mut other = Clone::clone($base);
            other.$field = $other;
            (stringify!($field), other)
        }),*]
    }};
}
pub(crate) use variants;

/// Countries with different pages, and none.
pub(crate) fn country() -> impl Strategy<Value = Option<Country>> {
    let codes = vec![None, Some("US"), Some("DE"), Some("CH"), Some("GB")];
    select(codes).prop_map(|code| code.and_then(Country::from_code))
}

/// Senders whose names, role, organization and address are of some texts, each with or without the other values.
pub(crate) fn sender(
    line: impl Strategy<Value = String> + Clone + 'static,
) -> impl Strategy<Value = Sender> {
    let some = || of(line.clone());
    let co_signers = prop_oneof![
        3 => Just(Vec::new()),
        1 => prop::collection::vec(line.clone(), 1..4),
    ];
    let printed = (
        (some(), co_signers),
        (some(), some()),
        prop::collection::vec(line.clone(), 0..8),
        (country(), of(email()), of("[0-9 ]{6,20}")),
    );
    let other = (
        of(Just("+442079460018".to_owned())),
        of(select(vec!["en", "ru", "xx"])),
        of(Just(PathBuf::from("signature.png"))),
        of(letterhead(line.clone())),
    );
    (printed, other).prop_map(
        |(
            ((name, co_signers), (role, organization), address, (country, email, phone)),
            (fax, language, signature, letterhead),
        )| Sender {
            name,
            co_signers,
            role,
            organization,
            address,
            country,
            email,
            phone,
            fax,
            language: language.map(str::to_owned),
            signature,
            letterhead,
        },
    )
}

fn email() -> impl Strategy<Value = String> {
    select(vec!["ana@example.org", "bo.silva@example.org"]).prop_map(str::to_owned)
}

fn letterhead(line: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = Letterhead> {
    let lines = prop::collection::vec(line.clone(), 0..3);
    let logo = of(Just(PathBuf::from("logo.png")));
    (line, lines, logo).prop_map(|(name, lines, logo)| Letterhead { name, lines, logo })
}

/// A sender with every value.
pub(crate) fn whole() -> Sender {
    let text = |text: &str| Some(text.to_owned());
    Sender {
        name: text("Ana"),
        co_signers: Vec::new(),
        role: text("Secretary"),
        organization: text("Dock Union"),
        address: vec!["1 High Street".to_owned()],
        country: Country::from_code("GB"),
        email: text("ana@example.org"),
        phone: text("020 7946 0018"),
        fax: text("+442079460018"),
        language: text("en"),
        signature: Some(PathBuf::from("signature.png")),
        letterhead: Some(Letterhead {
            name: "Dock Union".to_owned(),
            lines: vec!["Since 1890".to_owned()],
            logo: None,
        }),
    }
}

/// Senders that each differ from another in one field, named with it.
pub(crate) fn variants_of(base: &Sender) -> Vec<(&'static str, Sender)> {
    let text = |text: &str| Some(text.to_owned());
    variants!(Sender of base, {
        name: text("Bo"),
        co_signers: vec!["Cy".to_owned()],
        role: text("Chair"),
        organization: text("Rail Union"),
        address: vec!["2 Low Street".to_owned()],
        country: Country::from_code("DE"),
        email: text("bo@example.org"),
        phone: text("0151 496 0018"),
        fax: text("+441514960018"),
        language: text("ru"),
        signature: Some(PathBuf::from("bo.png")),
        letterhead: None,
    })
}

/// A sender with each field in turn taken from another, named with it.
pub(crate) fn crossed(base: &Sender, other: &Sender) -> Vec<(&'static str, Sender)> {
    variants!(Sender of base, {
        name: other.name.clone(),
        co_signers: other.co_signers.clone(),
        role: other.role.clone(),
        organization: other.organization.clone(),
        address: other.address.clone(),
        country: other.country,
        email: other.email.clone(),
        phone: other.phone.clone(),
        fax: other.fax.clone(),
        language: other.language.clone(),
        signature: other.signature.clone(),
        letterhead: other.letterhead.clone(),
    })
}
