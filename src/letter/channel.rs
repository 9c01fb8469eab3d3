//! The channel that a letter takes to its target.

use crate::calendar::Date;
pub use crate::campaign::channel::Channel;
use crate::campaign::dated::{Confidence, Dated, Evidence};
use crate::campaign::target::{Contact, Target};
use crate::diagnostic::Diagnostic;
use crate::letter::advice;

/// The ranks of those to whom a letter on paper is due rather than a message to an address of doubtful worth.
const HEADS: [&str; 2] = ["head-of-state", "head-of-government"];

/// The months that a record of two sources, and one of one source, is relied on.
const MONTHS_OF_TWO: u32 = 60;
const MONTHS_OF_ONE: u32 = 24;

/// The reliability of a contact record, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// Two sources of the last five years say it, or one of the last two.
    Firm,
    /// It is older, or its source bears no date or a later one than the letter.
    Aged,
    /// It is not sure, it has ended, or the office has left the building.
    Doubtful,
}

/// The channel that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelChoice {
    /// The one that a target prefers, else the one that is relied on most: [`choose`].
    Any,
    /// This one.
    One(Channel),
}

impl ChannelChoice {
    /// Returns `true` if letters may take a channel.
    pub fn includes(self, channel: Channel) -> bool {
        matches!(self, Self::Any) || self == Self::One(channel)
    }

    /// The word for it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "auto",
            Self::One(channel) => channel.name(),
        }
    }
}

impl Channel {
    /// Returns `true` if a target can be reached so on a date.
    pub fn reaches(self, target: &Target, date: Date) -> bool {
        let known = |contact: &Contact| contact.has(self);
        !target.reached(date, known).is_empty()
    }

    /// The phone numbers or the web page that a person uses by hand. None for the other channels, whose letters say it.
    pub fn by_hand(self, target: &Target, date: Date) -> Vec<&str> {
        match self {
            Self::Phone => {
                let numbers = target.phone_numbers(date).into_iter();
                numbers.map(|number| number.value.as_str()).collect()
            }
            Self::Web => target.web(date).into_iter().collect(),
            Self::Post | Self::Fax | Self::Email => Vec::new(),
        }
    }

    /// The reliability of its best record on a date; `None` if there is no record.
    fn worth(self, target: &Target, date: Date) -> Option<Worth> {
        let known = target.reached(date, |contact| contact.has(self));
        known
            .into_iter()
            .map(|record| self.worth_of(record, date))
            .min()
    }

    fn worth_of(self, record: &Dated<Contact>, date: Date) -> Worth {
        let is_of_building = matches!(self, Self::Post | Self::Fax | Self::Phone);
        let has_left = is_of_building && record.value.has_left(date).is_some();
        let Evidence {
            verified,
            confidence,
            ..
        } = record.evidence;
        let months = match confidence {
            Confidence::Unsure => return Worth::Doubtful,
            _ if has_left || record.ended(date) => return Worth::Doubtful,
            Confidence::TwoSources => MONTHS_OF_TWO,
            Confidence::OneSource => MONTHS_OF_ONE,
        };
        let is_firm = match (verified, record.age(date)) {
            (None, _) => false,
            (Some(_), Some(age)) => age.most <= months,
            (Some(_), None) => record.is_shown_by(date),
        };
        if is_firm { Worth::Firm } else { Worth::Aged }
    }

    /// The name of what a target needs for it.
    const fn needs(self) -> &'static str {
        match self {
            Self::Post => "postal address",
            Self::Fax => "fax number",
            Self::Email => "e-mail address",
            Self::Phone => "phone number",
            Self::Web => "web page",
        }
    }
}

/// The channel that letters to a target take on a date.
///
/// # Errors
/// If the target does not have it; the help names those that it has.
pub fn choose(target: &Target, date: Date, wanted: ChannelChoice) -> Result<Channel, Diagnostic> {
    let reaches = |channel: &Channel| channel.reaches(target, date);
    match wanted {
        ChannelChoice::One(channel) => Some(channel)
            .filter(reaches)
            .ok_or_else(|| advice::not_reached(target, date, channel.needs())),
        ChannelChoice::Any => target
            .prefers
            .filter(reaches)
            .or_else(|| most_relied_on(target, date))
            .or_else(|| [Channel::Phone, Channel::Web].into_iter().find(reaches))
            .ok_or_else(|| advice::not_reached(target, date, "address or number of any kind")),
    }
}

/// The way in writing that is relied on most; of equals, the one by which a letter arrives soonest. A head of
/// state or government gets a message only at an address that is firm, or where nothing better is known.
fn most_relied_on(target: &Target, date: Date) -> Option<Channel> {
    use Channel::{Email, Fax, Post};
    let is_head = HEADS.contains(&target.rank(date).value.as_str());
    let order = if is_head && Email.worth(target, date) != Some(Worth::Firm) {
        [Post, Fax, Email]
    } else {
        [Email, Fax, Post]
    };
    let known = order
        .into_iter()
        .filter_map(|channel| Some((channel.worth(target, date)?, channel)));
    known
        .min_by_key(|(worth, _)| *worth)
        .map(|(_, channel)| channel)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Period;
    use crate::campaign::{Campaign, embedded};
    use crate::fields::Text;

    #[test]
    fn a_fax_line_in_a_building_that_was_left_is_not_relied_on() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let mut target = campaign.target("embassy-gb").unwrap().clone();
        let date = Date::parse("2026-11-23").unwrap();
        // Two records: one of the address alone, one of the fax line alone.
        let is_both = |r: &Dated<Contact>| !r.value.fax.is_empty() && !r.value.post.is_empty();
        target.contacts.retain(is_both);
        target.contacts.extend(target.contacts.clone());
        for (record, is_of_fax) in target.contacts.iter_mut().zip([true, false]) {
            record.value.email.clear();
            if is_of_fax {
                record.value.post.clear();
            } else {
                record.value.fax.clear();
            }
        }
        assert_eq!(target.contacts.len(), 2);
        for (left, chosen) in [("2026-12", Channel::Fax), ("2026-10", Channel::Post)] {
            target.contacts[0].value.left = Period::parse(left);
            let found = choose(&target, date, ChannelChoice::Any).unwrap();
            assert_eq!(found, chosen, "{left}");
        }
    }

    #[test]
    fn a_head_of_state_gets_a_message_only_where_the_address_is_firm() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let date = Date::parse("2026-11-23").unwrap();
        for (id, seen, chosen) in [
            ("president", "2026-10", Channel::Email),
            ("president", "2015-10", Channel::Post),
            ("embassy-gb", "2026-10", Channel::Email),
            ("embassy-gb", "2015-10", Channel::Email),
        ] {
            let mut target = campaign.target(id).unwrap().clone();
            target.prefers = None;
            target.contacts.truncate(1);
            let record = &mut target.contacts[0];
            (record.from, record.to) = (None, None);
            record.evidence.verified = Period::parse(seen);
            record.evidence.confidence = Confidence::TwoSources;
            record.value.fax.clear();
            let (address, place) = ("office@example.org", record.place.clone());
            let text = Text {
                value: address.to_owned(),
                place,
            };
            (record.value.email, record.value.post) =
                (vec![text], vec!["1 High Street".to_owned()]);
            let found = choose(&target, date, ChannelChoice::Any).unwrap();
            assert_eq!(found, chosen, "{id}, {seen}");
        }
    }

    #[test]
    fn the_date_tells_how_a_target_is_reached() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let of = |id: &str, date: &str, wanted| {
            let target = campaign.target(id).unwrap();
            choose(target, Date::parse(date).unwrap(), wanted)
        };
        let email = ChannelChoice::One(Channel::Email);
        let now = "2026-11-23";
        assert_eq!(
            of("embassy-gb", now, ChannelChoice::Any).unwrap(),
            Channel::Fax
        );
        assert_eq!(
            of("president", now, ChannelChoice::Any).unwrap(),
            Channel::Post
        );
        assert_eq!(of("embassy-gb", now, email).unwrap(), Channel::Email);
        let mut target = campaign.target("embassy-gb").unwrap().clone();
        for (prefers, date, chosen) in [
            (Channel::Post, now, Channel::Post),
            (Channel::Phone, now, Channel::Phone),
            (
                Channel::Email,
                "2011-12-17",
                of("embassy-gb", "2011-12-17", ChannelChoice::Any).unwrap(),
            ),
        ] {
            target.prefers = Some(prefers);
            let date = Date::parse(date).unwrap();
            assert_eq!(choose(&target, date, ChannelChoice::Any).unwrap(), chosen);
        }
        let problem = of("embassy-gb", "2011-12-17", email).unwrap_err();
        assert!(problem.message.contains("no e-mail address is known"));
        assert!(problem.help[0].starts_with("it can be reached by post, "));
        let web = of("embassy-hu", "2011-12-17", ChannelChoice::Any).unwrap();
        assert_eq!(web, Channel::Web);
        let page = web.by_hand(
            campaign.target("embassy-hu").unwrap(),
            Date::parse(now).unwrap(),
        );
        assert_eq!(page, ["https://www.gov.kz/memleket/entities/mfa-budapest"]);
        let nothing = of("embassy-se", now, ChannelChoice::Any).unwrap_err();
        assert!(
            nothing.message.ends_with("is known on 2026-11-23"),
            "{nothing:?}"
        );
        for channel in Channel::ALL.into_iter().chain([web]) {
            assert_eq!(Channel::parse(channel.name()), Some(channel));
        }
    }
}
