//! What countries are called, however it is spelled.

use std::collections::HashMap;

use crate::suggest;

/// The least similarity of a name that is suggested.
const NEAR: f64 = 0.9;

/// Words before a name that do not count.
const ARTICLES: [&str; 13] = [
    "the ",
    "die ",
    "der ",
    "das ",
    "la ",
    "le ",
    "les ",
    "l'",
    "l’",
    "el ",
    "los ",
    "las ",
    "republic of ",
];

/// The names of countries.
pub(super) struct Spellings<C> {
    /// The names in lower case, for suggestions.
    names: Vec<(String, C)>,
    /// Those that are surely right.
    sure: Names<C>,
    /// The others, some of which are mistakes of the data.
    others: Names<C>,
}

/// Names, each with its country; without one if there are several.
struct Names<C> {
    /// By the name in lower case.
    exact: HashMap<String, Option<C>>,
    /// By the key of the name.
    keys: HashMap<String, Option<C>>,
}

impl<C> Default for Names<C> {
    fn default() -> Self {
        Self {
            exact: HashMap::new(),
            keys: HashMap::new(),
        }
    }
}

impl<C> Default for Spellings<C> {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            sure: Names::default(),
            others: Names::default(),
        }
    }
}

impl<C: Copy + PartialEq> Names<C> {
    fn add(&mut self, name: &str, country: C) {
        let name = name.to_lowercase();
        let key = key(&name);
        for (names, name) in [(&mut self.exact, name), (&mut self.keys, key)] {
            let known = names.entry(name).or_insert(Some(country));
            *known = known.filter(|known| *known == country);
        }
    }

    fn country(&self, name: &str, key: &str) -> Option<C> {
        let by_key = || self.keys.get(key).copied().flatten();
        self.exact.get(name).copied().flatten().or_else(by_key)
    }
}

impl<C: Copy + PartialEq> Spellings<C> {
    /// Adds a code, or a name that is surely right.
    pub(super) fn add_sure(&mut self, name: &str, country: C) {
        self.sure.add(name, country);
    }

    /// Adds another name. It counts if no other country has it.
    pub(super) fn add(&mut self, name: &str, country: C) {
        self.others.add(name, country);
    }

    /// Adds a name to those that are suggested.
    pub(super) fn suggest(&mut self, name: &str, country: C) {
        self.names.push((name.to_lowercase(), country));
    }

    /// The country that a name or a code of three letters is the name of.
    pub(super) fn country(&self, name: &str) -> Option<C> {
        let name = name.trim().to_lowercase();
        self.spelled(&name).or_else(|| {
            let rest = |article: &&str| name.strip_prefix(*article);
            let rest = ARTICLES.iter().find_map(rest)?;
            self.spelled(rest)
        })
    }

    fn spelled(&self, name: &str) -> Option<C> {
        let key = key(name);
        let found = self.sure.country(name, &key);
        found.or_else(|| self.others.country(name, &key))
    }

    /// The country whose name is the most similar to what was typed, if one is similar.
    pub(super) fn nearest(&self, typed: &str) -> Option<C> {
        if !suggest::is_word(typed) {
            return None;
        }
        let wanted = typed.trim().to_lowercase();
        let all = self.names.iter();
        let scored = all.map(|(name, country)| (suggest::similarity(&wanted, name), country));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
        best.filter(|(score, _)| *score >= NEAR)
            .map(|(_, country)| *country)
    }
}

/// What names are compared by: letters and digits, in lower case and without the accents that Latin letters have. `saint`
/// stands for `st.` too.
fn key(name: &str) -> String {
    let name = match name
        .strip_prefix("st.")
        .or_else(|| name.strip_prefix("st "))
    {
        Some(rest) => format!("saint{rest}"),
        None => name.to_owned(),
    };
    let mut key = String::with_capacity(name.len());
    for c in name
        .replace('&', "and")
        .chars()
        .flat_map(char::to_lowercase)
    {
        match plain(c) {
            "" if c.is_alphanumeric() => key.push(c),
            plain => key.push_str(plain),
        }
    }
    key
}

/// A letter without its accent; nothing for others.
fn plain(c: char) -> &'static str {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'č' | 'ć' => "c",
        'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ē' | 'ę' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ñ' | 'ń' | 'ň' => "n",
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ő' => "o",
        'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ű' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'š' | 'ś' => "s",
        'ž' | 'ż' | 'ź' => "z",
        'ř' => "r",
        'ğ' => "g",
        'ł' => "l",
        'ß' => "ss",
        'ё' => "е",
        _ => "",
    }
}

/// A German name as it is written where there are no umlauts.
pub(super) fn without_umlauts(name: &str) -> String {
    let name = name.to_lowercase();
    name.replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::country::more_names::MORE_NAMES;
    use crate::country::{Country, LANGUAGES};

    #[test]
    fn a_country_has_many_names() {
        for (code, names) in [
            (
                "GB",
                "U.K.|UK|england|Scotland|Wales|Northern Ireland|Schottland|Écosse|Ecosse|Escocia|Шотландия|\
                Vereinigtes Koenigreich|Grossbritannien|The United Kingdom|Соединенное Королевство",
            ),
            (
                "IE",
                "Republic of Ireland|Eire|Éire|Ireland|Irland|Irlande|Irlanda|Ирландия",
            ),
            (
                "NL",
                "The Netherlands|Holland|Nederland|die Niederlande|les Pays-Bas|Países Bajos|paises bajos",
            ),
            (
                "US",
                "USA|U.S.A.|U. S.|United States|the United States of America|EE.UU.|EE. UU.|США|Vereinigte Staaten",
            ),
            ("DE", "BRD|D|Deutschland|Allemagne|Alemania|ФРГ|DEU|Germany"),
            ("AE", "UAE|U.A.E.|United Arab Emirates|VAE|ОАЭ"),
            (
                "RU",
                "Russland|Rußland|Russia|Russian Federation|РФ|Россия|Ресей",
            ),
            (
                "CZ",
                "Czechia|Czech Republic|Tschechien|Tchéquie|Chequia|Чехия",
            ),
            (
                "XK",
                "XK|XKX|Kosovo|Kosova|Kosovë|Косово|RKS|Republic of Kosovo",
            ),
            ("JE", "Jersey|GBJ"),
            ("GG", "Guernsey|Guernesey|Alderney"),
            ("IM", "Isle of Man|Insel Man|Île de Man|ile de man|I.O.M."),
            (
                "AT",
                "A|Austria|Österreich|Oesterreich|Osterreich|Autriche|AUT",
            ),
            ("TR", "Tuerkei|Türkiye|Turkey"),
            (
                "CI",
                "Côte d’Ivoire|Cote d'Ivoire|Ivory Coast|Elfenbeinkueste",
            ),
            ("KR", "South Korea|Korea, Republic of|Südkorea|Suedkorea"),
            ("LC", "St. Lucia|St Lucia|Saint Lucia"),
            ("TT", "Trinidad & Tobago|Trinidad and Tobago"),
            ("KZ", "Kazakhstan|Kasachstan|Қазақстан|Казахстан|KAZ"),
        ] {
            for name in names.split('|') {
                let found = Country::from_name(name).map(|country| country.to_string());
                assert_eq!(found.as_deref(), Some(code), "{name}");
            }
        }
    }

    #[test]
    fn every_name_in_our_languages_is_known() {
        for country in Country::all() {
            for lang in LANGUAGES {
                let name = country.name(lang);
                assert_eq!(Country::from_name(&name), Some(country), "{name} ({lang})");
            }
        }
    }

    /// A name of ours takes none from a country that the data have under it, and no code of two letters is one.
    #[test]
    fn no_further_name_is_the_name_of_another_country() {
        let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for country in Country::all() {
            for lang in LANGUAGES {
                owners
                    .entry(key(&country.name(lang)))
                    .or_default()
                    .push(country.to_string());
            }
        }
        for (code, names) in MORE_NAMES {
            assert!(Country::from_code(code).is_some(), "{code}");
            for name in names {
                let others = owners.get(&key(name)).into_iter().flatten();
                let others: Vec<_> = others.filter(|other| *other != code).collect();
                assert!(others.is_empty(), "{name}: {others:?}");
                let as_code = Country::from_code(name).map(|country| country.to_string());
                assert!(as_code.is_none_or(|found| found == code), "{name}");
            }
        }
    }

    /// The data call two countries by one name in some languages, one of them wrongly.
    #[test]
    fn what_two_countries_are_called_is_neither() {
        for name in ["Nigeri", "Kaledonyaya nû", "દક્ષિણ આફ્રિકા"] {
            assert_eq!(Country::from_name(name), None, "{name}");
        }
        let of = |name| Country::from_name(name).map(|country| country.to_string());
        assert_eq!(of("Republica Dominicana").as_deref(), Some("DO"));
        assert_eq!(of("SAMOA").as_deref(), Some("WS"));
    }

    #[test]
    fn what_is_no_country_is_none() {
        for name in [
            "",
            " ",
            "Leeds",
            "Republic of",
            "the",
            "12",
            "-",
            "X",
            "Ruritania",
        ] {
            assert_eq!(Country::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn what_was_meant_is_suggested() {
        for (typed, code) in [
            ("Scotlnd", "GB"),
            ("Nothern Ireland", "GB"),
            ("Kosvo", "XK"),
            ("Schotland", "GB"),
        ] {
            let found = Country::suggestion(typed).unwrap_or_default();
            assert!(found.contains(&format!("`{code}`")), "{typed}: {found}");
        }
    }
}
