//! Trial letters, made before any is written, where the row alone does not show whether they can be.
//!
//! Owns the choice of letters to try. Members of a kind need one trial for all of them: the values they have decide
//! whether a template can be filled, words may have any length, and whether the sender's lines fit depends on their
//! number and greatest width. Unusual content of a row is tried for that row.

use crate::batch::plan::unfit::lacking;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::batch::Request;
use crate::batch::make::fax::Faxer;
use crate::batch::make::work::Worker;
use crate::batch::plan::choice::Choice;
use crate::batch::plan::extent::Extent;
use crate::campaign::target::Target;
use crate::diagnostic::Problems;
use crate::font::Style;
use crate::letter::mailboxes;
use crate::maker::fax;
use crate::members::Member;
use crate::sender::Sender;

/// The longest line of a usual member, in characters.
const USUAL_LINE: usize = 40;

/// The most lines of the address of a usual member.
const USUAL_LINES: usize = 8;

/// The number of kinds that are remembered.
const MOST_KINDS: usize = 1 << 10;

/// Words that fill more than a page, so that a trial also shows whether a letter can have several.
const MORE_WORDS: &str = " and what more there is to say";

/// A usual character that bold italics lack, so that a trial also shows whether a value is set in them.
const RARE: &str = " Ђ";

/// A trial of letters.
pub struct Trial<'c> {
    request: &'c Request<'c>,
    worker: Worker<'c>,
    faxer: Option<Faxer<'c>>,
    /// The measures of every style that lines of senders are set in.
    extents: Vec<Extent>,
    /// The seconds that a fax to a target takes: those of the first that was tried.
    pub seconds: BTreeMap<String, usize>,
    /// The kinds of members whose letters can be made.
    kinds: BTreeSet<String>,
}

impl<'c> Trial<'c> {
    /// Creates a trial that has tried nothing yet.
    pub fn new(request: &'c Request<'c>) -> Self {
        let faxing = request.faxing.as_ref();
        let posted = request.sets_pages().then_some(Style::Regular);
        let styles = posted.into_iter().chain(faxing.map(|_| Style::Sans));
        Self {
            request,
            worker: Worker::new(request),
            faxer: faxing.map(|faxing| Faxer::new(request, faxing)),
            extents: styles.map(Extent::of).collect(),
            seconds: BTreeMap::new(),
            kinds: BTreeSet::new(),
        }
    }

    /// Returns every reason why a letter of a member cannot be made.
    pub fn of(&mut self, member: &Member, chosen: &[Choice<'c>]) -> Problems {
        let is_mailed = |(_, target): &Choice<'c>| self.request.route(target).is_mailed();
        if member.sender.email.is_some()
            && chosen.iter().any(is_mailed)
            && let Err(problem) = mailboxes::of_sender(&member.sender)
        {
            return problem.into();
        }
        if is_unusual(member) || !has_usual_words(member) {
            return self.make(member, chosen);
        }
        let faxed = member.sender.phone.iter().filter(|_| self.faxer.is_some());
        let sizes = self.extents.iter_mut();
        let sizes: Vec<usize> = sizes
            .map(|extent| extent.size(lines(member).chain(faxed.clone())))
            .collect();
        let kind = kind(self.request, member, &sizes, chosen);
        if self.kinds.contains(&kind) {
            return Problems::default();
        }
        let problems = self.make(member, chosen);
        if self.kinds.len() < MOST_KINDS && !problems.has_errors() {
            let widest = self.extents.iter_mut().zip(sizes);
            let widest = widest.map(|(extent, size)| extent.widest(size));
            let widest = widest.max_by_key(String::len).unwrap_or_default();
            let mut most = with_more_words(member, &widest);
            if let (Some(phone), true) = (&mut most.sender.phone, self.faxer.is_some()) {
                *phone = widest;
            }
            if !self.make(&most, chosen).has_errors() {
                self.kinds.insert(kind);
            }
        }
        problems
    }

    /// Returns what is wrong with the letters of a member who needs a country and has none, whichever it will be.
    /// Whether they fit depends on the country's page.
    pub fn beside_country(&mut self, member: &Member, chosen: &[Choice<'c>]) -> Problems {
        let mut problems = Problems::default();
        for choice in chosen {
            let (_, target) = choice;
            if let Err(found) = self.worker.compose(target, member) {
                problems.add_new(found.0);
            }
            let mut posted = member.clone();
            posted.sender.country = Some(target.country);
            let mut found = self.of(&posted, std::slice::from_ref(choice)).0;
            found.retain(|problem| !lacking(problem).is_empty());
            problems.add_new(found);
        }
        let is_mailed = |(_, target): &Choice<'c>| self.request.route(target).is_mailed();
        if chosen.iter().any(is_mailed) {
            problems.keep(mailboxes::of_sender(&member.sender));
        }
        problems
    }

    /// Makes the letters of any member; returns every reason why one cannot be made.
    pub fn make(&mut self, member: &Member, chosen: &[Choice<'c>]) -> Problems {
        let mut problems = Problems::default();
        for (_, target) in chosen {
            if !self.request.route(target).formats.is_empty()
                && let Err(found) = self.worker.attempt(target, member)
            {
                problems.add_new(found.0);
            }
            if let Err(found) = self.fax(target, member) {
                problems.add_new(found.0);
            }
        }
        problems
    }

    /// Tries to fax a letter of a member to a target, if letters are faxed.
    fn fax(&mut self, target: &'c Target, member: &Member) -> Result<(), Problems> {
        let Some(faxer) = &mut self.faxer else {
            return Ok(());
        };
        // A target without a line is reported when it is chosen.
        let Some(line) = self.request.route(target).lines.first() else {
            return Ok(());
        };
        let sender = self.request.sender(member);
        fax::check_sender(&sender, "give the organization in the file of `--from`")?;
        let is_first = !self.seconds.contains_key(&target.id);
        let seconds = faxer.attempt(target, member, line, is_first)?;
        self.seconds.entry(target.id.clone()).or_insert(seconds);
        Ok(())
    }
}

/// Returns the lines of the sender, and that of the branch, which stands for an organization.
fn lines(member: &Member) -> impl Iterator<Item = &String> {
    let sender = &member.sender;
    let names = [&sender.name, &sender.organization, &member.branch];
    let names = names.into_iter().flatten().chain(&sender.co_signers);
    names.chain(&sender.address)
}

/// Returns everything about a member that decides whether a letter can be made: the targets, the country, the language,
/// which values there are, and the number of lines of each size.
fn kind(request: &Request<'_>, member: &Member, sizes: &[usize], chosen: &[Choice<'_>]) -> String {
    // Taken apart without `..`: a new field does not compile until somebody decides whether it counts.
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
        country: own,
        email,
        phone,
        language,
        // Not a column of a members file: the branch's fax, the same for all.
        fax: _,
        signature: _,
        letterhead: _,
    } = sender;
    let own = own.map(|country| country.to_string());
    let (country, lang) = (request.code_of(member), language.as_deref());
    let values = [name, role, organization, email, phone, branch, personal];
    let values = values.map(Option::is_some);
    let (count, signing) = (address.len(), co_signers.len());
    let mut kind = format!("{country} {own:?} {lang:?} {values:?} {count} {signing} {sizes:?}");
    for name in variables
        .keys()
        .chain(chosen.iter().map(|(_, target)| &target.id))
    {
        // Writing into a string cannot fail.
        let _ = write!(kind, " {name:?}");
    }
    kind
}

/// Returns whether a member's words have only usual characters.
fn has_usual_words(member: &Member) -> bool {
    let mut words = member.personal.iter().chain(member.variables.values());
    words.all(|words| !words.trim().is_empty() && words.chars().all(|c| c == '\n' || is_usual(c)))
}

/// Returns a member of the same kind who takes the most room: with more words, and lines as wide as a given one.
fn with_more_words(member: &Member, widest: &str) -> Member {
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
        address,
        co_signers,
        ..
    } = &mut member.sender;
    if let Some(role) = role {
        role.push_str(RARE);
    }
    let lines = [name, organization, &mut member.branch];
    let lines = lines.into_iter().flatten().chain(co_signers);
    for line in lines.chain(address) {
        *line = widest.to_owned() + RARE;
    }
    member
}

/// Returns whether a letter has to be set to know that it can be: long lines, many lines, or characters beyond the
/// usual ones of Latin, Greek and Cyrillic.
fn is_unusual(member: &Member) -> bool {
    let sender = &member.sender;
    let single = [&sender.role, &sender.email, &sender.phone];
    let mut lines = single.into_iter().flatten().chain(lines(member));
    let is_long = |line: &String| line.chars().count() > USUAL_LINE;
    sender.address.len() + sender.co_signers.len() > USUAL_LINES
        || lines.any(|line| is_long(line) || !line.chars().all(is_usual))
}

/// Returns whether every style, except perhaps bold italics, has a glyph for a character.
fn is_usual(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{3c9}'
        | '\u{400}'..='\u{45f}' | '\u{490}'..='\u{4c4}' | '\u{4d0}'..='\u{4f9}' | '’' | '–')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Faxing;
    use crate::batch::request::tests::request;
    use crate::campaign::{Campaign, embedded};
    use crate::country::Country;
    use crate::font::shape::Shaper;
    use crate::layout::sending::Cover;
    use crate::letter::fax_lines::{self, FaxLines};
    use crate::output::Format;
    use crate::output::fax::tiff;
    use crate::page::profiles;
    use proptest::prelude::*;

    /// Generates a member with lines of any number and length, often close to the limits of a page.
    fn member() -> impl Strategy<Value = Member> {
        let line = "([A-Z][a-z]{2,7} ){1,5}|[0-9W]{1,40}|[a-zA-Zа-яё ]{1,44}";
        let lines = (
            line,
            proptest::option::of(line),
            proptest::collection::vec(line, 0..8),
        );
        let country = prop::sample::select(vec![None, Some("US"), Some("DE"), Some("CH")]);
        let others = prop_oneof![9 => Just(0), 2 => 1..4_usize, 1 => 4..200_usize];
        (lines, country, any::<bool>(), others).prop_map(
            |((name, organization, address), country, email, others)| Member {
                sender: Sender {
                    name: Some(name),
                    organization,
                    address,
                    country: country.and_then(Country::from_code),
                    co_signers: vec!["Bo Example".to_owned(); others],
                    email: email.then(|| "ana.silva@example.org".to_owned()),
                    ..Sender::default()
                },
                ..Member::default()
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn the_survey_finds_the_letters_that_cannot_be_set(
            members in proptest::collection::vec(member(), 1..12),
            profile in prop::sample::select(vec![None, Some("us-10-double"), Some("us-9"), Some("ch-left")]),
        ) {
            let campaign = Campaign::read(&embedded::folder()).0.unwrap();
            let mut request = request(&campaign);
            request.profile = profile.map(str::to_owned);
            let target = campaign.target("president").unwrap();
            let (mut trial, mut worker) = (Trial::new(&request), Worker::new(&request));
            for member in &members {
                let found = trial.of(member, &[(0, target)]);
                let set = worker.set(target, member);
                prop_assert_eq!(found.has_errors(), set.is_err(), "{:?}", member.sender);
            }
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
        ) {
            let campaign = Campaign::read(&embedded::folder()).0.unwrap();
            let request = of_faxes(&campaign);
            let faxing = request.faxing.as_ref().unwrap();
            let target = campaign.target("president").unwrap();
            let line = fax_lines::lines(target, request.date, faxing.lines).unwrap().remove(0);
            let (mut trial, mut faxer) = (Trial::new(&request), Faxer::new(&request, faxing));
            for (n, mut member) in members.into_iter().enumerate() {
                member.sender.phone = phone.clone().map(|phone| phone.repeat(n % 3));
                let found = trial.of(&member, &[(0, target)]);
                let set = faxer.attempt(target, &member, &line, false);
                prop_assert_eq!(found.has_errors(), set.is_err(), "{:?}", member.sender);
            }
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
