//! Countries of ISO 3166-1: codes, names in a language, positions, addresses and postcodes.
//!
//! The only module that names keshvar.

mod address;
mod postcode;
mod territory;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

use keshvar::{Alpha2, Country as Data, CountryIterator};

use crate::suggest;
pub use address::{AddressParts, Post};
use address::{USUAL_ADDRESS, digits_of};
pub use postcode::Postcodes;

/// How similar a name has to be to be suggested.
const NEAR: f64 = 0.9;

/// The library that knows the countries, and its version.
pub(crate) const LIBRARY: (&str, &str) = ("keshvar", "0.7.0");

/// A country by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, PartialEq)]
pub struct Country(Alpha2);

/// Countries that write Cyrillic: those whose likely script is `Cyrl` in the likely subtags of Unicode CLDR
/// (`und_BG` and so on). Kazakhstan is one of them.
const CYRILLIC: [Alpha2; 10] = [
    Alpha2::BG,
    Alpha2::BY,
    Alpha2::KG,
    Alpha2::KZ,
    Alpha2::MK,
    Alpha2::MN,
    Alpha2::RS,
    Alpha2::RU,
    Alpha2::TJ,
    Alpha2::UA,
];

/// Addresses of Russia (UPU, Postal addressing systems, RUS): the street stands above the city.
/// keshvar 0.7 has the order of Soviet times.
const RUSSIAN_ADDRESS: &str = "{{street}}\n{{city}}\n{{region}}\n{{postalcode}}";

/// A point on the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

impl Country {
    /// A country to go on with where none could be read.
    pub(crate) const ANY: Self = Self(Alpha2::GB);

    /// The country of a two-letter code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        let upper = code.to_ascii_uppercase();
        (upper.len() == 2).then(|| Alpha2::try_from(upper.as_str()).ok().map(Self))?
    }

    /// The country that a person named: by code (two or three letters) or by a name in any language
    /// the data has.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        let known = || Spellings::known().codes.get(&*name.to_lowercase());
        Self::from_code(name).or_else(|| known().copied().map(Self))
    }

    /// All countries, in the order of their codes.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = CountryIterator::new().map(|c| Self(c.alpha2())).collect();
        all.sort_by_key(ToString::to_string);
        all
    }

    /// The country that was most likely meant by what was typed. It takes some milliseconds: who reads many names asks
    /// for the first few ([`limits::GUESSES`](crate::limits::GUESSES)).
    pub fn suggestion(typed: &str) -> Option<String> {
        let country = Self::from_code(typed).or_else(|| Self::nearest(typed))?;
        Some(format!(
            "did you mean `{country}` ({})?",
            country.name("en")
        ))
    }

    fn nearest(typed: &str) -> Option<Self> {
        if !suggest::is_word(typed) {
            return None;
        }
        let wanted = typed.to_lowercase();
        let all = Spellings::known().names.iter();
        let scored = all.map(|(name, code)| (suggest::similarity(&wanted, name), Self(*code)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
        best.filter(|(score, _)| *score >= NEAR)
            .map(|(_, country)| country)
    }

    /// What the library knows of the country. It puts that together anew each time, which takes some
    /// microseconds, so that of a country that was asked for stays.
    fn data(self) -> &'static Data {
        static KNOWN: Mutex<Vec<&Data>> = Mutex::new(Vec::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(data) = known.iter().find(|data| data.alpha2() == self.0) {
            return data;
        }
        let data: &'static Data = Box::leak(Box::new(self.0.to_country()));
        known.push(data);
        data
    }

    /// The country's usual name in a language, else in English.
    pub fn name(self, lang: &str) -> String {
        let data = self.data();
        let names = data.translations();
        let name = names.get(lang).or_else(|| names.get("en")).copied();
        name.unwrap_or(data.iso_short_name()).to_owned()
    }

    /// The state that a territory belongs to; `None` for a state, and for what states disagree on.
    pub fn state(self) -> Option<Self> {
        Self::from_code(territory::state_of(&self.to_string())?)
    }

    /// Whether a language is an official one of the country.
    pub fn speaks(self, lang: &str) -> bool {
        self.data()
            .maybe_official_language_list()
            .is_some_and(|list| list.contains(&lang))
    }

    /// Whether the country's usual script is Cyrillic.
    pub fn writes_cyrillic(self) -> bool {
        CYRILLIC.contains(&self.0)
    }

    /// How its post is addressed.
    pub fn post(self) -> Post {
        let data = self.data();
        // Japan's order has no space between the parts: it suits only its own script.
        let has_street = |order: &&str| order.lines().any(|line| line == "{{street}}");
        let order = match self.0 {
            Alpha2::RU => Some(RUSSIAN_ADDRESS),
            _ => data.address_format().filter(has_street),
        };
        Post {
            order: order.unwrap_or(USUAL_ADDRESS),
            postcode_digits: data.postal_code_format().and_then(digits_of),
        }
    }

    /// The form of its postcodes, if it has any.
    pub fn postcodes(self) -> Option<Postcodes> {
        Postcodes::of(self.data().postal_code_format()?)
    }

    /// The middle of the country.
    pub fn position(self) -> Position {
        let geo = self.data().geo();
        Position {
            latitude: geo.latitude(),
            longitude: geo.longitude(),
        }
    }
}

/// What countries are called, in lower case: put together once, which takes some milliseconds.
struct Spellings {
    /// The names in the order of the data.
    names: Vec<(String, Alpha2)>,
    /// The first country of each name and of each code of three letters.
    codes: HashMap<String, Alpha2>,
}

impl Spellings {
    fn known() -> &'static Self {
        static KNOWN: OnceLock<Spellings> = OnceLock::new();
        KNOWN.get_or_init(|| {
            let (mut all, mut codes) = (Vec::new(), HashMap::new());
            for country in CountryIterator::new() {
                let code = country.alpha2();
                let letters = country.alpha3().to_string().to_lowercase();
                codes.entry(letters).or_insert(code);
                for name in names(&country).map(str::to_lowercase) {
                    codes.entry(name.clone()).or_insert(code);
                    all.push((name, code));
                }
            }
            Self { names: all, codes }
        })
    }
}

fn names(country: &Data) -> impl Iterator<Item = &'static str> + use<> {
    let mut names = vec![country.iso_short_name(), country.iso_long_name()];
    names.extend_from_slice(country.unofficial_name_list());
    names.extend(country.translations().values());
    names.into_iter()
}

impl Position {
    /// The great-circle distance in kilometres on a sphere of the Earth's mean radius, 6,371 km.
    pub fn distance(self, other: Self) -> f64 {
        let (lat_a, lat_b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let d_lat = (lat_b - lat_a) / 2.0;
        let d_lon = (other.longitude - self.longitude).to_radians() / 2.0;
        let h = d_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * d_lon.sin().powi(2);
        2.0 * 6371.0 * h.sqrt().min(1.0).asin()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Eq for Country {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_found_by_code_or_name() {
        let gb = Country::from_code("gb").unwrap();
        for name in [
            "GB",
            "gbr",
            "United Kingdom",
            "great britain",
            "Великобритания",
            "UK",
        ] {
            assert_eq!(Country::from_name(name), Some(gb), "{name}");
        }
        assert_eq!(Country::from_name("XX"), None);
        assert!(Country::suggestion("Germny").unwrap().contains("`DE`"));
        assert!(
            Country::suggestion("Great Britian")
                .unwrap()
                .contains("`GB`")
        );
        assert!(Country::suggestion("kz").unwrap().contains("`KZ`"));
        assert_eq!(Country::suggestion("Narnia"), None);
    }

    #[test]
    fn ten_countries_write_cyrillic() {
        let all = Country::all().into_iter();
        let codes: Vec<String> = all
            .filter(|country| country.writes_cyrillic())
            .map(|country| country.to_string())
            .collect();
        let listed = "BG BY KG KZ MK MN RS RU TJ UA";
        assert_eq!(codes.join(" "), listed);
    }

    #[test]
    fn there_are_249_countries_each_with_a_position() {
        let all = Country::all();
        assert_eq!(all.len(), 249);
        for country in all {
            let at = country.position();
            assert!(
                at.latitude.abs() <= 90.0 && at.longitude.abs() <= 180.0,
                "{country}"
            );
            assert!((at.latitude, at.longitude) != (0.0, 0.0), "{country}");
        }
    }

    #[test]
    fn a_territory_belongs_to_a_state() {
        let state = |code: &str| Country::from_code(code).unwrap().state();
        assert_eq!(state("HK"), Country::from_code("CN"));
        assert_eq!(state("AI"), Country::from_code("GB"));
        for code in ["GB", "EH", "PS", "TW", "AQ"] {
            assert_eq!(state(code), None, "{code}");
        }
        let of = Country::all()
            .into_iter()
            .filter_map(|c| Some((c, c.state()?)));
        let territories: Vec<_> = of.collect();
        assert_eq!(territories.len(), 51);
        assert!(territories.iter().all(|(_, state)| state.state().is_none()));
    }

    #[test]
    fn distances_follow_the_great_circle() {
        let london = Position {
            latitude: 51.51,
            longitude: -0.13,
        };
        let berlin = Position {
            latitude: 52.52,
            longitude: 13.41,
        };
        assert!((london.distance(berlin) - 932.0).abs() < 5.0);
    }
}
