//! Targets: the offices that are written to, who holds them and how they are reached.

use std::fmt;

use serde::Serialize;

use super::dated::{self, Dated};
use super::texts::Texts;
use crate::calendar::{Date, Period};
use crate::country::{Country, Position};
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::{Table, Text};
use crate::suggest::did_you_mean;

/// What sort of office a target is.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
                table.report(Diagnostic::error(message).at(text.place.clone()));
                None
            }
        }
    }
}

/// Who holds an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The name, in the nominative.
    pub name: Texts,
    /// The name as an address line inflects it, where it differs.
    pub addressed: Texts,
    /// For the form of address.
    pub gender: Gender,
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
    /// Phone numbers, E.164.
    pub phone: Vec<Text>,
    /// Fax numbers, E.164.
    pub fax: Vec<Text>,
    /// E-mail addresses.
    pub email: Vec<Text>,
    /// The address of a web page.
    pub web: Option<String>,
}

/// An office that letters are written to.
#[derive(Clone, Debug)]
pub struct Target {
    /// Short and stable.
    pub id: String,
    /// What sort of office.
    pub kind: Kind,
    /// The word under which `forms.toml` has its form of address.
    pub rank: Text,
    /// The country its post goes to.
    pub country: Country,
    /// The city, in plain Latin letters.
    pub city: String,
    /// Where the city lies.
    pub position: Option<Position>,
    /// The languages the office reads, best first.
    pub reads: Vec<String>,
    /// When the office began, if a source says so.
    pub from: Option<Period>,
    /// When it ended, if a source says so.
    pub to: Option<Period>,
    /// The source for its beginning or end, or for its having been there all along.
    pub existence: Option<String>,
    /// The id of the target that took over.
    pub successor: Option<String>,
    /// A remark for people.
    pub note: Option<String>,
    /// The office's name, in the nominative.
    pub office: Texts,
    /// The office's name as an address line inflects it, where it differs.
    pub office_addressed: Texts,
    /// Who held it when.
    pub holders: Vec<Dated<Holder>>,
    /// The countries it served when.
    pub serves: Vec<Dated<Vec<Country>>>,
    /// How it was reached when.
    pub contacts: Vec<Dated<Contact>>,
    /// Where the record stands.
    pub place: Place,
}

impl Target {
    /// Whether the office exists on a day, as far as sources say.
    pub fn exists(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from.first() <= date)
            && self.to.is_none_or(|to| to.last() >= date)
    }

    /// Who holds the office on a day. A holder whose term has ended is never named.
    pub fn holder(&self, date: Date) -> Option<&Dated<Holder>> {
        dated::in_force(self.holders.iter(), date).next()
    }

    /// Whether the target serves a country on a day.
    pub fn serves(&self, country: Country, date: Date) -> bool {
        self.serving(country, date).is_some()
    }

    /// The record that says that the target serves a country on a day.
    pub fn serving(&self, country: Country, date: Date) -> Option<&Dated<Vec<Country>>> {
        dated::in_force(self.serves.iter(), date).find(|r| r.value.contains(&country))
    }

    /// Whether some source shows the office at or before a day, or bears no date.
    pub fn is_attested(&self, date: Date) -> bool {
        let contacts = self.contacts.iter().map(|record| record.evidence.verified);
        let serves = self.serves.iter().map(|record| record.evidence.verified);
        let holders = self.holders.iter().map(|record| record.evidence.verified);
        let mut seen = contacts.chain(serves).chain(holders);
        self.existence.is_some() || seen.any(|v| v.is_none_or(|v| v.first() <= date))
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

    /// The web page on a day.
    pub fn web(&self, date: Date) -> Option<&str> {
        self.reached(date, |c| c.web.is_some())
            .first()?
            .value
            .web
            .as_deref()
    }
}

/// Reads one `[[target]]`.
pub fn read(mut table: Table<'_>, languages: &[String]) -> Option<Target> {
    let place = table.place();
    let id = table.required("id").and_then(|id| checked_id(&table, &id));
    let kind = table
        .required("kind")
        .and_then(|kind| read_kind(&table, &kind));
    let rank = table.required("rank");
    let country = table
        .required("country")
        .and_then(|code| read_country(&table, &code));
    let city = table.required("city");
    let position = table
        .numbers("position")
        .and_then(|at| read_position(&table, &at));
    let reads = read_languages(&mut table, languages);
    let (from, to) = dated::read_range(&mut table);
    let existence = table.text("existence");
    if (from.is_some() || to.is_some()) && existence.is_none() {
        let message = "`from` and `to` of a target need `existence`: the source that says so";
        table.report(Diagnostic::error(message).at(place.clone()));
    }
    let successor = table.text("successor").map(|t| t.value);
    let note = table.text("note").map(|t| t.value);
    let office = table
        .required_table("office")
        .map(|t| Texts::read(t, languages, true));
    let inflected = table
        .table("office_addressed")
        .map(|t| Texts::read(t, languages, false));
    let tables = table.tables("holder");
    let holders = tables
        .into_iter()
        .filter_map(|t| read_holder(t, languages))
        .collect();
    let serves = table
        .tables("serves")
        .into_iter()
        .filter_map(read_serves)
        .collect();
    let contacts = table
        .tables("contact")
        .into_iter()
        .filter_map(read_contact)
        .collect();
    table.finish();
    Some(Target {
        id: id?,
        kind: kind?,
        rank: rank?,
        country: country?,
        city: city?.value,
        position,
        reads,
        from,
        to,
        existence: existence.map(|t| t.value),
        successor,
        note,
        office: office?,
        office_addressed: inflected.unwrap_or_default(),
        holders,
        serves,
        contacts,
        place,
    })
}

fn checked_id(table: &Table<'_>, id: &Text) -> Option<String> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let problem = if Kind::parse(&id.value).is_some() || id.value == "all" {
        "is a kind of target and cannot be an id"
    } else if id.value.is_empty() || !id.value.bytes().all(plain) {
        "is not an id: use lower-case letters, digits and `-`"
    } else {
        return Some(id.value.clone());
    };
    table.report(Diagnostic::error(format!("`{}` {problem}", id.value)).at(id.place.clone()));
    None
}

fn read_kind(table: &Table<'_>, word: &Text) -> Option<Kind> {
    let kind = Kind::parse(&word.value);
    if kind.is_none() {
        let names = Kind::ALL.map(Kind::name);
        let help = did_you_mean(&word.value, names)
            .unwrap_or_else(|| format!("kinds are `{}`", names.join("`, `")));
        let message = format!("unknown kind `{}`", word.value);
        table.report(Diagnostic::error(message).at(word.place.clone()).help(help));
    }
    kind
}

/// Reads an ISO 3166 alpha-2 code in capitals.
pub fn read_country(table: &Table<'_>, code: &Text) -> Option<Country> {
    let country = Country::from_code(&code.value).filter(|c| c.to_string() == code.value);
    if country.is_none() {
        let message = format!(
            "`{}` is not a country code of ISO 3166 (two capitals)",
            code.value
        );
        let help = Country::suggestion(&code.value);
        table.report(
            Diagnostic::error(message)
                .at(code.place.clone())
                .maybe_help(help),
        );
    }
    country
}

fn read_position(table: &Table<'_>, at: &[f64]) -> Option<Position> {
    if let [latitude, longitude] = *at
        && latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
    {
        return Some(Position {
            latitude,
            longitude,
        });
    }
    let message = "`position` is not a place; expected [degrees north, degrees east]";
    table.report(Diagnostic::error(message).at(table.place()));
    None
}

fn read_languages(table: &mut Table<'_>, languages: &[String]) -> Vec<String> {
    let reads = table.texts("reads");
    for text in reads.iter().filter(|t| !languages.contains(&t.value)) {
        let message = format!("`{}` is not a language of this campaign", text.value);
        let help = format!("its languages are `{}`", languages.join("`, `"));
        table.report(Diagnostic::error(message).at(text.place.clone()).help(help));
    }
    reads.into_iter().map(|t| t.value).collect()
}

fn read_holder(mut table: Table<'_>, languages: &[String]) -> Option<Dated<Holder>> {
    let name = table
        .required_table("name")
        .map(|t| Texts::read(t, languages, true));
    let addressed = table
        .table("addressed")
        .map(|t| Texts::read(t, languages, false));
    let gender = table
        .required("gender")
        .and_then(|g| Gender::read(&table, &g));
    let value = name.zip(gender).map(|(name, gender)| Holder {
        name,
        addressed: addressed.unwrap_or_default(),
        gender,
    });
    dated::read(table, value)
}

fn read_serves(mut table: Table<'_>) -> Option<Dated<Vec<Country>>> {
    let codes = table.required_texts("countries");
    let countries = codes
        .iter()
        .filter_map(|code| read_country(&table, code))
        .collect();
    dated::read(table, Some(countries))
}

fn read_contact(mut table: Table<'_>) -> Option<Dated<Contact>> {
    let values = |texts: Vec<Text>| texts.into_iter().map(|t| t.value).collect::<Vec<_>>();
    let post = table.texts("post");
    for line in post.iter().filter(|line| line.value.trim().is_empty()) {
        table.report(Diagnostic::error("an empty line in an address").at(line.place.clone()));
    }
    let contact = Contact {
        section: table.text("section").map(|t| t.value),
        post: values(post),
        post_local: values(table.texts("post_local")),
        phone: table.texts("phone"),
        fax: table.texts("fax"),
        email: table.texts("email"),
        web: table.text("web").map(|t| t.value),
    };
    dated::read(table, Some(contact))
}
