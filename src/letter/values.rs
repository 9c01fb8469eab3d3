//! The values that a template is filled with: what the campaign says on a date, to whom, and who writes.

use std::collections::BTreeMap;

use crate::campaign::Campaign;
use crate::letter::advice;
use crate::letter::claims::{self, Claim};
use crate::letter::engine::{PLURAL, Value};
use crate::letter::order::Order;
use crate::letter::typography::protect;
use crate::letter::variables::PERSONAL;
use crate::sender::Sender;

/// The values that do not depend on who writes; `date` is the one that is printed.
pub fn common(
    campaign: &Campaign,
    order: &Order<'_>,
    date: Option<String>,
    lang: &str,
) -> BTreeMap<String, Value> {
    let (target, day) = (order.target, order.date);
    let name = campaign.name.best(lang).to_owned();
    let facts = claims::facts(campaign, target, day, lang).into_iter();
    let facts = facts.map(|fact| (fact.id.to_owned(), Value::Text(fact.text.to_owned())));
    let demands = texts(&claims::demands(campaign, target, day, lang));
    let argument = texts(&claims::argument(campaign, target, day, lang));
    let argument = (!argument.is_empty()).then(|| argument.join(" "));
    let mut values = BTreeMap::from([
        ("campaign".to_owned(), map([("name", Some(name))])),
        ("facts".to_owned(), Value::Map(facts.collect())),
        ("demands".to_owned(), Value::List(demands)),
        ("target".to_owned(), of_target(order, lang)),
    ]);
    let maybe = [("date", date), ("argument", argument)];
    let there = maybe
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)));
    values.extend(there.map(|(name, text)| (name.to_owned(), Value::Text(text))));
    values
}

/// All values: the common ones and the writer's own.
pub fn all(common: &BTreeMap<String, Value>, order: &Order<'_>, lang: &str) -> Value {
    let mut values = common.clone();
    let mut add = |key: &str, value| values.insert(key.to_owned(), value);
    add("sender", of_sender(order.sender, lang));
    let personal = protect(order.personal.unwrap_or_default());
    add(PERSONAL, Value::Text(personal));
    add(PLURAL, Value::Flag(order.is_plural()));
    for (key, value) in order.set {
        add(key, Value::Text(protect(value)));
    }
    Value::Map(values)
}

fn texts(claims: &[Claim<'_>]) -> Vec<String> {
    claims.iter().map(|claim| claim.text.to_owned()).collect()
}

/// Names with their texts; those without one are left out.
pub fn map<const N: usize>(pairs: [(&str, Option<String>); N]) -> Value {
    let there = pairs
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), Value::Text(text?))));
    Value::Map(there.collect())
}

fn of_sender(sender: &Sender, lang: &str) -> Value {
    map([
        ("name", own(sender.name.as_deref())),
        ("role", own(sender.role.as_deref())),
        ("organization", own(sender.organization.as_deref())),
        ("country", sender.country.map(|country| country.name(lang))),
        ("email", own(sender.email.as_deref())),
        ("phone", own(sender.phone.as_deref())),
    ])
}

fn of_target(order: &Order<'_>, lang: &str) -> Value {
    let target = order.target;
    let holder = advice::named_holder(target, order.date);
    let holder = holder.map(|record| record.value.name.best(lang));
    map([
        ("office", own(Some(target.office(order.date).best(lang)))),
        ("holder", own(holder)),
        ("city", own(Some(&target.city))),
    ])
}

/// A writer's own words, or those of the data, which come out as written.
fn own(value: Option<&str>) -> Option<String> {
    value.map(protect)
}
