//! Reading `[[target]]` and its records.

use crate::campaign::channel::Channel;
use crate::campaign::dated::{self, Dated};
use crate::campaign::ids;
use crate::campaign::office::Office;
use crate::campaign::standing::{self, Standing};
use crate::campaign::target::{Contact, Gender, Holder, Kind, Target};
use crate::campaign::texts::{self, Texts};
use crate::country::{Country, Position};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Table, Text};
use crate::limits;
use crate::suggest::{nearest, similarity};

/// The similarity of a mistyped kind and the kind.
const SLIP: f64 = 0.9;

/// The headers of contacts and of holders, without their brackets.
const CONTACT: &str = "target.contact";
const HOLDER: &str = "target.holder";

/// A target that was read.
pub(super) struct ReadTarget {
    /// The target.
    pub target: Target,
    /// Whether it has everything that a target needs. Otherwise placeholders stand in place of what is missing or wrong.
    pub is_whole: bool,
    /// Whether its id could be read.
    pub has_id: bool,
}

/// Reads one `[[target]]`.
pub(super) fn read(mut table: Table<'_>, languages: &[String]) -> ReadTarget {
    let place = table.place();
    let has_position = table.has("position");
    let id = table.required("id").and_then(|id| checked_id(&table, &id));
    let kind = table
        .required("kind")
        .and_then(|kind| read_kind(&table, &kind));
    let rank = table.required("rank");
    let country = table
        .required("country")
        .and_then(|code| read_country(&table, &code));
    let city = table.required("city");
    if let Some(city) = &city
        && let Some(problem) = texts::not_one_line(|| "`city`".to_owned(), &city.value)
    {
        table.report(problem.at(city.place.clone()));
    }
    let position = table
        .numbers("position")
        .and_then(|at| read_position(&table, &at));
    let reads = read_languages(&mut table, languages);
    let (from, to) = dated::read_range(&mut table);
    let has_existence = table.has("existence");
    let existence = table.text("existence");
    if (from.is_some() || to.is_some()) && !has_existence {
        let message = "`from` and `to` of a target need `existence`: the source that says so";
        let problem = Diagnostic::found(Code::MissingSource, message).at(place.clone());
        table.doubt("existence", false, problem);
    }
    let successor = table.text("successor").map(|t| t.value);
    let prefers = table.text("prefers");
    let note = table.text("note").map(|t| t.value);
    let office = OfficeRecords::read(&mut table, languages);
    let prefers = prefers
        .and_then(|word| read_channel(&table, &word, &office.contacts, office.lacks_contact));
    // A key that nobody knows may be any that the target lacks.
    let has_unknown = !table.finish();
    let needed = [
        kind.is_some(),
        rank.is_some(),
        country.is_some(),
        city.is_some(),
        office.names.is_some(),
    ];
    let has_id = id.is_some();
    let is_whole = has_id && needed.into_iter().all(|is_there| is_there);
    let country = country.unwrap_or(Country::ANY);
    let wrong_position = || (has_position || has_unknown).then(|| country.position());
    let nothing = || Text {
        value: String::new(),
        place: place.clone(),
    };
    let target = Target {
        id: id.unwrap_or_default(),
        kind: kind.unwrap_or(Kind::Government),
        rank: rank.unwrap_or_else(nothing),
        country,
        city: city.unwrap_or_else(nothing).value,
        position: position.or_else(wrong_position),
        reads,
        from,
        to,
        existence: existence.map(|t| t.value),
        successor,
        prefers,
        note,
        office: office.names.unwrap_or_default(),
        standing: office.standing,
        lacks_holder: office.lacks_holder || has_unknown,
        lacks_contact: office.lacks_contact || has_unknown,
        holders: office.holders,
        serves: office.serves,
        contacts: office.contacts,
        place,
    };
    ReadTarget {
        target,
        is_whole,
        has_id,
    }
}

/// The names of an office, and its records.
struct OfficeRecords {
    names: Option<Office>,
    standing: Vec<Dated<Standing>>,
    holders: Vec<Dated<Holder>>,
    serves: Vec<Dated<Vec<Country>>>,
    contacts: Vec<Dated<Contact>>,
    /// Whether there may be a holder who could not be read.
    lacks_holder: bool,
    /// Whether there may be a contact that could not be read.
    lacks_contact: bool,
}

impl OfficeRecords {
    fn read(table: &mut Table<'_>, languages: &[String]) -> Self {
        let losses = table.losses();
        let lost = [CONTACT, HOLDER].map(|header| losses.count(header));
        let names = table.required_table("office");
        let names = Office::read(table, names, languages);
        let tables = table.tables("standing").into_iter();
        let standing = tables.filter_map(|t| standing::read(t, languages));
        let standing = standing.collect();
        let before = table.problem_count();
        let tables = table.tables("holder").into_iter();
        let holders = tables.filter_map(|t| read_holder(t, languages)).collect();
        let lacks_holder = table.problem_count() > before;
        let tables = table.tables("serves").into_iter();
        let serves = tables.filter_map(read_serves).collect();
        let before = table.problem_count();
        let tables = table.tables("contact").into_iter();
        let contacts = tables.filter_map(read_contact).collect();
        let lacks_contact = table.problem_count() > before;
        // The headers of some may be lost, and their keys stand in other tables.
        let [more_contacts, more_holders] = [CONTACT, HOLDER].map(|header| losses.count(header));
        Self {
            names,
            standing,
            holders,
            serves,
            contacts,
            lacks_holder: lacks_holder || more_holders > lost[1],
            lacks_contact: lacks_contact || more_contacts > lost[0],
        }
    }
}

fn checked_id(table: &Table<'_>, id: &Text) -> Option<String> {
    if id.value.len() > limits::ID {
        return too_long(table, id);
    }
    let Some(problem) = ids::wrong_target(&id.value) else {
        return Some(id.value.clone());
    };
    table.report(
        Diagnostic::found(Code::BadId, format!("`{}` {problem}", id.value)).at(id.place.clone()),
    );
    None
}

fn too_long(table: &Table<'_>, id: &Text) -> Option<String> {
    let (found, most) = (id.value.len(), limits::ID);
    let message = format!("an id of {found} characters; expected at most {most}");
    let help = "shorten it: it becomes a part of the names of files";
    table.report(
        Diagnostic::found(Code::BadId, message)
            .at(id.place.clone())
            .help(help),
    );
    None
}

fn read_kind(table: &Table<'_>, word: &Text) -> Option<Kind> {
    let kind = Kind::parse(&word.value);
    if kind.is_none() {
        let names = Kind::ALL.map(Kind::name);
        let near = nearest(&word.value, names).filter(|near| is_slip(&word.value, near));
        let help = near.map_or_else(
            || {
                format!(
                    "kinds are `{}`; ids and ranks have keys of their own",
                    names.join("`, `")
                )
            },
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("unknown kind `{}`", word.value);
        table.report(
            Diagnostic::found(Code::UnknownKind, message)
                .at(word.place.clone())
                .help(help),
        );
    }
    kind
}

/// Returns whether a word is another one with a slip: words are no slips of those that they only resemble.
fn is_slip(typed: &str, word: &str) -> bool {
    similarity(&typed.to_lowercase(), word) >= SLIP
}

/// Reads a channel that some contact has; any may be in one that could not be read.
fn read_channel(
    table: &Table<'_>,
    word: &Text,
    contacts: &[Dated<Contact>],
    any: bool,
) -> Option<Channel> {
    let channel = Channel::parse(&word.value);
    let has = |channel: Channel| contacts.iter().any(|contact| contact.value.has(channel));
    let is_known = |channel: Channel| any || has(channel);
    let problem = match channel {
        None => "is no channel: give `email`, `fax`, `post`, `phone` or `web`",
        Some(channel) if !is_known(channel) => "is a channel that no contact of the target has",
        Some(_) => return channel,
    };
    table.report(
        Diagnostic::found(Code::UnknownChannel, format!("`{}` {problem}", word.value))
            .at(word.place.clone()),
    );
    None
}

/// Reads an ISO 3166 alpha-2 code in capitals.
pub(super) fn read_country(table: &Table<'_>, code: &Text) -> Option<Country> {
    let country = Country::from_code(&code.value).filter(|c| c.to_string() == code.value);
    if country.is_none() {
        let message = format!(
            "`{}` is not a country code of ISO 3166 (two capitals)",
            code.value
        );
        let asked = Some(&code.value).filter(|_| !table.has_many());
        let help = asked.and_then(|code| match Country::from_name(code) {
            Some(country) => Some(format!("write `{country}` ({})", country.name("en"))),
            None => Country::suggestion(code),
        });
        table.report(
            Diagnostic::found(Code::UnknownCountry, message)
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
    table.report(Diagnostic::found(Code::BadPosition, message).at(table.place()));
    None
}

fn read_languages(table: &mut Table<'_>, languages: &[String]) -> Vec<String> {
    let reads = table.texts("reads");
    for text in reads.iter().filter(|t| !languages.contains(&t.value)) {
        let message = format!("`{}` is not a language of this campaign", text.value);
        let help = format!("its languages are `{}`", languages.join("`, `"));
        table.report(
            Diagnostic::found(Code::UnknownLanguage, message)
                .at(text.place.clone())
                .help(help),
        );
    }
    reads.into_iter().map(|t| t.value).collect()
}

fn read_holder(mut table: Table<'_>, languages: &[String]) -> Option<Dated<Holder>> {
    let before = table.problem_count();
    let name = table
        .required_table("name")
        .map(|t| Texts::read(t, languages, true));
    let mut maybe = |key| table.table(key).map(|t| Texts::read(t, languages, false));
    let (addressed, called) = (maybe("addressed"), maybe("called"));
    let gender = table
        .required("gender")
        .and_then(|g| Gender::read(&table, &g));
    let ended = table.text("ended").map(|t| t.value);
    let value = name.zip(gender).map(|(name, gender)| Holder {
        name,
        addressed: addressed.unwrap_or_default(),
        called: called.unwrap_or_default(),
        gender,
        ended,
    });
    dated::read(table, value, before)
}

fn read_serves(mut table: Table<'_>) -> Option<Dated<Vec<Country>>> {
    let before = table.problem_count();
    let codes = table.required_texts("countries");
    let countries = codes
        .iter()
        .filter_map(|code| read_country(&table, code))
        .collect();
    dated::read(table, Some(countries), before)
}

/// Reads the lines of an address, if it is there.
fn lines_of(table: &mut Table<'_>, key: &'static str) -> Vec<Text> {
    let lines = some_of(table, key, limits::LINES);
    for line in &lines {
        if let Some(problem) =
            texts::not_one_line(|| "a line of an address".to_owned(), &line.value)
        {
            table.report(problem.at(line.place.clone()));
        }
    }
    lines
}

/// Reads an optional list of at most `most` texts that is not empty where it is given.
fn some_of(table: &mut Table<'_>, key: &'static str, most: usize) -> Vec<Text> {
    let before = table.problem_count();
    let is_given = table.has(key);
    let found = table.few_texts(key, most);
    if is_given && found.is_empty() && table.problem_count() == before {
        let problem = Diagnostic::found(Code::EmptyValue, format!("`{key}` is empty"));
        let help = format!("leave `{key}` out where nothing is known");
        table.report(problem.at(table.place()).help(help));
    }
    found
}

fn read_contact(mut table: Table<'_>) -> Option<Dated<Contact>> {
    let before = table.problem_count();
    let values = |texts: Vec<Text>| texts.into_iter().map(|t| t.value).collect::<Vec<_>>();
    let post = lines_of(&mut table, "post");
    let contact = Contact {
        section: table.text("section").map(|t| t.value),
        post: values(post),
        post_local: values(lines_of(&mut table, "post_local")),
        post_local_lang: table
            .text("post_local_lang")
            .and_then(|tag| texts::language_tag(&table, tag)),
        phone: some_of(&mut table, "phone", limits::ENTRIES),
        fax: some_of(&mut table, "fax", limits::ENTRIES),
        email: some_of(&mut table, "email", limits::ENTRIES),
        web: table.text("web").map(|t| t.value),
        left: dated::read_period(&mut table, "left"),
    };
    dated::read(table, Some(contact), before)
}
