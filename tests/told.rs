//! What a letter says to whom and in which voice: wordings, exceptions, arguments, one or many who write.

use std::collections::BTreeMap;
use std::path::Path;

use protest_letter::audit::audit;
use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, Folder};
use protest_letter::diagnostic::{Severity, Source};
use protest_letter::disk;
use protest_letter::letter::claims::{self, ClaimKind};
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::sender::Sender;

fn folder() -> Folder {
    disk::read_campaign(Path::new("tests/campaigns/wordings")).unwrap()
}

fn campaign(folder: &Folder) -> Campaign {
    let (campaign, problems) = Campaign::read(folder);
    assert!(!problems.has_errors(), "{problems:?}");
    campaign.unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The folder with one text in one file changed.
fn changed(file: &str, from: &str, to: &str) -> Folder {
    let mut folder = folder();
    let path = folder.files.keys().find(|path| path.ends_with(file));
    let path = path.unwrap().clone();
    let text = folder.files[&path].text.clone();
    assert!(text.contains(from), "{file} has no {from}");
    let text = text.replacen(from, to, 1);
    folder.files.insert(path.clone(), Source::new(path, text));
    folder
}

fn errors(folder: &Folder) -> Vec<String> {
    let problems = audit(campaign(folder), day("2026-11-29")).0.into_iter();
    let errors = problems.filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| problem.message).collect()
}

/// Everything that can be said, as `id: text`.
fn said(campaign: &Campaign, target: &str, date: &str) -> Vec<String> {
    let target = campaign.target(target).unwrap();
    let claims = claims::of(campaign, target, day(date), "en").into_iter();
    claims
        .map(|claim| format!("{}: {}", claim.id, claim.text))
        .collect()
}

#[test]
fn each_is_told_in_the_words_that_are_for_it() {
    let campaign = campaign(&folder());
    let pay = "pay: Pay at the mill has not risen for five years.";
    let now = "promise: On 2 March 2021 Mayor Martin promised talks.";
    let call = "talks: call the mill to talks about pay";
    let (keep, kept) = (
        "argument: You can keep your word.",
        "argument: That word should be kept.",
    );
    let debate = "debate: debate pay at the mill";
    let yours = "promise: On 2 March 2021 your mayor promised talks.";
    let you = "promise: On 2 March 2021 you promised talks.";
    for (target, date, expected) in [
        ("mayor", "2021-03-01", vec![pay, call]),
        ("mayor", "2021-03-02", vec![pay, you, call, keep]),
        ("mayor", "2024-12-31", vec![pay, you, call, keep]),
        ("mayor", "2025-01-01", vec![pay, now, call, kept]),
        ("council", "2024-12-31", vec![pay, yours, debate, kept]),
        (
            "mill",
            "2020-01-01",
            vec![
                "pay: Your workers' pay has not risen for five years.",
                "talks: open talks about pay",
            ],
        ),
    ] {
        assert_eq!(said(&campaign, target, date), expected, "{target} {date}");
    }
}

#[test]
fn every_claim_has_the_evidence_of_its_records() {
    let campaign = campaign(&folder());
    let mayor = campaign.target("mayor").unwrap();
    let claims = claims::of(&campaign, mayor, day("2022-01-01"), "en");
    let whats: Vec<ClaimKind> = claims.iter().map(|claim| claim.what).collect();
    assert_eq!(
        whats,
        [
            ClaimKind::Fact,
            ClaimKind::Fact,
            ClaimKind::Demand,
            ClaimKind::Conclusion
        ]
    );
    let sources: Vec<Vec<&str>> = claims
        .iter()
        .map(|claim| claim.evidence.iter().map(|e| &*e.source[0]).collect())
        .collect();
    let (survey, paper) = ("the branch's survey", "the town's paper");
    assert_eq!(
        sources,
        [
            vec![survey],
            vec![paper],
            vec!["the branch"],
            vec![paper, survey]
        ]
    );
}

#[test]
fn an_argument_of_which_a_fact_is_not_known_yet_is_not_made() {
    let earlier = changed(
        "targets.toml",
        "from = \"2021-03-02\"\nto = \"2024\"\nfacts",
        "to = \"2024\"\nfacts",
    );
    let campaign = campaign(&earlier);
    let mayor = campaign.target("mayor").unwrap();
    let argument = |date| claims::argument(&campaign, mayor, day(date), "en").len();
    assert_eq!((argument("2021-03-01"), argument("2021-03-02")), (0, 3));
}

/// The letter to the council, which comes first, is short, and so is every letter of today.
#[test]
fn texts_for_one_target_in_the_past_are_tried() {
    let long = "Very long words. ".repeat(230);
    for (from, expected) in [
        (
            "On 2 March 2021 you promised talks.",
            "`mayor` of 2021-03-02",
        ),
        ("You can keep your word.", "`mayor` of 2021-03-02"),
        ("Your workers' pay has not risen", "`mill` of 2020-01-01"),
        ("debate pay", "`council` of 2020-01-01"),
    ] {
        let found = errors(&changed("targets.toml", from, &format!("{long}{from}")));
        assert!(!found.is_empty(), "{from}");
        assert!(found[0].contains(expected), "{found:#?}");
    }
}

#[test]
fn what_several_say_is_tried() {
    let long = "Very long words. ".repeat(230);
    let found = errors(&changed(
        "protest.md",
        "our members",
        &format!("{long} our members"),
    ));
    assert!(!found.is_empty());
    for error in found {
        assert!(
            error.contains("from an organization of 2026-11-29"),
            "{error}"
        );
    }
    let nameless = changed("protest.md", "our members", "{{sender.name}}");
    assert!(errors(&nameless)[0].contains("`sender.name` has no value"));
    assert_eq!(errors(&folder()), [""; 0]);
}

#[test]
fn it_is_many_who_write_if_no_person_or_several_are_named() {
    let campaign = campaign(&folder());
    let is_plural =
        |name: Option<&str>, organization: Option<&str>, others: usize, signing: usize| {
            let sender = Sender {
                name: name.map(str::to_owned),
                organization: organization.map(str::to_owned),
                co_signers: vec!["B".to_owned(); others],
                ..Sender::default()
            };
            let added = Additions {
                signatories: vec!["C".to_owned(); signing],
                ..Additions::default()
            };
            let order = Order {
                target: campaign.target("mayor").unwrap(),
                sender: &sender,
                country: None,
                date: day("2026-11-29"),
                personal: None,
                set: &BTreeMap::new(),
                added: &added,
            };
            order.is_plural()
        };
    let (name, body) = (Some("A"), Some("Branch"));
    assert!(!is_plural(None, None, 0, 0), "nobody");
    assert!(!is_plural(name, None, 0, 0), "a person");
    assert!(!is_plural(name, body, 0, 0), "a person of a body");
    assert!(is_plural(None, body, 0, 0), "a body");
    assert!(is_plural(name, None, 1, 0), "a household");
    assert!(is_plural(name, body, 0, 2), "signatories");
}
