//! Pages: markup set on them, and the profiles that they have.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use protest_letter::diagnostic::Source;
use protest_letter::layout::Typesetter;
use protest_letter::length::Length;
use protest_letter::letter::Letter;
use protest_letter::letter::composer::Composer;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::markup::{self as blocks, Block};
use protest_letter::letter::order::Order;
use protest_letter::output::{description, pdf};
use protest_letter::page::profile::Profile;
use protest_letter::page::profiles;
use protest_letter::page::{Document, Page, sketch};
use protest_letter::sender::Sender;

use super::parts::{campaign, text};
use super::problems;

/// The longest text that is set on pages: setting is the slowest step.
const LONGEST: usize = 4000;

/// A body in the markup of letters.
pub fn markup(input: &[u8]) {
    let Some(text) = text(input) else {
        return;
    };
    escaped(text);
    match blocks::parse(text) {
        Err(refused) => {
            assert!(!refused.is_empty());
            for one in refused {
                assert!(text.get(one.range.clone()).is_some(), "{one:?}");
            }
        }
        Ok(body) if text.len() <= LONGEST => {
            let letter = Letter {
                body,
                ..letter().clone()
            };
            let profile = profiles_built_in().first();
            if let Some(profile) = profile {
                set(&letter, profile);
            }
        }
        Ok(_) => {}
    }
}

/// A value that comes into a text is read as the same value, whatever it holds.
fn escaped(value: &str) {
    let plain = |c: char| !c.is_control() && !c.is_whitespace();
    let value: String = value.chars().filter(|c| plain(*c)).take(200).collect();
    if value.is_empty() {
        return;
    }
    let body = blocks::parse(&format!("x {} y", blocks::escape(&value)));
    let body = body.unwrap_or_else(|why| panic!("{value:?}: {why:?}"));
    let [Block::Paragraph(spans)] = &body[..] else {
        panic!("{value:?} is {body:?}");
    };
    let read: String = spans.iter().map(|span| span.text.as_str()).collect();
    assert_eq!(read, format!("x {value} y"));
}

/// `profiles.toml`.
pub fn profiles(input: &[u8]) {
    let Some(text) = text(input) else {
        return;
    };
    match profiles::all(Some(&Source::new("profiles.toml", text))) {
        Err(found) => {
            assert!(found.has_errors(), "no profiles and no reason");
            problems::check(&found);
        }
        Ok(all) => {
            let built_in = profiles_built_in();
            let own = all.iter().filter(|profile| !built_in.contains(profile));
            for profile in own.take(2) {
                assert!(!sketch::sketch(profile).is_empty());
                set(letter(), profile);
            }
        }
    }
}

fn set(letter: &Letter, profile: &Profile) {
    match Typesetter::default().set(letter, profile) {
        Ok(document) => {
            on_paper(&document);
            assert!(!description::write(&[&document]).is_empty());
            let file = pdf::write(&[&document]).unwrap_or_else(|why| panic!("{why}"));
            assert!(file.starts_with(b"%PDF-"));
        }
        Err(found) => {
            assert!(found.has_errors(), "no pages and no reason");
            problems::check(&found);
        }
    }
}

/// Every line begins and ends on the sheet.
fn on_paper(document: &Document) {
    let (width, height) = document.paper;
    let zero = Length::points(0);
    for run in document.pages.iter().flat_map(Page::runs) {
        let right = run.x + run.width(run.style.own_units());
        assert!(
            run.x >= zero && right <= width && run.y >= zero && run.y <= height,
            "{run:?}"
        );
    }
}

fn profiles_built_in() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    PROFILES.get_or_init(|| profiles::built_in().unwrap_or_else(|why| panic!("{why:?}")))
}

/// A letter of the smallest campaign.
fn letter() -> &'static Letter {
    static LETTER: OnceLock<Letter> = OnceLock::new();
    LETTER.get_or_init(|| {
        let campaign = campaign([]).expect("the smallest campaign is right");
        let sender = Sender {
            name: Some("Ana Silva".to_owned()),
            ..Sender::default()
        };
        let order = Order {
            target: &campaign.targets[0],
            sender: &sender,
            country: Some(campaign.country),
            date: campaign.from,
            personal: None,
            set: &BTreeMap::new(),
            added: &Additions::default(),
        };
        let made = Composer::new(&campaign, None, None).compose(&order);
        made.unwrap_or_else(|why| panic!("{why:?}")).0
    })
}
