//! The kinds of members: those of one kind need one trial letter for all of them.
//!
//! The values that members have decide whether a template can be filled, words may have any length, and whether the
//! sender's lines fit depends on their number and greatest width. Members and senders are taken apart without `..`: a
//! new field does not compile until somebody decides whether it counts.

use std::collections::BTreeMap;

use crate::batch::plan::choice::Choice;
use crate::country::Country;
use crate::members::Member;
use crate::sender::Sender;

/// The longest line of a usual member, in characters.
const USUAL_LINE: usize = 40;

/// The most lines of the address of a usual member.
const USUAL_LINES: usize = 8;

/// Words that fill more than a page, so that a trial also shows whether a letter can have several.
const MORE_WORDS: &str = " and what more there is to say";

/// A usual character that bold italics lack, so that a trial also shows whether a value is set in them.
const RARE: &str = " Ђ";

/// What a member gives to letters.
pub(super) struct GivenValues<'m> {
    /// The lines of the sender that are found by their width, and that of the branch, which stands for an organization.
    names: [&'m Option<String>; 3],
    co_signers: &'m [String],
    address: &'m [String],
    /// The other lines.
    others: [&'m Option<String>; 3],
    /// The words within the text: a paragraph, and values of the template's own variables.
    personal: &'m Option<String>,
    variables: &'m BTreeMap<String, String>,
    country: Option<Country>,
    language: Option<&'m str>,
}

impl<'m> GivenValues<'m> {
    /// Takes a member apart.
    pub(super) fn of(member: &'m Member) -> Self {
        let Member {
            sender,
            branch,
            personal,
            variables,
            // The place of the row, and what else its file says of it.
            row: _,
            line: _,
            consent: _,
            cells: _,
            warnings: _,
            // The other signers are among the sender's.
            household: _,
        } = member;
        let Sender {
            name,
            co_signers,
            role,
            organization,
            address,
            email,
            phone,
            country,
            language,
            // Not columns of a members file.
            fax: _,
            signature: _,
            letterhead: _,
        } = sender;
        Self {
            names: [name, organization, branch],
            co_signers,
            address,
            others: [role, email, phone],
            personal,
            variables,
            country: *country,
            language: language.as_deref(),
        }
    }

    /// Returns the lines whose number and width decide whether they fit.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'m String> {
        let names = self.names.into_iter().flatten().chain(self.co_signers);
        names.chain(self.address)
    }

    /// Returns whether a letter has to be set to know that it can be: long lines, many lines, words without any, or
    /// characters beyond the usual ones of Latin, Greek and Cyrillic.
    pub(super) fn is_unusual(&self) -> bool {
        let mut lines = self.others.into_iter().flatten().chain(self.lines());
        let is_long = |line: &String| line.chars().count() > USUAL_LINE;
        let is_usual_text = |text: &String| {
            !text.trim().is_empty() && text.chars().all(|c| c == '\n' || is_usual(c))
        };
        let mut words = self.personal.iter().chain(self.variables.values());
        self.address.len() + self.co_signers.len() > USUAL_LINES
            || lines.any(|line| is_long(line) || !line.chars().all(is_usual))
            || !words.all(is_usual_text)
    }

    /// Returns everything about the member that decides whether a letter can be made: the targets, the country that it is
    /// posted in, the member's own, the language, which values there are, and the number of lines of each size.
    pub(super) fn kind(&self, posted_in: &str, sizes: &[usize], chosen: &[Choice<'_>]) -> String {
        let own = self.country.map(|country| country.to_string());
        let lang = self.language;
        let values = self.names.iter().chain(&self.others);
        let values: Vec<bool> = values
            .chain([&self.personal])
            .map(|value| value.is_some())
            .collect();
        let (count, signing) = (self.address.len(), self.co_signers.len());
        let variables = self.variables.keys();
        let targets: Vec<&String> = chosen.iter().map(|(_, target)| &target.id).collect();
        format!(
            "{posted_in} {own:?} {lang:?} {values:?} {count} {signing} {sizes:?} {variables:?} {targets:?}"
        )
    }
}

/// Returns a member of the same kind who takes the most room: with more words, and lines as wide as a given one.
pub(super) fn with_more_words(member: &Member, widest: &str) -> Member {
    let more = MORE_WORDS.repeat(200) + RARE;
    let mut member = member.clone();
    let Member {
        sender,
        branch,
        personal,
        variables,
        row: _,
        line: _,
        consent: _,
        cells: _,
        warnings: _,
        household: _,
    } = &mut member;
    let Sender {
        name,
        co_signers,
        role,
        organization,
        address,
        // They are of the kind, or of no letter.
        country: _,
        email: _,
        phone: _,
        fax: _,
        language: _,
        signature: _,
        letterhead: _,
    } = sender;
    for words in personal.iter_mut().chain(variables.values_mut()) {
        words.push_str(&more);
    }
    if let Some(role) = role {
        role.push_str(RARE);
    }
    let lines = [name, organization, branch]
        .into_iter()
        .flatten()
        .chain(co_signers);
    for line in lines.chain(address) {
        *line = widest.to_owned() + RARE;
    }
    member
}

/// Returns whether every style, except perhaps bold italics, has a glyph for a character.
fn is_usual(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{3c9}'
        | '\u{400}'..='\u{45f}' | '\u{490}'..='\u{4c4}' | '\u{4d0}'..='\u{4f9}' | '’' | '–')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Style;
    use crate::font::shape::Shaper;
    use crate::members::generated;

    /// Gives a member a text in one field.
    type Change = fn(&mut Member, Option<String>);

    /// Returns whether a member is unusual who is usual but for some values.
    fn is_unusual(change: impl FnOnce(&mut Member)) -> bool {
        let mut member = generated::whole();
        change(&mut member);
        GivenValues::of(&member).is_unusual()
    }

    fn lines(count: usize) -> Vec<String> {
        vec!["Main Street".to_owned(); count]
    }

    #[test]
    fn a_line_is_usual_up_to_its_limit_and_in_the_usual_characters() {
        let (longest, more) = ("x".repeat(USUAL_LINE), "x".repeat(USUAL_LINE + 1));
        let longer = "x".repeat(USUAL_LINE + 9);
        let texts = [
            ("Ana", false),
            (longest.as_str(), false),
            (more.as_str(), true),
            (longer.as_str(), true),
            ("中", true),
        ];
        for (text, expected) in texts {
            let one = || Some(text.to_owned());
            let fields: [(&str, Change); 8] = [
                ("name", |of, text| of.sender.name = text),
                ("organization", |of, text| of.sender.organization = text),
                ("branch", |of, text| of.branch = text),
                ("co_signers", |of, text| of.sender.co_signers.extend(text)),
                ("address", |of, text| of.sender.address.extend(text)),
                ("role", |of, text| of.sender.role = text),
                ("email", |of, text| of.sender.email = text),
                ("phone", |of, text| of.sender.phone = text),
            ];
            for (field, set) in fields {
                let found = is_unusual(|member| set(member, one()));
                assert_eq!(found, expected, "{field}: {text}");
            }
        }
    }

    #[test]
    fn the_lines_of_an_address_and_its_signers_are_usual_up_to_their_limit_together() {
        for (address, signing, expected) in [
            (5, 3, false),
            (8, 0, false),
            (0, 8, false),
            (5, 4, true),
            (9, 0, true),
            (5, 9, true),
        ] {
            let found = is_unusual(|member| {
                member.sender.address = lines(address);
                member.sender.co_signers = lines(signing);
            });
            assert_eq!(found, expected, "{address} and {signing}");
        }
    }

    #[test]
    fn own_words_are_unusual_where_there_are_none_or_in_other_characters() {
        let long = "My brother works there. ".repeat(99);
        let texts = [
            (long.as_str(), false),
            ("one line\nand another", false),
            (" ", true),
            ("\n", true),
            ("a 中", true),
        ];
        for (text, expected) in texts {
            let personal = is_unusual(|member| member.personal = Some(text.to_owned()));
            let variable = is_unusual(|member| {
                let text = text.to_owned();
                member.variables.insert("motion".to_owned(), text);
            });
            assert_eq!([personal, variable], [expected; 2], "{text:?}");
        }
    }

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
