//! Templates and the letters made from them.

use std::collections::BTreeMap;

use protest_letter::calendar::Date;
use protest_letter::campaign::Campaign;
use protest_letter::letter::Letter;
use protest_letter::letter::composer::Composer;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::output::text;
use protest_letter::sender::Sender;

use super::parts::{LETTER, PARTIAL, campaign, parts, text as utf8};
use super::problems;

/// How many letters of an input are made.
const MOST: usize = 4;

/// A letter with its front matter, the parts `name` and `personal` of a member, and the part `part` of a letter.
pub fn fill(input: &[u8]) {
    let Some(text) = utf8(input) else {
        return;
    };
    let mut sender = Sender::default();
    let mut personal = None;
    let mut files = Vec::new();
    for (name, text) in parts(text) {
        match name {
            "" => files.push((LETTER, text)),
            "part" => files.push((PARTIAL, text)),
            "name" => sender.name = Some(text.trim().to_owned()).filter(|name| !name.is_empty()),
            "personal" => personal = Some(text),
            _ => {}
        }
    }
    if let Some(campaign) = campaign(files) {
        made(&campaign, campaign.from, &sender, personal.as_deref());
    }
}

/// Makes some letters of a campaign.
pub fn some(campaign: &Campaign, date: Date) {
    made(campaign, date, &Sender::default(), None);
}

fn made(campaign: &Campaign, date: Date, sender: &Sender, personal: Option<&str>) {
    let mut composer = Composer::new(campaign, None, None);
    for target in campaign.targets.iter().take(MOST) {
        let order = Order {
            target,
            sender,
            country: Some(campaign.country),
            date,
            personal,
            set: &BTreeMap::new(),
            added: &Additions::default(),
        };
        match composer.compose(&order) {
            Ok((letter, notes)) => {
                notes.iter().for_each(problems::check_one);
                says(&letter, sender);
                let (again, _) = composer
                    .compose(&order)
                    .unwrap_or_else(|why| panic!("{why:?}"));
                assert_eq!(
                    written(&letter),
                    written(&again),
                    "another letter from the same order"
                );
            }
            Err(found) => {
                assert!(found.has_errors(), "no letter and no reason");
                problems::check(&found);
            }
        }
    }
}

fn written(letter: &Letter) -> String {
    text::write([letter])
}

/// A name stays a name: what it holds is neither markup nor a template.
fn says(letter: &Letter, sender: &Sender) {
    let whole = written(letter);
    assert!(whole.ends_with('\n'));
    let plain = |c: char| c.is_ascii_alphanumeric() || "*_{}#`<>".contains(c);
    if let Some(name) = sender
        .name
        .as_deref()
        .filter(|name| name.chars().all(plain))
    {
        assert!(whole.contains(name), "{name:?} is not in {whole:?}");
    }
}
