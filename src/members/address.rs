//! The address of a row, in the lines and the order of its country.

use crate::country::{AddressParts, Country, Post};

/// Countries where the number stands before the street (UPU, Postal addressing systems).
const NUMBER_FIRST: [&str; 9] = ["AU", "CA", "FR", "GB", "IE", "LU", "NZ", "US", "ZA"];

/// What a box at a post office is called (UPU, Postal addressing systems); elsewhere it is understood in English.
const PO_BOX: [(&[&str], &str); 4] = [
    (&["DE", "AT", "CH", "LI"], "Postfach"),
    (&["FR", "BE", "LU", "MC"], "BP"),
    (&["ES", "MX", "AR", "CL", "CO", "PE", "UY"], "Apartado"),
    (&["RU", "KZ", "BY", "KG"], "а/я"),
];

/// The parts of an address that a row has; empty where it has none.
#[derive(Debug, Default)]
pub(super) struct PostalAddress {
    /// The cells of the street and beside it, which may have line breaks.
    pub street: Vec<String>,
    pub house_number: String,
    /// A line before the street, such as `c/o`.
    pub care_of: String,
    /// The number of a box at a post office, as people write it.
    pub po_box: String,
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
        if !self.care_of.is_empty() {
            street.insert(0, self.care_of.clone());
        }
        street.extend(self.po_box_line(country.map(|(country, _)| country)));
        let parts = AddressParts {
            street: &street,
            postcode: &self.postcode,
            city: &self.city,
            state: &self.state,
        };
        parts.lines(country.map(|(_, post)| post).unwrap_or_default())
    }

    /// The line of the box, which its word stands before where people typed the number alone.
    fn po_box_line(&self, country: Option<Country>) -> Option<String> {
        let text = &self.po_box;
        if text.is_empty() || text.contains(char::is_alphabetic) {
            return Some(text.clone()).filter(|text| !text.is_empty());
        }
        let code = country
            .map(|country| country.to_string())
            .unwrap_or_default();
        let known = PO_BOX
            .iter()
            .find(|(countries, _)| countries.contains(&code.as_str()));
        let word = known.map_or("PO Box", |(_, word)| word);
        Some(format!("{word} {text}"))
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

    #[test]
    fn a_box_has_a_word_before_its_number() {
        let country = |code| Country::from_code(code).map(|country| (country, country.post()));
        let boxed = |po_box: &str| PostalAddress {
            po_box: po_box.to_owned(),
            ..PostalAddress::default()
        };
        assert_eq!(boxed("1234").lines(country("DE")), ["Postfach 1234"]);
        assert_eq!(boxed("12 34").lines(country("GB")), ["PO Box 12 34"]);
        assert_eq!(boxed("P.O.B. 7").lines(country("DE")), ["P.O.B. 7"]);
    }
}
