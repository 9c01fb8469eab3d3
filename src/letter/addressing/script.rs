//! Scripts: which one a text is in, and where the post reads it.

use crate::country::Country;

/// The script of a text, as far as the post is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin letters only, or none at all: what the post of every country reads.
    Latin,
    /// Cyrillic letters, maybe with Latin ones among them.
    Cyrillic,
    /// Letters of any other script.
    Other,
}

impl Script {
    /// The script of a text, judged by its letters.
    pub(super) fn of(text: &str) -> Self {
        let mut others = text.chars().filter(|c| c.is_alphabetic() && !is_latin(*c));
        match others.next() {
            None => Self::Latin,
            Some(first) if is_cyrillic(first) && others.all(is_cyrillic) => Self::Cyrillic,
            Some(_) => Self::Other,
        }
    }

    /// Returns `true` if the post of a country reads a text in it: one in Cyrillic where that is the usual script,
    /// one in another script where the language of the text is an official one.
    pub(super) fn is_read_in(self, country: Country, lang: &str) -> bool {
        match self {
            Self::Latin => true,
            Self::Cyrillic => country.writes_cyrillic(),
            Self::Other => country.speaks(lang),
        }
    }
}

/// The blocks of Unicode before Greek, and Latin Extended Additional.
fn is_latin(c: char) -> bool {
    c < '\u{370}' || ('\u{1e00}'..='\u{1eff}').contains(&c)
}

/// The blocks Cyrillic and Cyrillic Supplement, which have the letters of every language of today.
fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_script() {
        for (text, script) in [
            ("", Script::Latin),
            ("125 Pall Mall — №", Script::Latin),
            ("Türkiye, Tiếng Việt", Script::Latin),
            ("Посольство", Script::Cyrillic),
            ("IndustriALL жаһандық кәсіподағы", Script::Cyrillic),
            ("Πρεσβεία", Script::Other),
            // The first letter behind the Latin ones, a Greek heta.
            ("\u{370}", Script::Other),
            ("Посольство, 使館", Script::Other),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }

    #[test]
    fn a_script_is_read_where_it_is_usual() {
        let country = |code| Country::from_code(code).unwrap();
        let read = |script: Script, code, lang| script.is_read_in(country(code), lang);
        assert!(read(Script::Latin, "JP", "en"));
        // Bulgaria does not speak Russian, but reads its letters; Uzbekistan's post is in Latin script.
        assert!(read(Script::Cyrillic, "BG", "ru"));
        assert!(!read(Script::Cyrillic, "UZ", "ru"));
        assert!(read(Script::Other, "GR", "el"));
        assert!(!read(Script::Other, "GB", "el"));
    }
}
