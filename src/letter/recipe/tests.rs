//! Tests of the recipe: what it knows of its letter, and what it says of values that are missing.

use super::*;
use crate::campaign::embedded;
use crate::diagnostic::Source;

/// The built-in campaign with a letter of some body.
fn campaign(body: &str) -> Campaign {
    let front = "+++\ntitle = \"T\"\ntargets = [\"government\"]\nsubject = \"S\"\nstatus = \"original\"\n+++\n";
    let mut folder = embedded::folder();
    let name = "letters/en/government.md".to_owned();
    let source = Source::new(name.clone(), front.to_owned() + body);
    folder.files.insert(name, source);
    Campaign::read(&folder).0.unwrap()
}

#[test]
fn a_letter_is_voiced_if_its_words_depend_on_how_many_write() {
    for (body, is_voiced) in [
        ("I write on {{date}}.", false),
        ("{{voice \"I write\" \"We write\"}} on {{date}}.", true),
        ("I write{{#if plural}} with others{{/if}}.", true),
    ] {
        let campaign = campaign(body);
        let template = campaign.template("government", "en").unwrap();
        let recipe = Recipe::new(&campaign, template).unwrap();
        assert_eq!(recipe.is_voiced(), is_voiced, "{body}");
    }
}

#[test]
fn the_times_without_a_value_are_said_from_their_first_day_to_their_last() {
    let day = |text: &str| Date::parse(text).unwrap();
    let since = day("2011-12-16");
    let times = [
        (since, Some(day("2012-01-31"))),
        (day("2013-01-01"), Some(day("2013-12-31"))),
        (day("2020-05-01"), None),
    ];
    assert_eq!(
        said(&times, since),
        "before 2012-02-01, from 2013-01-01 to 2013-12-31, from 2020-05-01 on"
    );
    assert_eq!(said(&[(since, None)], since), "from 2011-12-16 on");
}
