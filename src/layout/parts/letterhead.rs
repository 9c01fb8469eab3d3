//! The letterhead: logo, name and lines at the top of the first page.
//!
//! It stands where the addresses leave room: over the whole width above them, else beside the sender's
//! address, 10 mm below the edge of the sheet or level with that address. It comes nowhere near an
//! address or a window.

use crate::diagnostic::Diagnostic;
use crate::layout::lines::measure;
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::Letter;
use crate::letter::furniture::{Figure, Letterhead};
use crate::letter::markup::Span;
use crate::page::profile::{Profile, Rect};
use crate::page::{Image, Item, Role};
use crate::picture::LOGO;

/// Nothing is printed higher, in millimetres: the area that every fax machine prints.
const TOP: f64 = 10.0;

/// Room kept from the line above it on a fax, in millimetres.
const UNDER_LINE: f64 = 3.0;

/// Room kept from addresses, windows and the text, in millimetres.
const CLEAR: f64 = 8.0;

/// Room between the logo and the words, in millimetres.
const LOGO_GAP: f64 = 4.0;

/// Sizes of the name and of the lines, tried from the largest.
const SIZES: [(Length, Length); 3] = [
    (Length::centipoints(1400), Length::centipoints(950)),
    (Length::centipoints(1200), Length::centipoints(900)),
    (Length::centipoints(1000), Length::centipoints(800)),
];

/// No picture is thinner than a line.
const LEAST: Length = Length::points(1);

/// Words and logo set from the origin, and the room they take.
struct SetLetterhead {
    items: Vec<Item>,
    width: Length,
    height: Length,
    /// True if a line had to be broken.
    broken: bool,
}

/// Sets the letterhead, if there is one.
pub(crate) fn set(
    setter: &mut Setter<'_>,
    letter: &Letter,
    profile: &Profile,
    items: &mut Vec<Item>,
) {
    let Some(letterhead) = &letter.letterhead else {
        return;
    };
    let mut least: Option<(Length, Rect)> = None;
    // Smaller type is better than a broken line, and a broken line better than another place.
    for (rect, whole) in places(profile).flat_map(|rect| [(rect, true), (rect, false)]) {
        for sizes in SIZES
            .into_iter()
            .filter(|(_, small)| *small >= profile.face.least)
        {
            let head = head(setter, letterhead, rect, sizes);
            if whole && head.broken {
                continue;
            }
            let over = (head.height - rect.height).max(head.width - rect.width);
            if over <= Length::ZERO {
                let moved = head
                    .items
                    .into_iter()
                    .map(|item| item.moved(rect.x, rect.y));
                return items.extend(moved);
            }
            if least.is_none_or(|(known, _)| over < known) {
                least = Some((over, rect));
            }
        }
    }
    setter.report(too_large(least, profile));
}

fn too_large(least: Option<(Length, Rect)>, profile: &Profile) -> Diagnostic {
    let message = match least {
        Some((over, rect)) => format!(
            "the letterhead does not fit the {:.1} × {:.1} mm that `{}` leaves at the top: {:.1} mm \
             too much",
            rect.width.to_millimetres(),
            rect.height.to_millimetres(),
            profile.name,
            over.to_millimetres(),
        ),
        None => format!("`{}` leaves no room for a letterhead", profile.name),
    };
    Diagnostic::error(message).help("shorten its lines or take another `--profile`")
}

/// Lists the places for a letterhead, the best first: above everything, left and right of the sender.
fn places(profile: &Profile) -> impl Iterator<Item = Rect> {
    let clear = Length::millimetres(CLEAR);
    let (sender, body) = (profile.sender, profile.body);
    let under = |line: Rect| line.bottom() + Length::millimetres(UNDER_LINE);
    let top = profile
        .line
        .map_or(Length::ZERO, under)
        .max(Length::millimetres(TOP));
    let (left, right) = (body.x, body.x + body.width);
    let beside = top.max(sender.y);
    let places = [
        (top, left, right),
        (beside, left, right.min(sender.x - clear)),
        (beside, left.max(sender.x + sender.width + clear), right),
    ];
    let rects = places.map(|(y, left, right)| Rect {
        x: left,
        y,
        width: right - left,
        height: end(profile, left, right) - y,
    });
    let is_some = |rect: &Rect| rect.width > Length::ZERO && rect.height > Length::ZERO;
    rects.into_iter().filter(is_some)
}

/// Finds the lower end of a place between a left and a right edge: clear of the highest field below it, and before
/// a zone that must stay empty.
fn end(profile: &Profile, left: Length, right: Length) -> Length {
    let fields = [
        profile.window,
        profile.address,
        profile.sender,
        profile.body,
    ];
    let fields = fields
        .into_iter()
        .chain(profile.return_line)
        .map(|field| (field, Length::millimetres(CLEAR)));
    let zones = profile.clear.iter().map(|clear| (clear.rect, Length::ZERO));
    let below = fields.chain(zones);
    below
        .filter(|(rect, _)| rect.x < right && left < rect.right())
        .map(|(rect, clear)| rect.y - clear)
        .min()
        .unwrap_or_default()
}

/// Sets the letterhead in a place of a size: the logo at the left, the words beside it.
fn head(
    setter: &mut Setter<'_>,
    letterhead: &Letterhead,
    place: Rect,
    (name, small): (Length, Length),
) -> SetLetterhead {
    let room = (LOGO.width, LOGO.height.min(place.height));
    let logo = letterhead
        .logo
        .as_ref()
        .map(|figure| fitted(figure, room, setter.block()));
    let x = logo.as_ref().map_or(Length::ZERO, |image| {
        image.width + Length::millimetres(LOGO_GAP)
    });
    let mut words = LetterheadText {
        items: Vec::new(),
        x,
        room: (place.width - x).max(Length::ZERO),
        width: x,
        y: Length::ZERO,
        block: setter.block(),
        broken: false,
    };
    words.add(setter, &letterhead.name, name, true);
    for line in &letterhead.lines {
        words.add(setter, line, small, false);
    }
    let height = logo.as_ref().map_or(Length::ZERO, |image| image.height);
    let (width, height) = (words.width, words.y.max(height));
    let items = logo.into_iter().map(Item::Image).chain(words.items);
    SetLetterhead {
        items: items.collect(),
        width,
        height,
        broken: words.broken,
    }
}

/// The words of a letterhead while they are set.
struct LetterheadText {
    items: Vec<Item>,
    x: Length,
    room: Length,
    width: Length,
    y: Length,
    block: usize,
    broken: bool,
}

impl LetterheadText {
    fn add(&mut self, setter: &mut Setter<'_>, words: &str, size: Length, strong: bool) {
        let span = Span {
            text: words.to_owned(),
            strong,
            ..Span::default()
        };
        let lines = setter.paragraph(&[span], size, self.room, Role::Letterhead, self.block);
        self.broken |= lines.len() > 1;
        for mut runs in lines {
            self.width = self.width.max(self.x + measure::width(&runs));
            self.y += size.scale(12, 10);
            measure::shift(&mut runs, self.x, self.y - size.scale(3, 10));
            self.items.extend(runs.into_iter().map(Item::Run));
        }
    }
}

/// Places a picture at the origin, as large as a width and a height allow; its shape is kept.
pub(crate) fn fitted(figure: &Figure, room: (Length, Length), block: usize) -> Image {
    let picture = &figure.picture;
    let (columns, rows) = (i64::from(picture.width), i64::from(picture.height));
    let (mut width, mut height) = (room.0, room.0.scale(rows, columns));
    if height > room.1 {
        (width, height) = (room.1.scale(columns, rows), room.1);
    }
    Image {
        x: Length::ZERO,
        y: Length::ZERO,
        width: width.max(LEAST),
        height: height.max(LEAST),
        picture: picture.clone(),
        alt: figure.alt.clone(),
        block,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::fit::FITS;
    use crate::layout::lines::line_cache::LineCache;
    use crate::layout::setting::Setting;
    use crate::page::profiles::built_in;
    use crate::picture;

    fn letterhead(lines: usize) -> Letterhead {
        Letterhead {
            name: "Oil and Gas Workers, Example Branch".to_owned(),
            lines: vec!["12 Example Road, London".to_owned(); lines],
            logo: Some(Figure {
                picture: picture::tests::sample(),
                alt: "Logo".to_owned(),
            }),
        }
    }

    fn overlaps(a: Rect, b: Rect) -> bool {
        let apart = |a: Length, wide: Length, b: Length| a + wide <= b;
        !(apart(a.x, a.width, b.x)
            || apart(b.x, b.width, a.x)
            || apart(a.y, a.height, b.y)
            || apart(b.y, b.height, a.y))
    }

    #[test]
    fn every_profile_has_a_place_that_touches_no_address() {
        for profile in built_in().unwrap() {
            let places: Vec<Rect> = places(&profile).collect();
            assert!(!places.is_empty(), "{}", profile.name);
            let fields = [profile.address, profile.sender, profile.body];
            let zones = profile.clear.iter().map(|clear| clear.rect);
            let fields = fields.into_iter().chain([profile.window]).chain(zones);
            for field in fields.chain(profile.return_line) {
                let clash = places.iter().any(|place| overlaps(*place, field));
                assert!(!clash, "{}: {field:?}", profile.name);
            }
        }
    }

    #[test]
    fn a_letterhead_keeps_to_its_place() {
        let mut known = LineCache::default();
        let setting = Setting {
            fit: FITS[0],
            face: crate::page::profile::Typeface::default(),
            lang: "en".to_owned(),
            way_out: "",
        };
        let mut setter = Setter::new(&mut known, setting);
        for profile in built_in().unwrap() {
            let mut fits = |lines: usize| {
                places(&profile).any(|place| {
                    let head = head(&mut setter, &letterhead(lines), place, SIZES[2]);
                    head.width <= place.width && head.height <= place.height
                })
            };
            // Form A leaves 9 mm above its window: a letterhead there is an error that says so.
            assert_eq!(fits(2), profile.name != "din-5008-a", "{}", profile.name);
            assert!(!fits(60), "{}", profile.name);
        }
    }

    #[test]
    fn a_picture_keeps_its_shape() {
        let figure = letterhead(0).logo.unwrap();
        let mm = Length::millimetres;
        let wide = fitted(&figure, (mm(30.0), mm(20.0)), 0);
        assert_eq!((wide.width, wide.height), (mm(30.0), mm(15.0)));
        let high = fitted(&figure, (mm(30.0), mm(5.0)), 0);
        assert_eq!((high.width, high.height), (mm(10.0), mm(5.0)));
    }
}
