//! The address of a card as cells.

use crate::country::Country;
use crate::members::countries;
use crate::members::name::without_form;
use crate::members::spelling::key;

/// An address as a card says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The box, what stands beside the street, the street, town, state, postcode and country (RFC 6350, 6.3.1).
    pub parts: [String; 7],
    /// The whole as it is printed, perhaps with the country below.
    pub label: String,
    /// The code of the country whose form the address has (Apple's `X-ABADR`).
    pub code: String,
}

impl Address {
    /// The same without the names that the label begins with: they are printed above the address.
    pub(super) fn without_names(mut self, names: &[String]) -> Self {
        let lines = lines(&self.label);
        let names = names.iter().filter(|name| !name.is_empty());
        let is_name = |line: &&str| {
            let own = key(&without_form(line));
            names.clone().any(|name| key(&without_form(name)) == own)
        };
        let count = lines.iter().take_while(|line| is_name(line)).count();
        self.label = lines[count..].join("\n");
        self
    }

    /// The street and what stands beside it, the postcode, the town, the state and the country.
    pub(super) fn cells(self) -> [String; 7] {
        let is_apart = self.parts[..3].iter().any(|part| !part.is_empty());
        let [
            post_box,
            beside,
            mut street,
            mut city,
            mut state,
            mut postcode,
            mut country,
        ] = self.parts;
        if !is_apart {
            let mut lines = lines(&self.label);
            let last = lines.pop_if(|last| is_country(last, &country));
            if let Some(last) = last.filter(|_| country.is_empty()) {
                country = last.to_owned();
            }
            street = lines.join("\n");
            for part in [&mut city, &mut state, &mut postcode] {
                if street.contains(part.as_str()) {
                    part.clear();
                }
            }
        }
        if country.is_empty() && Country::from_code(&self.code).is_some() {
            country = self.code;
        }
        [street, beside, post_box, postcode, city, state, country]
    }
}

/// The lines of a label.
fn lines(label: &str) -> Vec<&str> {
    let lines = label.split(['\n', '\r']).map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

/// Returns whether a line is the country of an address, or any if that names none.
fn is_country(line: &str, country: &str) -> bool {
    let found = countries::of_last_line(line);
    match country {
        "" => found.is_some(),
        country => line == country || found.is_some() && found == Country::from_name(country),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(label: &str, [city, postcode, country]: [&str; 3], code: &str) -> [String; 7] {
        let parts = ["", "", "", city, "", postcode, country].map(str::to_owned);
        let (label, code) = (label.to_owned(), code.to_owned());
        Address { parts, label, code }.cells()
    }

    #[test]
    fn a_label_says_nothing_twice() {
        let leeds = "1 Road\nLeeds\nLS1 1AA";
        for (label, parts, expected) in [
            (
                "1 Road\nLeeds\nLS1 1AA\nUNITED KINGDOM",
                ["", "", ""],
                [leeds, "", "", "UNITED KINGDOM"],
            ),
            (
                "1 Road\r\nLeeds\r\nLS1 1AA\r\nUK\r\n",
                ["Leeds", "LS1 1AA", "GB"],
                [leeds, "", "", "GB"],
            ),
            (
                "1 Road",
                ["Leeds", "LS1 1AA", "GB"],
                ["1 Road", "LS1 1AA", "Leeds", "GB"],
            ),
            (leeds, ["", "", "GB"], [leeds, "", "", "GB"]),
            // A town that is called as a country is none of another.
            (
                "1 Road\nLebanon",
                ["", "", "US"],
                ["1 Road\nLebanon", "", "", "US"],
            ),
            (
                "1 Road\nNowhere",
                ["", "", "Nowhere"],
                ["1 Road", "", "", "Nowhere"],
            ),
        ] {
            let [street, _, _, postcode, city, _, country] = cells(label, parts, "");
            assert_eq!([street, postcode, city, country], expected, "{label}");
        }
    }

    #[test]
    fn a_label_begins_with_no_name() {
        let names = ["Anna Müller", "Example Union"].map(str::to_owned);
        for (label, expected) in [
            ("Anna Müller\r\n1 Road\nLeeds", "1 Road\nLeeds"),
            ("EXAMPLE UNION\nFrau anna müller\n1 Road", "1 Road"),
            ("1 Road\nAnna Müller", "1 Road\nAnna Müller"),
            ("Anna Müller", ""),
        ] {
            let label = label.to_owned();
            let address = Address {
                label,
                ..Address::default()
            };
            assert_eq!(address.without_names(&names).label, expected);
        }
    }

    #[test]
    fn the_code_of_a_form_is_the_country_of_an_address_without_one() {
        for (country, code, expected) in [
            ("", "gb", "gb"),
            ("Germany", "gb", "Germany"),
            ("", "xx", ""),
            ("", "", ""),
        ] {
            let found = cells("1 Road", ["", "", country], code);
            assert_eq!(found[6], expected, "{country} {code}");
        }
    }
}
