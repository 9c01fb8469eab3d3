//! Countries of ISO 3166-1, and Kosovo: codes, names in a language, positions, addresses and postcodes.
//!
//! The only module that names keshvar.

mod address;
mod kosovo;
mod more_names;
mod postcode;
mod spellings;
mod territory;

use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

use keshvar::{Alpha2, Country as Data, CountryIterator};

use self::more_names::MORE_NAMES;
use self::spellings::{Spellings, without_umlauts};
pub use address::{AddressParts, Post};
use address::{USUAL_ADDRESS, digits_of};
pub use postcode::Postcodes;

/// The most zeros that a postcode begins with.
const MOST_ZEROS: usize = 2;

/// The library that knows the countries, and its version.
pub(crate) const LIBRARY: (&str, &str) = ("keshvar", "0.7.0");

/// A country by its ISO 3166-1 alpha-2 code, or by XK.
#[derive(Clone, Copy, PartialEq)]
pub struct Country(Code);

/// The code of a country.
#[derive(Clone, Copy, PartialEq)]
enum Code {
    /// One of ISO 3166-1.
    Listed(Alpha2),
    /// XK.
    Kosovo,
}

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

/// The languages that letters are written in: what countries are called in them is right.
const LANGUAGES: [&str; 6] = ["en", "de", "fr", "es", "ru", "kk"];

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
    pub(crate) const ANY: Self = Self(Code::Listed(Alpha2::GB));

    /// The country of a two-letter code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        let upper = code.to_ascii_uppercase();
        if upper.len() != 2 {
            return None;
        }
        let listed = Alpha2::try_from(upper.as_str()).ok().map(Code::Listed);
        let kosovo = || (upper == kosovo::CODES[0]).then_some(Code::Kosovo);
        listed.or_else(kosovo).map(Self)
    }

    /// The country that a person named: by code (two or three letters), by a name in any language the data has, or by
    /// another usual name, such as that of a part of the United Kingdom. Case, accents and marks do not count.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::from_code(name).or_else(|| spellings().country(name))
    }

    /// All countries, in the order of their codes.
    pub fn all() -> Vec<Self> {
        let listed = CountryIterator::new().map(|c| Self(Code::Listed(c.alpha2())));
        let mut all: Vec<Self> = listed.chain([Self(Code::Kosovo)]).collect();
        all.sort_by_key(ToString::to_string);
        all
    }

    /// The country that was most likely meant by what was typed. It takes some milliseconds: who reads many names asks
    /// for the first few ([`limits::GUESSES`](crate::limits::GUESSES)).
    pub fn suggestion(typed: &str) -> Option<String> {
        let nearest = || spellings().nearest(typed);
        let country = Self::from_code(typed).or_else(nearest)?;
        Some(format!(
            "did you mean `{country}` ({})?",
            country.name("en")
        ))
    }

    /// The codes of three letters.
    fn codes(self) -> Vec<String> {
        match self.data() {
            Some(data) => vec![data.alpha3().to_string()],
            None => vec![kosovo::CODES[1].to_owned()],
        }
    }

    /// Its names in all languages that the data has.
    fn names(self) -> Vec<&'static str> {
        let Some(data) = self.data() else {
            return kosovo::names().collect();
        };
        let mut names = vec![data.iso_short_name(), data.iso_long_name()];
        names.extend_from_slice(data.unofficial_name_list());
        names.extend(data.translations().values());
        names
    }

    /// What the library knows of the country, if it knows it. It puts that together anew each time, which takes some
    /// microseconds, so that of a country that was asked for stays.
    fn data(self) -> Option<&'static Data> {
        static KNOWN: Mutex<Vec<&Data>> = Mutex::new(Vec::new());
        let Code::Listed(code) = self.0 else {
            return None;
        };
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(data) = known.iter().find(|data| data.alpha2() == code) {
            return Some(data);
        }
        let data: &'static Data = Box::leak(Box::new(code.to_country()));
        known.push(data);
        Some(data)
    }

    /// The country's usual name in a language, else in English.
    pub fn name(self, lang: &str) -> String {
        let Some(data) = self.data() else {
            return kosovo::name(lang).to_owned();
        };
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
        let Some(data) = self.data() else {
            return kosovo::LANGUAGES.contains(&lang);
        };
        let official = data.maybe_official_language_list();
        official.is_some_and(|list| list.contains(&lang))
    }

    /// Whether the country's usual script is Cyrillic.
    pub fn writes_cyrillic(self) -> bool {
        CYRILLIC.iter().any(|code| self.0 == Code::Listed(*code))
    }

    /// How its post is addressed.
    pub fn post(self) -> Post {
        // Japan's order has no space between the parts: it suits only its own script.
        let has_street = |order: &&str| order.lines().any(|line| line == "{{street}}");
        let order = match self.data() {
            None => Some(kosovo::ADDRESS),
            Some(_) if self.0 == Code::Listed(Alpha2::RU) => Some(RUSSIAN_ADDRESS),
            Some(data) => data.address_format().filter(has_street),
        };
        Post {
            order: order.unwrap_or(USUAL_ADDRESS),
            postcode_digits: self.postcode_format().and_then(digits_of),
        }
    }

    /// The form of its postcodes, if it has any.
    pub fn postcodes(self) -> Option<Postcodes> {
        Postcodes::of(self.postcode_format()?)
    }

    /// The postcode that a number stands for, which has no zeros at its start; `None` if it is one as it is, or no zeros
    /// make it one.
    ///
    /// ```
    /// use protest_letter::country::Country;
    /// let country = |code| Country::from_code(code).unwrap();
    /// assert_eq!(country("DE").zeros_back("1067").as_deref(), Some("01067"));
    /// assert_eq!(country("US").zeros_back("2101").as_deref(), Some("02101"));
    /// assert_eq!(country("IT").zeros_back("118").as_deref(), Some("00118"));
    /// assert_eq!(country("DE").zeros_back("10117"), None);
    /// assert_eq!(country("CH").zeros_back("8001"), None);
    /// assert_eq!(country("DE").zeros_back("7"), None);
    /// ```
    pub fn zeros_back(self, number: &str) -> Option<String> {
        if self.post().postcode_digits == Some(number.len()) {
            return None;
        }
        let postcodes = self.postcodes()?;
        let is_one = |text: &String| postcodes.beside(text).is_some_and(|rest| rest.is_empty());
        let longer = (0..=MOST_ZEROS).map(|zeros| "0".repeat(zeros) + number);
        longer
            .into_iter()
            .find(is_one)
            .filter(|found| found.len() > number.len())
    }

    /// The form of its postcodes as a regular expression.
    fn postcode_format(self) -> Option<&'static str> {
        match self.data() {
            Some(data) => data.postal_code_format(),
            None => Some(kosovo::POSTCODE),
        }
    }

    /// The middle of the country.
    pub fn position(self) -> Position {
        let Some(data) = self.data() else {
            let (latitude, longitude) = kosovo::MIDDLE;
            return Position {
                latitude,
                longitude,
            };
        };
        let geo = data.geo();
        Position {
            latitude: geo.latitude(),
            longitude: geo.longitude(),
        }
    }
}

/// What all countries are called: put together once, which takes some milliseconds.
fn spellings() -> &'static Spellings<Country> {
    static KNOWN: OnceLock<Spellings<Country>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut all = Spellings::default();
        let further =
            |(code, names): (&str, &'static [&str])| Some((Country::from_code(code)?, names));
        for (country, names) in MORE_NAMES.into_iter().filter_map(further) {
            for name in names {
                all.add_sure(name, country);
                all.suggest(name, country);
            }
        }
        for country in Country::all() {
            for code in country.codes() {
                all.add_sure(&code, country);
            }
            for lang in LANGUAGES {
                all.add_sure(&country.name(lang), country);
            }
            all.add_sure(&without_umlauts(&country.name("de")), country);
            for name in country.names() {
                all.add(name, country);
                all.suggest(name, country);
            }
        }
        all
    })
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
        match self.0 {
            Code::Listed(code) => write!(f, "{code}"),
            Code::Kosovo => f.write_str(kosovo::CODES[0]),
        }
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
    fn there_are_249_countries_and_kosovo_each_with_a_position() {
        let all = Country::all();
        assert_eq!(all.len(), 249 + 1);
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
        for code in ["GB", "EH", "PS", "TW", "AQ", "XK"] {
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
