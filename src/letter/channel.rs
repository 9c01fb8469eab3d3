//! How a letter goes to its target.

use super::advice;
use crate::calendar::Date;
pub use crate::campaign::channel::Channel;
use crate::campaign::target::{Contact, Target};
use crate::diagnostic::Diagnostic;

/// Which channel is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The one that a target prefers, else the first of [`Channel::ALL`] that it has, else its web page.
    Any,
    /// This one.
    One(Channel),
}

impl Wanted {
    /// Whether letters may take a channel.
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
    /// Whether a target can be reached so on a date.
    pub fn reaches(self, target: &Target, date: Date) -> bool {
        let known = |contact: &Contact| self.is_of(contact);
        !target.reached(date, known).is_empty()
    }

    /// What a person needs who uses it: phone numbers or a web page. Nothing for the others, whose letters say it.
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

    /// What a target needs for it.
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
pub fn choose(target: &Target, date: Date, wanted: Wanted) -> Result<Channel, Diagnostic> {
    let reaches = |channel: &Channel| channel.reaches(target, date);
    match wanted {
        Wanted::One(channel) => Some(channel)
            .filter(reaches)
            .ok_or_else(|| advice::not_reached(target, date, channel.needs())),
        Wanted::Any => target
            .prefers
            .into_iter()
            .chain(Channel::ALL)
            .chain([Channel::Web])
            .find(reaches)
            .ok_or_else(|| advice::not_reached(target, date, "address or number of any kind")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Campaign, embedded};

    #[test]
    fn the_date_tells_how_a_target_is_reached() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let of = |id: &str, date: &str, wanted| {
            let target = campaign.target(id).unwrap();
            choose(target, Date::parse(date).unwrap(), wanted)
        };
        let email = Wanted::One(Channel::Email);
        let now = "2026-11-23";
        assert_eq!(of("embassy-gb", now, Wanted::Any).unwrap(), Channel::Email);
        assert_eq!(of("embassy-gb", now, email).unwrap(), Channel::Email);
        let mut target = campaign.target("embassy-gb").unwrap().clone();
        for (prefers, date, chosen) in [
            (Channel::Post, now, Channel::Post),
            (Channel::Phone, now, Channel::Phone),
            (
                Channel::Email,
                "2011-12-17",
                of("embassy-gb", "2011-12-17", Wanted::Any).unwrap(),
            ),
        ] {
            target.prefers = Some(prefers);
            let date = Date::parse(date).unwrap();
            assert_eq!(choose(&target, date, Wanted::Any).unwrap(), chosen);
        }
        let problem = of("embassy-gb", "2011-12-17", email).unwrap_err();
        assert!(problem.message.contains("no e-mail address is known"));
        assert!(problem.help[0].starts_with("it can be reached by post, "));
        let web = of("embassy-hu", "2011-12-17", Wanted::Any).unwrap();
        assert_eq!(web, Channel::Web);
        let page = web.by_hand(
            campaign.target("embassy-hu").unwrap(),
            Date::parse(now).unwrap(),
        );
        assert_eq!(page, ["http://www.kazembassy.hu"]);
        let nothing = of("embassy-se", now, Wanted::Any).unwrap_err();
        assert!(
            nothing.message.ends_with("is known on 2026-11-23"),
            "{nothing:?}"
        );
        for channel in Channel::ALL.into_iter().chain([web]) {
            assert_eq!(Channel::parse(channel.name()), Some(channel));
        }
    }
}
