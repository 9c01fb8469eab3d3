//! What a letter relies on: the channel that its target is reached by, and the name of the holder.

use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::letter::advice::named_holder;
use protest_letter::letter::channel::{Channel, ChannelChoice, choose};

fn campaign() -> Campaign {
    Campaign::read(&embedded::folder()).0.unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// All are old by then, and of equals a message would go first.
#[test]
fn a_head_of_state_gets_a_letter_rather_than_a_message_to_an_old_address() {
    let campaign = campaign();
    let mut target = campaign.target("president").unwrap().clone();
    let later = day("2029-01-01");
    assert_eq!(
        choose(&target, later, ChannelChoice::Any).unwrap(),
        Channel::Post
    );
    target
        .contacts
        .retain(|record| record.value.post.is_empty());
    assert_eq!(
        choose(&target, later, ChannelChoice::Any).unwrap(),
        Channel::Fax
    );
}

/// Both are old by then, and of equals a fax would go first.
#[test]
fn a_fax_line_of_a_building_that_was_left_comes_last() {
    let campaign = campaign();
    let mut target = campaign.target("kazmunaygaz").unwrap().clone();
    target
        .contacts
        .retain(|record| record.value.email.is_empty());
    let later = day("2031-01-01");
    assert_eq!(
        choose(&target, later, ChannelChoice::Any).unwrap(),
        Channel::Post
    );
    for record in &mut target.contacts {
        record.value.left = None;
    }
    assert_eq!(
        choose(&target, later, ChannelChoice::Any).unwrap(),
        Channel::Fax
    );
}

/// The Prosecutor General's term ends at the latest on 30 June 2026; whether he held it until then, nobody knows.
#[test]
fn the_end_that_a_law_sets_does_not_show_that_somebody_stayed_until_then() {
    let campaign = campaign();
    let target = campaign.target("prosecutor-general").unwrap();
    let is_named = |date| named_holder(target, day(date)).is_some();
    assert!(
        is_named("2026-05-01"),
        "he was seen less than six months before"
    );
    for date in ["2026-06-15", "2026-06-30", "2026-07-01", "2027-01-01"] {
        assert!(!is_named(date), "{date}");
    }
}
