//! The catalog: the built-in sheets and envelopes, and which of them a country takes.

use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::page::stationery::form::{Stationery, Stock};
use crate::page::stationery::schema;
use crate::suggest::did_you_mean;

/// The built-in sheets and envelopes.
///
/// # Errors
/// Every problem of their file; a test keeps it right.
pub fn built_in() -> Result<Stock, Problems> {
    schema::read(&Source::new(
        "stationery.toml (built in)",
        include_str!("stationery.toml"),
    ))
}

/// The one of a name, else the default of the country of posting. `what` is what people call such a
/// thing: a sheet or an envelope.
///
/// # Errors
/// If none is called so.
pub fn choose(
    all: Vec<Stationery>,
    what: &str,
    name: Option<&str>,
    country: Country,
) -> Result<Stationery, Diagnostic> {
    if let Some(name) = name {
        return find(all, what, name);
    }
    let code = country.to_string();
    let is_for = |known: &Stationery, code: &str| known.default_for.iter().any(|c| c == code);
    let position = |code: &str| all.iter().position(|known| is_for(known, code));
    let found = position(&code).or(position("*"));
    let problem = unknown(&all, what, "");
    found.and_then(|n| all.into_iter().nth(n)).ok_or(problem)
}

/// The one of a name.
///
/// # Errors
/// If none is called so.
pub fn find(all: Vec<Stationery>, what: &str, name: &str) -> Result<Stationery, Diagnostic> {
    let problem = unknown(&all, what, name);
    let found = all.into_iter().find(|known| known.name == name);
    found.ok_or(problem)
}

fn unknown(all: &[Stationery], what: &str, name: &str) -> Diagnostic {
    let names: Vec<&str> = all.iter().map(|known| known.name.as_str()).collect();
    let message = format!("there is no {what} `{}`", name.escape_debug());
    // On the box stands a number without the maker's name.
    let number = format!("-{}", name.to_lowercase());
    let meant = names
        .iter()
        .find(|known| known.ends_with(&number))
        .map(|known| format!("did you mean `{known}`?"))
        .or_else(|| did_you_mean(name, names.iter().copied()));
    Diagnostic::error(message)
        .maybe_help(meant)
        .help(format!("{what}s are `{}`", names.join("`, `")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::length::Length;
    use crate::page::stationery::form::Spot;

    const ALMOST: Length = Length(72);

    #[test]
    fn margins_labels_and_gaps_are_the_sheet() {
        for sheet in built_in().unwrap().sheets {
            let (right, down) = sheet.offset(sheet.count() - 1);
            let label = sheet.first.zone;
            let used = (right + label.width, down + label.height);
            let margins = (sheet.paper.0 - used.0, sheet.paper.1 - used.1);
            for (margin, first) in [(margins.0, label.x), (margins.1, label.y)] {
                let other = margin - first;
                let apart = (other - first).max(first - other);
                assert!(apart <= ALMOST, "{}: {first:?} and {other:?}", sheet.name);
            }
            assert!(sheet.pitch.0 >= label.width && sheet.pitch.1 >= label.height);
        }
    }

    #[test]
    fn addresses_stand_in_their_zones_and_senders_above_them() {
        let stock = built_in().unwrap();
        for form in stock.sheets.iter().chain(&stock.envelopes) {
            let Spot {
                zone,
                address,
                sender,
            } = form.first;
            assert!(zone.x <= address.x && zone.y <= address.y, "{}", form.name);
            assert!(address.right() <= zone.right(), "{}", form.name);
            assert!(address.bottom() <= zone.bottom(), "{}", form.name);
            assert!(sender.is_none_or(|s| s.bottom() <= zone.y), "{}", form.name);
        }
    }

    #[test]
    fn places_follow_in_rows() {
        let sheets = built_in().unwrap().sheets;
        let gb = Country::from_code("GB").unwrap();
        let sheet = choose(sheets, "sheet", None, gb).unwrap();
        assert_eq!((sheet.name.as_str(), sheet.count()), ("avery-l7160", 21));
        let sheet = choose(built_in().unwrap().sheets, "sheet", Some("a4-70x37"), gb).unwrap();
        let millimetres = |x: f64, y: f64| (Length::millimetres(x), Length::millimetres(y));
        assert_eq!(sheet.offset(2), millimetres(140.0, 0.0));
        assert_eq!(sheet.offset(3), millimetres(0.0, 37.0));
    }

    #[test]
    fn the_default_follows_the_country() {
        for (code, size) in [("US", "us-10"), ("CA", "us-10"), ("KZ", "dl"), ("GB", "dl")] {
            let country = Country::from_code(code).unwrap();
            let chosen = choose(built_in().unwrap().envelopes, "envelope", None, country);
            assert_eq!(chosen.unwrap().name, size, "{code}");
        }
    }

    #[test]
    fn the_number_on_the_box_gets_the_name() {
        let gb = Country::from_code("GB").unwrap();
        let problem = choose(built_in().unwrap().sheets, "sheet", Some("L7160"), gb).unwrap_err();
        assert_eq!(problem.help[0], "did you mean `avery-l7160`?");
    }

    #[test]
    fn an_unknown_name_gets_a_suggestion_and_the_list() {
        let gb = Country::from_code("GB").unwrap();
        let envelopes = built_in().unwrap().envelopes;
        let problem = choose(envelopes, "envelope", Some("us10"), gb).unwrap_err();
        assert_eq!(problem.message, "there is no envelope `us10`");
        assert_eq!(
            problem.help,
            [
                "did you mean `us-10`?",
                "envelopes are `dl`, `c6`, `c6-c5`, `c5`, `us-10`, `us-9`"
            ]
        );
    }
}
