//! The sender: who signs.
//!
//! Owns the shape of a sender and of its file. Leaves asking for one and storing it to the command
//! line. A sender file is TOML with the keys of [`Sender`], all of them optional.

use std::cell::RefCell;
use std::sync::Arc;

use serde::Serialize;

use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::email;
use crate::fields::{Table, Text, to_toml};

/// Who signs a letter. Empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The name as it is signed.
    pub name: Option<String>,
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
    /// The language to write in, a BCP 47 tag.
    pub language: Option<String>,
}

impl Sender {
    /// Whether nobody would know from it who wrote.
    pub fn is_anonymous(&self) -> bool {
        self.name.is_none() && self.organization.is_none()
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
            language: self.language.as_deref(),
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
    language: Option<&'s str>,
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
    let mut one_line = |key| {
        table
            .text(key)
            .and_then(|text| single_line(&table, key, text))
    };
    let phone = one_line("phone");
    let language = one_line("language");
    let country = table
        .text("country")
        .and_then(|text| named_country(&table, &text));
    let lines = table.texts("address");
    let address = lines
        .into_iter()
        .filter_map(|line| single_line(&table, "address", line))
        .collect();
    table.finish();
    Sender {
        name,
        role,
        organization,
        address,
        country,
        email,
        phone,
        language,
    }
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
    if let Some(c) = trimmed.chars().find(|c| c.is_control()) {
        let what = if c == '\n' {
            "a line break".to_owned()
        } else {
            format!("{c:?}")
        };
        let message = format!("`{key}` holds {what}; expected one line of text");
        return Err(Diagnostic::error(message));
    }
    Ok((!trimmed.is_empty()).then(|| trimmed.to_owned()))
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

/// The country that a person named, by code or name.
///
/// # Errors
/// If no country is called so.
pub fn country(named: &str) -> Result<Country, Diagnostic> {
    Country::from_name(named).ok_or_else(|| {
        let message = format!("there is no country `{named}`");
        let help = "give its name or its two-letter code of ISO 3166, such as GB";
        Diagnostic::error(message)
            .maybe_help(Country::suggestion(named).or_else(|| Some(help.to_owned())))
    })
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
            ..Sender::default()
        };
        let text = sender.write().unwrap();
        assert_eq!(Sender::read(&Source::new("sender.toml", text)), Ok(sender));
    }

    #[test]
    fn every_mistake_of_a_file_is_found() {
        let text = "nmae = \"A\"\nemail = \"x\"\ncountry = \"Narnia\"\naddress = [\"a\\nb\"]\n";
        let problems = Sender::read(&Source::new("sender.toml", text)).unwrap_err();
        assert_eq!(problems.0.len(), 4, "{problems:?}");
    }
}
