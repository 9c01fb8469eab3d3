//! Zones: a finished document judged by the profile it was set for.
//!
//! Owns the last look before a letter is printed: whether all ink stands where the sheet, the envelope
//! and the print service allow it. It looks at what is on the pages only, never at how it got there, so
//! that a mistake of the layout is found as well as one in a profile.

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::layout::ink::{Ink, clashes, inks};
use crate::length::Length;
use crate::page::profile::{Profile, Rect};
use crate::page::{Document, Role};

/// Finds items where the profile has no place for them: outside the printable area, in a zone that must
/// stay empty, on the wrong side of the window's edge, or over something else.
pub(super) fn check(document: &Document, profile: &Profile) -> Problems {
    check_from(document, profile, 0)
}

/// Checks a document in which the letter begins behind so many pages.
pub(super) fn check_from(document: &Document, profile: &Profile, first: usize) -> Problems {
    let offences = offences(document, profile, first).into_iter();
    let problems = offences.map(|offence| {
        let shows = "`generate --zones -o page.pdf` draws the page with its zones, the command";
        let help = format!("{shows} `profiles {}` the zones alone", profile.name);
        let problem = Diagnostic::found(Code::OffPage, offence.message).help(help);
        problem.because_of(&offence.what)
    });
    Problems(problems.collect())
}

/// A line that stands where the profile has no place for it.
pub(super) struct Offence {
    /// The number of its page, from 0.
    pub page: usize,
    /// The room that it takes.
    pub place: Rect,
    /// What it is, in words.
    pub what: String,
    /// What it is and where it stands, in words.
    pub message: String,
}

/// Lists the lines that stand where the profile has no place for them, in a document in which the letter begins behind
/// so many pages.
pub(super) fn offences(document: &Document, profile: &Profile, first: usize) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (n, page) in document.pages.iter().enumerate() {
        let on = match document.pages.len() {
            1 => String::new(),
            _ => format!(" on page {}", n + 1),
        };
        let inks = inks(&page.items);
        for (m, ink) in inks.iter().enumerate() {
            let found = faults(ink, profile, n == first).chain(clashes(ink, &inks[m + 1..]));
            offences.extend(found.map(|fault| Offence {
                page: n,
                place: ink.place(),
                what: ink.name(),
                message: format!("{} stands {fault}{on}", ink.name()),
            }));
        }
    }
    offences
}

/// Lists the lines of blocks that did not fit: those of the recipient and of the sender outside their fields, on the page
/// of the letter behind so many others.
pub(super) fn overflows(document: &Document, profile: &Profile, first: usize) -> Vec<Offence> {
    let inks = document.pages.get(first).map(|page| inks(&page.items));
    let over = |ink: &Ink<'_>| {
        let (field, of) = match ink.role {
            Role::Address => (profile.address, "recipient"),
            Role::Sender => (profile.sender, "sender"),
            _ => return None,
        };
        let by = ink.outside(field)?;
        Some(Offence {
            page: first,
            place: ink.place(),
            what: ink.name(),
            message: format!("{} stands {by} the field of the {of}", ink.name()),
        })
    };
    inks.iter().flatten().filter_map(over).collect()
}

/// Lists the faults in the place of a line.
fn faults<'f>(
    ink: &'f Ink<'f>,
    profile: &'f Profile,
    first_page: bool,
) -> impl Iterator<Item = String> + 'f {
    let printable = ink
        .outside(profile.printable())
        .map(|by| format!("{by} the printable area"));
    let window = first_page.then(|| window(ink, profile)).flatten();
    let clear = profile.clear.iter();
    let clear = clear.filter(move |clear| first_page || clear.every_page);
    let clear = clear.filter_map(|clear| {
        let by = ink.inside(clear.rect)?;
        Some(format!(
            "{by} a zone that must stay empty ({})",
            clear.source
        ))
    });
    let line = profile
        .line
        .and_then(|line| sender_line(ink, line, profile));
    printable.into_iter().chain(window).chain(clear).chain(line)
}

/// Checks that the line that says who sends stands in its place on a fax, and nothing else as high.
fn sender_line(ink: &Ink<'_>, line: Rect, profile: &Profile) -> Option<String> {
    let above = Rect {
        x: Length::ZERO,
        y: Length::ZERO,
        width: profile.paper.0,
        height: line.bottom(),
    };
    let by = match ink.role {
        Role::Header => ink.outside(line),
        _ => ink.inside(above),
    };
    by.map(|by| format!("{by} the line that says who sends"))
}

/// Checks that the recipient's address stands in its window, and nothing else.
fn window(ink: &Ink<'_>, profile: &Profile) -> Option<String> {
    let by = match ink.role {
        Role::Address => ink.outside(profile.window),
        _ => ink.inside(profile.window),
    };
    by.map(|by| format!("{by} the address window"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::Date;
    use crate::campaign::{Campaign, embedded};
    use crate::country::Country;
    use crate::layout::Typesetter;
    use crate::letter::furniture::Additions;
    use crate::letter::order::Order;
    use crate::letter::recipe::Recipe;
    use crate::letter::{Letter, Line};
    use crate::page::profile::{Clear, Edges};
    use crate::page::profiles;
    use crate::sender::Sender;

    /// The letter to the president, from Germany.
    fn letter() -> Letter {
        let (campaign, _) = Campaign::read(&embedded::folder());
        let campaign = campaign.unwrap();
        let template = campaign.template("government", "en").unwrap();
        let order = Order {
            target: campaign.target("president").unwrap(),
            sender: &Sender::default(),
            country: Country::from_code("DE"),
            date: Date::parse("2026-11-23").unwrap(),
            personal: None,
            set: &BTreeMap::new(),
            added: &Additions::default(),
        };
        let recipe = Recipe::new(&campaign, template).unwrap();
        recipe.fill(&order).unwrap().0
    }

    /// The faults of the letter in a profile that was changed.
    fn found(name: &str, change: impl FnOnce(&mut Profile)) -> Vec<String> {
        let built_in = profiles::built_in().unwrap();
        let mut profile = profiles::find(&built_in, name).unwrap().clone();
        change(&mut profile);
        let set = Typesetter::default().set(&letter(), &profile);
        let problems = set.err().unwrap_or_default();
        problems.0.into_iter().map(|p| p.message).collect()
    }

    const THREE: Length = Length(3 * 360);

    #[test]
    fn an_address_three_millimetres_off_is_caught_on_every_side() {
        let nothing: [String; 0] = [];
        assert_eq!(found("din-5008-b", |_| {}), nothing);
        let below = found("din-5008-b", |profile| profile.address.y += THREE);
        assert_eq!(
            below,
            ["`KAZAKHSTAN` stands 2.1 mm below the address window"]
        );
        let above = found("din-5008-b", |profile| profile.address.y += -THREE);
        assert_eq!(
            above,
            ["`His Excellency Mr Kassym-Jomart Tokayev` stands 2.3 mm above the address window"]
        );
        let left = found("uk", |profile| profile.address.x += -THREE);
        assert_eq!(
            left.len(),
            6 + 6,
            "every line leaves the window for the empty zone"
        );
        assert_eq!(
            left[..2],
            [
                "`His Excellency Mr Kassym-Jomart Tokayev` stands 3.0 mm left of the address window",
                "`His Excellency Mr Kassym-Jomart Tokayev` stands 3.0 mm over the right edge of a zone \
                 that must stay empty (GOV.UK Notify letter specification: left of the address)",
            ]
        );
        let right = found("din-5008-b", |profile| {
            profile.window.width = Length::millimetres(65.0);
        });
        assert_eq!(right.len(), 2);
        assert!(
            right[0].ends_with("stands 5.5 mm right of the address window"),
            "{right:?}"
        );
    }

    #[test]
    fn as_many_lines_as_a_profile_says_have_room_in_its_window() {
        let mut letter = letter();
        for profile in profiles::built_in().unwrap() {
            for lines in 3..=profile.lines {
                let line = Line::Text("Department of International Affairs".to_owned());
                letter.recipient = vec![line; lines];
                let set = Typesetter::default().set(&letter, &profile);
                assert!(set.is_ok(), "{} {lines}: {set:?}", profile.name);
            }
        }
    }

    #[test]
    fn ink_beyond_the_printable_area_is_caught() {
        let bottom = |profile: &mut Profile| {
            profile.edges = Edges {
                left: Length::millimetres(7.0),
                ..Edges::default()
            };
        };
        assert_eq!(
            found("din-5008-b", bottom),
            [105.0, 210.0, 148.5].map(|y| format!(
                "the mark at {y:.1} mm from the top stands 3.5 mm left of the printable area"
            ))
        );
    }

    #[test]
    fn text_over_text_is_caught() {
        let over = found("din-5008-b", |profile| {
            profile.sender.y = profile.body.y;
            profile.sender.x = profile.body.x;
        });
        assert!(
            over.iter()
                .any(|fault| fault == "`Name` stands over `23 November 2026`"),
            "{over:?}"
        );
    }

    #[test]
    fn only_the_address_stands_in_the_window_and_nothing_in_an_empty_zone() {
        let sender = found("din-5008-b", |profile| {
            profile.sender.x = Length::millimetres(102.0);
            profile.sender.y = Length::millimetres(70.0);
        });
        assert_eq!(
            sender[0],
            "`Name` stands 3.0 mm over the right edge of the address window"
        );
        let date = found("din-5008-b", |profile| {
            profile.clear.push(Clear {
                rect: Rect {
                    x: Length::ZERO,
                    y: Length::millimetres(90.0),
                    width: Length::millimetres(30.0),
                    height: Length::millimetres(10.0),
                },
                every_page: false,
                source: "us".to_owned(),
            });
        });
        assert_eq!(
            date,
            [
                "`23 November 2026` stands 0.7 mm over the bottom edge of a zone that must stay empty (us)"
            ]
        );
    }
}
