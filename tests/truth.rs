//! Every letter, in every language, on every day on which it says something else: what it says, and that each number,
//! date, name and quotation in it stands in a record of that day.
//!
//! `UPDATE=1 cargo test --test all truth::` writes the letters anew under `tests/golden/letters`: read the difference before
//! you commit it. Some seconds, because it composes thousands of letters.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::composed::{LANGUAGES, campaign, compose, day, days, taken_apart, targets, told_apart};
use protest_letter::calendar::Date;
use protest_letter::campaign::Campaign;
use protest_letter::campaign::embedded;
use protest_letter::campaign::target::Target;
use protest_letter::diagnostic::Source;
use protest_letter::letter::Letter;
use protest_letter::letter::claims::Claim;
use protest_letter::letter::composer::Composer;
use protest_letter::letter::markup::{Block, Span};
use protest_letter::letter::sourced::Sourced;
use protest_letter::sentences::sentences;

/// What the campaign writes, sentence by sentence: subject, salutation, paragraphs, demands, close. A paragraph begins
/// with a `¶`, a demand with a `-`.
fn parts(letter: &Letter) -> Vec<String> {
    let joined = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| span.text.as_str())
            .collect::<String>()
    };
    let mut parts = vec![letter.subject.clone(), letter.salutation.clone()];
    for block in &letter.body {
        match block {
            Block::Paragraph(spans) => {
                let text = joined(spans);
                let numbered = sentences(&text).enumerate();
                parts.extend(numbered.map(|(n, sentence)| {
                    let mark = if n == 0 { "¶ " } else { "  " };
                    format!("{mark}{sentence}")
                }));
            }
            Block::List { items, .. } => {
                parts.extend(items.iter().map(|item| format!("- {}", joined(item))));
            }
        }
    }
    parts.push(letter.closing.clone());
    parts
}

/// A letter to a target on all days: in full on the first, then what is new and what is gone.
fn history(campaign: &Campaign, composer: &mut Composer<'_>, target: &Target) -> String {
    let mut text = String::new();
    let mut before: Vec<String> = Vec::new();
    for date in days(campaign)
        .into_iter()
        .filter(|date| target.exists(*date))
    {
        let now = parts(&compose(campaign, composer, target, date));
        if now == before {
            continue;
        }
        writeln!(text, "\n{date}").unwrap();
        for (n, part) in now
            .iter()
            .enumerate()
            .filter(|(_, part)| !before.contains(part))
        {
            writeln!(text, "{:>3}  {part}", n + 1).unwrap();
        }
        for part in before.iter().filter(|part| !now.contains(part)) {
            let start: String = part.chars().take(60).collect();
            writeln!(text, "  -  {start}").unwrap();
        }
        before = now;
    }
    text
}

/// Histories, each once, with all those who get it.
fn grouped<'t>(histories: impl Iterator<Item = (&'t str, String)>) -> String {
    let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
    for (id, history) in histories {
        match groups.iter_mut().find(|(_, known)| *known == history) {
            Some((ids, _)) => ids.push(id),
            None => groups.push((vec![id], history)),
        }
    }
    let mut text = String::new();
    for (ids, history) in groups {
        writeln!(text, "=== to {}\n{history}", ids.join(", ")).unwrap();
    }
    text
}

#[test]
fn every_letter_says_on_every_day_what_was_read_and_agreed() {
    let campaign = campaign();
    let targets = targets(&campaign);
    let folder = Path::new("tests/golden/letters");
    let mut changed = Vec::new();
    for lang in LANGUAGES {
        for id in campaign.letter_ids() {
            let mut composer = Composer::new(&campaign, Some(id), Some(lang));
            let told = told_apart(&targets).into_iter();
            let histories = told
                .filter(|target| campaign.letter_for(target) == Some(id))
                .map(|target| {
                    (
                        target.id.as_str(),
                        history(&campaign, &mut composer, target),
                    )
                });
            let text = grouped(histories);
            let file = folder.join(lang).join(format!("{id}.txt"));
            if fs::read_to_string(&file).ok().as_deref() == Some(&text) {
                continue;
            }
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(&file, text).unwrap();
            }
            changed.push(file);
        }
    }
    assert!(
        changed.is_empty() || std::env::var_os("UPDATE").is_some(),
        "UPDATE=1 takes over what is right: {changed:#?}"
    );
}

/// What a sentence states that somebody could look up: numbers, names and quotations. A name is a word with a capital
/// letter that begins no sentence.
fn stated(sentence: &str) -> Vec<String> {
    let mut stated: Vec<String> = quotations(sentence);
    let mut begins = true;
    for word in sentence.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_number = bare.contains(|c: char| c.is_ascii_digit());
        let is_name = bare.starts_with(char::is_uppercase) && !begins;
        if is_number || is_name {
            stated.push(bare.to_owned());
        }
        begins = word.ends_with([':', '.', '!', '?']) || bare.is_empty() && begins;
    }
    stated
}

fn quotations(sentence: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (open, close) in [('“', '”'), ('«', '»')] {
        let parts = sentence.split(open).skip(1);
        found.extend(parts.filter_map(|part| Some(part.split_once(close)?.0.to_owned())));
    }
    found
}

/// Words with a capital letter that name nobody and nothing.
const WORDS: [&str; 19] = [
    "I",
    "Вы",
    "Вас",
    "Вам",
    "Вами",
    "Ваш",
    "Ваша",
    "Ваше",
    "Вашего",
    "Вашей",
    "Вашему",
    "Вашу",
    "Ваши",
    "Ваших",
    "Сіз",
    "Сізге",
    "Сізден",
    "Сізді",
    "Сіздің",
];

/// Everything that records of the day say: what the letter can say, and the names of the offices that exist.
fn records(campaign: &Campaign, claims: &[Claim<'_>], date: Date, lang: &str) -> String {
    let offices = campaign.targets.iter().filter(|target| target.exists(date));
    let offices = offices.map(|target| target.office(date).best(lang));
    let claims = claims.iter().map(|claim| claim.text);
    let all: Vec<&str> = claims
        .chain(offices)
        .chain([campaign.name.best(lang)])
        .collect();
    all.join(" ")
}

/// Whether records have a number or a quotation, or a name in some case: its first letters, five at the least.
fn is_recorded(stated: &str, records: &str) -> bool {
    let is_word = !stated.contains(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let letters = stated.chars().count();
    let stem = if is_word {
        letters.saturating_sub(3).max(5)
    } else {
        letters
    };
    let stem: String = stated.chars().take(stem).collect::<String>().to_lowercase();
    let records = records.to_lowercase();
    let mut words = records.split(|c: char| !c.is_alphanumeric());
    if is_word {
        return words.any(|word| {
            word.starts_with(&stem) || stem.starts_with(word) && word.chars().count() > 4
        });
    }
    if stated.contains(char::is_whitespace) {
        return records.contains(&stem);
    }
    let number: String = stem.chars().take_while(char::is_ascii_digit).collect();
    words.any(|word| word == number)
}

/// What the letter's own sentences state that no record has.
fn unrecorded(campaign: &Campaign, letter: &Letter, target: &Target) -> Vec<String> {
    let (claims, found) = taken_apart(campaign, letter, target);
    let records = records(campaign, &claims, letter.date, &letter.lang);
    let own = found.iter().filter(|sentence| sentence.claim.is_none());
    let stated = own.flat_map(|Sourced { text, .. }| stated(text));
    let unknown =
        stated.filter(|stated| !WORDS.contains(&stated.as_str()) && !is_recorded(stated, &records));
    unknown
        .map(|stated| format!("{} in {}: {stated}", letter.template, letter.lang))
        .collect()
}

fn all_unrecorded(campaign: &Campaign) -> BTreeSet<String> {
    let targets = targets(campaign);
    let mut found = BTreeSet::new();
    for lang in LANGUAGES {
        let mut composer = Composer::new(campaign, None, Some(lang));
        for date in days(campaign) {
            let there = told_apart(&targets)
                .into_iter()
                .filter(|target| target.exists(date));
            for target in there {
                let letter = compose(campaign, &mut composer, target, date);
                found.extend(unrecorded(campaign, &letter, target));
            }
        }
    }
    found
}

#[test]
fn every_number_date_name_and_quotation_stands_in_a_record_of_the_day() {
    let found = all_unrecorded(&campaign());
    assert!(found.is_empty(), "{found:#?}");
}

/// The campaign with a sentence added to a letter.
fn with_sentence(sentence: &str) -> Campaign {
    let mut folder = embedded::folder();
    let name = "letters/en/interior.md".to_owned();
    let text = folder.files[&name]
        .text
        .replace("{{personal}}", &format!("{sentence}\n\n{{{{personal}}}}"));
    folder.files.insert(name.clone(), Source::new(name, text));
    Campaign::read(&folder).0.unwrap()
}

#[test]
fn a_sentence_that_states_something_without_a_record_is_found() {
    for (sentence, expected) in [
        ("It is said that 70 people were killed.", "70"),
        ("We remember what Timur Kulibayev did.", "Kulibayev"),
        ("He called them “drunken hooligans”.", "drunken hooligans"),
        ("The inquiry of 3 May failed.", "3"),
    ] {
        let campaign = with_sentence(sentence);
        let target = campaign.target("interior-ministry").unwrap();
        let mut composer = Composer::new(&campaign, None, Some("en"));
        let letter = compose(&campaign, &mut composer, target, day("2013-06-01"));
        let found = unrecorded(&campaign, &letter, target);
        assert!(
            found.iter().any(|found| found.ends_with(expected)),
            "{sentence}: {found:?}"
        );
    }
}

#[test]
fn all_facts_of_a_letter_are_found_in_it() {
    let campaign = campaign();
    let targets = targets(&campaign);
    for lang in LANGUAGES {
        let mut composer = Composer::new(&campaign, None, Some(lang));
        for target in told_apart(&targets) {
            let date = day("2013-06-01");
            if !target.exists(date) {
                continue;
            }
            let letter = compose(&campaign, &mut composer, target, date);
            let (claims, found) = taken_apart(&campaign, &letter, target);
            let found: BTreeSet<&str> = found
                .iter()
                .filter_map(|s| Some(s.claim.as_ref()?.id))
                .collect();
            for id in ["shooting", "toll"] {
                assert!(found.contains(id), "{} in {lang}: {id}", target.id);
            }
            let demands = claims
                .iter()
                .filter(|c| c.what == protest_letter::letter::claims::ClaimKind::Demand);
            for demand in demands {
                assert!(
                    found.contains(demand.id),
                    "{} in {lang}: {}",
                    target.id,
                    demand.id
                );
            }
        }
    }
}
