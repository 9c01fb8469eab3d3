//! The lines that name the addressee: in letters that the post on the way reads, in the right case, and short enough
//! for every page.

use std::collections::BTreeMap;

use protest_letter::calendar::Date;
use protest_letter::campaign::fax::FaxWords;
use protest_letter::campaign::target::{Kind, Target};
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::country::Country;
use protest_letter::layout::Typesetter;
use protest_letter::layout::sending::{Cover, Sending};
use protest_letter::letter::composer::Composer;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::letter::{Letter, Line};
use protest_letter::page::profiles::{built_in, of_faxes};
use protest_letter::sender::Sender;

/// Days on which many holders are named, and on which few are.
const DATES: [&str; 4] = ["2011-12-18", "2012-05-01", "2026-03-01", "2026-11-29"];

/// The endings of the Kazakh dative, after a vowel or consonant and after a possessive.
const DATIVE: [&str; 6] = ["ға", "ге", "қа", "ке", "на", "не"];

fn campaign() -> Campaign {
    Campaign::read(&embedded::folder()).0.unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn country(code: &str) -> Country {
    Country::from_code(code).unwrap()
}

/// A letter to a target.
fn letter(
    composer: &mut Composer<'_>,
    target: &Target,
    from: Option<Country>,
    date: Date,
) -> Letter {
    let order = Order {
        target,
        sender: &Sender::default(),
        country: from,
        date,
        personal: None,
        set: &BTreeMap::new(),
        added: &Additions::default(),
    };
    composer.compose(&order).unwrap().0
}

fn named(letter: &Letter) -> Vec<&str> {
    let lines = letter.recipient.iter().take(letter.addressee_lines);
    lines.map(Line::text).collect()
}

/// The targets whose post reads Cyrillic letters, with a date on which each exists.
fn in_cyrillic(campaign: &Campaign) -> impl Iterator<Item = (&Target, Date)> {
    let targets = campaign.targets.iter();
    let targets = targets.filter(|target| target.country.writes_cyrillic());
    targets.flat_map(|target| {
        let dates = DATES.map(day).into_iter();
        dates
            .filter(|date| target.exists(*date))
            .map(move |date| (target, date))
    })
}

fn has_ending(line: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| line.ends_with(ending))
}

#[test]
fn every_mission_that_can_be_written_to_in_cyrillic_is_addressed_as_its_head() {
    let campaign = campaign();
    let mut missions = 0;
    for (target, date) in in_cyrillic(&campaign) {
        if !matches!(target.kind, Kind::Embassy | Kind::Mission) {
            continue;
        }
        missions += 1;
        let names = target.names(date);
        let (id, ru, kk) = (&target.id, names.addressed("ru"), names.addressed("kk"));
        assert!(
            ru.starts_with("Чрезвычайному и Полномочному Послу Республики Казахстан "),
            "{id}: {ru}"
        );
        assert!(kk.starts_with("Қазақстан Республикасының "), "{id}: {kk}");
        assert!(
            kk.ends_with(" Төтенше және Өкілетті Елшісіне"),
            "{id}: {kk}"
        );
    }
    assert!(missions >= 8, "{missions}");
}

#[test]
fn no_kazakh_address_without_a_name_ends_in_the_nominative() {
    let campaign = campaign();
    let mut composer = Composer::new(&campaign, None, Some("kk"));
    let (mut with_a_name, mut without) = (0, 0);
    for (target, date) in in_cyrillic(&campaign) {
        let letter = letter(&mut composer, target, Some(target.country), date);
        let lines = named(&letter);
        let last = lines.last().unwrap();
        assert!(
            has_ending(last, &DATIVE),
            "{} on {date}: {lines:?}",
            target.id
        );
        if last.ends_with(" мырзаға") {
            with_a_name += 1;
            let office = lines[lines.len() - 2];
            assert!(!has_ending(office, &DATIVE), "{lines:?}");
        } else {
            without += 1;
        }
    }
    assert!(
        with_a_name >= 10 && without >= 30,
        "{with_a_name}, {without}"
    );
}

/// Posted in a country of each sort, to each target.
#[test]
fn only_who_reads_cyrillic_gets_cyrillic_lines() {
    let campaign = campaign();
    for lang in ["ru", "kk"] {
        let mut composer = Composer::new(&campaign, None, Some(lang));
        for target in &campaign.targets {
            let date = DATES.map(day).into_iter().find(|date| target.exists(*date));
            for from in [
                None,
                Some(country("GB")),
                Some(country("KZ")),
                Some(country("RU")),
            ] {
                let letter = letter(&mut composer, target, from, date.unwrap());
                let is_read =
                    from.is_none_or(Country::writes_cyrillic) && target.country.writes_cyrillic();
                let lines = named(&letter);
                let is_latin = lines
                    .concat()
                    .chars()
                    .all(|c| !('\u{400}'..='\u{52f}').contains(&c));
                assert_eq!(is_latin, !is_read, "{} from {from:?}: {lines:?}", target.id);
                let marked = letter.recipient.iter().take(lines.len());
                let marked: Vec<_> = marked.map(Line::lang).collect();
                let expected = (!is_read).then_some("en");
                assert!(marked.iter().all(|lang| *lang == expected), "{marked:?}");
                assert!(
                    lines.iter().any(|line| line.contains(&letter.office)),
                    "{lines:?}"
                );
            }
        }
    }
}

/// `check` posts from the campaign's country, where the lines are in Latin script.
#[test]
fn cyrillic_addresses_have_room_on_every_page() {
    let campaign = campaign();
    // Small windows have no room for some addresses in any script, and say so.
    let mut profiles = built_in().unwrap();
    profiles.retain(|profile| profile.lines == 7);
    assert!(profiles.len() > 8);
    let mut typesetter = Typesetter::default();
    for lang in ["ru", "kk"] {
        let mut composer = Composer::new(&campaign, None, Some(lang));
        for (target, date) in in_cyrillic(&campaign) {
            // From abroad: the line of the country takes room.
            for from in [target.country, country("MN")] {
                let letter = letter(&mut composer, target, Some(from), date);
                for profile in &profiles {
                    assert!(
                        typesetter.has_room(&letter, profile),
                        "{} in {lang} from {from}: `{}`: {:?}",
                        target.id,
                        profile.name,
                        letter.recipient
                    );
                }
            }
        }
    }
}

#[test]
fn the_cover_of_a_fax_has_the_lines_of_the_address_and_their_language() {
    let campaign = campaign();
    let mut composer = Composer::new(&campaign, None, Some("ru"));
    let profile = of_faxes().unwrap().remove(0);
    let sender = Sender {
        name: Some("Ana".to_owned()),
        ..Sender::default()
    };
    for (target, from, lang, expected) in [
        (
            "president",
            "GB",
            "en",
            [
                "His Excellency Mr Nursultan Nazarbayev",
                "President of the Republic of Kazakhstan",
            ],
        ),
        (
            "president",
            "KZ",
            "ru",
            [
                "господину Назарбаеву Нурсултану Абишевичу",
                "Президенту Республики Казахстан",
            ],
        ),
        (
            "prosecutor-general",
            "KZ",
            "ru",
            [
                "господину Даулбаеву Асхату",
                "Генеральному прокурору Республики Казахстан",
            ],
        ),
    ] {
        let target = campaign.target(target).unwrap();
        let letter = letter(
            &mut composer,
            target,
            Some(country(from)),
            day("2011-12-18"),
        );
        let sending = Sending {
            sender: &sender,
            number: "+7 7172 74 56 31",
            words: &FaxWords::english(),
            lang: None,
            cover: Cover::Yes,
        };
        let fax = Typesetter::default()
            .fax(&letter, &profile, sending)
            .unwrap();
        let runs = fax.pages[0]
            .runs()
            .map(|run| (run.text.as_str(), run.lang.as_str()));
        let runs: Vec<_> = runs.collect();
        for text in expected {
            assert!(runs.contains(&(text, lang)), "{text}: {runs:?}");
        }
    }
}
