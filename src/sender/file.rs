//! The sender file: TOML, read and written.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::fields::{Table, Text, to_toml};
use crate::limits::LINES;
use crate::sender::checks::{check_email, country, fax_number, one_line};
use crate::sender::model::{Letterhead, Sender};

impl Sender {
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
    let name = line_of(&mut table, "name");
    let role = line_of(&mut table, "role");
    let organization = line_of(&mut table, "organization");
    let email = table
        .text("email")
        .and_then(|text| checked_email(&table, text));
    let fax = table
        .text("fax")
        .and_then(|text| checked_fax(&table, &text));
    let phone = line_of(&mut table, "phone");
    let language = line_of(&mut table, "language");
    let signature = line_of(&mut table, "signature").map(PathBuf::from);
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
    let logo = line_of(&mut table, "logo");
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

fn line_of(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    let text = table.text(key)?;
    single_line(table, key, text)
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
        let sender = Sender::read(&Source::new("sender.toml", text))
            .unwrap()
            .in_folder(Path::new("/home"));
        assert_eq!(sender.signature, Some("/home/a.png".into()));
        assert_eq!(sender.letterhead.unwrap().logo, Some("/b.png".into()));
    }
}
