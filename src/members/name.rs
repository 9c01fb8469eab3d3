//! Names: their parts joined, and those that have the last name first.

use crate::members::spelling::key;

/// Forms of address, which nobody signs with.
const FORMS: [&str; 27] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "herr",
    "hr",
    "frau",
    "fr",
    "fräulein",
    "m",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "mademoiselle",
    "sr",
    "sra",
    "srta",
    "señor",
    "señora",
    "señorita",
    "г-н",
    "г-жа",
    "господин",
    "госпожа",
    "товарищ",
];

/// Words behind a comma that are no first name.
const BEHIND: [&str; 24] = [
    "jr", "sr", "jun", "sen", "jnr", "snr", "ii", "iii", "iv", "phd", "md", "ma", "ba", "msc",
    "bsc", "esq", "mdb", "mdl", "mp", "td", "obe", "mbe", "drphil", "dipling",
];

/// Words between the names of two people.
const AND: [&str; 6] = ["and", "und", "et", "y", "и", "&"];

/// The most words of each half of a name.
const WORDS: usize = 5;

/// A prefix without the forms of address in it: `Herr Dr.` is `Dr.`.
pub(super) fn without_form(prefix: &str) -> String {
    let is_form = |word: &&str| FORMS.iter().any(|form| key(form) == key(word));
    let kept: Vec<&str> = prefix
        .split_whitespace()
        .filter(|word| !is_form(word))
        .collect();
    kept.join(" ")
}

/// A name such as `Müller, Anna` turned: `Anna Müller`. `None` if it does not read so.
pub(super) fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let is_half = |half: &str| {
        let words = half.split_whitespace().count();
        (1..=WORDS).contains(&words) && half.chars().all(is_of_name)
    };
    let is_behind = BEHIND.iter().any(|word| *word == key(first));
    (is_half(last) && is_half(first) && !is_behind).then(|| format!("{first} {last}"))
}

/// Returns whether a name may have the last name first: a last name of one or two words, and not two people or a title.
pub(super) fn may_be_last_first(name: &str) -> bool {
    let last = name.split(',').next().unwrap_or_default();
    let is_other = |word: &str| word.contains('.') || AND.contains(&word.to_lowercase().as_str());
    let is_last = last.split_whitespace().count() <= 3 && !last.split_whitespace().any(is_other);
    is_last && turned(name).is_some()
}

/// A name with the first name first, if the last name stands first in it.
pub fn spelled_first(name: &str) -> String {
    turned(name).unwrap_or_else(|| name.to_owned())
}

fn is_of_name(c: char) -> bool {
    c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '’' | '‐' | '\u{301}')
}

/// How whole names are written.
#[derive(Debug, Default)]
pub(super) struct NameOrder {
    filled: usize,
    turned: usize,
    /// The first that has the last name first.
    example: Option<String>,
}

impl NameOrder {
    /// Looks at a name.
    pub(super) fn look(&mut self, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        self.filled += 1;
        if turned(name).is_some() {
            self.turned += 1;
            self.example.get_or_insert_with(|| name.to_owned());
        }
    }

    /// The first of the names that have the last name first, if nearly all have: nine in ten.
    pub(super) fn last_first(self) -> Option<String> {
        self.example.filter(|_| self.turned * 10 >= self.filled * 9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_name_may_stand_first() {
        for (name, expected) in [
            ("Müller, Anna", Some("Anna Müller")),
            ("de la Cruz , Ana María", Some("Ana María de la Cruz")),
            ("O’Brien,J.-P.", Some("J.-P. O’Brien")),
            ("Иванова, Анна Петровна", Some("Анна Петровна Иванова")),
            ("Anna Müller", None),
            ("Example, PhD", None),
            ("Example, MdB", None),
            ("Example, jun.", None),
            ("Müller, Anna, Dr.", None),
            ("Metalworkers, branch 7", None),
            ("Müller,", None),
        ] {
            assert_eq!(turned(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn two_people_and_titles_are_no_last_name() {
        for name in ["Müller, Anna", "de la Cruz, Ana María"] {
            assert!(may_be_last_first(name), "{name}");
        }
        for name in [
            "Dr. Ed Eff, Anna",
            "Anna und Bob Müller, Wien",
            "Anna Müller",
        ] {
            assert!(!may_be_last_first(name), "{name}");
        }
    }

    #[test]
    fn nobody_signs_with_a_form_of_address() {
        for (prefix, expected) in [
            ("Herr Dr.", "Dr."),
            ("Mme", ""),
            ("Г-жа", ""),
            ("Prof. Dr.", "Prof. Dr."),
        ] {
            assert_eq!(without_form(prefix), expected, "{prefix}");
        }
    }

    #[test]
    fn nearly_all_names_decide() {
        let order = |turned: usize, others: usize| {
            let mut order = NameOrder::default();
            (0..turned).for_each(|_| order.look("Müller, Anna"));
            (0..others).for_each(|_| order.look("Anna Müller"));
            order.look(" ");
            order.last_first()
        };
        assert_eq!(order(9, 1).as_deref(), Some("Müller, Anna"));
        assert_eq!(order(8, 2), None);
        assert_eq!(order(0, 0), None);
        assert_eq!(order(1, 0).as_deref(), Some("Müller, Anna"));
    }
}
