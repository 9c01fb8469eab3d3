//! How long a letter takes, step by step: `cargo bench --bench letter`. CI compiles it and times nothing.

use std::collections::BTreeMap;

use divan::Bencher;
use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::country::Country;
use protest_letter::layout::Typesetter;
use protest_letter::letter::Letter;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::letter::recipe::Recipe;
use protest_letter::output;
use protest_letter::page::profile::Profile;
use protest_letter::page::profiles;
use protest_letter::sender::Sender;

fn main() {
    divan::main();
}

const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

fn campaign() -> Campaign {
    Campaign::read(&embedded::folder())
        .0
        .expect("the built-in campaign is sound")
}

fn germany() -> Country {
    Country::from_code("DE").expect("a country")
}

fn page() -> Profile {
    let profiles = profiles::built_in().expect("the built-in profiles are sound");
    profiles::choose(profiles, None, germany()).expect("a profile for every country")
}

fn recipe<'c>(campaign: &'c Campaign, lang: &str) -> Recipe<'c> {
    let template = campaign
        .template("government", lang)
        .expect("a letter in every language");
    Recipe::new(campaign, template).expect("a sound letter")
}

fn fill(campaign: &Campaign, recipe: &Recipe<'_>) -> Letter {
    let order = Order {
        target: campaign.target("president").expect("a president"),
        sender: &Sender {
            name: Some("Ana Silva".to_owned()),
            ..Sender::default()
        },
        country: Some(germany()),
        date: Date::parse("2026-11-23").expect("a date"),
        personal: None,
        set: &BTreeMap::new(),
        added: &Additions::default(),
    };
    recipe.fill(&order).expect("a letter").0
}

/// Reading `targets.toml` and all letters.
#[divan::bench]
fn read_campaign() -> Campaign {
    campaign()
}

/// Compiling a template with its forms.
#[divan::bench(args = LANGUAGES)]
fn compile(bencher: Bencher<'_, '_>, lang: &str) {
    let campaign = campaign();
    bencher.bench(|| recipe(&campaign, lang));
}

/// Filling a compiled template.
#[divan::bench(args = LANGUAGES)]
fn compose(bencher: Bencher<'_, '_>, lang: &str) {
    let campaign = campaign();
    let recipe = recipe(&campaign, lang);
    bencher.bench_local(|| fill(&campaign, &recipe));
}

/// Setting a letter with words that were never shaped before.
#[divan::bench(args = LANGUAGES)]
fn set_cold(bencher: Bencher<'_, '_>, lang: &str) {
    let campaign = campaign();
    let (letter, page) = (fill(&campaign, &recipe(&campaign, lang)), page());
    bencher.bench(|| Typesetter::default().set(&letter, &page));
}

/// Setting a letter whose words are known.
#[divan::bench(args = LANGUAGES)]
fn set_warm(bencher: Bencher<'_, '_>, lang: &str) {
    let campaign = campaign();
    let (letter, page) = (fill(&campaign, &recipe(&campaign, lang)), page());
    let mut typesetter = Typesetter::default();
    bencher.bench_local(|| typesetter.set(&letter, &page));
}

/// Writing the PDF of a letter that is set.
#[divan::bench(args = LANGUAGES)]
fn write_pdf(bencher: Bencher<'_, '_>, lang: &str) {
    let campaign = campaign();
    let letter = fill(&campaign, &recipe(&campaign, lang));
    let document = Typesetter::default().set(&letter, &page()).expect("pages");
    bencher.bench(|| output::pdf::write(&[&document]));
}
