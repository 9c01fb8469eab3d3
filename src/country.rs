//! Countries of ISO 3166-1: codes, names in a language, positions, addresses and postcodes.
//!
//! The only module that names keshvar.

mod territory;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use keshvar::{Alpha2, Country as Data, CountryIterator};

use crate::suggest;

/// How similar a name has to be to be suggested.
const NEAR: f64 = 0.9;

/// A country by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, PartialEq)]
pub struct Country(Alpha2);

/// How an address is written where nothing else is known.
const USUAL_ADDRESS: &str = "{{street}}\n{{postalcode}} {{city}}\n{{region}}";

/// Addresses of Russia (UPU, Postal addressing systems, RUS): the street stands above the city.
/// keshvar 0.7 has the order of Soviet times.
const RUSSIAN_ADDRESS: &str = "{{street}}\n{{city}}\n{{region}}\n{{postalcode}}";

/// How post of a country is addressed. The default is what is usual where nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    /// The order of the parts of an address, with names in `{{` and `}}`.
    order: &'static str,
    /// How many digits a postcode has, where all of it is digits and it always has as many.
    pub postcode_digits: Option<usize>,
}

impl Default for Post {
    fn default() -> Self {
        Self {
            order: USUAL_ADDRESS,
            postcode_digits: None,
        }
    }
}

/// The parts of an address that are not yet in lines. Empty where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct AddressParts<'p> {
    /// Street and whatever stands beside it, one entry a line.
    pub street: &'p [String],
    /// The postcode.
    pub postcode: &'p str,
    /// The town.
    pub city: &'p str,
    /// The state, region or county.
    pub state: &'p str,
}

/// A point on the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

impl Country {
    /// The country of a two-letter code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        let upper = code.to_ascii_uppercase();
        (upper.len() == 2).then(|| Alpha2::try_from(upper.as_str()).ok().map(Self))?
    }

    /// The country that a person named: by code (two or three letters) or by a name in any language
    /// the data has.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        let wanted = name.to_lowercase();
        Self::from_code(name).or_else(|| {
            CountryIterator::new()
                .find(|c| {
                    format!("{:?}", c.alpha3()).eq_ignore_ascii_case(name)
                        || names(c).any(|n| n.to_lowercase() == wanted)
                })
                .map(|c| Self(c.alpha2()))
        })
    }

    /// All countries, in the order of their codes.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = CountryIterator::new().map(|c| Self(c.alpha2())).collect();
        all.sort_by_key(ToString::to_string);
        all
    }

    /// The country that was most likely meant by what was typed.
    pub fn suggestion(typed: &str) -> Option<String> {
        let wanted = typed.to_lowercase();
        let exact = Self::from_code(typed);
        let near = || {
            let all = CountryIterator::new().flat_map(|c| names(&c).map(move |n| (n, c.alpha2())));
            let scored = all.map(|(name, code)| (suggest::similarity(&wanted, name), Self(code)));
            let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
            best.filter(|(score, _)| *score >= NEAR)
                .map(|(_, country)| country)
        };
        let country = exact.or_else(near)?;
        Some(format!(
            "did you mean `{country}` ({})?",
            country.name("en")
        ))
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

    /// The middle of the country.
    pub fn position(self) -> Position {
        let geo = self.data().geo();
        Position {
            latitude: geo.latitude(),
            longitude: geo.longitude(),
        }
    }
}

impl AddressParts<'_> {
    /// The lines of the address in the order of its country. A state is left out where the order
    /// of the country is known and has none; any other part is kept.
    pub fn lines(&self, post: Post) -> Vec<String> {
        let order = post.order;
        let mut lines = Vec::new();
        for line in order.lines() {
            if line == "{{street}}" {
                lines.extend_from_slice(self.street);
            } else {
                let filled: String = line.split("{{").map(|name| self.fill(name)).collect();
                lines.push(filled.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        if !order.contains("{{postalcode}}") {
            lines.push(self.postcode.to_owned());
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// The part for a piece of an order, which is a name, `}}` and what follows.
    fn fill(&self, piece: &str) -> String {
        let Some((name, after)) = piece.split_once("}}") else {
            return piece.to_owned();
        };
        let part = match name {
            "postalcode" => self.postcode,
            "city" => self.city,
            "region" | "region_short" => self.state,
            _ => "",
        };
        format!("{part}{after}")
    }
}

/// How many digits a regular expression stands for, if it stands for one number of digits, with or
/// without a space or hyphen between them. What is optional at its end does not count.
fn digits_of(format: &str) -> Option<usize> {
    let must = format.split("(?:").next()?.replace(['(', ')'], "");
    let mut rest = must.as_str();
    let mut digits = 0;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(" ?").or_else(|| rest.strip_prefix("-?")) {
            rest = after;
        } else if let Some(after) = rest.strip_prefix('-') {
            rest = after;
        } else {
            let (count, after) = rest.strip_prefix("\\d{")?.split_once('}')?;
            digits += count.parse::<usize>().ok()?;
            rest = after;
        }
    }
    (digits > 0).then_some(digits)
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
        write!(f, "{:?}", self.0)
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
    fn an_address_has_the_order_of_its_country() {
        let street = ["1 High St".to_owned()];
        let parts = AddressParts {
            street: &street,
            postcode: "12345",
            city: "Town",
            state: "ST",
        };
        for (code, expected) in [
            ("GB", "1 High St|Town|ST|12345"),
            ("US", "1 High St|Town ST 12345"),
            ("DE", "1 High St|12345 Town"),
            ("ES", "1 High St|12345 Town|ST"),
            ("HU", "Town|1 High St|12345"),
            ("RU", "1 High St|Town|ST|12345"),
            ("JP", "1 High St|12345 Town|ST"),
            ("KZ", "1 High St|12345 Town|ST"),
        ] {
            let lines = parts.lines(Country::from_code(code).unwrap().post());
            assert_eq!(lines.join("|"), expected, "{code}");
        }
        let only = AddressParts {
            street: &street,
            ..AddressParts::default()
        };
        assert_eq!(only.lines(Post::default()), street);
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

    /// Whatever the data of a country say, nothing but a state may be missing from an address.
    #[test]
    fn no_country_loses_a_part_of_an_address() {
        let street = ["Street".to_owned(), "Flat".to_owned()];
        let parts = AddressParts {
            street: &street,
            postcode: "Code",
            city: "City",
            state: "State",
        };
        for country in Country::all() {
            let text = parts.lines(country.post()).join("\n");
            let parts = ["Street", "Flat", "Code", "City"];
            assert!(
                parts.iter().all(|part| text.contains(part)),
                "{country}: {text}"
            );
            assert!(!text.contains('{'), "{country}: {text}");
        }
    }

    #[test]
    fn the_digits_of_a_postcode_are_counted() {
        for (code, digits) in [
            ("DE", Some(5)),
            ("US", Some(5)),
            ("CH", Some(4)),
            ("GR", Some(5)),
            ("JP", Some(7)),
            ("GB", None),
            ("NL", None),
            ("HK", None),
        ] {
            let country = Country::from_code(code).unwrap();
            assert_eq!(country.post().postcode_digits, digits, "{code}");
        }
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
