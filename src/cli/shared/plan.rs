//! The plan: what the arguments mean, worked out before any letter is written.

use std::collections::BTreeMap;
use std::path::Path;

use crate::calendar::Date;
use crate::campaign::{Campaign, Folder, embedded};
use crate::cli::args::shared::Selection;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::fields::is_refused;
use crate::selection::Criteria;
use crate::sender::{self, Sender};
use crate::suggest::did_you_mean;
use crate::{clock, console, disk, limits};

/// Reads the campaign of a folder, or the built-in one. Only a campaign without errors comes back.
///
/// # Errors
/// Everything that is wrong with its files.
pub(crate) fn campaign(path: Option<&Path>) -> Result<Campaign, Problems> {
    sound(&folder(path)?)
}

/// The texts of the campaign of a folder, or of the built-in one.
///
/// # Errors
/// Everything that cannot be read.
pub(crate) fn folder(path: Option<&Path>) -> Result<Folder, Problems> {
    match path {
        Some(path) => disk::read_campaign(path),
        None => Ok(embedded::folder()),
    }
}

/// The campaign of some texts.
///
/// # Errors
/// Everything that is wrong with them.
pub(crate) fn sound(folder: &Folder) -> Result<Campaign, Problems> {
    let (campaign, problems) = Campaign::read(folder);
    match campaign {
        Some(campaign) if !problems.has_errors() => Ok(campaign),
        _ => Err(problems),
    }
}

/// Checks that the letter and the language that were asked for exist.
///
/// # Errors
/// Each that does not.
pub(crate) fn choices(
    lang: Option<&str>,
    letter: Option<&str>,
    campaign: &Campaign,
) -> Result<(), Problems> {
    let mut problems = Problems::default();
    let unknown = |lang: &&str| campaign.languages.iter().all(|known| known != lang);
    if let Some(lang) = lang.filter(unknown) {
        let message = format!("this campaign has no letters in `{lang}`");
        let help = format!("its languages are `{}`", campaign.languages.join("`, `"));
        problems.push(Diagnostic::error(message).help(help));
    }
    let ids = campaign.letter_ids();
    if let Some(id) = letter.filter(|id| !ids.contains(id)) {
        let message = format!("there is no letter `{id}`");
        let list: Vec<&str> = ids.iter().copied().collect();
        let help = did_you_mean(id, ids.iter().copied())
            .unwrap_or_else(|| format!("letters are `{}`", list.join("`, `")));
        problems.push(Diagnostic::error(message).help(help));
    }
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(())
    }
}

/// The date that was asked for, else `SOURCE_DATE_EPOCH`, else today.
///
/// # Errors
/// If what was given is no date.
pub(crate) fn date(given: Option<&str>) -> Result<Date, Diagnostic> {
    if let Some(text) = given {
        return Date::parse(text).ok_or_else(|| {
            let message = format!("`{text}` is not a date; expected YYYY-MM-DD");
            Diagnostic::error(message).help("for example 2011-12-17")
        });
    }
    match console::variable("SOURCE_DATE_EPOCH") {
        None => Ok(clock::today()),
        Some(text) => text
            .parse()
            .ok()
            .and_then(Date::from_epoch_seconds)
            .ok_or_else(|| {
                let message = format!("SOURCE_DATE_EPOCH is `{text}`; expected seconds since 1970");
                Diagnostic::error(message)
            }),
    }
}

/// The country that was named, and the date.
///
/// # Errors
/// If there is no such country or the date is none.
pub(crate) fn country_and_date(selection: &Selection) -> Result<(Option<Country>, Date), Problems> {
    let mut problems = Problems::default();
    let country = problems.keep(
        selection
            .country
            .as_deref()
            .map(sender::country)
            .transpose(),
    );
    let date = problems.keep(date(selection.date.as_deref()));
    country.zip(date).ok_or(problems)
}

/// Checks that no letter of a campaign is older than it.
///
/// # Errors
/// If the date is before the campaign.
pub(crate) fn in_time(campaign: &Campaign, date: Date) -> Result<(), Diagnostic> {
    if date >= campaign.from {
        return Ok(());
    }
    let message = format!(
        "the date {date} is before the campaign `{}`, which starts on {}",
        campaign.id, campaign.from
    );
    Err(Diagnostic::error(message))
}

/// The criteria that targets are chosen by, with a note if the country was nowhere given.
///
/// # Errors
/// A country or date that does not exist, or a date before the campaign.
pub(crate) fn criteria(
    selection: &Selection,
    campaign: &Campaign,
    sender: &Sender,
) -> Result<(Criteria, Option<Diagnostic>), Problems> {
    let (named, date) = country_and_date(selection)?;
    in_time(campaign, date)?;
    let known = named.or(sender.country);
    let country = known.unwrap_or(campaign.country);
    let note = known.is_none().then(|| {
        let message = format!("no country given: written as from {}", country.name("en"));
        Diagnostic::note(message).help("give `--country`, or a country with the sender")
    });
    Ok((
        Criteria {
            country,
            date,
            all: selection.all,
        },
        note,
    ))
}

/// The personal paragraph: as given, or the text of a file.
///
/// # Errors
/// A file that cannot be read or is empty, or a control character.
pub(crate) fn personal(given: Option<&str>) -> Result<Option<String>, Diagnostic> {
    let Some(given) = given else {
        return Ok(None);
    };
    let text = match given.strip_prefix('@') {
        Some(rest) if rest.starts_with('@') => rest.to_owned(),
        Some(from) => personal_of(from)?,
        None => given.replace("\r\n", "\n"),
    };
    match text
        .chars()
        .find(|c| is_refused(*c) && !matches!(c, '\n' | '\t'))
    {
        Some(c) => {
            let message = format!(
                "the personal text holds the character U+{:04X}, which no text has",
                u32::from(c)
            );
            Err(Diagnostic::error(message).help("take it out"))
        }
        None => Ok(Some(text).filter(|text| !text.trim().is_empty())),
    }
}

/// The text of a file, or of standard input for `-`. One that is empty was hardly meant: a pipe may have failed.
fn personal_of(from: &str) -> Result<String, Diagnostic> {
    let most = limits::LETTER as u64;
    let (source, name) = if from == "-" {
        let name = "standard input";
        let bytes = disk::read_bounded(name, console::input(), most)?;
        (disk::text_of(name, bytes)?, name.to_owned())
    } else {
        let source = disk::read_bounded_text(Path::new(from), most);
        let help = "a text that starts with `@` is written with `@@`";
        (source.map_err(|p| p.help(help))?, format!("`{from}`"))
    };
    if source.text.trim().is_empty() {
        let message = format!("the personal text is empty: there is nothing in {name}");
        return Err(Diagnostic::error(message).help("write it there, or leave `--personal` out"));
    }
    Ok(source.text.clone())
}

/// The values of `--set`.
///
/// # Errors
/// Every one that is not `key=value`.
pub(crate) fn settings(given: &[String]) -> Result<BTreeMap<String, String>, Problems> {
    let mut problems = Problems::default();
    let mut values = BTreeMap::new();
    for text in given {
        match text.split_once('=') {
            Some((key, value)) if !key.is_empty() => {
                let value = problems.keep(sender::one_line(&format!("--set {key}"), value));
                values.insert(key.to_owned(), value.flatten().unwrap_or_default());
            }
            _ => {
                let message = format!("`--set {text}` is not KEY=VALUE");
                problems.push(Diagnostic::error(message));
            }
        }
    }
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(values)
    }
}
