//! Tests of the trial: what it finds is what cannot be made, and what it keeps has a most.

use super::*;
use crate::batch::Faxing;
use crate::batch::request::tests::request;
use crate::campaign::{Campaign, embedded};
use crate::country::Country;
use crate::diagnostic::Source;
use crate::layout::sending::Cover;
use crate::letter::fax_lines::{self, FaxLines};
use crate::members::generated;
use crate::output::Format;
use crate::output::fax::tiff;
use crate::page::profiles;
use proptest::prelude::*;

/// A letter that prints values of every kind, and needs one of them.
const LETTER: &str = r#"+++
title = "Test"
targets = ["government"]
subject = "A letter"
status = "original"
[variables]
shift = "a shift"
motion = "a motion"
+++
{{voice "I write" "We write"}} on {{date}} as {{sender.role}}. ***{{motion}}***

{{#if personal}}{{personal}}{{/if}} {{#if shift}}**{{shift}}**{{/if}} {{#if sender.organization}}*{{sender.organization}}*{{/if}}
"#;

/// The built-in campaign, with that letter or its own.
fn campaign(own: bool) -> Campaign {
    let mut folder = embedded::folder();
    for lang in ["en", "ru"].into_iter().filter(|_| !own) {
        let name = format!("letters/{lang}/government.md");
        // Who writes in Russian has to name the shift.
        let needed = if lang == "ru" { "{{shift}}" } else { "" };
        let letter = Source::new(name.clone(), LETTER.to_owned() + needed);
        folder.files.insert(name, letter);
    }
    Campaign::read(&folder).0.unwrap()
}

/// Generates a member with values for all fields, and lines of any number and length, often close to the limits of a
/// page.
fn member() -> impl Strategy<Value = Member> {
    let line = "([A-Z][a-z]{2,7} ){1,5}|[0-9W]{1,40}|[a-zA-Zа-яё ]{1,44}";
    let words = "([a-z]{2,9} ){1,9}|Ђ{1,3}| |中";
    let others = prop_oneof![9 => Just(0), 2 => 1..4_usize, 1 => 4..200_usize];
    (generated::member(line, words), others).prop_map(|(mut member, others)| {
        let co_signers = vec!["Bo Example".to_owned(); others];
        member.sender.co_signers.extend(co_signers);
        member
    })
}

/// Generates a member whose letters can mostly be made, and those who have one value of another member each: many
/// are of one kind.
fn crossings() -> impl Strategy<Value = Vec<Member>> {
    let line = "[A-Z][a-z]{2,7}";
    let hard = "[0-9W]{20,40}|中[a-z]{2,7}|[A-Z][a-z]{2,7}|[a-z ]{30,60}";
    let words = "[a-z]{2,9}";
    let usual = generated::member(line, words);
    let hard = generated::member(hard, "Ђ{1,3}| |中|[a-z]{2,9}");
    (usual, hard, any::<bool>()).prop_map(|(mut usual, hard, is_complete)| {
        usual.sender.country = usual.sender.country.or(Country::from_code("GB"));
        if is_complete {
            usual.sender.name = Some("Ana Silva".to_owned());
            usual.sender.role = Some("Secretary".to_owned());
            let motion = usual.variables.entry("motion".to_owned());
            motion.or_insert_with(|| "a motion".to_owned());
        }
        let crossed = generated::crossed(&usual, &hard).into_iter();
        let crossed: Vec<Member> = crossed.map(|(_, member)| member).collect();
        [usual].into_iter().chain(crossed).collect()
    })
}

/// Compares what a trial finds for members with what a worker makes.
fn finds_what_cannot_be_made(
    request: &Request<'_>,
    members: &[Member],
) -> Result<(), TestCaseError> {
    let target = request.campaign.target("president").unwrap();
    let (mut trial, mut worker) = (Trial::new(request), Worker::new(request));
    for member in members {
        let found = trial.of(member, &[(0, target)]);
        let set = worker.attempt(target, member);
        prop_assert_eq!(found.has_errors(), set.is_err(), "{:?}", member);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn one_value_of_a_row_is_enough_for_the_survey(
        members in crossings(),
        country in prop::sample::select(vec![None, Some("CH")]),
        own in any::<bool>(),
    ) {
        let campaign = campaign(own);
        let mut request = request(&campaign);
        request.country = country.and_then(Country::from_code);
        finds_what_cannot_be_made(&request, &members)?;
    }

    #[test]
    fn one_value_of_a_row_is_enough_for_the_survey_of_faxes(
        members in crossings(),
        phone in "[0-9 ]{6,90}",
        own in any::<bool>(),
    ) {
        let campaign = campaign(own);
        let request = of_faxes(&campaign);
        let faxing = request.faxing.as_ref().unwrap();
        let target = campaign.target("president").unwrap();
        let line = fax_lines::lines(target, request.date, faxing.lines).unwrap().remove(0);
        let (mut trial, mut faxer) = (Trial::new(&request), Faxer::new(&request, faxing));
        for mut member in members {
            member.sender.phone = member.sender.phone.map(|_| phone.clone());
            let found = trial.of(&member, &[(0, target)]);
            let set = faxer.attempt(target, &member, &line, false);
            let is_refused = request.sender(&member).is_anonymous() || set.is_err();
            prop_assert_eq!(found.has_errors(), is_refused, "{:?}", member);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn the_survey_finds_the_letters_that_cannot_be_set(
        members in proptest::collection::vec(member(), 1..12),
        profile in prop::sample::select(vec![None, Some("us-10-double"), Some("us-9"), Some("ch-left")]),
        own in any::<bool>(),
    ) {
        let campaign = campaign(own);
        let mut request = request(&campaign);
        request.profile = profile.map(str::to_owned);
        finds_what_cannot_be_made(&request, &members)?;
    }
}

#[test]
fn usual_members_of_a_kind_are_tried_once() {
    let campaign = campaign(true);
    let request = request(&campaign);
    let target = campaign.target("president").unwrap();
    let mut trial = Trial::new(&request);
    let mut kinds = |member: &Member| {
        let problems = trial.of(member, &[(0, target)]);
        assert!(!problems.has_errors(), "{problems:?}");
        trial.kinds.len()
    };
    let member = generated::whole();
    assert_eq!(kinds(&member), 1);
    // One more kind for each field that decides whether letters can be made, and none for another of its size.
    let same = [
        "row",
        "line",
        "consent",
        "cells",
        "household",
        "warnings",
        "fax",
        "signature",
        "letterhead",
    ];
    let alike = [
        "branch",
        "name",
        "role",
        "organization",
        "address",
        "email",
        "phone",
    ];
    // Somebody without any value has no country either, which the letter needs.
    let others = generated::variants_of(&member).into_iter();
    for (field, other) in others.filter(|(field, _)| *field != "sender") {
        let before = kinds(&member);
        let is_new = !same.contains(&field) && !alike.contains(&field);
        assert_eq!(kinds(&other), before + usize::from(is_new), "{field}");
    }
}

#[test]
fn a_kind_is_good_only_if_all_of_it_can_be_made() {
    let campaign = campaign(false);
    let request = request(&campaign);
    let target = campaign.target("president").unwrap();
    let mut trial = Trial::new(&request);
    // The letter needs the value, and prints it in bold italics, which lack a usual letter.
    for (motion, is_bad) in [("", true), ("", true), ("a", false), ("Ђ", true)] {
        let motion = (!motion.is_empty()).then(|| ("motion".to_owned(), motion.to_owned()));
        let mut member = generated::whole();
        member.variables = motion.into_iter().collect();
        let found = trial.of(&member, &[(0, target)]);
        assert_eq!(found.has_errors(), is_bad, "{member:?}");
    }
}

/// Returns a request for faxes alone.
fn of_faxes(campaign: &Campaign) -> Request<'_> {
    let faxing = Faxing {
        style: tiff::TiffStyle::default(),
        file: Format::Fax,
        lines: FaxLines::All,
        cover: Cover::Auto,
        profiles: profiles::of_faxes().unwrap(),
        profile: None,
        per_line: None,
    };
    Request {
        formats: Vec::new(),
        faxing: Some(faxing),
        ..request(campaign)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn the_survey_finds_the_letters_that_cannot_be_faxed(
        members in proptest::collection::vec(member(), 1..12),
        phone in proptest::option::of("[0-9 ]{6,90}"),
        own in any::<bool>(),
    ) {
        let campaign = campaign(own);
        let request = of_faxes(&campaign);
        let faxing = request.faxing.as_ref().unwrap();
        let target = campaign.target("president").unwrap();
        let line = fax_lines::lines(target, request.date, faxing.lines).unwrap().remove(0);
        let (mut trial, mut faxer) = (Trial::new(&request), Faxer::new(&request, faxing));
        for (n, mut member) in members.into_iter().enumerate() {
            if n % 4 > 0 {
                member.sender.phone = phone.clone().map(|phone| phone.repeat(n % 4 - 1));
            }
            let found = trial.of(&member, &[(0, target)]);
            let set = faxer.attempt(target, &member, &line, false);
            let is_refused = request.sender(&member).is_anonymous() || set.is_err();
            prop_assert_eq!(found.has_errors(), is_refused, "{:?}", member);
        }
    }
}

#[test]
fn no_more_kinds_are_remembered_than_may_be() {
    let campaign = campaign(true);
    let request = request(&campaign);
    let target = campaign.target("president").unwrap();
    for (known, remembered) in [(MOST_KINDS - 1, MOST_KINDS), (MOST_KINDS, MOST_KINDS)] {
        let mut trial = Trial::new(&request);
        trial.kinds = (0..known).map(|n| n.to_string()).collect();
        trial.of(&generated::whole(), &[(0, target)]);
        assert_eq!(trial.kinds.len(), remembered);
    }
}

#[test]
fn an_address_that_cannot_stand_in_a_message_matters_where_one_is_sent() {
    let campaign = campaign(true);
    let request = request(&campaign);
    let target = campaign.target("president").unwrap();
    let mut member = generated::whole();
    member.sender.email = Some("nowhere".to_owned());
    assert!(!request.route(target).is_mailed());
    let found = Trial::new(&request).of(&member, &[(0, target)]);
    assert!(!found.has_errors(), "{found:?}");
}

#[test]
fn the_first_fax_to_a_target_says_how_long_one_takes() {
    let campaign = campaign(true);
    let request = of_faxes(&campaign);
    let target = campaign.target("president").unwrap();
    let mut trial = Trial::new(&request);
    trial.of(&generated::whole(), &[(0, target)]);
    let seconds = trial.seconds.clone();
    assert!(seconds["president"] > 0, "{seconds:?}");
    let mut other = generated::whole();
    other.personal = None;
    trial.of(&other, &[(0, target)]);
    assert_eq!(trial.seconds, seconds);
}
