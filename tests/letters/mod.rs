//! Letters of the built-in campaign, set on pages: what outputs are tried on.

use std::collections::BTreeMap;

use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::country::Country;
use protest_letter::layout::Typesetter;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::letter::recipe::Recipe;
use protest_letter::page::profiles::{built_in, choose};
use protest_letter::page::{Document, Item, Role};
use protest_letter::sender::{Letterhead, Sender};

/// A letter of a member to the president.
pub fn letter(lang: &str, name: &str, personal: Option<&str>, added: &Additions) -> Document {
    let campaign = Campaign::read(&embedded::folder()).0.unwrap();
    let template = campaign.template("government", lang).unwrap();
    let recipe = Recipe::new(&campaign, template).unwrap();
    let country = Country::from_code("DE").unwrap();
    let order = Order {
        target: campaign.target("president").unwrap(),
        sender: &Sender {
            name: Some(name.to_owned()),
            organization: Some("Branch 7".to_owned()),
            address: vec!["Lange Straße 12".to_owned(), "20095 Hamburg".to_owned()],
            letterhead: added.logo.as_ref().map(|_| Letterhead {
                name: "Union of Workers".to_owned(),
                ..Letterhead::default()
            }),
            ..Sender::default()
        },
        country: Some(country),
        date: Date::parse("2026-11-23").unwrap(),
        personal,
        set: &BTreeMap::new(),
        added,
    };
    let letter = recipe.fill(&order).unwrap().0;
    let profile = choose(built_in().unwrap(), None, country).unwrap();
    Typesetter::default().set(&letter, &profile).unwrap()
}

/// The letter as that of another member: the same but for the letters of name and address, which are in
/// another order. Setting ten thousand letters would take longer than writing them.
pub fn of_member(letter: &Document, number: u64) -> Document {
    let mut letter = letter.clone();
    let mut state = number + 1;
    for item in letter.pages.iter_mut().flat_map(|page| &mut page.items) {
        let Item::Run(run) = item else { continue };
        if !matches!(run.role, Role::Sender | Role::Signature) {
            continue;
        }
        for n in (1..run.glyphs.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from(state >> 33).unwrap() % (n + 1);
            std::sync::Arc::make_mut(&mut run.glyphs).swap(n, other);
        }
    }
    letter
}
