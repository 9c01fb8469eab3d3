//! Countries of ISO 3166-1: codes, names in a language, positions.
//!
//! The only module that names keshvar.

use std::fmt;

use keshvar::{Alpha2, Country as Data, CountryIterator};

use crate::suggest;

/// How similar a name has to be to be suggested.
const NEAR: f64 = 0.9;

/// A country by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, PartialEq)]
pub struct Country(Alpha2);

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

    /// The country's usual name in a language, else in English.
    pub fn name(self, lang: &str) -> String {
        let data = self.0.to_country();
        let names = data.translations();
        let name = names.get(lang).or_else(|| names.get("en")).copied();
        name.unwrap_or(data.iso_short_name()).to_owned()
    }

    /// Whether a language is an official one of the country.
    pub fn speaks(self, lang: &str) -> bool {
        let data = self.0.to_country();
        data.maybe_official_language_list()
            .is_some_and(|list| list.contains(&lang))
    }

    /// The middle of the country.
    pub fn position(self) -> Position {
        let geo = self.0.to_country().geo();
        Position {
            latitude: geo.latitude(),
            longitude: geo.longitude(),
        }
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
