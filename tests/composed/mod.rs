//! Letters of the built-in campaign, composed without the program around them.

use std::collections::{BTreeMap, BTreeSet};

use protest_letter::calendar::{Date, Period};
use protest_letter::campaign::target::{Kind, Target};
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::country::Country;
use protest_letter::letter::Letter;
use protest_letter::letter::claims::{self, Claim};
use protest_letter::letter::composer::Composer;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::letter::sourced::{Sourced, sentences_of};
use protest_letter::sender::Sender;

pub const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

pub fn campaign() -> Campaign {
    Campaign::read(&embedded::folder()).0.unwrap()
}

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The targets, among them the people who are supported.
pub fn targets(campaign: &Campaign) -> Vec<Target> {
    let unsupported = campaign.unsupported();
    campaign
        .targets
        .iter()
        .cloned()
        .chain(unsupported)
        .collect()
}

/// Those that are not told the same: every office that is no mission, and one mission of each kind.
pub fn told_apart(targets: &[Target]) -> Vec<&Target> {
    let mut kinds = BTreeSet::new();
    let is_mission =
        |target: &Target| matches!(target.kind, Kind::Embassy | Kind::Consulate | Kind::Mission);
    let all = targets.iter();
    // Without an end, so that it is there on every day that is tried.
    let lasts =
        |target: &&Target| !is_mission(target) || (target.from.is_none() && target.to.is_none());
    all.filter(lasts)
        .filter(|target| !is_mission(target) || kinds.insert(target.kind))
        .collect()
}

/// The days on which anything that the letters of a campaign say comes into force, or is over.
pub fn days(campaign: &Campaign) -> Vec<Date> {
    let facts = campaign.facts.iter();
    let demands = campaign.demands.iter();
    let wordings = facts.clone().flat_map(|r| &r.value.wordings);
    let wordings = wordings.chain(demands.clone().flat_map(|r| &r.value.wordings));
    let ranges = facts.map(|r| (r.from, r.to));
    let ranges = ranges.chain(demands.map(|r| (r.from, r.to)));
    let ranges = ranges.chain(wordings.map(|w| (w.from, w.to)));
    let ranges = ranges.chain(campaign.arguments.iter().map(|a| (a.from, a.to)));
    let days = ranges.flat_map(|(from, to)| {
        let after = to.map(|to| to.last().next());
        from.map(Period::first).into_iter().chain(after)
    });
    let days: BTreeSet<Date> = days.chain([campaign.from]).collect();
    days.into_iter()
        .filter(|day| *day >= campaign.from)
        .collect()
}

/// The letter to a target on a day, by somebody whom nobody knows.
pub fn compose(
    campaign: &Campaign,
    composer: &mut Composer<'_>,
    target: &Target,
    date: Date,
) -> Letter {
    by(&Sender::default(), campaign, composer, target, date)
}

/// The letter of a sender to a target on a day.
pub fn by(
    sender: &Sender,
    campaign: &Campaign,
    composer: &mut Composer<'_>,
    target: &Target,
    date: Date,
) -> Letter {
    let order = Order {
        target,
        sender,
        country: sender.country.or(Some(campaign.country)),
        date,
        personal: None,
        set: &BTreeMap::new(),
        added: &Additions::default(),
    };
    let (letter, _) = composer.compose(&order).unwrap_or_else(|problems| {
        panic!("{} on {date}: {problems:?}", target.id);
    });
    letter
}

/// What a letter can say, and its sentences.
pub fn taken_apart<'c>(
    campaign: &'c Campaign,
    letter: &Letter,
    target: &Target,
) -> (Vec<Claim<'c>>, Vec<Sourced<'c>>) {
    let claims = claims::of(campaign, target, letter.date, &letter.lang);
    let sentences = sentences_of(letter, &claims);
    (claims, sentences)
}

/// A sender with everything that takes room on a page.
pub fn branch(country: &str) -> Sender {
    let text = |text: &str| Some(text.to_owned());
    Sender {
        name: text("Maria Magdalena Example"),
        role: text("Branch secretary"),
        organization: text("Example Union of Workers, Branch 123"),
        address: ["123 Long Example Road", "Example Town", "AB12 3CD"]
            .map(str::to_owned)
            .to_vec(),
        country: Country::from_code(country),
        email: text("secretary.branch123@example.org"),
        phone: text("+44 20 7946 0000"),
        ..Sender::default()
    }
}
