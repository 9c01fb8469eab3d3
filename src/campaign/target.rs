//! Targets: the offices that are written to, who holds them and how they are reached.

use std::fmt;

use serde::Serialize;

use crate::calendar::{Date, Period};
use crate::campaign::channel::Channel;
use crate::campaign::dated::{self, Dated};
use crate::campaign::office::Office;
use crate::campaign::standing::Standing;
use crate::campaign::texts::Texts;
use crate::country::{Country, Position};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fields::{Table, Text};

/// The kind of office that a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The head of state, the government and its authorities.
    Government,
    /// An embassy; serves countries.
    Embassy,
    /// A consulate, consulate general or branch office of an embassy; serves countries.
    Consulate,
    /// A permanent mission to an international organisation.
    Mission,
    /// A company.
    Company,
    /// An international organisation.
    International,
    /// A trade union federation.
    Union,
    /// A newspaper or broadcaster.
    Press,
    /// The people who are to be supported.
    Solidarity,
}

impl Kind {
    /// Every kind, in the order of the lists.
    pub const ALL: [Self; 9] = [
        Self::Government,
        Self::Embassy,
        Self::Consulate,
        Self::Mission,
        Self::Company,
        Self::International,
        Self::Union,
        Self::Press,
        Self::Solidarity,
    ];

    /// The word for the kind in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Embassy => "embassy",
            Self::Consulate => "consulate",
            Self::Mission => "mission",
            Self::Company => "company",
            Self::International => "international",
            Self::Union => "union",
            Self::Press => "press",
            Self::Solidarity => "solidarity",
        }
    }

    /// The kind of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Grammatical gender of a holder, for the form of address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// A woman.
    F,
    /// A man.
    M,
}

impl Gender {
    /// Reads `f` or `m`.
    pub fn read(table: &Table<'_>, text: &Text) -> Option<Self> {
        match text.value.as_str() {
            "f" => Some(Self::F),
            "m" => Some(Self::M),
            other => {
                let message = format!("`{other}` is not a gender; expected `f` or `m`");
                table.report(Diagnostic::found(Code::UnknownWord, message).at(text.place.clone()));
                None
            }
        }
    }
}

/// The holder of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The name, in the nominative.
    pub name: Texts,
    /// The name as an address line inflects it, where it differs.
    pub addressed: Texts,
    /// The name as a salutation has it, such as "Mr Silva", where it is known.
    pub called: Texts,
    /// For the form of address.
    pub gender: Gender,
    /// The reason why nobody is named after the end of the term.
    pub ended: Option<String>,
}

/// Ways to reach a target that share their sources. Empty lists where none is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The part of the office that is reached; `None` for the main office.
    pub section: Option<String>,
    /// Address lines for post from abroad, without the office's name and the country.
    pub post: Vec<String>,
    /// The same address in the script of the country.
    pub post_local: Vec<String>,
    /// The language of `post_local`, a BCP 47 tag.
    pub post_local_lang: Option<String>,
    /// Phone numbers, E.164.
    pub phone: Vec<Text>,
    /// Fax numbers, E.164.
    pub fax: Vec<Text>,
    /// E-mail addresses.
    pub email: Vec<Text>,
    /// The address of a web page.
    pub web: Option<String>,
    /// The time by which the office had left the building that the numbers belong to.
    pub left: Option<Period>,
}

impl Contact {
    /// Returns `true` if it says how to reach the office by a channel.
    pub fn has(&self, channel: Channel) -> bool {
        match channel {
            Channel::Post => !self.post.is_empty(),
            Channel::Fax => !self.fax.is_empty(),
            Channel::Email => !self.email.is_empty(),
            Channel::Phone => !self.phone.is_empty(),
            Channel::Web => self.web.is_some(),
        }
    }

    /// The time by which the office had left the building, if it had on a day.
    pub fn has_left(&self, date: Date) -> Option<Period> {
        self.left.filter(|left| left.first() <= date)
    }
}

/// An office that letters are written to.
#[derive(Clone, Debug)]
pub struct Target {
    /// Short and stable.
    pub id: String,
    /// The kind of office.
    pub kind: Kind,
    /// The word under which `forms.toml` has its form of address; what it was at times is in its standing.
    pub(super) rank: Text,
    /// The country its post goes to.
    pub country: Country,
    /// The city, in plain Latin letters.
    pub city: String,
    /// The position of the city.
    pub position: Option<Position>,
    /// The languages the office reads, in any order: a letter is in the first of the campaign's that is among them.
    pub reads: Vec<String>,
    /// The beginning of the office, if a source says so.
    pub from: Option<Period>,
    /// Its end, if a source says so.
    pub to: Option<Period>,
    /// The source for its beginning or end.
    pub existence: Option<String>,
    /// The id of the target that took over.
    pub successor: Option<String>,
    /// The channel that letters take rather than others, where it is known on their date.
    pub prefers: Option<Channel>,
    /// A remark for people.
    pub note: Option<String>,
    /// The names of the office; those that it had at times are in its standing.
    pub(super) office: Office,
    /// The records that it stood, and as what.
    pub standing: Vec<Dated<Standing>>,
    /// Its holders.
    pub holders: Vec<Dated<Holder>>,
    /// The countries that it served beside its own.
    pub serves: Vec<Dated<Vec<Country>>>,
    /// The ways to reach it.
    pub contacts: Vec<Dated<Contact>>,
    /// The place of the record.
    pub place: Place,
    /// Whether there may be a holder who could not be read.
    pub lacks_holder: bool,
    /// Whether there may be a contact that could not be read.
    pub lacks_contact: bool,
}

impl Target {
    /// Returns `true` if the office exists on a day, as far as sources say. One that opened in a year of which nobody
    /// knows the day is sure to exist at its end.
    pub fn exists(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from.last() <= date)
            && self.to.is_none_or(|to| to.last() >= date)
    }

    /// The holder of the office on a day. A holder whose term has ended is never named.
    pub fn holder(&self, date: Date) -> Option<&Dated<Holder>> {
        dated::in_force(self.holders.iter(), date).next()
    }

    /// Returns `true` if the target serves a country on a day.
    pub fn serves(&self, country: Country, date: Date) -> bool {
        self.serving(country, date).is_some()
    }

    /// The record that says that the target serves a country on a day: of all that cover it, the newest that
    /// shows it by then, else the one that shows it soonest after.
    pub fn serving(&self, country: Country, date: Date) -> Option<&Dated<Vec<Country>>> {
        let serves = self
            .serves
            .iter()
            .filter(|r| r.covers(date) && r.value.contains(&country));
        let seen = |record: &&Dated<Vec<Country>>| record.evidence.verified.map(Period::first);
        let (shown, later): (Vec<_>, Vec<_>) = serves.partition(|r| r.is_shown_by(date));
        shown
            .into_iter()
            .max_by_key(seen)
            .or_else(|| later.into_iter().min_by_key(seen))
    }

    /// The records of the main office in force on a day that have what `channel` asks for; where
    /// none covers the day, the one that ended last before it.
    pub fn reached(&self, date: Date, channel: impl Fn(&Contact) -> bool) -> Vec<&Dated<Contact>> {
        let with = |r: &&Dated<Contact>| r.value.section.is_none() && channel(&r.value);
        let having: Vec<&Dated<Contact>> = self.contacts.iter().filter(with).collect();
        let current: Vec<_> = dated::in_force(having.iter().copied(), date).collect();
        if current.is_empty() {
            return dated::last_ended(having.into_iter(), date)
                .into_iter()
                .collect();
        }
        current
    }

    /// The record with the postal address for a letter of a day.
    pub fn post(&self, date: Date) -> Option<&Dated<Contact>> {
        self.reached(date, |c| !c.post.is_empty()).first().copied()
    }

    /// The fax numbers on a day as the data have them, each once.
    pub fn fax_numbers(&self, date: Date) -> Vec<&Text> {
        self.numbers(date, |contact| &contact.fax)
    }

    /// The phone numbers on a day as the data have them, each once.
    pub fn phone_numbers(&self, date: Date) -> Vec<&Text> {
        self.numbers(date, |contact| &contact.phone)
    }

    fn numbers(&self, date: Date, of: fn(&Contact) -> &Vec<Text>) -> Vec<&Text> {
        let records = self.reached(date, |contact| !of(contact).is_empty());
        let mut numbers: Vec<&Text> = Vec::new();
        for number in records.into_iter().flat_map(|record| of(&record.value)) {
            if numbers.iter().all(|known| known.value != number.value) {
                numbers.push(number);
            }
        }
        numbers
    }

    /// The web page on a day.
    pub fn web(&self, date: Date) -> Option<&str> {
        self.reached(date, |c| c.web.is_some())
            .first()?
            .value
            .web
            .as_deref()
    }
}
