//! The note on what each column was taken for.
//!
//! A list is read without a word if nobody could take anything in it for something else: if all columns have names of
//! docs/members.md or are variables that letters use, or if it has a street and a town and nothing else in it is like
//! the name of a column. Every other list has one note: an export, one with what may have been meant otherwise, one
//! without an address, and one of which somebody said what columns mean.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::members::cells::shortened;
use crate::members::choices::{field, word};
use crate::members::columns::{Column, ColumnUse, Kind, Part, suggestion, word_suggestion};
use crate::members::exports::Export;

/// The most columns that are named of those that are not used.
const NAMED: usize = 8;

/// Whether a column belongs to a field.
type Belongs = fn(Column) -> bool;

/// The most columns of a field that are all named.
const LISTED: usize = 6;

/// The fields in the order of the note.
const GROUPS: [(&str, Belongs); 10] = [
    ("name", |column| {
        matches!(
            column,
            Column::Name
                | Column::DisplayName
                | Column::Prefix
                | Column::FirstName
                | Column::MiddleName
                | Column::LastName
                | Column::Suffix
        )
    }),
    ("organization", |column| {
        matches!(column, Column::Organization | Column::Role | Column::Branch)
    }),
    ("organization if nobody is named", |column| {
        column == Column::Employer
    }),
    ("address", |column| matches!(column, Column::Address(..))),
    ("e-mail", |column| matches!(column, Column::Email(_))),
    ("phone", |column| matches!(column, Column::Phone(_))),
    ("language", |column| column == Column::Language),
    ("own words", |column| column == Column::Personal),
    ("consent", |column| column == Column::Consent),
    ("death or refusal", |column| {
        matches!(column, Column::Deceased | Column::Refusal)
    }),
];

/// What the note is about.
pub(super) struct ColumnNote<'n> {
    /// The name of the list.
    pub file: &'n str,
    pub titles: &'n [String],
    pub uses: &'n [ColumnUse],
    pub export: Option<&'static Export>,
    /// Whether somebody said what columns mean.
    pub is_chosen: bool,
    /// The variables that letters use; `None` if nobody knows.
    pub of_letters: Option<&'n BTreeSet<String>>,
}

impl ColumnNote<'_> {
    /// The note, unless it goes without saying.
    pub(super) fn told(&self) -> Option<Diagnostic> {
        let (unused, suggestions) = (self.unused(), self.suggestions());
        let is_plain = self.export.is_none() && !self.is_chosen;
        let is_clear = unused.is_empty() || self.has_whole_address();
        if is_plain && is_clear && suggestions.is_empty() {
            return None;
        }
        let groups = GROUPS
            .iter()
            .filter_map(|(name, belongs)| self.group(name, *belongs));
        let program = self
            .export
            .map(|export| format!(" is an export of {}", export.name));
        let message = format!(
            "`{}`{}: {}",
            self.file,
            program.unwrap_or_default(),
            groups.collect::<Vec<_>>().join("; ")
        );
        let is_asked = |title: &&str| suggestions.iter().any(|(asked, _)| asked == title);
        let others: Vec<&str> = unused
            .into_iter()
            .filter(|title| !is_asked(title))
            .collect();
        let asked = suggestions.iter().map(|(_, asked)| asked.clone());
        let note = asked.fold(Diagnostic::note(message), Diagnostic::help);
        Some(note.maybe_help(not_used(&others)))
    }

    /// The columns of a field: of an address the first of each kind.
    fn group(&self, name: &str, belongs: Belongs) -> Option<String> {
        let mut kinds: Vec<(Kind, Vec<&str>)> = Vec::new();
        for (title, used) in self.titles.iter().zip(self.uses) {
            let ColumnUse::Known(column) = used else {
                continue;
            };
            if !belongs(*column) {
                continue;
            }
            let kind = match column {
                Column::Address(kind, _) => *kind,
                _ => Kind::Main,
            };
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, titles)) => titles.push(title),
                None => kinds.push((kind, vec![title])),
            }
        }
        kinds.sort_by_key(|(kind, _)| *kind);
        let is_one = kinds.len() == 1;
        let told: Vec<String> = kinds
            .iter()
            .map(|(_, titles)| listed(titles, is_one))
            .collect();
        (!told.is_empty()).then(|| format!("{name}: {}", told.join(" or ")))
    }

    /// The columns that no letter uses, without those that the program always has.
    fn unused(&self) -> Vec<&str> {
        let Some(of_letters) = self.of_letters else {
            return Vec::new();
        };
        let columns = self.titles.iter().zip(self.uses);
        let unused = columns.filter(|(title, used)| {
            let is_usual = self
                .export
                .is_some_and(|export| export.meaning(title).is_some());
            matches!(used, ColumnUse::Variable(name) if !of_letters.contains(name)) && !is_usual
        });
        unused.map(|(title, _)| title.as_str()).collect()
    }

    /// What may have been meant by variables.
    fn suggestions(&self) -> Vec<(&str, String)> {
        let columns = self.titles.iter().zip(self.uses);
        let open = columns.filter(|(title, used)| {
            let ColumnUse::Variable(name) = used else {
                return false;
            };
            let is_used = self.of_letters.is_some_and(|names| names.contains(name));
            let is_usual = self
                .export
                .is_some_and(|export| export.meaning(title).is_some());
            !is_used && !is_usual
        });
        let asked = open.take(limits::GUESSES);
        asked
            .filter_map(|(title, _)| Some((title.as_str(), self.suggestion(title)?)))
            .collect()
    }

    fn suggestion(&self, title: &str) -> Option<String> {
        let near = suggestion(title);
        let column = near.or_else(|| word_suggestion(title).filter(|column| !self.has(*column)))?;
        let column = match column {
            Column::NameOrLast | Column::NameOrFirst => Column::Name,
            column => column,
        };
        let field = field(column)?;
        let what = match column {
            Column::Address(_, Part::Line(0)) => "the address".to_owned(),
            column => column.meaning(),
        };
        let column = self.titles.iter().position(|known| known == title);
        let (word, title) = (word(title, column.unwrap_or_default()), shortened(title));
        Some(format!(
            "`{title}`: did you mean {what}? `--column '{word}={field}'`"
        ))
    }

    /// Whether there are columns of a street and of a town.
    fn has_whole_address(&self) -> bool {
        let has = |part| self.has(Column::Address(Kind::Main, part));
        has(Part::Line(0)) && (has(Part::City) || has(Part::Postcode))
    }

    /// Whether another column has the meaning, as far as that can be told from it.
    fn has(&self, column: Column) -> bool {
        let alike = |known: Column| match (known, column) {
            (Column::Address(_, one), Column::Address(_, other)) => one == other,
            (Column::Phone(_), Column::Phone(_)) | (Column::Email(_), Column::Email(_)) => true,
            (known, column) => known == column || known.is_name() && column.is_name(),
        };
        let known = self.uses.iter().filter_map(|used| match used {
            ColumnUse::Known(known) => Some(*known),
            _ => None,
        });
        known.into_iter().any(alike)
    }
}

/// Titles in backticks; of one of several addresses, the first.
fn listed(titles: &[&str], is_one: bool) -> String {
    let shown: Vec<String> = titles.iter().map(|title| shortened(title)).collect();
    match &shown[..] {
        [first, _, ..] if !is_one => format!("`{first}` and {} more", shown.len() - 1),
        [first, second, third, ..] if shown.len() > LISTED => {
            format!(
                "`{first}`, `{second}`, `{third}` and {} more",
                shown.len() - 3
            )
        }
        all => format!("`{}`", all.join("`, `")),
    }
}

fn not_used(titles: &[&str]) -> Option<String> {
    let named: Vec<String> = titles
        .iter()
        .take(NAMED)
        .map(|title| shortened(title))
        .collect();
    let more = titles.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!(" and {more} more"));
    (!titles.is_empty()).then(|| {
        let named = named.join("`, `");
        format!("no letter uses `{named}`{}", more.unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::options::ListOptions;
    use crate::members::rows::Members;

    /// The note on a header, where letters use the variable `shift`.
    fn note(header: &str) -> Option<Diagnostic> {
        let options = ListOptions {
            variables: Some(["shift".to_owned()].into()),
            ..ListOptions::default()
        };
        let text = format!("{header}\n");
        Members::open("x.csv", text.as_bytes(), &options)
            .unwrap()
            .header()
            .columns
            .clone()
    }

    #[test]
    fn what_goes_without_saying_is_not_said() {
        assert_eq!(
            note("Name,Street,Postcode,City,Country,E-mail,Consent,Shift"),
            None
        );
    }

    #[test]
    fn other_columns_of_a_list_with_an_address_are_not_said() {
        assert_eq!(note("Name,Street,City,Member number,Birthday"), None);
    }

    #[test]
    fn what_nobody_uses_is_said_once() {
        let note = note("Name,Street,Birthday,Number,Shift").unwrap();
        assert_eq!(note.message, "`x.csv`: name: `Name`; address: `Street`");
        assert_eq!(note.help, ["no letter uses `Birthday`, `Number`"]);
    }

    #[test]
    fn what_may_have_been_meant_is_asked() {
        let note = note("Name,Adress,Your postcode,Town and city,Notes").unwrap();
        assert_eq!(
            note.help[..2],
            [
                "`Adress`: did you mean the address? `--column 'Adress=address'`",
                "`Your postcode`: did you mean the postcode? `--column 'Your postcode=postcode'`",
            ]
        );
        // A town stands there already, so nothing is asked.
        let help = super::tests::note("Name,City,City of birth").unwrap().help;
        assert_eq!(help, ["no letter uses `City of birth`"]);
    }

    #[test]
    fn an_export_is_named_and_its_usual_columns_are_not() {
        let header = "First Name,Last Name,Company,Home Street,Home City,Business Street,Business City,E-mail Address,Notes,Fee";
        let note = note(header).unwrap();
        assert_eq!(
            note.message,
            "`x.csv` is an export of Outlook (English): name: `First Name`, `Last Name`; \
             organization if nobody is named: `Company`; address: `Home Street` and 1 more or `Business Street` and 1 more; \
             e-mail: `E-mail Address`"
        );
        assert_eq!(note.help, ["no letter uses `Fee`"]);
    }
}
