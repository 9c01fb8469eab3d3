//! The zones of a page that are drawn: where each is, its name and its colours.

use crate::layout::parts::paging::LATER_TOP;
use crate::length::Length;
use crate::page::Colour;
use crate::page::profile::{Edges, Profile, Rect};

/// The colour of notes, and of zones without one of their own.
pub(super) const GRAY: Colour = Colour([110, 110, 110]);

/// The colours of zones: of their frames and names, and inside.
const COLOURS: [(&str, Colour, Option<Colour>); 9] = [
    (
        "window",
        Colour([0, 90, 200]),
        Some(Colour([226, 238, 255])),
    ),
    ("recipient", Colour([0, 140, 200]), None),
    ("return line", Colour([0, 130, 130]), None),
    ("sender line", Colour([0, 130, 130]), None),
    ("sender", Colour([20, 130, 40]), None),
    ("body", Colour([120, 60, 170]), None),
    ("printable", Colour([120, 120, 120]), None),
    (
        "empty",
        Colour([190, 110, 0]),
        Some(Colour([255, 238, 208])),
    ),
    ("marks", Colour([130, 90, 60]), None),
];

/// A zone on a page.
pub(super) struct Zone {
    /// The name that [`measures`](crate::page::sketch::measures) has for it.
    pub(super) name: &'static str,
    /// The number among those of its name, if there are several.
    pub(super) number: Option<usize>,
    pub(super) rect: Rect,
}

/// The zones of a page, those of the whole page first.
pub(super) fn zones_of(profile: &Profile, of_letter: Option<usize>) -> Vec<Zone> {
    let zone = |name, rect| Zone {
        name,
        number: None,
        rect,
    };
    let is_first = of_letter == Some(0);
    let mut zones = Vec::new();
    if profile.edges != Edges::default() {
        zones.push(zone("printable", profile.printable()));
    }
    let clear = profile.clear.iter().zip(1..);
    let clear = clear.filter(|(clear, _)| is_first || clear.every_page);
    zones.extend(clear.map(|(clear, number)| Zone {
        name: "empty",
        number: Some(number),
        rect: clear.rect,
    }));
    zones.extend(profile.line.map(|rect| zone("sender line", rect)));
    if is_first {
        zones.push(zone("window", profile.window));
        zones.push(zone("recipient", profile.address));
        zones.extend(profile.return_line.map(|rect| zone("return line", rect)));
        zones.push(zone("sender", profile.sender));
        zones.push(zone("body", profile.body));
    } else if of_letter.is_some() {
        zones.push(zone("body", later_body(profile.body)));
    }
    zones
}

/// The place of the text on later pages, of which three edges are those of the profile.
fn later_body(body: Rect) -> Rect {
    let top = Length::millimetres(LATER_TOP);
    Rect {
        y: top,
        height: body.bottom() - top,
        ..body
    }
}

pub(super) fn label(name: &str, number: Option<usize>) -> String {
    match number {
        Some(number) => format!("{name} {number}"),
        None => name.to_owned(),
    }
}

/// The colour of a zone, and the one inside, if there is one.
pub(super) fn colours(name: &str) -> (Colour, Option<Colour>) {
    let known = COLOURS.into_iter().find(|(known, ..)| *known == name);
    known.map_or((GRAY, None), |(_, colour, inside)| (colour, inside))
}
