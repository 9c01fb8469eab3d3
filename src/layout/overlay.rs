//! Pages with the zones of their profile drawn over them, for people who write profiles.
//!
//! The page keeps its size and stands at the left of a wider sheet; at its right, every zone is named with its measures
//! and its source. Lines that stand where they may not are marked in red, with a number. A letter that is refused for
//! them is drawn as well: that is when one wants to see it.

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::font::Family;
use crate::layout::call::FaxCall;
use crate::layout::drawn_zones::{GRAY, Zone, colours, label, zones_of};
use crate::layout::fax;
use crate::layout::fit::FITS;
use crate::layout::marks::{Lettering, area, frame, line, paragraph, word};
use crate::layout::setter::Setter;
use crate::layout::setting::Setting;
use crate::layout::typesetter::Typesetter;
use crate::layout::zones::{self, Offence};
use crate::length::Length;
use crate::letter::Letter;
use crate::page::profile::{Profile, Rect, Typeface};
use crate::page::sketch::{measures, millimetres, span};
use crate::page::{Colour, Document, Item, Page};

/// The width of the column beside the page.
const COLUMN: Length = Length::millimetres(95.0);

/// The room around the texts of that column.
const MARGIN: Length = Length::millimetres(6.0);

/// The room above a heading in it.
const GAP: Length = Length::millimetres(1.6);

/// The thickness of the frames of zones, and of those around what stands where it may not.
const FRAME: Length = Length::millimetres(0.2);
const THICK: Length = Length::millimetres(0.35);

/// The thickness of folds and of the edge of the page.
const THIN: Length = Length::millimetres(0.15);

/// The room between a line that is marked and its frame.
const AROUND: Length = Length::millimetres(0.4);

const RED: Colour = Colour([200, 0, 20]);
const PINK: Colour = Colour([255, 214, 214]);
const WHITE: Colour = Colour([255, 255, 255]);

impl Typesetter {
    /// Sets a letter with the zones of its profile drawn over its pages, and returns everything that is wrong with it.
    ///
    /// # Errors
    /// If it has too many pages.
    pub fn with_zones(
        &mut self,
        letter: &Letter,
        profile: &Profile,
    ) -> Result<(Document, Problems), Problems> {
        let (document, problems) = self.unjudged(letter, profile)?;
        Ok(self.drawn_over(document, profile, 0, problems))
    }

    /// Sets a letter as a fax to a number, as [`Typesetter::with_zones`] does.
    ///
    /// # Errors
    /// If it has too many pages.
    pub fn fax_with_zones(
        &mut self,
        letter: &Letter,
        profile: &Profile,
        call: FaxCall<'_>,
    ) -> Result<(Document, Problems), Problems> {
        call.send(letter, |sending| {
            let letter = fax::for_fax(letter, sending);
            let (document, mut problems) = self.unjudged(&letter, profile)?;
            let (document, first, more) = self.sent(document, &letter, profile, sending);
            problems.append(more);
            Ok(self.drawn_over(document, profile, first, problems))
        })
    }

    /// Draws the zones over a document in which the letter begins behind so many pages.
    fn drawn_over(
        &mut self,
        mut document: Document,
        profile: &Profile,
        first: usize,
        mut problems: Problems,
    ) -> (Document, Problems) {
        let mut offences = zones::offences(&document, profile, first);
        if problems.has(Code::NoRoom) {
            // What is marked for another reason needs no second mark.
            let mut over = zones::overflows(&document, profile, first);
            over.retain(|over| offences.iter().all(|other| other.place != over.place));
            offences.extend(over);
        }
        let setting = Setting {
            fit: FITS[0],
            face: Typeface {
                family: Family::Sans,
                ..Typeface::default()
            },
            lang: "en".to_owned(),
            way_out: "",
        };
        let mut drawing = Drawing {
            setter: Setter::new(&mut self.cache, setting),
            profile,
            offences: &offences,
        };
        for (n, page) in document.pages.iter_mut().enumerate() {
            drawing.page(page, n, n.checked_sub(first));
        }
        document.paper.0 += COLUMN;
        let told = offences
            .iter()
            .enumerate()
            .map(|(n, offence)| told(n + 1, offence));
        problems.0.extend(told);
        (document, problems)
    }
}

/// The problem that a line stands where it may not, with its place on the page.
fn told(number: usize, offence: &Offence) -> Diagnostic {
    let message = format!(
        "{}; marked {number}, at {} mm",
        offence.message,
        span(offence.place)
    );
    Diagnostic::error(message)
}

/// The drawing of zones.
struct Drawing<'d> {
    setter: Setter<'d>,
    profile: &'d Profile,
    offences: &'d [Offence],
}

impl Drawing<'_> {
    /// Draws the zones of a page; `of_letter` is its number in the letter, from 0, and none for a cover.
    fn page(&mut self, page: &mut Page, number: usize, of_letter: Option<usize>) {
        let zones = zones_of(self.profile, of_letter);
        let mut under: Vec<Item> = zones
            .iter()
            .filter_map(|zone| {
                let (_, inside) = colours(zone.name);
                inside.map(|colour| area(zone.rect, colour))
            })
            .collect();
        let mut over = self.edge();
        for zone in &zones {
            over.extend(frame(zone.rect, FRAME, colours(zone.name).0));
            over.extend(self.name(zone));
        }
        if of_letter == Some(0) {
            over.extend(self.folds());
        }
        for (rect, numbers) in self.marked(number) {
            under.push(area(rect, PINK));
            over.extend(frame(rect, THICK, RED));
            let at = (rect.right() + AROUND, rect.bottom());
            over.extend(word(&mut self.setter, &numbers, at, false, strong(RED)));
        }
        over.extend(self.column(&zones, number));
        let letter = std::mem::take(&mut page.items);
        page.items = under.into_iter().chain(letter).chain(over).collect();
    }

    /// The places on a page where something stands that may not, with the numbers of all that is wrong there.
    fn marked(&self, page: usize) -> Vec<(Rect, String)> {
        let numbered = self.offences.iter().zip(1..);
        let here: Vec<(&Offence, usize)> = numbered.filter(|(it, _)| it.page == page).collect();
        let places = here.chunk_by(|(one, _), (next, _)| one.place == next.place);
        places
            .map(|same| {
                let numbers = same.iter().map(|(_, number)| number.to_string());
                (
                    around(same[0].0.place),
                    numbers.collect::<Vec<_>>().join(", "),
                )
            })
            .collect()
    }

    /// The right edge of the page, on the wider sheet.
    fn edge(&self) -> Vec<Item> {
        let (width, height) = self.profile.paper;
        vec![line((width, Length::ZERO), (width, height), (THIN, GRAY))]
    }

    /// The name of a zone: over its upper edge at the right, or under its lower one where other zones begin above it; and
    /// of what nothing stands in, in it.
    fn name(&mut self, zone: &Zone) -> Vec<Item> {
        let Rect { x, y, .. } = zone.rect;
        let right = zone.rect.right();
        let small = Length::millimetres(0.8);
        let (at, ends) = match zone.name {
            "window" | "printable" => {
                ((right, zone.rect.bottom() + Length::millimetres(2.4)), true)
            }
            "empty" => ((x + small, y + Length::millimetres(2.8)), false),
            _ => ((right, y - small), true),
        };
        let lettering = plain(colours(zone.name).0);
        word(
            &mut self.setter,
            &label(zone.name, zone.number),
            at,
            ends,
            lettering,
        )
    }

    /// The folds across the page, and the punch mark.
    fn folds(&mut self) -> Vec<Item> {
        let (colour, _) = colours("marks");
        let folds = self
            .profile
            .folds
            .iter()
            .map(|y| ("fold", *y, self.profile.paper.0));
        let punch = self
            .profile
            .punch
            .map(|y| ("punch", y, Length::millimetres(16.0)));
        let mut items = Vec::new();
        for (name, y, end) in folds.chain(punch).collect::<Vec<_>>() {
            items.push(line((Length::ZERO, y), (end, y), (THIN, colour)));
            let text = format!("{name} {}", millimetres(y));
            let at = (Length::millimetres(9.0), y - Length::millimetres(0.6));
            items.extend(word(&mut self.setter, &text, at, false, plain(colour)));
        }
        items
    }

    /// The column beside the page: what is drawn, where it is and why, and what stands where it may not.
    fn column(&mut self, zones: &[Zone], page: usize) -> Vec<Item> {
        let (width, height) = self.profile.paper;
        // A line that runs off the page goes on under the column.
        let paper = Rect {
            x: width,
            y: Length::ZERO,
            width: COLUMN,
            height,
        };
        let (mut items, mut y) = (vec![area(paper, WHITE)], MARGIN);
        for (text, lettering) in self.legend(zones, page) {
            let above = if lettering.strong { GAP } else { Length::ZERO };
            let at = (width + MARGIN, y + above);
            let room = COLUMN - MARGIN * 2;
            let (lines, taken) = paragraph(&mut self.setter, &text, at, room, lettering);
            y = at.1 + taken;
            if y > height - MARGIN {
                let rest = "… and more, which standard error tells";
                let at = (at.0, height - Length::millimetres(2.5));
                items.extend(word(&mut self.setter, rest, at, false, plain(RED)));
                break;
            }
            items.extend(lines);
        }
        items
    }

    /// The texts of that column.
    fn legend(&self, zones: &[Zone], page: usize) -> Vec<(String, Lettering)> {
        let Profile { name, title, .. } = self.profile;
        let mut texts = vec![(format!("{name}: {title}"), strong(Colour::BLACK))];
        let has = |name, number| {
            zones
                .iter()
                .any(|zone| (zone.name, zone.number) == (name, number))
        };
        let mut empty = 0;
        for (name, measure, source) in measures(self.profile) {
            empty += usize::from(name == "empty");
            let number = (name == "empty").then_some(empty);
            // Folds are marked where the window is: on the first page.
            if has(name, number) || name == "marks" && has("window", None) {
                let heading = format!("{}: {measure}", label(name, number));
                texts.push((heading, strong(colours(name).0)));
                texts.push((source.to_owned(), plain(GRAY)));
            }
        }
        let offences = self.offences.iter().zip(1..);
        let here = offences.filter(|(offence, _)| offence.page == page);
        let told = here.map(|(offence, number)| {
            let message = offence.message.replace('`', "\"");
            (format!("{number}  {message}"), plain(RED))
        });
        let told: Vec<_> = told.collect();
        if !told.is_empty() {
            texts.push(("What stands where it may not".to_owned(), strong(RED)));
        }
        texts.into_iter().chain(told).collect()
    }
}

fn around(rect: Rect) -> Rect {
    Rect {
        x: rect.x - AROUND,
        y: rect.y - AROUND,
        width: rect.width + AROUND * 2,
        height: rect.height + AROUND * 2,
    }
}

fn plain(colour: Colour) -> Lettering {
    Lettering {
        size: Length::centipoints(700),
        strong: false,
        colour,
    }
}

fn strong(colour: Colour) -> Lettering {
    Lettering {
        strong: true,
        ..plain(colour)
    }
}
