//! Tests of the cache of a recipe: what is kept is what would be made, and no value can be left out of a key.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use super::*;
use crate::campaign::{Campaign, embedded};
use crate::diagnostic::Source;
use crate::letter::furniture::Additions;
use crate::letter::generated::{self, OwnedOrder};
use crate::letter::recipe::Recipe;
use crate::sender::{Sender, generated as senders};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// The front of a letter with variables.
const FRONT: &str = r#"+++
title = "Test"
targets = ["government"]
subject = "A \"letter\"{{#if sender.role}} by the {{sender.role}}{{/if}}{{#if shift}}, {{shift}}{{/if}}"
status = "original"
[variables]
shift = "a shift"
motion = "a motion"
+++
"#;

/// A body that uses some values of every kind, and others not.
const SOME: &str = r#"I am {{#if sender.name}}*{{sender.name}}*{{else}}nobody{{/if}} - "{{date}}", {{facts.strike}}

{{#if personal}}{{personal}}{{/if}}

{{#each demands}}
- {{this}}{{#if ../sender.name}}, {{../sender.name}}{{/if}}
{{/each}}

{{#if sender}}Somebody{{#with sender}}{{#if country}}, {{country}}{{/if}}{{/with}}{{else}}Nobody{{/if}} {{voice "writes" "write"}} to {{target.office}} in {{target.city}}.
"#;

/// A body that prints every value.
const ALL: &str = r#"{{voice "I" "We"}} write on {{date}} to {{target.office}} in {{target.city}}.

{{#if sender}}{{#with sender}}
{{#if name}}{{name}}{{/if}}, {{#if role}}{{role}}{{/if}}, {{#if organization}}{{organization}}{{/if}},
{{#if country}}{{country}}{{/if}}, {{#if email}}{{email}}{{/if}}, {{#if phone}}{{phone}}{{/if}}
{{/with}}{{/if}}

{{#if personal}}{{personal}}{{/if}} {{#if motion}}{{motion}}{{/if}}
"#;

/// The built-in campaign with a letter of that body.
fn campaign(body: &str) -> &'static Campaign {
    let mut folder = embedded::folder();
    for lang in ["en", "ru"] {
        let name = format!("letters/{lang}/government.md");
        let source = Source::new(name.clone(), FRONT.to_owned() + body);
        folder.files.insert(name, source);
    }
    Box::leak(Box::new(Campaign::read(&folder).0.unwrap()))
}

fn recipe(campaign: &'static Campaign, lang: &str) -> Recipe<'static> {
    Recipe::new(campaign, campaign.template("government", lang).unwrap()).unwrap()
}

fn dates() -> Vec<Date> {
    let dates = ["2011-12-18", "2026-11-23"];
    dates.map(|date| Date::parse(date).unwrap()).into()
}

fn filled(recipe: &Recipe<'_>, order: &OwnedOrder) -> String {
    format!("{:?}", recipe.fill(&order.order()))
}

/// What nothing was remembered for.
fn fresh(recipe: &Recipe<'_>, order: &OwnedOrder) -> String {
    recipe.forget();
    filled(recipe, order)
}

#[test]
fn a_recipe_that_keeps_nothing_makes_the_same_letters() {
    for (body, lang) in [(SOME, "en"), (SOME, "ru"), (ALL, "en")] {
        let campaign = campaign(body);
        let targets = ["president", "prime-minister"].map(|id| campaign.target(id).unwrap());
        let order = generated::order(targets.into(), dates(), "(shift|motion|other)");
        let orders = prop::collection::vec(order, 1..24);
        let [kept, forgetful] = [(), ()].map(|()| recipe(campaign, lang));
        let mut runner = TestRunner::new(Config::with_cases(30));
        let done = runner.run(&orders, |orders| {
            for order in orders {
                let made = fresh(&forgetful, &order);
                // What is made once is not kept.
                for _ in 0..2 {
                    prop_assert_eq!(&filled(&kept, &order), &made);
                }
            }
            Ok(())
        });
        done.unwrap();
    }
}

/// An order in which everything has a value, and others that each differ from it in one field.
fn orders(campaign: &'static Campaign) -> Vec<(&'static str, OwnedOrder)> {
    let base = OwnedOrder {
        target: campaign.target("president").unwrap(),
        sender: senders::whole(),
        country: None,
        date: dates()[1],
        personal: Some("My brother works there.".to_owned()),
        set: BTreeMap::from([("motion".to_owned(), "a motion".to_owned())]),
        added: Additions {
            enclosures: vec!["a card".to_owned()],
            ..Additions::default()
        },
    };
    let target = campaign.target("prime-minister").unwrap();
    let mut orders = generated::variants_of(&base, target, "motion");
    orders.insert(0, ("", base));
    orders
}

fn text(recipe: &Recipe<'_>, order: &OwnedOrder) -> String {
    recipe.forget();
    let (letter, _) = recipe.fill(&order.order()).unwrap();
    format!("{}\n{:?}", letter.subject, letter.body)
}

#[test]
fn every_field_of_an_order_that_changes_the_text_changes_the_key() {
    let campaign = campaign(ALL);
    let [kept, forgetful] = [(), ()].map(|()| recipe(campaign, "en"));
    let orders = orders(campaign);
    let (_, base) = &orders[0];
    let mut found = Vec::new();
    for (field, other) in &orders[1..] {
        let [key, of_other] = [base, other].map(|order| kept.given(&order.order()));
        let differs = text(&forgetful, base) != text(&forgetful, other);
        assert_eq!(key != of_other, differs, "{field}");
        for order in [base, base, other, other, base] {
            assert_eq!(filled(&kept, order), fresh(&forgetful, order), "{field}");
        }
        found.extend(differs.then_some(*field));
    }
    let printed = [
        "target",
        "sender",
        "date",
        "personal",
        "set",
        "name",
        "co_signers",
        "role",
        "organization",
        "country",
        "email",
        "phone",
        "signatories",
    ];
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), printed.into());
}

#[test]
fn a_target_that_is_not_of_the_campaign_is_written_to_as_it_is() {
    let campaign = campaign(SOME);
    let recipe = recipe(campaign, "en");
    let (_, order) = orders(campaign).remove(0);
    let own = filled(&recipe, &order);
    let is_kept = || recipe.cache.frames.borrow().contains_key("president");
    assert!(is_kept());
    let mut other = order.target.clone();
    other.city = campaign.target("embassy-gb").unwrap().city.clone();
    let made = OwnedOrder {
        target: Box::leak(Box::new(other)),
        ..order.clone()
    };
    assert!(fresh(&recipe, &made).contains(" in London."));
    assert!(!is_kept());
    assert_eq!(filled(&recipe, &order), own);
}

/// Leaves a value out of a key.
fn forgotten(given: &Given, name: &str) -> Given {
    let Given { target, date, own } = given.clone();
    let mut left = Given { target, date, own };
    match (name.split_once('.'), name) {
        (_, "target") => left.target.clear(),
        (_, "date") => left.date = dates()[0],
        (Some((group, name)), _) => {
            if let Some(Value::Map(values)) = left.own.get_mut(group) {
                values.remove(name);
            }
        }
        (None, name) => {
            left.own.remove(name);
        }
    }
    left
}

/// The names of everything in a key.
fn names(given: &Given) -> Vec<String> {
    let Given {
        target: _,
        date: _,
        own,
    } = given;
    let mut names = vec!["target".to_owned(), "date".to_owned()];
    for (name, value) in own {
        match value {
            Value::Map(values) => names.extend(values.keys().map(|of| format!("{name}.{of}"))),
            _ => names.push(name.clone()),
        }
    }
    names
}

/// The mutants of the key: each leaves out one value, and what these tests look at shows it.
#[test]
fn a_value_that_is_left_out_of_the_key_is_found() {
    let campaign = campaign(ALL);
    let recipe = recipe(campaign, "en");
    let orders = orders(campaign);
    let is_found = |left_out: &str| {
        let mut known = HashMap::new();
        orders.iter().any(|(_, order)| {
            let key = forgotten(&recipe.given(&order.order()), left_out);
            let text = text(&recipe, order);
            let before = known.entry(key).or_insert_with(|| text.clone());
            *before != text
        })
    };
    assert!(!is_found("nothing"));
    let names = names(&recipe.given(&orders[0].1.order()));
    assert_eq!(names.len(), 12, "{names:?}");
    for name in names {
        // All senders here who have a value have one that is printed.
        assert!(is_found(&name) || name == "sender.given", "{name}");
    }
}

#[test]
fn a_sender_of_whom_nothing_is_printed_is_somebody() {
    let campaign = campaign(SOME);
    let recipe = recipe(campaign, "en");
    let mut orders = orders(campaign);
    let (_, mut order) = orders.remove(0);
    order.set.clear();
    let text = [None, Some("020 7946 0018".to_owned())].map(|phone| {
        order.sender = Sender {
            phone,
            ..Sender::default()
        };
        text(&recipe, &order)
    });
    assert!(
        text[0].contains("Nobody") && text[1].contains("Somebody"),
        "{text:?}"
    );
}

/// A recipe that counts what it makes, of texts of so many bytes.
struct Counter {
    made: Cell<usize>,
    size: usize,
}

impl Counter {
    #[expect(clippy::unnecessary_wraps, reason = "as a recipe makes it")]
    fn text(&self, _: &Frame, _: &Given) -> Result<FilledText, Problems> {
        self.made.set(self.made.get() + 1);
        Ok(FilledText {
            body: Vec::new(),
            subject: "x".repeat(self.size),
        })
    }

    fn frame(&self, _: &Target, _: Date) -> Frame {
        self.made.set(self.made.get() + 1);
        nothing()
    }
}

fn nothing() -> Frame {
    Frame {
        values: Values::new(),
        words: Err(Problems::default()),
    }
}

fn given(name: &str) -> Given {
    let name = Value::Text(name.to_owned());
    Given {
        target: "president".to_owned(),
        date: dates()[0],
        own: Values::from([("name".to_owned(), name)]),
    }
}

/// How many texts are made if one is asked for five times.
fn texts_made(size: usize, given: &Given) -> usize {
    let (cache, made) = (FillCache::default(), Cell::new(0));
    let counter = Counter { made, size };
    for _ in 0..5 {
        let text = cache.text(&nothing(), given, &counter, Counter::text);
        let text = text.unwrap();
        assert_eq!(text.subject.len(), size);
    }
    counter.made.get()
}

#[test]
fn texts_that_come_again_are_made_twice_unless_they_are_too_heavy() {
    assert_eq!(texts_made(9, &given("Ana")), 2);
    assert_eq!(texts_made(MOST_BYTES + 1, &given("Ana")), 5);
    assert_eq!(texts_made(9, &given(&"x".repeat(MOST_BYTES + 1))), 5);
    let values = size_of_values(&given("Ana").own);
    assert_eq!(texts_made(MOST_BYTES - values, &given("Ana")), 2);
    assert_eq!(texts_made(MOST_BYTES - values + 1, &given("Ana")), 5);
}

#[test]
fn a_text_weighs_its_bytes_and_those_that_stand_for_it() {
    let text = |text: &str| Value::Text(text.to_owned());
    let list = Value::List(vec!["a".to_owned(), "bc".to_owned()]);
    let of_sender = Value::Map(Values::from([("name".to_owned(), text("Ana"))]));
    let own = [
        ("personal", text("Pay!")),
        ("plural", Value::Flag(true)),
        ("demands", list),
        ("sender", of_sender),
    ];
    let own: Values = own.map(|(name, value)| (name.to_owned(), value)).into();
    let letters = "personalPay!pluraldemandsabcsendernameAna".len();
    assert_eq!(size_of_values(&own), 5 * size_of::<Value>() + letters);

    let span = |text: &str| Span {
        text: text.to_owned(),
        ..Span::default()
    };
    let items = vec![vec![span("we")], vec![span("ask"), span("")]];
    let list = Block::List { start: None, items };
    let text = FilledText {
        body: vec![Block::Paragraph(vec![span("pay")]), list],
        subject: "A letter".to_owned(),
    };
    let letters = "A letterpayweask".len();
    assert_eq!(size(&text), 4 * size_of::<Span>() + letters);
}

#[test]
fn a_frame_is_made_once_for_each_target_and_date() {
    let campaign = campaign(SOME);
    let targets = ["president", "ombudsman"].map(|id| campaign.target(id).unwrap());
    let cache = FillCache::default();
    let counter = Counter {
        made: Cell::new(0),
        size: 0,
    };
    let dates = dates();
    for (date, made) in [(0, 1), (0, 1), (1, 2), (1, 2), (0, 3)] {
        cache.frame(targets[0], dates[date], &counter, Counter::frame);
        assert_eq!(counter.made.get(), made);
    }
    cache.frame(targets[1], dates[0], &counter, Counter::frame);
    assert_eq!(counter.made.get(), 4);
}
