//! What is told of a letter agrees with the letter and with the data, whoever writes from wherever on whatever
//! day: judged from the campaign's records one by one, without the rules of the program.

use std::cell::RefCell;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use protest_letter::calendar::{Date, Period};
use protest_letter::campaign::target::{Kind, Target};
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::country::Country;
use protest_letter::diagnostic::Diagnostic;
use protest_letter::letter::composer::Composer;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::letter::{Letter, Line};
use protest_letter::selection::{self, Criteria};
use protest_letter::sender::Sender;

/// From where nobody is sent to missions where: what the campaign's sources are about.
const EXCLUDED: [(&str, &str); 6] = [
    ("LB", "IL"),
    ("SY", "IL"),
    ("IQ", "IL"),
    ("PS", "IL"),
    ("KW", "IL"),
    ("KP", "KR"),
];

fn campaign() -> Campaign {
    Campaign::read(&embedded::folder()).0.unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The days from the first of the campaign to the end of 2027.
fn days() -> impl Strategy<Value = Date> {
    let first = day("2011-12-16").epoch_seconds() / 86_400;
    let last = day("2027-12-31").epoch_seconds() / 86_400;
    (first..=last).prop_map(|n| Date::from_epoch_seconds(n * 86_400).unwrap())
}

fn criteria(country: Country, date: Date) -> Criteria {
    Criteria {
        country,
        date,
        all: false,
    }
}

/// A letter to a target, and everything that is told of it.
struct Told<'c> {
    campaign: &'c Campaign,
    target: &'c Target,
    criteria: Criteria,
    letter: Letter,
    notes: Vec<Diagnostic>,
}

impl Told<'_> {
    /// What follows `id: ` in the notes on the target, and their helps.
    fn texts(&self) -> Vec<&str> {
        let helps = self.notes.iter().flat_map(|note| &note.help);
        let messages = self.notes.iter().map(|note| &note.message);
        messages.chain(helps).map(String::as_str).collect()
    }

    fn says(&self, words: &str) -> bool {
        self.texts().iter().any(|text| text.contains(words))
    }

    fn judge(&self) {
        self.judge_holder();
        self.judge_office();
        self.judge_rule();
        self.judge_address();
        self.texts()
            .into_iter()
            .for_each(|text| self.judge_age(text));
        self.texts()
            .into_iter()
            .for_each(|text| self.judge_offers(text));
    }

    /// A holder who is named holds the office on the date, and no note says otherwise.
    fn judge_holder(&self) {
        let words = self.words();
        let date = self.criteria.date;
        let named = self.target.holders.iter().filter(|record| {
            let names = ["en", "ru", "kk"].map(|lang| record.value.name.best(lang).to_owned());
            names.iter().any(|name| words.contains(name.as_str()))
        });
        let named: Vec<_> = named.collect();
        for record in &named {
            assert!(
                record.covers(date) || named.iter().any(|other| other.covers(date)),
                "{words}"
            );
        }
        if !named.is_empty() {
            assert!(!self.says("addressed without a name"), "{:?}", self.texts());
            assert!(!self.says("stood"), "{:?}", self.texts());
        }
    }

    /// Whether the office stood is doubted only where every source is later.
    fn judge_office(&self) {
        let date = self.criteria.date;
        let Some(note) = self
            .texts()
            .into_iter()
            .find(|text| text.contains("no source shows"))
        else {
            return;
        };
        let earliest = note.rsplit("earliest is of ").next().unwrap();
        assert!(Period::parse(earliest).unwrap().first() > date, "{note}");
        assert!(self.target.from.is_none(), "{note}");
        assert!(
            self.target.holder(date).is_none_or(|r| r.from.is_none()),
            "{note}"
        );
        assert!(
            !self.texts().iter().any(|text| text.ends_with(", there")),
            "{note}"
        );
    }

    /// The note on the rule that chose an embassy, by going over all embassies.
    fn judge_rule(&self) {
        let Criteria { country, date, .. } = self.criteria;
        let Some(note) = self
            .texts()
            .into_iter()
            .find(|text| text.starts_with("embassy for "))
        else {
            return;
        };
        let all = self.campaign.targets.iter();
        let all = all.filter(|t| t.kind == Kind::Embassy && t.exists(date));
        let all = all.filter(|t| !is_excluded(country, t.country));
        let all: Vec<&Target> = all.collect();
        let there = all.iter().any(|t| t.country == country);
        let serving = |t: &&Target| {
            let mut records = t.serves.iter();
            records.any(|r| r.covers(date) && r.value.contains(&country))
        };
        let covering = all.iter().any(serving);
        if note.contains(", there") {
            assert!(there && self.target.country == country, "{note}");
        } else if note.contains("covers it") || note.contains("covered it") {
            assert!(!there && serving(&self.target), "{note}");
        } else {
            assert!(!there && !covering, "{note}");
        }
        if note.contains(", the nearest, ") {
            let at = country.position();
            let km = |t: &Target| t.position.unwrap().distance(at);
            let nearest = all.iter().map(|t| km(t)).fold(f64::MAX, f64::min);
            assert!((km(self.target) - nearest).abs() < 1e-9, "{note}");
        }
    }

    /// An address has ruled lines exactly where a note says that none is known.
    fn judge_address(&self) {
        let ruled = self
            .letter
            .recipient
            .iter()
            .any(|line| matches!(line, Line::Ruled(_)));
        assert_eq!(
            ruled,
            self.says("no postal address is known"),
            "{:?}",
            self.texts()
        );
    }

    /// "verified on PERIOD, AGE before the letter": the most that the age may be is not less than it is.
    fn judge_age(&self, text: &str) {
        let Some((before, after)) = text.split_once(" before the letter") else {
            return;
        };
        assert!(after.is_empty() || after == ")", "{text}");
        let (seen, age) = before.rsplit_once(", ").unwrap();
        let seen = Period::parse(seen.rsplit(' ').next().unwrap()).unwrap();
        let mut words = age.rsplit(' ');
        let unit = words.next().unwrap();
        let most: i32 = words.next().unwrap().parse().unwrap();
        let months = if unit.starts_with("year") {
            most * 12
        } else {
            most
        };
        let (year, month, date) = seen.first().parts();
        let end = (year * 12 + i32::try_from(month).unwrap() - 1 + months, date);
        let (year, month, date) = self.criteria.date.parts();
        let now = (year * 12 + i32::try_from(month).unwrap() - 1, date);
        assert!(now <= end, "{text} on {}", self.criteria.date);
    }

    /// Whatever mission is offered instead exists, and may be written to.
    fn judge_offers(&self, text: &str) {
        if text.contains(" left out: ") || text.contains("nobody is asked to write there") {
            return;
        }
        let ids = text.split('`').skip(1).step_by(2);
        for offered in ids.filter_map(|id| self.campaign.target(id)) {
            assert!(offered.exists(self.criteria.date), "{text}");
            let is_allowed = !is_excluded(self.criteria.country, offered.country);
            assert!(is_allowed || offered.id == self.target.id, "{text}");
        }
    }

    /// What the letter says to whom.
    fn words(&self) -> String {
        let lines = self.letter.recipient.iter().map(Line::text);
        let lines: Vec<&str> = lines.collect();
        format!("{}\n{}", lines.join("\n"), self.letter.salutation)
    }
}

fn is_excluded(country: Country, there: Country) -> bool {
    let (country, there) = (country.to_string(), there.to_string());
    EXCLUDED.contains(&(country.as_str(), there.as_str()))
}

// Takes seconds: some thousand letters are filled.
#[test]
fn no_note_contradicts_its_letter() {
    let campaign = campaign();
    let words = campaign.targets.iter().map(|target| target.id.clone());
    let words: Vec<String> = words.chain((0..60).map(|_| "embassy".to_owned())).collect();
    let orders = (
        prop::sample::select(Country::all()),
        days(),
        prop::sample::select(words),
        prop::sample::select(vec!["en", "ru", "kk"]),
    );
    let composers = ["en", "ru", "kk"].map(|lang| {
        let composer = Composer::new(&campaign, None, Some(lang));
        (lang, RefCell::new(composer))
    });
    let mut runner = TestRunner::new(Config::with_cases(3000));
    let sender = Sender::default();
    let result = runner.run(&orders, |(country, date, word, lang)| {
        let criteria = criteria(country, date);
        let Ok(chosen) = selection::choose(&campaign, &[word], criteria) else {
            return Ok(()); // it is not there on the date
        };
        let (_, composer) = composers.iter().find(|(known, _)| *known == lang).unwrap();
        for choice in &chosen {
            let made = composer.borrow_mut().compose(&Order {
                target: choice.target,
                sender: &sender,
                country: Some(country),
                date,
                personal: None,
                set: &std::collections::BTreeMap::new(),
                added: &Additions::default(),
            });
            let (letter, notes) = made.unwrap();
            let rule = choice.note(&campaign, criteria);
            let told = Told {
                campaign: &campaign,
                target: choice.target,
                criteria,
                letter,
                notes: notes.into_iter().chain(rule).collect(),
            };
            told.judge();
        }
        Ok(())
    });
    result.unwrap();
}

/// Every month of the years of the campaign, from every country.
#[test]
fn nobody_is_sent_to_a_mission_that_must_not_be_written_to() {
    let campaign = campaign();
    for (country, there) in EXCLUDED {
        let from = Country::from_code(country).unwrap();
        let there = Country::from_code(there).unwrap();
        let told = |date: &str| {
            let chosen = selection::choose(
                &campaign,
                &["embassy".to_owned()],
                criteria(from, day(date)),
            );
            let chosen = chosen.unwrap().remove(0);
            assert_ne!(chosen.target.country, there, "{country} on {date}");
            chosen.note(&campaign, criteria(from, day(date))).unwrap()
        };
        for (year, month) in (2011..=2027).flat_map(|year| (1..=12).map(move |m| (year, m))) {
            if (year, month) > (2011, 12) {
                told(&format!("{year}-{month:02}-01"));
            }
        }
    }
    for country in Country::all() {
        for date in ["2011-12-17", "2019-06-01", "2026-11-29"] {
            let criteria = criteria(country, day(date));
            for word in ["embassy", "consulate"] {
                for choice in selection::choose(&campaign, &[word.to_owned()], criteria).unwrap() {
                    assert!(
                        !is_excluded(country, choice.target.country),
                        "{country} {date}"
                    );
                }
            }
        }
    }
}
