//! Letters on any day, to anybody: each asks for something, fits one page of every kind, says nothing twice, and speaks
//! for as many as sign it.
//!
//! Some seconds: the letters are set in every profile.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::composed::{self, LANGUAGES, branch, by, campaign, taken_apart, targets};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use protest_letter::calendar::Date;
use protest_letter::campaign::target::{Kind, Target};
use protest_letter::layout::Typesetter;
use protest_letter::letter::Letter;
use protest_letter::letter::claims::ClaimKind;
use protest_letter::letter::composer::Composer;
use protest_letter::letter::markup::{Block, Span};
use protest_letter::letter::sourced::Sourced;
use protest_letter::page::profile::MOST_LINES;
use protest_letter::page::profiles;
use protest_letter::sender::Sender;

/// How many words in a row make two sentences say the same.
const SAME_WORDS: usize = 8;

/// The days from the first of the campaign to the end of 2027.
fn any_day() -> impl Strategy<Value = Date> {
    let first = composed::day("2011-12-16").epoch_seconds() / 86_400;
    let last = composed::day("2027-12-31").epoch_seconds() / 86_400;
    (first..=last).prop_map(|n| Date::from_epoch_seconds(n * 86_400).unwrap())
}

/// One or many who write.
fn senders() -> impl Strategy<Value = Sender> {
    prop::sample::select(vec![
        branch("GB"),
        Sender {
            name: None,
            role: None,
            ..branch("GB")
        },
        Sender {
            co_signers: vec!["John Example".to_owned()],
            ..branch("US")
        },
        Sender::default(),
    ])
}

/// Tries letters to everybody on any day.
fn try_letters(cases: u32, judge: impl Fn(&Target, &Sender, &Letter) -> Result<(), TestCaseError>) {
    let campaign = campaign();
    let targets = targets(&campaign);
    let composers: Vec<RefCell<Composer<'_>>> = LANGUAGES
        .iter()
        .map(|lang| RefCell::new(Composer::new(&campaign, None, Some(lang))))
        .collect();
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let order = (any_day(), 0..targets.len(), 0..LANGUAGES.len(), senders());
    TestRunner::new(config)
        .run(&order, |(date, target, lang, sender)| {
            let target = &targets[target];
            if !target.exists(date) {
                return Ok(());
            }
            let mut composer = composers[lang].borrow_mut();
            let letter = by(&sender, &campaign, &mut composer, target, date);
            judge(target, &sender, &letter)
        })
        .unwrap();
}

fn joined(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// The paragraphs and items of a letter.
fn texts(letter: &Letter) -> Vec<String> {
    let of = |block: &Block| match block {
        Block::Paragraph(spans) => vec![joined(spans)],
        Block::List { items, .. } => items.iter().map(|item| joined(item)).collect(),
    };
    letter.body.iter().flat_map(of).collect()
}

#[test]
fn every_letter_asks_for_something_and_fits_on_one_page() {
    let profiles = profiles::all(None).unwrap();
    let typesetter = RefCell::new(Typesetter::default());
    try_letters(400, |target, _, letter| {
        let has_demands = letter
            .body
            .iter()
            .any(|block| matches!(block, Block::List { .. }));
        prop_assert_eq!(
            has_demands,
            target.kind != Kind::Solidarity,
            "{} {}",
            &target.id,
            letter.date
        );
        let mut typesetter = typesetter.borrow_mut();
        for profile in &profiles {
            if profile.lines < MOST_LINES && !typesetter.has_room(letter, profile) {
                continue;
            }
            let pages = typesetter
                .set(letter, profile)
                .map(|document| document.pages.len());
            let of = format!(
                "{} in {} of {} in {}",
                letter.template, letter.lang, letter.date, profile.name
            );
            prop_assert_eq!(
                pages.map_err(|problems| format!("{problems:?}")),
                Ok(1),
                "{} to {}",
                of,
                &target.id
            );
        }
        Ok(())
    });
}

/// The words of a text, in lower case.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Runs of words that stand twice in a letter, be it in one paragraph or in two.
fn repeated(letter: &Letter) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for text in texts(letter) {
        for run in words(&text).windows(SAME_WORDS) {
            let run = run.join(" ");
            if !seen.insert(run.clone()) {
                twice.insert(run);
            }
        }
    }
    twice
}

#[test]
fn no_letter_says_a_thing_twice() {
    let campaign = campaign();
    try_letters(3_000, |target, _, letter| {
        let of = format!(
            "{} in {} to {} of {}",
            letter.template, letter.lang, target.id, letter.date
        );
        let twice = repeated(letter);
        prop_assert!(twice.is_empty(), "{}: {:?}", of, twice);
        let (_, sentences) = taken_apart(&campaign, letter, target);
        let mut seen = BTreeSet::new();
        for Sourced { text, claim } in &sentences {
            let said = claim
                .as_ref()
                .filter(|claim| claim.what != ClaimKind::Conclusion);
            let said = said.map_or(text.as_str(), |claim| claim.id);
            prop_assert!(seen.insert(said.to_owned()), "{}: {}", of, said);
        }
        Ok(())
    });
}

/// The words by which one person speaks, and those by which many do, in each language.
const ONE: [&[&str]; 3] = [
    &["i", "me", "my", "mine", "am", "myself"],
    &[
        "я",
        "мне",
        "меня",
        "мной",
        "мой",
        "моя",
        "моё",
        "моих",
        "моим",
        "мою",
        "моей",
        "прошу",
        "призываю",
        "обращаюсь",
        "пишу",
    ],
    &[
        "маған",
        "менің",
        "мені",
        "сұраймын",
        "шақырамын",
        "отырмын",
        "өтінемін",
        "жеткіземін",
    ],
];
const MANY: [&[&str]; 3] = [
    &["we", "our", "ours", "ourselves"],
    &[
        "мы",
        "нам",
        "нас",
        "нами",
        "наш",
        "наша",
        "наши",
        "наших",
        "нашим",
        "просим",
        "призываем",
        "обращаемся",
        "пишем",
    ],
    &[
        "бізге",
        "біздің",
        "бізді",
        "сұраймыз",
        "шақырамыз",
        "отырмыз",
        "өтінеміз",
        "жеткіземіз",
    ],
];

#[test]
fn one_who_writes_says_i_and_many_say_we() {
    try_letters(2_000, |target, sender, letter| {
        let is_many =
            sender.name.is_none() && sender.organization.is_some() || !sender.co_signers.is_empty();
        let lang = LANGUAGES
            .iter()
            .position(|lang| *lang == letter.lang)
            .unwrap();
        // "Let us", "our fellow workers" in a letter to colleagues is said of both sides.
        let said: Vec<String> = texts(letter).iter().flat_map(|text| words(text)).collect();
        let (right, wrong) = if is_many {
            (MANY[lang], ONE[lang])
        } else {
            (ONE[lang], MANY[lang])
        };
        let of = format!("{} in {} of {}", letter.template, letter.lang, letter.date);
        prop_assert!(
            said.iter().any(|word| right.contains(&word.as_str())),
            "{}: {:?}",
            of,
            said
        );
        let is_together = target.kind == Kind::Union && !is_many;
        let found: Vec<&String> = said
            .iter()
            .filter(|word| wrong.contains(&word.as_str()))
            .collect();
        prop_assert!(found.is_empty() || is_together, "{}: {:?}", of, found);
        Ok(())
    });
}
