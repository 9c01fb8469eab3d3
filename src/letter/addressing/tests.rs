//! Which lines of an address are in which language, and what a form may use.

use super::*;
use crate::campaign::{Folder, TARGETS};
use crate::diagnostic::Source;

const OFFICES: [(&str, &str, &str); 4] = [
    ("ru", "Совет", "Председателю: "),
    ("de", "Stadtrat", "An den "),
    ("en", "Council", "The Chair, "),
    ("el", "Συμβούλιο", "Προς: "),
];

/// A campaign in some of the languages, with one office in a country.
fn campaign(languages: &[&str], country: &str) -> Campaign {
    let of = |lang: &str| OFFICES.iter().find(|office| office.0 == lang).unwrap();
    let texts = languages
        .iter()
        .map(|lang| format!("{lang} = \"{}\"\n", of(lang).1));
    let texts: String = texts.collect();
    let targets = format!(
        "schema = 1\n[campaign]\nid = \"c\"\nfrom = \"2020-01-01\"\ncountry = \"GB\"\n\
         languages = {languages:?}\n[campaign.name]\n{texts}\
         [[target]]\nid = \"council\"\nkind = \"government\"\nrank = \"chair\"\n\
         country = \"{country}\"\ncity = \"City\"\n[target.office]\n{texts}"
    );
    let mut folder = Folder::default();
    folder
        .files
        .insert(TARGETS.to_owned(), Source::new(TARGETS, targets));
    for lang in languages {
        let path = format!("letters/{lang}/forms.toml");
        let forms = format!(
            "[[form]]\nrank = \"chair\"\naddressee = [\"{}{{{{office}}}}\"]\nsalutation = \"S\"\n\
             closing = \"C\"\nsource = [\"s\"]\nconfidence = \"unsure\"\n[words]\ndate = \"%Y\"\n\
             email = \"e\"\nphone = \"p\"\ncopies = \"c\"\npage = \"{{page}} {{pages}}\"\n\
             line_name = \"n\"\nline_address = \"a\"\n",
            of(lang).2
        );
        folder.files.insert(path.clone(), Source::new(path, forms));
    }
    let (campaign, problems) = Campaign::read(&folder);
    assert!(!problems.has_errors(), "{problems:#?}");
    campaign.unwrap()
}

/// The first line of an address in a letter in the first language, and the language that it is marked with.
fn line(languages: &[&str], from: &str, to: &str) -> (String, Option<String>) {
    let campaign = campaign(languages, to);
    let (lang, target) = (languages[0], &campaign.targets[0]);
    let mut problems = Problems::default();
    let addressing = Addressing::new(&campaign, &campaign.forms[lang], lang, &mut problems);
    assert!(problems.0.is_empty(), "{problems:?}");
    let date = Date::parse("2020-01-01").unwrap();
    let words = addressing
        .words(target, date, &Typography::of(lang))
        .unwrap();
    let addressee = words
        .addressees
        .read(Country::from_code(from), target.country);
    assert!(addressee.lines[0].ends_with(&addressee.office));
    let line = addressee.lines(lang).remove(0);
    (line.text().to_owned(), line.lang().map(str::to_owned))
}

fn is_in(languages: &[&str], from: &str, to: &str, expected: Option<&str>) {
    let (text, lang) = line(languages, from, to);
    let printed = expected.unwrap_or(languages[0]);
    let (_, office, before) = OFFICES.iter().find(|other| other.0 == printed).unwrap();
    let found = (text.as_str(), lang.as_deref());
    let wanted = format!("{before}{office}");
    assert_eq!(
        found,
        (wanted.as_str(), expected),
        "{languages:?}, {from} to {to}"
    );
}

#[test]
fn the_post_of_both_countries_reads_the_address() {
    for (from, to, expected) in [
        ("RU", "KZ", None),
        ("BG", "RS", None),
        ("", "KZ", None),
        ("GB", "KZ", Some("en")),
        ("RU", "GB", Some("en")),
        ("", "GB", Some("en")),
        ("UZ", "UZ", Some("en")),
    ] {
        is_in(&["ru", "en"], from, to, expected);
    }
}

#[test]
fn letters_of_another_script_are_for_those_who_speak_the_language() {
    for (from, to, expected) in [
        ("GR", "CY", None),
        ("RU", "GR", Some("en")),
        ("GR", "RU", Some("en")),
    ] {
        is_in(&["el", "en"], from, to, expected);
    }
}

#[test]
fn the_first_language_in_latin_script_stands_in() {
    is_in(&["ru", "de", "en"], "GB", "KZ", Some("de"));
    is_in(&["ru", "el", "en", "de"], "GB", "KZ", Some("en"));
}

#[test]
fn a_letter_in_latin_script_stays_as_it_is() {
    is_in(&["de", "en"], "RU", "KZ", None);
}

#[test]
fn without_a_language_in_latin_script_the_letter_keeps_its_own() {
    is_in(&["ru", "el"], "GB", "GB", None);
}
