//! The columns of address books and of programs for members: whose export a header is, and what its titles mean there.
//!
//! `exports.txt` lists them. A name such as `Organization` or `Title` means one thing in an address book and another in
//! a list that a branch made itself, so a program is told first, by titles that hardly any other list has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::members::columns::{Column, Kind, Labelled, Part};
use crate::members::spelling::key;

/// The programs and their titles.
const LIST: &str = include_str!("exports.txt");

/// The titles of its own that tell a program.
const TELLING: usize = 2;

/// What a title means in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Column(Column),
    /// Nothing that letters need.
    NotUsed,
}

/// What an export calls its columns.
#[derive(Debug, Default)]
pub(super) struct Export {
    /// The name of the program, with its language.
    pub name: &'static str,
    /// The meanings by the keys of titles, none for those that are not used.
    titles: BTreeMap<String, Meaning>,
    /// The keys of titles that hardly any other list has.
    own: BTreeSet<String>,
}

impl Export {
    /// The meaning of a title that it knows.
    pub(super) fn meaning(&self, title: &str) -> Option<Meaning> {
        self.titles.get(&title_key(title)).copied()
    }

    /// The number of titles that it knows, if the program is told by them: most of them it has to know.
    fn known(&self, keys: &[String]) -> Option<usize> {
        let own: BTreeSet<&String> = keys.iter().filter(|key| self.own.contains(*key)).collect();
        let known = keys.iter().filter(|key| self.titles.contains_key(*key));
        let known = known.count();
        (own.len() >= TELLING && known * 4 >= keys.len() * 3).then_some(known)
    }
}

/// The export that a header is of, if it is one.
pub(super) fn recognised(titles: &[String]) -> Option<&'static Export> {
    let keys = titles.iter().map(|title| title_key(title));
    let keys: Vec<String> = keys.filter(|key| !key.is_empty()).collect();
    let known = all().iter().map(|export| (export.known(&keys), export));
    // Of equals, the first counts.
    let best = known.rev().max_by_key(|(known, _)| *known);
    best.and_then(|(known, export)| known.map(|_| export))
}

/// The meaning of a title that only exports have, in a list that is none: part of an address at home or elsewhere, one
/// of several numbers.
pub(super) fn apart(title: &str) -> Option<Column> {
    static APART: OnceLock<BTreeMap<String, Column>> = OnceLock::new();
    let apart = APART.get_or_init(|| {
        let titles = all().iter().rev().flat_map(|export| &export.titles);
        let of_kind = titles.filter_map(|(key, meaning)| match meaning {
            Meaning::Column(column) if has_kind(*column) => Some((key.clone(), *column)),
            _ => None,
        });
        of_kind.collect()
    });
    apart.get(&title_key(title)).copied()
}

fn has_kind(column: Column) -> bool {
    match column {
        Column::Address(kind, _) | Column::Email(kind) | Column::Phone(kind) => kind != Kind::Main,
        Column::Label(..) => true,
        _ => false,
    }
}

/// The key of a title. dBASE files come with the type and size of a column behind its name: `LASTNAME,C,30`.
fn title_key(title: &str) -> String {
    let mut parts = title.split(',');
    let name = parts.next().unwrap_or_default();
    let is_type = parts
        .next()
        .is_some_and(|part| part.len() == 1 && "CNDLMFIBT".contains(part));
    let is_size = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if is_type && parts.all(is_size) {
        key(name)
    } else {
        key(title)
    }
}

/// All exports, in the order of the list.
fn all() -> &'static [Export] {
    static ALL: OnceLock<Vec<Export>> = OnceLock::new();
    ALL.get_or_init(|| read(LIST))
}

/// Reads the list. A line that is none is left out; a test finds it.
fn read(list: &'static str) -> Vec<Export> {
    let mut exports: Vec<Export> = Vec::new();
    for line in list.lines() {
        let name = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = name {
            exports.push(Export {
                name,
                ..Export::default()
            });
        } else if let (Some(export), Some(entry)) = (exports.last_mut(), Entry::read(line)) {
            entry.add_to(export);
        }
    }
    exports
}

/// A line of the list.
struct Entry<'l> {
    is_own: bool,
    meaning: &'l str,
    titles: &'l str,
}

impl<'l> Entry<'l> {
    fn read(line: &'l str) -> Option<Self> {
        let (meaning, titles) = line.split_once("= ")?;
        (!line.starts_with('#')).then(|| Self {
            is_own: meaning.starts_with('!'),
            meaning: meaning.trim_start_matches('!').trim(),
            titles,
        })
    }

    fn add_to(&self, export: &mut Export) {
        for title in self.titles.split(" | ") {
            let numbers = if title.contains('#') || self.meaning.contains('#') {
                1..=9
            } else {
                1..=1
            };
            for number in numbers {
                let key = key(&title.replace('#', &number.to_string()));
                if self.is_own {
                    export.own.insert(key.clone());
                }
                if !self.meaning.is_empty() {
                    let column = meaning(self.meaning, title, number);
                    let meaning = column.map_or(Meaning::NotUsed, Meaning::Column);
                    export.titles.insert(key, meaning);
                }
            }
        }
    }
}

/// The column of a meaning in the list, such as `home street 2`; none for those that are not used.
fn meaning(words: &str, title: &str, number: u8) -> Option<Column> {
    let numbered = title.contains('#').then_some(Kind::Numbered(number));
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let kind = |word: &str| match word {
        "mobile" => Some(Kind::Mobile),
        "home" => Some(Kind::Home),
        "work" => Some(Kind::Work),
        "other" => Some(Kind::Other),
        "" => Some(numbered.unwrap_or(Kind::Main)),
        _ => None,
    };
    Some(match first {
        "display" => Column::DisplayName,
        "prefix" => Column::Prefix,
        "first" => Column::FirstName,
        "middle" => Column::MiddleName,
        "last" => Column::LastName,
        "suffix" => Column::Suffix,
        "employer" => Column::Employer,
        "deceased" => Column::Deceased,
        "refusal" => Column::Refusal,
        "email" => Column::Email(kind(rest)?),
        "phone" => Column::Phone(kind(rest)?),
        "label" => Column::Label(labelled(rest)?, number),
        "#" => Column::Address(numbered?, part(rest)?),
        "home" | "work" | "other" => Column::Address(kind(first)?, part(rest)?),
        _ => Column::Address(Kind::Main, part(words)?),
    })
}

fn labelled(word: &str) -> Option<Labelled> {
    Some(match word {
        "address" => Labelled::Address,
        "email" => Labelled::Email,
        "phone" => Labelled::Phone,
        _ => return None,
    })
}

fn part(words: &str) -> Option<Part> {
    Some(match words {
        "street" => Part::Line(0),
        "street 2" => Part::Line(1),
        "street 3" => Part::Line(2),
        "street 4" => Part::Line(3),
        "care of" => Part::CareOf,
        "house number" => Part::HouseNumber,
        "po box" => Part::PoBox,
        "postcode" => Part::Postcode,
        "city" => Part::City,
        "state" => Part::State,
        "country" => Part::Country,
        "formatted" => Part::Formatted,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        assert_eq!(
            all().len(),
            LIST.lines().filter(|line| line.starts_with('[')).count()
        );
        for line in LIST
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with(['#', '[']))
        {
            let entry = Entry::read(line).unwrap_or_else(|| panic!("{line}"));
            let is_meant = !["-", ""].contains(&entry.meaning);
            let number = if entry.meaning.contains('#') { "#" } else { "" };
            assert_eq!(
                meaning(entry.meaning, number, 1).is_some(),
                is_meant,
                "{line}"
            );
        }
        for export in all() {
            assert!(export.own.len() >= TELLING, "{}", export.name);
            let unknown = export
                .own
                .iter()
                .find(|key| !export.titles.contains_key(*key));
            assert_eq!(unknown, None, "{}", export.name);
        }
    }

    #[test]
    fn no_title_means_two_things_in_one_export() {
        let mut seen = BTreeMap::new();
        let mut name = "";
        for line in LIST.lines() {
            if line.starts_with('[') {
                name = line;
            }
            let Some(entry) = Entry::read(line).filter(|entry| !entry.meaning.is_empty()) else {
                continue;
            };
            for title in entry.titles.split(" | ") {
                let before = seen.insert((name, key(title)), entry.meaning);
                assert!(
                    before.is_none_or(|before| before == entry.meaning),
                    "{name} {title}"
                );
            }
        }
    }

    #[test]
    fn a_program_is_told_by_titles_of_its_own() {
        let name = |header: &str| {
            let titles: Vec<String> = header.split(';').map(str::to_owned).collect();
            recognised(&titles).map(|export| export.name)
        };
        for (header, expected) in [
            (
                "First Name;Last Name;Home Street;Home City;E-mail Address",
                Some("Outlook (English)"),
            ),
            (
                "Vorname;Nachname;Primäre E-Mail-Adresse;Privat: PLZ",
                Some("Thunderbird (German)"),
            ),
            (
                "LASTNAME,C,30;FIRSTNAME,C,20;COMPNYNAME,C,50;STATEPROVI,C,2;CITY,C,30",
                Some("LibreOffice Base"),
            ),
            // Lists of a branch's own.
            ("Name;Street;Postcode;City;Country;Organization", None),
            (
                "First Name;Last Name;Company;E-mail Address;Mobile Phone",
                None,
            ),
            ("Name;Member since;Home Street;Home City;Shift;Motion", None),
        ] {
            assert_eq!(name(header), expected, "{header}");
        }
    }

    #[test]
    fn an_address_at_home_is_known_in_any_list() {
        assert_eq!(
            apart("home street"),
            Some(Column::Address(Kind::Home, Part::Line(0)))
        );
        assert_eq!(apart("Telefon privat"), Some(Column::Phone(Kind::Home)));
        for other in ["Title", "Firma", "Position", "Notes", "Street"] {
            assert_eq!(apart(other), None, "{other}");
        }
    }
}
