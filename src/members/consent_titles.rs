//! Titles that may say who agreed to sign, or who agreed to something else.
//!
//! Owns that nobody signs who may have refused in a column that was not understood: such a title is asked about.

use std::collections::BTreeSet;

use crate::members::columns::{Column, ColumnUse};
use crate::members::spelling::key;

/// Parts of words for agreement, as [`key`] writes them.
#[rustfmt::skip]
const STEMS: [&str; 25] = [
    "consent", "agreed", "agreement", "permission", "dataprotection", "einwillig", "zustimm", "zugestimmt", "stimmtzu", "einverst",
    "unterschreib", "unterzeichn", "teilnahme", "zusage", "erlaubnis", "datenschutz", "autoris", "autoriz", "accept", "firmar",
    "соглас", "разрешени", "подпис", "келіс", "рұқсат",
];

/// Whole words for it, and what laws of data protection are called.
#[rustfmt::skip]
const WORDS: [&str; 17] = [
    "agree", "agrees", "optin", "gdpr", "dsgvo", "rgpd", "rgdp", "lopd", "accord", "acepta", "acepto", "acuerdo",
    "sign", "signs", "signed", "machtmit", "келісім",
];

/// Parts of words that turn agreement into its opposite, and whole words that do.
#[rustfmt::skip]
const NOT_STEMS: [&str; 16] = [
    "withdr", "revok", "refus", "declin", "denied", "widerruf", "widerspr", "ablehn", "abgelehnt", "verweiger", "отозв", "отказ",
    "optout", "donot", "absage", "sperr",
];
const NOT_WORDS: [&str; 13] = [
    "no", "not", "dont", "doesnt", "without", "kein", "keine", "nicht", "ohne", "pas", "sin", "не",
    "нет",
];

/// Words that stand beside those where a title asks.
const YES_WORDS: [&str; 5] = ["yes", "ja", "oui", "si", "да"];

/// Parts of words for what somebody agreed to, other than a letter.
#[rustfmt::skip]
const OTHERS: [&str; 19] = [
    "newsletter", "sms", "marketing", "photo", "foto", "фото", "video", "bildrecht", "whatsapp", "cookie", "payment", "pago", "sepa",
    "debit", "lastschrift", "collective", "bargaining", "tarif", "parking",
];

/// Parts of words for letters.
const LETTERS: [&str; 6] = ["letter", "brief", "lettre", "carta", "письм", "хат"];

/// What a title may say of who agreed to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Who did.
    Agreed,
    /// Who did not, or not any more.
    Refused,
}

/// A column that may say who agreed to sign, or who refused.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubtful {
    pub column: usize,
    pub doubt: Doubt,
}

/// The columns that may say so, if none is known to say it; those that may say who refused in any case. One that letters
/// use as a variable does not.
pub(super) fn doubtful(
    titles: &[String],
    uses: &[ColumnUse],
    of_letters: Option<&BTreeSet<String>>,
) -> Vec<Doubtful> {
    let is_known = uses.contains(&ColumnUse::Known(Column::Consent));
    let is_open = |used: &ColumnUse| match used {
        ColumnUse::Variable(name) => of_letters.is_none_or(|names| !names.contains(name)),
        _ => false,
    };
    let columns = titles.iter().zip(uses).enumerate();
    let columns = columns.filter(|(_, (_, used))| is_open(used));
    let asked = columns.filter_map(|(column, (title, _))| {
        let doubt = doubt(title).filter(|doubt| !is_known || *doubt == Doubt::Refused)?;
        Some(Doubtful { column, doubt })
    });
    asked.collect()
}

/// What a title may say.
fn doubt(title: &str) -> Option<Doubt> {
    let words = words(title);
    if is_other(&words) {
        return None;
    }
    let agrees = is_one(&words, &WORDS) || has(&words, &STEMS);
    // `yes/no` says neither.
    let is_turned = is_one(&words, &NOT_WORDS) && !is_one(&words, &YES_WORDS);
    if has(&words, &NOT_STEMS) || agrees && is_turned {
        return Some(Doubt::Refused);
    }
    agrees.then_some(Doubt::Agreed)
}

/// Returns whether a title tells that people agreed to something other than a letter.
pub(super) fn is_of_others(title: &str) -> bool {
    is_other(&words(title))
}

fn is_other(words: &[String]) -> bool {
    let is_letter = |word: &String| !word.contains("newsletter") && contains(word, &LETTERS);
    has(words, &OTHERS) && !words.iter().any(is_letter)
}

/// The words of a title, and the pairs of them: `opt-in` has two.
fn words(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric()).map(key);
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let pairs: Vec<String> = words.windows(2).map(<[String]>::concat).collect();
    words.extend(pairs);
    words
}

fn is_one(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

fn has(words: &[String], stems: &[&str]) -> bool {
    words.iter().any(|word| contains(word, stems))
}

fn contains(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.contains(stem))
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
            "Einverst.",
            "Zustimmung liegt vor",
            "Einwilligung per Mail",
            "Consent for letter and photo",
            "Consent date",
            "Opt-in letter",
            "Accord (oui/non)",
            "Согласие на подпись",
            "Autorización firmada",
            "Möchten Sie unterschreiben?",
            "Macht mit?",
            "Signed",
            "J'accepte",
            "Acepto",
            "Келісемін",
        ] {
            assert_eq!(doubt(title), Some(Doubt::Agreed), "{title}");
        }
        for title in [
            "Consent: withdrawn",
            "Does not consent",
            "Einwilligung nicht erteilt",
            "Не согласна",
            "Declined?",
            "is_opt_out",
            "Do not mail (post)",
            "Absage am",
            "Sperre",
        ] {
            assert_eq!(doubt(title), Some(Doubt::Refused), "{title}");
        }
        for title in [
            "Newsletter opt-in",
            "Photo permission",
            "Collective agreement",
            "Lastschrift-Einwilligung",
            "Accordion",
            "Shift",
            "Member since",
            "Tarifvertrag",
            "Designation",
            "Notes",
            "",
        ] {
            assert_eq!(doubt(title), None, "{title}");
        }
    }

    #[test]
    fn every_word_can_be_found() {
        let lists = [
            &STEMS[..],
            &WORDS,
            &NOT_STEMS,
            &NOT_WORDS,
            &OTHERS,
            &LETTERS,
        ];
        for word in lists.concat() {
            assert_eq!(word, key(word), "{word}");
        }
    }
}
