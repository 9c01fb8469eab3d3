//! What columns were said to mean: `--column 'Title=field'`.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::cells::shortened;
use crate::members::columns::{Column, ColumnNames, Kind, Part};
use crate::members::spelling::key;
use crate::suggest::did_you_mean;

/// The fields, as the table of docs/members.md and messages call them.
#[rustfmt::skip]
const FIELDS: [(&str, Choice); 31] = [
    ("name", Choice::Field(Column::Name)),
    (LAST_FIRST, Choice::LastFirst),
    ("first name", Choice::Field(Column::FirstName)),
    ("middle name", Choice::Field(Column::MiddleName)),
    ("last name", Choice::Field(Column::LastName)),
    ("prefix", Choice::Field(Column::Prefix)),
    ("suffix", Choice::Field(Column::Suffix)),
    ("role", Choice::Field(Column::Role)),
    ("organization", Choice::Field(Column::Organization)),
    ("branch", Choice::Field(Column::Branch)),
    ("address", Choice::Field(Column::Address(Kind::Main, Part::Line(0)))),
    ("address 1", Choice::Field(Column::Address(Kind::Main, Part::Line(0)))),
    ("address 2", Choice::Field(Column::Address(Kind::Main, Part::Line(1)))),
    ("address 3", Choice::Field(Column::Address(Kind::Main, Part::Line(2)))),
    ("address 4", Choice::Field(Column::Address(Kind::Main, Part::Line(3)))),
    ("house number", Choice::Field(Column::Address(Kind::Main, Part::HouseNumber))),
    ("po box", Choice::Field(Column::Address(Kind::Main, Part::PoBox))),
    ("postcode", Choice::Field(Column::Address(Kind::Main, Part::Postcode))),
    ("city", Choice::Field(Column::Address(Kind::Main, Part::City))),
    ("state", Choice::Field(Column::Address(Kind::Main, Part::State))),
    ("country", Choice::Field(Column::Address(Kind::Main, Part::Country))),
    ("email", Choice::Field(Column::Email(Kind::Main))),
    ("phone", Choice::Field(Column::Phone(Kind::Main))),
    ("mobile", Choice::Field(Column::Phone(Kind::Mobile))),
    ("language", Choice::Field(Column::Language)),
    ("personal", Choice::Field(Column::Personal)),
    ("consent", Choice::Field(Column::Consent)),
    ("deceased", Choice::Field(Column::Deceased)),
    ("refusal", Choice::Field(Column::Refusal)),
    ("none", Choice::Nothing),
    ("-", Choice::Nothing),
];

/// The field of whole names that have the last name first.
pub(super) const LAST_FIRST: &str = "last, first";

/// What a column was said to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Field(Column),
    /// The whole name, the last name first.
    LastFirst,
    /// It is not read.
    Nothing,
}

/// What columns were said to mean, by their titles, letters or numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnChoices(BTreeMap<String, String>);

impl ColumnChoices {
    /// The choices that were given, each a column, `=` and a field.
    ///
    /// # Errors
    /// Those without `=`, and columns that stand there twice.
    pub fn read(given: &[String]) -> Result<Self, Problems> {
        let (mut choices, mut problems) = (BTreeMap::new(), Problems::default());
        for text in given {
            let parts = text
                .rsplit_once('=')
                .map(|(column, field)| (column.trim(), field.trim()));
            let Some((column, field)) = parts.filter(|(column, _)| !column.is_empty()) else {
                let message = format!("`--column {text}` does not say what the column means");
                let help =
                    "expected its title, `=` and a field, such as `--column 'Home Street=address'`";
                problems.push(Diagnostic::error(message).help(help));
                continue;
            };
            if choices
                .insert(column.to_owned(), field.to_owned())
                .is_some()
            {
                let message = format!("`--column` says twice what `{column}` means");
                problems.push(Diagnostic::error(message).help("leave one of them out"));
            }
        }
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(Self(choices))
    }

    /// The choices of a record.
    pub fn of(choices: &BTreeMap<String, String>) -> Self {
        Self(choices.clone())
    }

    /// The choices for a record: fields by columns.
    pub fn as_map(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// The choices with one more.
    #[must_use]
    pub fn with(&self, column: &str, field: &str) -> Self {
        let mut choices = self.0.clone();
        choices.insert(column.to_owned(), field.to_owned());
        Self(choices)
    }

    /// The choices for the columns of a header, by their numbers.
    ///
    /// # Errors
    /// One error that lists the columns that are not there and the fields that are none.
    pub(super) fn of_header(
        &self,
        titles: &[String],
        names: &ColumnNames,
    ) -> Result<BTreeMap<usize, Choice>, Diagnostic> {
        let (mut found, mut wrong) = (BTreeMap::new(), Vec::new());
        for (column, field) in &self.0 {
            let number = numbered(column, titles);
            let choice = choice(field, names);
            wrong.extend(number.as_ref().err().cloned());
            wrong.extend(choice.is_none().then(|| no_field(field)));
            if let (Ok(number), Some(choice)) = (number, choice)
                && found.insert(number, choice).is_some()
            {
                wrong.push(format!(
                    "`{column}` is column {}, which another `--column` is about",
                    number + 1
                ));
            }
        }
        if wrong.is_empty() {
            return Ok(found);
        }
        let titles: Vec<String> = titles.iter().map(|title| shortened(title)).collect();
        let error = Diagnostic::error("`--column` does not fit the list".to_owned());
        let error = wrong.into_iter().fold(error, Diagnostic::help);
        Err(error.help(format!("the columns are `{}`", titles.join("`, `"))))
    }
}

/// The number of a column, counted from 0, by its title, letter or number.
fn numbered(column: &str, titles: &[String]) -> Result<usize, String> {
    let exact = titles.iter().position(|title| title.trim() == column);
    if let Some(exact) = exact {
        return Ok(exact);
    }
    let wanted = key(column);
    let alike = |title: &&String| !wanted.is_empty() && key(title) == wanted;
    match titles.iter().filter(alike).count() {
        0 => {}
        1 => {
            return Ok(titles
                .iter()
                .position(|title| alike(&title))
                .unwrap_or_default());
        }
        more => {
            return Err(format!(
                "{more} columns are called `{column}`: give the letter of the one, such as `C`"
            ));
        }
    }
    let number = column.parse().ok().or_else(|| of_letters(column));
    if let Some(number) = number.filter(|number| (1..=titles.len()).contains(number)) {
        return Ok(number - 1);
    }
    let meant = did_you_mean(column, titles.iter().map(String::as_str));
    let meant = meant.map(|meant| format!("; {meant}"));
    Err(format!(
        "no column is called `{}`{}",
        shortened(column),
        meant.unwrap_or_default()
    ))
}

/// The number that a column of a spreadsheet has by its letters, counted from 1.
fn of_letters(letters: &str) -> Option<usize> {
    let is_letters =
        (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_letters.then(|| {
        letters.bytes().fold(0, |number, byte| {
            number * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1
        })
    })
}

/// The letters of a column of a spreadsheet, counted from 0.
pub(super) fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, b'A' + digit);
        rest = (rest - 1) / 26;
    }
    String::from_utf8_lossy(&letters).into_owned()
}

/// What names a column for `--column`: its title, or its letters where that is none, too long or has a quote.
pub(super) fn word(title: &str, column: usize) -> String {
    let title = title.trim();
    if title.is_empty() || title.contains('\'') || shortened(title) != title {
        letters(column)
    } else {
        title.to_owned()
    }
}

/// What a field means: by its own name, else by one that a column of it may have.
fn choice(field: &str, names: &ColumnNames) -> Option<Choice> {
    let wanted = spelled(field);
    let own = FIELDS.iter().find(|(name, _)| spelled(name) == wanted);
    let own = own.map(|(_, choice)| *choice);
    own.or_else(|| match names.column(field)? {
        Column::NameOrLast | Column::NameOrFirst => Some(Choice::Field(Column::Name)),
        column => Some(Choice::Field(column)),
    })
}

/// A field as it is compared: `last, first` is not `last first`, and `-` is not nothing.
fn spelled(field: &str) -> String {
    let mut words = field.to_lowercase().replace(['_', '-'], " ");
    if field.trim() == "-" {
        "-".clone_into(&mut words);
    }
    words
        .replace(',', ", ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn no_field(field: &str) -> String {
    let meant = did_you_mean(field, FIELDS.iter().map(|(name, _)| *name));
    let meant = meant.map(|meant| format!("; {meant}"));
    let fields: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    let all = || format!("; the fields are `{}`", fields.join("`, `"));
    format!(
        "`{}` is no field{}",
        shortened(field),
        meant.unwrap_or_else(all)
    )
}

/// The name of the field that a column means, for advice.
pub(super) fn field(column: Column) -> Option<&'static str> {
    let named = FIELDS
        .iter()
        .find(|(_, choice)| *choice == Choice::Field(column));
    named.map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles() -> Vec<String> {
        ["Name", "Home Street", "Note", "note", ""]
            .map(str::to_owned)
            .to_vec()
    }

    fn of(given: &[&str]) -> Result<BTreeMap<usize, Choice>, Diagnostic> {
        let given: Vec<String> = given.iter().map(|text| (*text).to_owned()).collect();
        let choices = ColumnChoices::read(&given).unwrap();
        choices.of_header(&titles(), &ColumnNames::new())
    }

    #[test]
    fn a_column_is_named_by_title_letter_or_number() {
        let street = Choice::Field(Column::Address(Kind::Main, Part::Line(0)));
        for column in ["Home Street", "home street", "HOME-STREET", "B", "b", "2"] {
            let found = of(&[&format!("{column}=address")]).unwrap();
            assert_eq!(found, BTreeMap::from([(1, street)]), "{column}");
        }
        assert_eq!(of(&["Name=last,first"]).unwrap()[&0], Choice::LastFirst);
        assert_eq!(
            of(&["Note=-", "E=none"]).unwrap(),
            BTreeMap::from([(2, Choice::Nothing), (4, Choice::Nothing)])
        );
        assert_eq!(
            of(&["Name=Nachname"]).unwrap()[&0],
            Choice::Field(Column::LastName)
        );
        assert_eq!(
            of(&["Name=E-Mail"]).unwrap()[&0],
            Choice::Field(Column::Email(Kind::Main))
        );
    }

    #[test]
    fn everything_that_does_not_fit_is_one_error() {
        let error = of(&["Hom Street=address", "Name=adress", "NOTE=-", "Z=city"]).unwrap_err();
        let told = error.help.join("\n");
        for part in [
            "no column is called `Hom Street`; did you mean `Home Street`?",
            "`adress` is no field; did you mean `address`?",
            "2 columns are called `NOTE`",
            "no column is called `Z`",
            "the columns are `Name`, `Home Street`",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        let twice = of(&["B=address", "2=city"]).unwrap_err();
        assert!(twice.help[0].contains("another `--column`"), "{twice:?}");
    }

    #[test]
    fn what_says_nothing_is_an_error() {
        let read = |given: &str| ColumnChoices::read(&[given.to_owned(), "X=city".to_owned()]);
        assert!(read("Home Street").is_err() && read("=city").is_err() && read("X=state").is_err());
        assert!(read("a=b=city").is_ok());
    }

    #[test]
    fn a_title_that_cannot_be_typed_is_named_by_letters() {
        assert_eq!(word(" Home Street ", 2), "Home Street");
        for title in ["", "D'accord", &"x".repeat(200)] {
            assert_eq!(word(title, 2), "C", "{title}");
        }
    }

    #[test]
    fn letters_are_those_of_spreadsheets() {
        for (number, name) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")] {
            assert_eq!(
                (of_letters(name), letters(number - 1).as_str()),
                (Some(number), name)
            );
        }
    }
}
