//! The profiles there are: the built-in ones and a campaign's own, and which of them a letter takes.

use std::sync::Arc;

use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::page::profile::Profile;
use crate::page::schema;
use crate::suggest::did_you_mean;

/// The built-in profiles.
///
/// # Errors
/// Every problem of the table; a test keeps it right.
pub fn built_in() -> Result<Vec<Profile>, Problems> {
    schema::read(&Source::new(
        "profiles.toml (built in)",
        include_str!("profiles.toml"),
    ))
}

/// The profiles of faxes, which are no choice for letters on paper.
///
/// # Errors
/// Every problem of the table; a test keeps it right.
pub fn of_faxes() -> Result<Vec<Profile>, Problems> {
    schema::read_faxes(&Source::new(
        "fax.toml (built in)",
        include_str!("fax.toml"),
    ))
}

/// The profiles of a campaign's own file, then the built-in ones that it does not replace. One that
/// replaces another and names no countries is the default for the other's.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn all(own: Option<&Arc<Source>>) -> Result<Vec<Profile>, Problems> {
    let mut profiles = own.map_or(Ok(Vec::new()), schema::read)?;
    for built_in in built_in()? {
        match profiles.iter_mut().find(|own| own.name == built_in.name) {
            Some(own) if own.default_for.is_empty() => own.default_for = built_in.default_for,
            Some(_) => {}
            None => profiles.push(built_in),
        }
    }
    Ok(profiles)
}

/// The profile of a name, else the default of the country of posting.
///
/// # Errors
/// If no profile is called so.
pub fn choose(
    profiles: Vec<Profile>,
    name: Option<&str>,
    country: Country,
) -> Result<Profile, Diagnostic> {
    match name {
        Some(name) => find(&profiles, name).cloned(),
        None => default(profiles, country),
    }
}

/// The profile of a name.
///
/// # Errors
/// If there is none.
pub fn find<'p>(profiles: &'p [Profile], name: &str) -> Result<&'p Profile, Diagnostic> {
    let found = profiles.iter().find(|profile| profile.name == name);
    found.ok_or_else(|| {
        let names = || profiles.iter().map(|profile| profile.name.as_str());
        let help = did_you_mean(name, names()).unwrap_or_else(|| {
            let names: Vec<&str> = names().collect();
            format!("profiles are `{}`", names.join("`, `"))
        });
        let message = format!("there is no profile `{}`", name.escape_debug());
        Diagnostic::error(message).help(help)
    })
}

fn default(profiles: Vec<Profile>, country: Country) -> Result<Profile, Diagnostic> {
    let position = |code: &str| {
        profiles
            .iter()
            .position(|profile| profile.default_for.iter().any(|c| c == code))
    };
    let found = position(&country.to_string()).or_else(|| position("*"));
    let mut profiles = profiles.into_iter();
    profiles
        .nth(found.unwrap_or_default())
        .ok_or_else(|| Diagnostic::error("there is no profile"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Family;
    use crate::length::Length;
    use crate::page::profile::Typeface;

    fn own(text: &str) -> Arc<Source> {
        Source::new("profiles.toml", text)
    }

    /// A sound profile of a name, with more keys in front.
    fn sample(name: &str, more: &str) -> String {
        format!(
            "[[profile]]\nname = \"{name}\"\ntitle = \"ours\"\npaper = \"a4\"\n{more}\n\
             address = {{ rect = [25, 50, 80, 30], source = \"us\" }}\n\
             sender = {{ rect = [125, 50, 65, 45], source = \"us\" }}\n\
             body = {{ top = 100, left = 25, right = 20, bottom = 20, source = \"us\" }}\n"
        )
    }

    #[test]
    fn every_country_has_one_profile() {
        let profiles = built_in().unwrap();
        for country in Country::all() {
            let code = country.to_string();
            let own = profiles
                .iter()
                .filter(|p| p.default_for.contains(&code))
                .count();
            assert!(own <= 1, "{country}");
            assert!(choose(profiles.clone(), None, country).is_ok());
        }
    }

    #[test]
    fn the_default_follows_the_country() {
        for (code, name) in [
            ("DE", "din-5008-b"),
            ("CH", "ch-right"),
            ("LI", "ch-right"),
            ("FR", "fr"),
            ("GB", "uk"),
            ("US", "us-10-double"),
            ("CA", "us-10-double"),
            ("KZ", "din-5008-b"),
        ] {
            let country = Country::from_code(code).unwrap();
            let chosen = choose(built_in().unwrap(), None, country).unwrap();
            assert_eq!(chosen.name, name, "{code}");
        }
    }

    #[test]
    fn faxes_have_the_paper_of_the_country_and_letters_that_machines_keep() {
        for (code, name) in [("KZ", "fax-a4"), ("GB", "fax-a4"), ("US", "fax-letter")] {
            let country = Country::from_code(code).unwrap();
            let chosen = choose(of_faxes().unwrap(), None, country).unwrap();
            assert_eq!(chosen.name, name, "{code}");
            assert_eq!(chosen.face.family, Family::Sans);
            assert!(chosen.face.text >= Length::centipoints(1050));
            let line = chosen.line.unwrap();
            assert!(line.bottom() <= Length::millimetres(12.0));
            assert!(chosen.folds.is_empty() && chosen.punch.is_none());
            for field in [chosen.sender, chosen.address, chosen.body] {
                assert!(field.y > line.bottom());
            }
        }
        let posted = built_in().unwrap();
        assert!(
            posted
                .iter()
                .all(|p| p.line.is_none() && p.face == Typeface::default())
        );
    }

    #[test]
    fn an_unknown_profile_gets_a_suggestion() {
        let gb = Country::from_code("GB").unwrap();
        let problem = choose(built_in().unwrap(), Some("din-5008b"), gb).unwrap_err();
        assert_eq!(problem.help, ["did you mean `din-5008-b`?"]);
    }

    #[test]
    fn a_campaign_adds_profiles_and_replaces_built_in_ones() {
        let text = sample("ours", "default_for = [\"DE\"]") + &sample("uk", "");
        let profiles = all(Some(&own(&text))).unwrap();
        assert_eq!(profiles.len(), built_in().unwrap().len() + 1);
        let of = |code: &str| {
            let country = Country::from_code(code).unwrap();
            choose(profiles.clone(), None, country).unwrap()
        };
        assert_eq!(
            (of("DE").name.as_str(), of("AT").name.as_str()),
            ("ours", "din-5008-b")
        );
        assert_eq!(
            (of("GB").name.as_str(), of("GB").title.as_str()),
            ("uk", "ours")
        );
        assert_eq!(
            of("GB").window,
            of("GB").address,
            "without a window, the address is its own"
        );
    }

    #[test]
    fn every_mistake_in_a_campaigns_profiles_has_its_place() {
        let text = sample("a", "default_for = [\"XX\"]\nfold = 1")
            + &sample(
                "a",
                "clear = [{ rect = [0, 0, 300, 5], pages = \"some\", source = \"us\" }]",
            )
            + &sample("b", "window = { rect = [1, 2, 3], source = \"us\" }");
        let problems = all(Some(&own(&text))).unwrap_err();
        let found: Vec<(&str, usize)> = problems
            .0
            .iter()
            .map(|p| (p.message.as_str(), p.place.as_ref().unwrap().line()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "`XX` is not a country; expected a code such as `DE`, or `*`",
                    5
                ),
                ("unknown key `fold` in `[[profile]]`", 6),
                ("a second profile `a`", 11),
                ("`some` is not `first` or `all`", 14),
                ("`rect` leaves the sheet of 210 × 297 mm", 14),
                ("`rect` is not [x, y, width, height] in millimetres", 22),
            ]
        );
    }
}
