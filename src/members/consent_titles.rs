//! Titles that may say who agreed to sign, or who agreed to something else.
//!
//! Owns that nobody signs who may have refused in a column that was not understood: such a title is asked about.

use std::collections::BTreeSet;

use crate::members::columns::{Column, ColumnUse};
use crate::members::spelling::key;

/// Parts of words for agreement, as [`key`] writes them.
const STEMS: [&str; 14] = [
    "consent",
    "agreed",
    "agreement",
    "permission",
    "einwillig",
    "zustimm",
    "zugestimmt",
    "einverstand",
    "autorisation",
    "autoriz",
    "согласи",
    "согласен",
    "разрешени",
    "келисим",
];

/// Whole words for it, and what laws of data protection are called.
const WORDS: [&str; 12] = [
    "agree",
    "agrees",
    "optin",
    "gdpr",
    "dsgvo",
    "rgpd",
    "rgdp",
    "lopd",
    "accord",
    "acepta",
    "acuerdo",
    "келісім",
];

/// Words for what somebody agreed to, other than signing.
const OTHERS: [&str; 22] = [
    "newsletter",
    "sms",
    "marketing",
    "photo",
    "photos",
    "foto",
    "fotos",
    "whatsapp",
    "phone",
    "telefon",
    "email",
    "mail",
    "mailing",
    "cookie",
    "cookies",
    "date",
    "datum",
    "fecha",
    "дата",
    "payment",
    "sepa",
    "collective",
];

/// The column that may say who agreed to sign, if none is known to say it. One that letters use as a variable does not.
pub(super) fn doubtful(
    titles: &[String],
    uses: &[ColumnUse],
    of_letters: Option<&BTreeSet<String>>,
) -> Option<usize> {
    if uses.contains(&ColumnUse::Known(Column::Consent)) {
        return None;
    }
    let is_open = |used: &ColumnUse| match used {
        ColumnUse::Variable(name) => of_letters.is_none_or(|names| !names.contains(name)),
        _ => false,
    };
    let mut columns = titles.iter().zip(uses);
    columns.position(|(title, used)| is_open(used) && may_say(title))
}

fn may_say(title: &str) -> bool {
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .map(key)
        .collect();
    let is_one = |list: &[&str], word: &String| list.contains(&word.as_str());
    let has_stem = |word: &String| STEMS.iter().any(|stem| word.contains(stem));
    // `Opt-in` has two words, and so has `E-Mail`.
    let pairs = words.windows(2).map(<[String]>::concat);
    let all: Vec<String> = words.iter().cloned().chain(pairs).collect();
    let agrees = all
        .iter()
        .any(|word| is_one(&WORDS, word) || has_stem(word));
    agrees && !all.iter().any(|word| is_one(&OTHERS, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_say_who_agreed_is_told_from_other_columns() {
        for title in [
            "Consent (yes/no)",
            "GDPR",
            "Has agreed?",
            "Einwilligungserklärung",
            "Einverstanden mit Brief",
            "Zustimmung liegt vor",
            "Opt-in letter",
            "Accord (oui/non)",
            "Согласие на подпись",
            "Autorización firmada",
        ] {
            assert!(may_say(title), "{title}");
        }
        for title in [
            "Newsletter opt-in",
            "Consent date",
            "E-Mail consent",
            "Photo permission",
            "Collective agreement",
            "Accordion",
            "Shift",
            "Member since",
            "Tarifvertrag",
            "",
        ] {
            assert!(!may_say(title), "{title}");
        }
    }

    #[test]
    fn every_word_can_be_found() {
        for word in STEMS.iter().chain(&WORDS).chain(&OTHERS) {
            assert_eq!(*word, key(word), "{word}");
        }
    }
}
