//! The form of the postcodes of a country, and whether a line of an address has one.
//!
//! The only module that names `regex_lite`: the data of countries give the form as a regular expression.

use regex_lite::Regex;

/// The form of the postcodes of a country.
#[derive(Clone, Debug)]
pub struct Postcodes(Regex);

impl Postcodes {
    /// Creates the form of a regular expression; `None` if that is none, or takes too much room.
    pub(super) fn of(format: &str) -> Option<Self> {
        let alone = format!("(?:^|[^0-9A-Za-z])(?:{format})(?:$|[^0-9A-Za-z])");
        Regex::new(&alone).ok().map(Self)
    }

    /// Returns what a line has beside a postcode, if there is one in it.
    ///
    /// ```
    /// use protest_letter::country::Country;
    /// let postcodes = Country::from_code("GB").unwrap().postcodes().unwrap();
    /// assert_eq!(postcodes.beside("LONDON SW7 5JW").as_deref(), Some("LONDON"));
    /// assert_eq!(postcodes.beside("125 Pall Mall"), None);
    /// ```
    pub fn beside(&self, line: &str) -> Option<String> {
        let found = self.0.find_iter(line);
        let found = found.filter(|found| found.as_str().contains(|c: char| c.is_ascii_digit()));
        let found = found.last()?;
        let rest = format!("{} {}", &line[..found.start()], &line[found.end()..]);
        Some(rest.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::country::Country;

    #[test]
    fn a_postcode_stands_alone_or_beside_the_town() {
        for (code, line) in [
            ("KZ", "010000 Astana"),
            ("CZ", "160 00 Praha 6"),
            ("PT", "1000-123 Lisboa"),
            ("SE", "SE-114 50 Stockholm"),
            ("GB", "LS1 1AA"),
            ("CA", "OTTAWA ON K1A 0A2"),
            ("NL", "1012 AB Amsterdam"),
            ("US", "Washington DC 20036-1234"),
            ("XK", "10000 Prishtinë"),
        ] {
            let postcodes = Country::from_code(code).unwrap().postcodes().unwrap();
            assert!(postcodes.beside(line).is_some(), "{code}: {line}");
            let other = line.replace(|c: char| c.is_ascii_digit(), "x");
            assert_eq!(postcodes.beside(&other), None, "{code}: {other}");
        }
    }

    #[test]
    fn a_longer_number_is_no_postcode() {
        let postcodes = Country::from_code("DE").unwrap().postcodes().unwrap();
        assert_eq!(postcodes.beside("101170 Berlin"), None);
        assert_eq!(postcodes.beside("10117 Berlin").as_deref(), Some("Berlin"));
        assert_eq!(postcodes.beside("10117").as_deref(), Some(""));
    }

    #[test]
    fn every_form_in_the_data_can_be_read() {
        for country in Country::all() {
            let format = country.postcode_format();
            assert_eq!(format.is_some(), country.postcodes().is_some(), "{country}");
        }
    }
}
