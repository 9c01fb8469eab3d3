//! The sender: who signs.
//!
//! Owns the shape of a sender and of its file. Leaves asking for one and storing it to the command
//! line, and reading pictures to `picture`. A sender file is TOML with the keys of [`Sender`], all of
//! them optional.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::fields::{Table, Text, is_refused, to_toml};
use crate::limits::LINES;
use crate::{email, phone};

/// Who signs a letter. Empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The name as it is signed.
    pub name: Option<String>,
    /// Who signs below, such as the other members of a household. No key of a sender file.
    pub co_signers: Vec<String>,
    /// What the sender is in the organization.
    pub role: Option<String>,
    /// The union, branch or other body.
    pub organization: Option<String>,
    /// Address lines in the order of the sender's country, without the country.
    pub address: Vec<String>,
    /// The country.
    pub country: Option<Country>,
    /// For answers.
    pub email: Option<String>,
    /// For answers, as the sender writes it.
    pub phone: Option<String>,
    /// The machine that faxes are sent from, in E.164.
    pub fax: Option<String>,
    /// The language to write in, a BCP 47 tag.
    pub language: Option<String>,
    /// A PNG file with the signature.
    pub signature: Option<PathBuf>,
    /// What stands at the top of the first page.
    pub letterhead: Option<Letterhead>,
}

/// The head of a body's letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The name of the body.
    pub name: String,
    /// Lines below the name.
    pub lines: Vec<String>,
    /// A PNG file with the logo.
    pub logo: Option<PathBuf>,
}

impl Sender {
    /// Whether nobody would know from it who wrote.
    pub fn is_anonymous(&self) -> bool {
        self.name.is_none() && self.organization.is_none()
    }

    /// Whether it is several people: a body that names no person, or a household.
    pub fn is_plural(&self) -> bool {
        let is_body = self.name.is_none() && self.organization.is_some();
        is_body || !self.co_signers.is_empty()
    }

    /// Reads a sender file.
    ///
    /// # Errors
    /// Every key that is unknown or has a wrong value.
    pub fn read(source: &Arc<Source>) -> Result<Self, Problems> {
        let found = RefCell::new(Problems::default());
        let sender = read_table(Table::parse(source, &source.text, &found));
        let problems = found.into_inner();
        if problems.has_errors() {
            Err(problems)
        } else {
            Ok(sender)
        }
    }

    /// The sender with the paths of its pictures taken as relative to `folder`.
    pub fn in_folder(mut self, folder: &Path) -> Self {
        let logo = self.letterhead.as_mut().and_then(|head| head.logo.as_mut());
        for path in self.signature.iter_mut().chain(logo) {
            *path = folder.join(&path);
        }
        self
    }

    /// The sender as a file that [`Sender::read`] reads.
    ///
    /// # Errors
    /// The message of the TOML writer.
    pub fn write(&self) -> Result<String, String> {
        to_toml(&Stored {
            name: self.name.as_deref(),
            role: self.role.as_deref(),
            organization: self.organization.as_deref(),
            address: &self.address,
            country: self.country.map(|c| c.to_string()),
            email: self.email.as_deref(),
            phone: self.phone.as_deref(),
            fax: self.fax.as_deref(),
            language: self.language.as_deref(),
            signature: self.signature.as_deref(),
            letterhead: self.letterhead.as_ref().map(|head| StoredHead {
                name: &head.name,
                lines: &head.lines,
                logo: head.logo.as_deref(),
            }),
        })
    }
}

/// The shape of the file.
#[derive(Serialize)]
struct Stored<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<&'s str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    address: &'s [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fax: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<&'s Path>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letterhead: Option<StoredHead<'s>>,
}

/// The shape of `[letterhead]`.
#[derive(Serialize)]
struct StoredHead<'s> {
    name: &'s str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    lines: &'s [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<&'s Path>,
}

fn read_table(mut table: Table<'_>) -> Sender {
    let mut one_line = |key| {
        table
            .text(key)
            .and_then(|text| single_line(&table, key, text))
    };
    let name = one_line("name");
    let role = one_line("role");
    let organization = one_line("organization");
    let email = table
        .text("email")
        .and_then(|text| checked_email(&table, text));
    let fax = table
        .text("fax")
        .and_then(|text| checked_fax(&table, &text));
    let mut one_line = |key| {
        table
            .text(key)
            .and_then(|text| single_line(&table, key, text))
    };
    let phone = one_line("phone");
    let language = one_line("language");
    let signature = one_line("signature").map(PathBuf::from);
    let letterhead = table.table("letterhead").and_then(read_letterhead);
    let country = table
        .text("country")
        .and_then(|text| named_country(&table, &text));
    let address = lines(&mut table, "address");
    table.finish();
    Sender {
        name,
        co_signers: Vec::new(),
        role,
        organization,
        address,
        country,
        email,
        phone,
        fax,
        language,
        signature,
        letterhead,
    }
}

fn read_letterhead(mut table: Table<'_>) -> Option<Letterhead> {
    let name = table.required("name");
    let logo = table.text("logo");
    let logo = logo.and_then(|path| single_line(&table, "logo", path));
    let lines = lines(&mut table, "lines");
    let named = name.and_then(|name| filled(&table, name));
    table.finish();
    Some(Letterhead {
        name: named?,
        lines,
        logo: logo.map(PathBuf::from),
    })
}

/// A line that has to have text in it.
fn filled(table: &Table<'_>, text: Text) -> Option<String> {
    let place = text.place.clone();
    if text.value.trim().is_empty() {
        table.report(Diagnostic::error("the name of the letterhead is empty").at(place));
    }
    single_line(table, "name", text)
}

fn lines(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    let lines = table.few_texts(key, LINES).into_iter();
    lines
        .filter_map(|line| single_line(table, key, line))
        .collect()
}

fn single_line(table: &Table<'_>, key: &str, text: Text) -> Option<String> {
    match one_line(key, &text.value) {
        Ok(line) => line,
        Err(problem) => {
            table.report(problem.at(text.place));
            None
        }
    }
}

fn checked_email(table: &Table<'_>, text: Text) -> Option<String> {
    let checked = check_email(&text.value);
    if let Err(problem) = checked {
        table.report(problem.at(text.place));
        return None;
    }
    Some(text.value)
}

fn checked_fax(table: &Table<'_>, text: &Text) -> Option<String> {
    fax_number(&text.value)
        .map_err(|problem| table.report(problem.at(text.place.clone())))
        .ok()?
}

fn named_country(table: &Table<'_>, text: &Text) -> Option<Country> {
    country(&text.value)
        .map_err(|problem| table.report(problem.at(text.place.clone())))
        .ok()
}

/// A value that has to fit on one line, trimmed; `None` if nothing is left of it.
///
/// # Errors
/// If it holds a control character, a line break among them.
pub fn one_line(key: &str, value: &str) -> Result<Option<String>, Diagnostic> {
    let trimmed = value.trim();
    if let Some(c) = trimmed.chars().find(|c| is_refused(*c) || is_break(*c)) {
        let what = if is_break(c) {
            "a line break".to_owned()
        } else {
            format!("{c:?}")
        };
        let message = format!("`{key}` holds {what}; expected one line of text");
        return Err(Diagnostic::error(message));
    }
    let is_seen = |c: char| !c.is_whitespace() && !is_invisible(c);
    Ok(trimmed.contains(is_seen).then(|| trimmed.to_owned()))
}

/// Whether a character ends a line (Unicode, `Line_Break` BK and LF).
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}')
}

/// Characters without a picture of their own, as they come with text that was copied (Unicode,
/// `Default_Ignorable_Code_Point`).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Checks the sender's e-mail address.
///
/// # Errors
/// If it is not one.
pub fn check_email(address: &str) -> Result<(), Diagnostic> {
    if email::is_valid(address) {
        return Ok(());
    }
    let message = format!("`{address}` is not an e-mail address");
    Err(Diagnostic::error(message).help("expected a form such as name@example.org"))
}

/// The number of the sender's fax machine in E.164; `None` if nothing is given.
///
/// # Errors
/// If it is not written in the international form, or no numbering plan knows it.
pub fn fax_number(written: &str) -> Result<Option<String>, Diagnostic> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(None);
    }
    let number = phone::international(written).map_err(|wrong| {
        let problem = Diagnostic::error(format!("the fax number `{written}` {wrong}"));
        problem.help("for example +44 20 7946 0018")
    });
    number.map(Some)
}

/// The country that a person named, by code or name.
///
/// # Errors
/// If no country is called so.
pub fn country(named: &str) -> Result<Country, Diagnostic> {
    Country::from_name(named).ok_or_else(|| no_country(named, Country::suggestion(named)))
}

/// That no country is called so; which one may be meant.
pub fn no_country(named: &str, suggestion: Option<String>) -> Diagnostic {
    let help = "give its name or its two-letter code of ISO 3166, such as GB";
    let problem = Diagnostic::error(format!("there is no country `{named}`"));
    problem.help(suggestion.unwrap_or_else(|| help.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let sender = Sender {
            name: Some("Ana \"A\" Silva".into()),
            address: vec!["Rua 1".into(), "1000 Lisboa".into()],
            country: Country::from_code("PT"),
            fax: Some("+351213815600".into()),
            signature: Some("ana.png".into()),
            letterhead: Some(Letterhead {
                name: "Union".into(),
                lines: vec!["Rua 2".into()],
                logo: Some("/logo.png".into()),
            }),
            ..Sender::default()
        };
        let text = sender.write().unwrap();
        assert_eq!(Sender::read(&Source::new("sender.toml", text)), Ok(sender));
    }

    #[test]
    fn every_mistake_of_a_file_is_found() {
        let text = "nmae = \"A\"\nemail = \"x\"\nfax = \"020 1\"\ncountry = \"Narnia\"\naddress = [\"a\\nb\"]\n";
        let problems = Sender::read(&Source::new("sender.toml", text)).unwrap_err();
        assert_eq!(problems.0.len(), 5, "{problems:?}");
    }

    #[test]
    fn a_letterhead_has_a_name() {
        for text in [
            "[letterhead]\nlines = [\"a\"]\n",
            "[letterhead]\nname = \" \"\n",
        ] {
            let problems = Sender::read(&Source::new("sender.toml", text)).unwrap_err();
            assert_eq!(problems.0.len(), 1, "{problems:?}");
        }
    }

    #[test]
    fn pictures_stand_beside_the_file() {
        let text = "signature = \"a.png\"\n[letterhead]\nname = \"U\"\nlogo = \"/b.png\"\n";
        let sender = Sender::read(&Source::new("sender.toml", text)).unwrap();
        let sender = sender.in_folder(Path::new("/home"));
        assert_eq!(sender.signature, Some("/home/a.png".into()));
        assert_eq!(sender.letterhead.unwrap().logo, Some("/b.png".into()));
    }
}
