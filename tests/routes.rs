//! What is told of the mission that is chosen: all that was left out, with its reason, and how far sources show it. No
//! note contradicts another.

use std::collections::BTreeMap;
use std::fmt::Write;

use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::country::Country;
use protest_letter::diagnostic::{Diagnostic, Source};
use protest_letter::letter::composer::Composer;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::selection::{self, Criteria};
use protest_letter::sender::Sender;

/// Codes of the countries that people write from, those with the missions, the reason.
type Exclusion<'e> = (&'e str, &'e [String], &'e str);

/// The built-in campaign with exclusions before its own, and its text changed.
fn campaign(exclusions: &[Exclusion<'_>], change: impl Fn(&str) -> String) -> Campaign {
    let mut folder = embedded::folder();
    let file = folder.files.get_mut("targets.toml").unwrap();
    let mut text = change(&file.text);
    for (from, there, reason) in exclusions {
        write!(
            text,
            "\n[[exclusion]]\ncountries = [\"{from}\"]\nmissions_in = {there:?}\nreason = \"{reason}\"\n\
             source = [\"a test\"]\nconfidence = \"one source\"\n"
        )
        .unwrap();
    }
    *file = Source::new("targets.toml", text);
    Campaign::read(&folder).0.unwrap()
}

/// The id that a kind means from a country on a day, and what is told of the choice; or the problem.
fn told(campaign: &Campaign, kind: &str, from: &str, date: &str) -> (String, Diagnostic) {
    let criteria = Criteria {
        country: Country::from_code(from).unwrap(),
        date: Date::parse(date).unwrap(),
        all: false,
    };
    match selection::choose(campaign, &[kind.to_owned()], criteria) {
        Ok(chosen) => (
            chosen[0].target.id.clone(),
            chosen[0].note(campaign, criteria).unwrap(),
        ),
        Err(mut problems) => (String::new(), problems.0.remove(0)),
    }
}

fn says(note: &Diagnostic, words: &str) -> bool {
    let mut texts = note.help.iter().chain([&note.message]);
    texts.any(|text| text.contains(words))
}

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}

const TODAY: &str = "2026-12-01";

#[test]
fn every_mission_that_is_left_out_is_told() {
    let campaign = campaign(
        &[("KP", &codes(&["CN"]), "no post goes there")],
        str::to_owned,
    );
    let (id, note) = told(&campaign, "embassy", "KP", TODAY);
    assert_eq!(id, "embassy-jp");
    assert!(says(
        &note,
        "`embassy-kr` in Seoul was left out: contact between the two Koreas"
    ));
    assert!(
        says(
            &note,
            "`embassy-cn` in Beijing was left out: no post goes there"
        ),
        "{note:?}"
    );
}

#[test]
fn where_no_mission_may_be_written_to_the_reason_is_told() {
    let all = Country::all();
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    let campaign = campaign(&[("MN", &all, "nothing leaves the country")], str::to_owned);
    let (_, problem) = told(&campaign, "embassy", "MN", TODAY);
    let start = "`embassy-mn` in Ulaanbaatar, ";
    assert!(problem.help[0].starts_with(start), "{problem:?}");
    assert!(problem.help[0].ends_with(" more were left out: nothing leaves the country"));
    assert_eq!(problem.help.len(), 1, "{problem:?}");
}

#[test]
fn missions_without_a_position_are_no_exclusion() {
    let without = |text: &str| {
        let lines = text.split_inclusive('\n');
        lines
            .filter(|line| !line.starts_with("position = "))
            .collect()
    };
    let (_, problem) = told(&campaign(&[], without), "embassy", "PE", "2011-12-17");
    assert!(
        says(
            &problem,
            "without `position`, `embassy-ae` is never the nearest"
        ),
        "{problem:?}"
    );
    assert!(!says(&problem, "exclusion") && !says(&problem, "left out"));
}

#[test]
fn a_mission_that_is_left_out_is_not_said_to_be_unknown() {
    let campaign = campaign(&[("FR", &codes(&["FR"]), "it is besieged")], str::to_owned);
    let (id, note) = told(&campaign, "embassy", "FR", TODAY);
    assert_eq!(id, "embassy-ch");
    assert!(says(
        &note,
        "`embassy-fr` in Paris was left out: it is besieged"
    ));
    assert!(
        !says(&note, "none there or covering it is known"),
        "{note:?}"
    );
    assert!(
        !says(&note, "consulate-strasbourg"),
        "it is left out as well: {note:?}"
    );
}

#[test]
fn a_consulate_that_only_later_sources_show_is_offered_as_such() {
    let campaign = campaign(&[], str::to_owned);
    let offer = "`consulate-hong-kong` in Hong Kong";
    let (_, then) = told(&campaign, "embassy", "HK", "2011-12-17");
    assert!(
        says(&then, &format!("{offer} (according to later sources)")),
        "{then:?}"
    );
    let (_, now) = told(&campaign, "embassy", "HK", TODAY);
    assert!(says(&now, &format!("{offer};")), "{now:?}");
}

/// Sources without a date are no later sources.
#[test]
fn a_consulate_that_no_dated_source_shows_is_told_as_such() {
    let (id, note) = told(&campaign(&[], str::to_owned), "consulate", "ES", TODAY);
    assert_eq!(id, "consulate-barcelona");
    assert!(
        note.message
            .ends_with(", there according to sources that bear no date"),
        "{note:?}"
    );
    assert!(!says(&note, "later sources"));
}

/// Busan is nearer to Shanghai than every other consulate with an address.
#[test]
fn an_address_is_not_offered_where_nobody_is_sent() {
    let campaign = campaign(&[], str::to_owned);
    let (id, _) = told(&campaign, "consulate", "KP", TODAY);
    assert_eq!(id, "consulate-shanghai");
    let offered = |from: &str| {
        let sender = Sender::default();
        let order = Order {
            target: campaign.target(&id).unwrap(),
            sender: &sender,
            country: Country::from_code(from),
            date: Date::parse(TODAY).unwrap(),
            personal: None,
            set: &BTreeMap::new(),
            added: &Additions::default(),
        };
        let mut composer = Composer::new(&campaign, None, None);
        let (_, notes) = composer.compose(&order).unwrap();
        notes.iter().any(|note| says(note, "`consulate-busan`"))
    };
    assert!(offered("CN"));
    assert!(!offered("KP"));
}

#[test]
fn an_exclusion_holds_in_its_time() {
    let until = |text: &str| {
        text.to_owned()
            + "\n[[exclusion]]\ncountries = [\"FR\"]\nmissions_in = [\"FR\"]\n\
        reason = \"it is besieged\"\nto = \"2026-11\"\nsource = [\"a test\"]\nconfidence = \"one source\"\n"
    };
    let campaign = campaign(&[], until);
    assert_eq!(
        told(&campaign, "embassy", "FR", "2026-11-30").0,
        "embassy-ch"
    );
    assert_eq!(
        told(&campaign, "embassy", "FR", "2026-12-01").0,
        "embassy-fr"
    );
}
