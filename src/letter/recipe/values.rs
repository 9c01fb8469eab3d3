//! The values that a template is filled with: what the campaign says on a date, to whom, and who writes.

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::letter::advice;
use crate::letter::claims::{self, Claim};
use crate::letter::compile::variables::PERSONAL;
use crate::letter::engine::{PLURAL, UsedNames, Value, Values};
use crate::letter::order::Order;
use crate::letter::typography::protect;
use crate::sender::Sender;

/// The group of the sender's values.
const SENDER: &str = "sender";

/// A name that no template can use. It stands among the values of a sender who has one: `{{#if sender}}` holds even if
/// the template uses none of those that there are.
const GIVEN: &str = "given";

/// The values that do not depend on who writes; `printed` is the date in words.
pub(super) fn common(
    campaign: &Campaign,
    target: &Target,
    date: Date,
    printed: Option<String>,
    lang: &str,
) -> Values {
    let name = campaign.name.best(lang).to_owned();
    let facts = claims::facts(campaign, target, date, lang)
        .into_iter()
        .map(|fact| (fact.id.to_owned(), Value::Text(fact.text.to_owned())));
    let demands = texts(&claims::demands(campaign, target, date, lang));
    let argument = texts(&claims::argument(campaign, target, date, lang));
    let argument = (!argument.is_empty()).then(|| argument.join(" "));
    let mut values = Values::from([
        (
            "campaign".to_owned(),
            Value::of_texts([("name", Some(name))]),
        ),
        ("facts".to_owned(), Value::Map(facts.collect())),
        ("demands".to_owned(), Value::List(demands)),
        ("target".to_owned(), of_target(target, date, lang)),
    ]);
    let maybe = [("date", printed), ("argument", argument)];
    let there = maybe
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)));
    values.extend(there.map(|(name, text)| (name.to_owned(), Value::Text(text))));
    values
}

/// The values of an order that are the writer's own, as far as the template uses them. The personal paragraph is always
/// among them: one that the template has no place for is an error.
pub(super) fn own(order: &Order<'_>, lang: &str, used: &UsedNames) -> Values {
    // Taken apart without `..`: a new field does not compile until somebody decides whether it is a value.
    let Order {
        sender,
        personal,
        set,
        // Those of the target and of the date are common to all writers.
        target: _,
        date: _,
        // They stand around the text.
        country: _,
        added: _,
    } = *order;
    let personal = protect(personal.unwrap_or_default());
    let mut values = Values::from([(PERSONAL.to_owned(), Value::Text(personal))]);
    if used.contains(SENDER) {
        values.insert(SENDER.to_owned(), of_sender(sender, lang, used));
    }
    if used.contains(PLURAL) {
        values.insert(PLURAL.to_owned(), Value::Flag(order.is_plural()));
    }
    for (name, value) in set.iter().filter(|(name, _)| used.contains(name)) {
        values.insert(name.clone(), Value::Text(protect(value)));
    }
    values
}

fn texts(claims: &[Claim<'_>]) -> Vec<String> {
    claims.iter().map(|claim| claim.text.to_owned()).collect()
}

/// The values of a sender that the template uses, and [`GIVEN`] if there is any.
fn of_sender(sender: &Sender, lang: &str, used: &UsedNames) -> Value {
    // Taken apart without `..`, as above.
    let Sender {
        name,
        role,
        organization,
        country,
        email,
        phone,
        // They stand around the text, or decide which text it is and whether several write.
        co_signers: _,
        address: _,
        fax: _,
        language: _,
        signature: _,
        letterhead: _,
    } = sender;
    let texts = [
        ("sender.name", name),
        ("sender.role", role),
        ("sender.organization", organization),
        ("sender.email", email),
        ("sender.phone", phone),
    ];
    let is_given = country.is_some() || texts.iter().any(|(_, text)| text.is_some());
    let is_used = |(path, _): &(&str, _)| used.contains(path);
    let texts = texts
        .into_iter()
        .filter(is_used)
        .filter_map(|(path, text)| Some((path, protect(text.as_deref()?))));
    let country = country.filter(|_| used.contains("sender.country"));
    let country = country.map(|country| ("sender.country", country.name(lang)));
    let values = texts.chain(country).map(|(path, text)| {
        let name = path.rsplit('.').next().unwrap_or(path);
        (name.to_owned(), Value::Text(text))
    });
    let given = is_given.then(|| (GIVEN.to_owned(), Value::Flag(true)));
    Value::Map(values.chain(given).collect())
}

fn of_target(target: &Target, date: Date, lang: &str) -> Value {
    let holder = advice::named_holder(target, date).map(|record| record.value.name.best(lang));
    Value::of_texts([
        ("office", own_words(Some(target.office(date).best(lang)))),
        ("holder", own_words(holder)),
        ("city", own_words(Some(&target.city))),
    ])
}

/// A writer's own words, or those of the data, which come out as written.
fn own_words(value: Option<&str>) -> Option<String> {
    value.map(protect)
}
