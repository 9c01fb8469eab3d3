//! The trial: letters made before any is written, where the row alone does not tell whether they can be.
//!
//! Owns who needs one. A usual name and address need none. Usual words for a template need one for all
//! members of a kind: which values there are decides whether a template can be filled, and of words there
//! may be any number. What is unusual in a row is tried for that row.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Request;
use super::survey::Choice;
use super::work::Worker;
use crate::diagnostic::Problems;
use crate::members::Member;
use crate::sender::Sender;

/// The longest name or line of an address that surely has room, in characters.
const USUAL_LINE: usize = 40;

/// The most lines of an address that surely have room.
const USUAL_LINES: usize = 5;

/// How many kinds are remembered.
const MOST_KINDS: usize = 1 << 10;

/// Words to fill more than a page with, so that a trial also tells whether a letter can have several.
const MORE_WORDS: &str = " and what more there is to say";

/// A usual character that bold italics lack, so that a trial also tells whether a value is set in them.
const RARE: &str = " Ђ";

/// Tries letters.
#[derive(Debug)]
pub struct Trial<'c> {
    request: &'c Request<'c>,
    worker: Worker<'c>,
    /// The kinds of members whose letters can be made.
    kinds: BTreeSet<String>,
}

impl<'c> Trial<'c> {
    /// Nothing tried yet.
    pub fn new(request: &'c Request<'c>) -> Self {
        Self {
            request,
            worker: Worker::new(request),
            kinds: BTreeSet::new(),
        }
    }

    /// Every reason why a letter of a member cannot be made, as far as that can be told from the row.
    pub fn of(&mut self, member: &Member, chosen: &[Choice<'c>]) -> Problems {
        let kind = (!is_unusual(member) && has_usual_words(member))
            .then(|| kind(self.request, member, chosen));
        if kind.as_ref().is_some_and(|kind| self.kinds.contains(kind)) {
            return Problems::default();
        }
        let problems = self.make(member, chosen);
        if let Some(kind) = kind
            && self.kinds.len() < MOST_KINDS
            && !problems.has_errors()
            && !self.make(&with_more_words(member), chosen).has_errors()
        {
            self.kinds.insert(kind);
        }
        problems
    }

    /// Every reason why a letter of a member, whoever that is, cannot be made.
    pub fn make(&mut self, member: &Member, chosen: &[Choice<'c>]) -> Problems {
        let mut problems = Problems::default();
        for (_, target) in chosen {
            if let Err(found) = self.worker.set(target, member) {
                problems.add_new(found.0);
            }
        }
        problems
    }
}

/// Everything about a member that decides whether a template can be filled: the targets, the country,
/// the language, and which values there are.
fn kind(request: &Request<'_>, member: &Member, chosen: &[Choice<'_>]) -> String {
    let sender = &member.sender;
    let own = sender.country.map(|country| country.to_string());
    let (country, lang) = (request.country_of(member), sender.language.as_deref());
    let values = [
        &sender.name,
        &sender.role,
        &sender.organization,
        &sender.email,
        &sender.phone,
        &member.branch,
        &member.personal,
    ];
    let values = values.map(Option::is_some);
    let (address, variables) = (sender.address.is_empty(), member.variables.keys());
    let mut kind = format!("{country} {own:?} {lang:?} {values:?} {address}");
    for name in variables.chain(chosen.iter().map(|(_, target)| &target.id)) {
        // Writing into a string cannot fail.
        let _ = write!(kind, " {name:?}");
    }
    kind
}

/// Whether a member's words have no other characters than the usual ones.
fn has_usual_words(member: &Member) -> bool {
    let mut words = member.personal.iter().chain(member.variables.values());
    words.all(|words| !words.trim().is_empty() && words.chars().all(|c| c == '\n' || is_usual(c)))
}

fn with_more_words(member: &Member) -> Member {
    let more = MORE_WORDS.repeat(200) + RARE;
    let mut member = member.clone();
    let words = member.personal.iter_mut();
    for words in words.chain(member.variables.values_mut()) {
        words.push_str(&more);
    }
    let Sender {
        name,
        role,
        organization,
        ..
    } = &mut member.sender;
    let names = [name, role, organization, &mut member.branch];
    for name in names.into_iter().flatten() {
        name.push_str(RARE);
    }
    member
}

/// Whether only setting the letter tells whether it can be set: long lines, many lines, characters beyond
/// the usual ones of Latin, Greek and Cyrillic.
fn is_unusual(member: &Member) -> bool {
    let sender = &member.sender;
    let single = [
        &sender.name,
        &sender.role,
        &sender.organization,
        &member.branch,
    ];
    let mut lines = single.into_iter().flatten().chain(&sender.address);
    let is_long = |line: &String| line.chars().count() > USUAL_LINE;
    sender.address.len() + sender.co_signers.len() > USUAL_LINES
        || lines.any(|line| is_long(line) || !line.chars().all(is_usual))
}

/// Whether every style has a glyph for a character, but perhaps bold italics.
fn is_usual(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{3c9}'
        | '\u{400}'..='\u{45f}' | '\u{490}'..='\u{4c4}' | '\u{4d0}'..='\u{4f9}' | '’' | '–')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Style;
    use crate::font::shape::Shaper;

    #[test]
    fn every_style_but_one_has_the_usual_characters() {
        let mut shaper = Shaper::default();
        let mut lacks = |style, text: &str| !shaper.shape(style, text).missing.is_empty();
        let usual: String = ('\0'..='\u{ffff}').filter(|c| is_usual(*c)).collect();
        for style in [Style::Regular, Style::Bold, Style::Italic] {
            let lacking: Vec<char> = usual
                .chars()
                .filter(|c| lacks(style, &c.to_string()))
                .collect();
            assert!(lacking.is_empty(), "{style}: {lacking:?}");
        }
        assert!(RARE.chars().all(is_usual));
        assert!(lacks(Style::BoldItalic, RARE));
    }
}
