//! The address of a row, in the lines and the order of its country.

use crate::country::{AddressParts, Country, Post};

/// Countries where the number stands before the street (UPU, Postal addressing systems).
const NUMBER_FIRST: [&str; 9] = ["AU", "CA", "FR", "GB", "IE", "LU", "NZ", "US", "ZA"];

/// The parts of an address that a row has; empty where it has none.
#[derive(Debug, Default)]
pub(super) struct PostalAddress {
    /// The cells of the street and beside it, which may have line breaks.
    pub street: Vec<String>,
    pub house_number: String,
    pub postcode: String,
    pub city: String,
    pub state: String,
}

impl PostalAddress {
    /// Its lines, without the country.
    pub(super) fn lines(&self, country: Option<(Country, Post)>) -> Vec<String> {
        let cells = self.street.iter().flat_map(|cell| cell.split(['\n', '\r']));
        let trimmed = cells.map(str::trim).filter(|line| !line.is_empty());
        let mut street: Vec<String> = trimmed.map(str::to_owned).collect();
        self.put_number(&mut street, country.map(|(country, _)| country));
        let parts = AddressParts {
            street: &street,
            postcode: &self.postcode,
            city: &self.city,
            state: &self.state,
        };
        parts.lines(country.map(|(_, post)| post).unwrap_or_default())
    }

    fn put_number(&self, street: &mut Vec<String>, country: Option<Country>) {
        let number = &self.house_number;
        if number.is_empty() {
            return;
        }
        let code = country.map(|country| country.to_string());
        let is_first = code.is_some_and(|code| NUMBER_FIRST.contains(&code.as_str()));
        match street.first_mut() {
            None => street.push(number.clone()),
            Some(line) if is_first => *line = format!("{number} {line}"),
            Some(line) => *line = format!("{line} {number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_stands_where_the_country_has_it() {
        let address = PostalAddress {
            street: vec!["High St\r\n Flat 2 ".to_owned(), String::new()],
            house_number: "7a".to_owned(),
            city: "Leeds".to_owned(),
            ..PostalAddress::default()
        };
        let british =
            address.lines(Country::from_code("GB").map(|country| (country, country.post())));
        assert_eq!(british, ["7a High St", "Flat 2", "Leeds"]);
        assert_eq!(address.lines(None)[0], "High St 7a");
    }
}
