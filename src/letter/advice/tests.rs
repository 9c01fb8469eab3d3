//! Tests of the notes on a letter: who is named, and which numbers and addresses are doubted.

use super::*;
use crate::calendar::Period;
use crate::campaign::embedded;

fn date() -> Date {
    Date::parse("2026-11-23").unwrap()
}

fn period(text: &str) -> Option<Period> {
    (!text.is_empty()).then(|| Period::parse(text).unwrap())
}

fn target(id: &str) -> Target {
    let campaign = Campaign::read(&embedded::folder()).0.unwrap();
    campaign.target(id).unwrap().clone()
}

/// The president's office with one holder, whom a record from, to and seen at some times says.
fn held(from: &str, to: &str, seen: &str) -> Target {
    let mut target = target("president");
    target.holders.truncate(1);
    let holder = &mut target.holders[0];
    (holder.from, holder.to) = (period(from), period(to));
    holder.evidence.verified = period(seen);
    holder.value.ended = None;
    target
}

#[test]
fn a_holder_is_named_whom_sources_show_in_office_on_the_day() {
    for (from, to, seen, is_named) in [
        // Seen within half a year, or later than the day.
        ("2019", "", "2026-06", true),
        ("2019", "", "2026-11-23", true),
        ("2019", "", "2027-02", true),
        ("2019", "", "2026-04", false),
        ("2019", "", "", false),
        // The end is known, and so is that it has not come.
        ("2019", "2029", "2020", true),
        ("2019", "2025", "2024", false),
        // Nobody says since when: seen by then, and lately.
        ("", "", "2026-06", true),
        ("", "", "2020", false),
        ("", "", "2027", false),
        ("", "2029", "2020", true),
        ("", "2029", "2027", false),
    ] {
        let target = held(from, to, seen);
        let found = named_holder(&target, date()).is_some();
        assert_eq!(found, is_named, "{from}, {to}, {seen}");
    }
    let mut target = held("2019", "2029", "2020");
    target.holders[0].value.ended = Some("the law ends the term in 2029".to_owned());
    assert_eq!(named_holder(&target, date()), None);
}

#[test]
fn a_letter_without_a_name_says_why() {
    for (from, to, seen, reason) in [
        ("2019", "", "2020-03", "was last seen in office in 2020-03"),
        ("", "", "2027-03", "was first seen in office in 2027-03"),
        ("2019", "2025", "2024", "who came after"),
        (
            "2027",
            "",
            "2027",
            "who held the office on 2026-11-23 is not known",
        ),
    ] {
        let note = holder_note(&held(from, to, seen), date()).unwrap();
        assert!(note.message.contains(reason), "{reason}: {note:?}");
    }
    let mut nobody = held("", "", "");
    nobody.holders.clear();
    assert_eq!(holder_note(&nobody, date()), None);
}

#[test]
fn the_building_that_an_office_has_left_takes_its_address_and_numbers_along() {
    let mut target = target("embassy-gb");
    for record in &mut target.contacts {
        record.value.left = period("2026-10");
    }
    let date = date();
    let record = target.reached(date, |contact| !contact.email.is_empty())[0];
    for (what, is_of_building) in [
        (ADDRESS, true),
        (FAX, true),
        (PHONE, true),
        (EMAIL, false),
        (WEB, false),
    ] {
        let note = contact_note(&target, record, date, what);
        let found = note.is_some_and(|note| note.message.contains("had left by"));
        assert_eq!(found, is_of_building, "{what}");
    }
    for way in channels(&target, date) {
        let is_of_building = !way.starts_with("e-mail");
        let found = way.ends_with(", in a building that it has left)");
        assert_eq!(found, is_of_building, "{way}");
    }
}
