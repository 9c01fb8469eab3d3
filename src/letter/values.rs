//! The values that a template is filled with: what the campaign says on a date, to whom, and who writes.

use std::collections::BTreeMap;

use super::advice;
use super::engine::Value;
use super::names::PERSONAL;
use super::recipe::Order;
use super::typography::protect;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::claims;
use crate::campaign::target::Target;
use crate::sender::Sender;

/// The values that do not depend on who writes; `date` is the one that is printed.
pub fn common(
    campaign: &Campaign,
    order: &Order<'_>,
    date: Option<String>,
    lang: &str,
) -> BTreeMap<String, Value> {
    let name = campaign.name.best(lang).to_owned();
    let demands = demands(campaign, order.target, order.date, lang);
    let mut values = BTreeMap::from([
        ("campaign".to_owned(), map([("name", Some(name))])),
        ("facts".to_owned(), facts(campaign, order.date, lang)),
        ("demands".to_owned(), Value::List(demands)),
        ("target".to_owned(), of_target(order, lang)),
    ]);
    values.extend(date.map(|date| ("date".to_owned(), Value::Text(date))));
    values
}

/// All values: the common ones and the writer's own.
pub fn all(common: &BTreeMap<String, Value>, order: &Order<'_>, lang: &str) -> Value {
    let mut values = common.clone();
    let mut add = |key: &str, value| values.insert(key.to_owned(), value);
    add("sender", of_sender(order.sender, lang));
    let personal = protect(order.personal.unwrap_or_default());
    add(PERSONAL, Value::Text(personal));
    for (key, value) in order.set {
        add(key, Value::Text(protect(value)));
    }
    Value::Map(values)
}

/// What is asked of a target on a date, by its id or its kind.
pub fn demands(campaign: &Campaign, target: &Target, date: Date, lang: &str) -> Vec<String> {
    let (id, kind) = (target.id.as_str(), target.kind.name());
    let made = |of: &str| of == id || of == kind;
    let demands = claims::demanded(&campaign.demands, date).into_iter();
    let demands = demands.filter(|demand| demand.value.of.iter().any(|of| made(&of.value)));
    let texts = demands.filter_map(|demand| demand.value.text.get(lang));
    texts.map(str::to_owned).collect()
}

fn facts(campaign: &Campaign, date: Date, lang: &str) -> Value {
    let stated = claims::stated(&campaign.facts, date).into_iter();
    let texts = stated.filter_map(|fact| {
        let text = fact.value.text.get(lang)?;
        Some((fact.value.id.clone(), Value::Text(text.to_owned())))
    });
    Value::Map(texts.collect())
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
