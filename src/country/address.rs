//! How addresses are written: the order of their parts, which each country has of its own.

/// How an address is written where nothing else is known.
pub(super) const USUAL_ADDRESS: &str = "{{street}}\n{{postalcode}} {{city}}\n{{region}}";

/// How post of a country is addressed. The default is what is usual where nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    /// The order of the parts of an address, with names in `{{` and `}}`.
    pub(super) order: &'static str,
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

impl Post {
    /// Returns whether the data of the country say that the postcode stands on the line of the town.
    pub fn has_town_by_postcode(self) -> bool {
        let is_known = self.order != USUAL_ADDRESS;
        let has_both = |line: &str| line.contains("{{postalcode}}") && line.contains("{{city}}");
        is_known && self.order.lines().any(has_both)
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
pub(super) fn digits_of(format: &str) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Country;

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
            ("XK", "1 High St|12345 Town"),
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
            ("XK", Some(5)),
            ("GB", None),
            ("NL", None),
            ("HK", None),
        ] {
            let country = Country::from_code(code).unwrap();
            assert_eq!(country.post().postcode_digits, digits, "{code}");
        }
    }
}
