//! Profiles: the measures of a page for an envelope and a country, as data with sources.

use std::cell::RefCell;
use std::sync::Arc;

use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::fields::{Table, Text};
use crate::length::Length;
use crate::suggest::did_you_mean;

/// A rectangle on a sheet, from its top-left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

/// The measures of a page.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name on the command line.
    pub name: String,
    /// What it is for.
    pub title: String,
    /// The width and height of the sheet.
    pub paper: (Length, Length),
    /// The countries of posting it is the default for; `*` for the rest.
    pub default_for: Vec<String>,
    /// The recipient's address.
    pub address: Rect,
    /// The sender on one line above the recipient's address.
    pub return_line: Option<Rect>,
    /// The sender's name and address.
    pub sender: Rect,
    /// The text on the first page; on later ones its left, right and bottom edges hold.
    pub body: Rect,
    /// Where fold marks stand, from the top.
    pub folds: Vec<Length>,
    /// Where the punch mark stands, from the top.
    pub punch: Option<Length>,
}

const A4: (f64, f64) = (210.0, 297.0);
const LETTER: (f64, f64) = (215.9, 279.4);

/// The built-in profiles.
///
/// # Errors
/// What is wrong with the table; a test keeps it right.
pub fn built_in() -> Result<Vec<Profile>, Problems> {
    read(&Source::new(
        "profiles.toml (built in)",
        include_str!("profiles.toml"),
    ))
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
    let code = country.to_string();
    let wanted = |profile: &Profile| match name {
        Some(name) => profile.name == name,
        None => profile.default_for.contains(&code),
    };
    let fallback = |profile: &Profile| profile.default_for.iter().any(|c| c == "*");
    let names: Vec<String> = profiles
        .iter()
        .map(|profile| profile.name.clone())
        .collect();
    let found = profiles.iter().position(wanted);
    let found = found.or_else(|| name.is_none().then(|| profiles.iter().position(fallback))?);
    found
        .and_then(|n| profiles.into_iter().nth(n))
        .ok_or_else(|| {
            let name = name.unwrap_or_default();
            let help = did_you_mean(name, names.iter().map(String::as_str))
                .unwrap_or_else(|| format!("profiles are `{}`", names.join("`, `")));
            Diagnostic::error(format!("there is no profile `{name}`")).help(help)
        })
}

fn read(source: &Arc<Source>) -> Result<Vec<Profile>, Problems> {
    let found = RefCell::new(Problems::default());
    let mut table = Table::parse(source, &source.text, &found);
    let profiles = table
        .tables("profile")
        .into_iter()
        .filter_map(read_profile)
        .collect();
    table.finish();
    let problems = found.into_inner();
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(profiles)
    }
}

fn read_profile(mut table: Table<'_>) -> Option<Profile> {
    let name = table.required("name");
    let title = table.required("title");
    let paper = table
        .required("paper")
        .and_then(|paper| read_paper(&table, &paper));
    let default_for = table
        .texts("default_for")
        .into_iter()
        .map(|text| text.value)
        .collect();
    let address = table.required_table("address").and_then(read_rect);
    let return_line = table.table("return_line").and_then(read_rect);
    let sender = table.required_table("sender").and_then(read_rect);
    let body = table
        .required_table("body")
        .zip(paper)
        .and_then(|(t, paper)| read_body(t, paper));
    let (folds, punch) = table.table("marks").map(read_marks).unwrap_or_default();
    table.finish();
    Some(Profile {
        name: name?.value,
        title: title?.value,
        paper: paper?,
        default_for,
        address: address?,
        return_line,
        sender: sender?,
        body: body?,
        folds,
        punch,
    })
}

fn read_paper(table: &Table<'_>, paper: &Text) -> Option<(Length, Length)> {
    let (width, height) = match paper.value.as_str() {
        "a4" => A4,
        "letter" => LETTER,
        other => {
            let message = format!("`{other}` is not a paper; expected `a4` or `letter`");
            table.report(Diagnostic::error(message).at(paper.place.clone()));
            return None;
        }
    };
    Some((Length::millimetres(width), Length::millimetres(height)))
}

fn read_rect(mut table: Table<'_>) -> Option<Rect> {
    table.required("source");
    let numbers = table.numbers("rect").unwrap_or_default();
    let [x, y, width, height] = numbers[..] else {
        let problem = Diagnostic::error("`rect` is not [x, y, width, height] in millimetres");
        table.report(problem.at(table.place()));
        return None;
    };
    table.finish();
    let [x, y, width, height] = [x, y, width, height].map(Length::millimetres);
    Some(Rect {
        x,
        y,
        width,
        height,
    })
}

fn read_body(mut table: Table<'_>, paper: (Length, Length)) -> Option<Rect> {
    table.required("source");
    let mut edge = |key| table.number(key).map(Length::millimetres);
    let (top, left, right, bottom) = (edge("top"), edge("left"), edge("right"), edge("bottom"));
    if top.and(left).and(right).and(bottom).is_none() {
        let problem = Diagnostic::error("`body` needs `top`, `left`, `right` and `bottom`");
        table.report(problem.at(table.place()));
    }
    table.finish();
    let (x, y) = (left?, top?);
    Some(Rect {
        x,
        y,
        width: paper.0 - x - right?,
        height: paper.1 - y - bottom?,
    })
}

fn read_marks(mut table: Table<'_>) -> (Vec<Length>, Option<Length>) {
    table.required("source");
    let folds = table.numbers("folds").unwrap_or_default();
    let punch = table.number("punch").map(Length::millimetres);
    table.finish();
    (folds.into_iter().map(Length::millimetres).collect(), punch)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn an_unknown_profile_gets_a_suggestion() {
        let gb = Country::from_code("GB").unwrap();
        let problem = choose(built_in().unwrap(), Some("din-5008"), gb).unwrap_err();
        assert_eq!(problem.help, ["did you mean `din-5008-b`?"]);
    }
}
