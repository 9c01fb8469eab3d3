//! Layout: a letter set on pages.
//!
//! Owns positions. Leaves what a letter says to `letter` and what a file looks like to `output`. In: a
//! letter and a profile. Out: a [`Document`]. Invariant: no glyph is missing, no text is cut, and nothing
//! stands where the profile has no place for it; what does is an error that says by how much.

mod address;
mod blanks;
mod block;
pub mod call;
mod cover;
pub mod fax;
mod flow;
mod ink;
pub mod label;
mod letterhead;
mod line_cache;
mod running;
mod text;
mod words;
mod zones;

use crate::diagnostic::{Diagnostic, Problems};
use crate::faults::{self, Point};
use crate::length::Length;
use crate::letter::typography::plain;
use crate::letter::{Letter, Line};
use crate::limits::PAGES;
use crate::page::profile::Profile;
use crate::page::{Document, Page};
use flow::Piece;
use line_cache::Known;
use text::{Setter, Setting};

pub use text::UNITS;

/// How tightly a letter is set.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// The size of the text.
    size: Length,
    /// The distance of baselines, in per cent of the size.
    leading: i64,
    /// The room between paragraphs, in per cent of the size.
    gap: i64,
    /// The room for the signature.
    signature: Length,
}

impl Fit {
    const fn new(centipoints: i64, leading: i64, gap: i64, signature: i64) -> Self {
        let (size, signature) = (Length::centipoints(centipoints), Length::points(signature));
        Self {
            size,
            leading,
            gap,
            signature,
        }
    }
}

/// Fits of the text, the usual one first; tighter ones serve to keep a letter on one page.
const FITS: [Fit; 6] = [
    Fit::new(1100, 122, 55, 38),
    Fit::new(1050, 122, 55, 38),
    Fit::new(1000, 120, 50, 34),
    Fit::new(1000, 115, 40, 30),
    Fit::new(950, 115, 40, 30),
    Fit::new(950, 110, 30, 28),
];

/// The size of the sender's address.
const SENDER_SIZE: Length = Length::centipoints(950);

/// The size of the return-address line.
const RETURN_SIZE: Length = Length::centipoints(750);

/// What can be done with a letter that has characters that the font lacks.
const AS_TEXT: &str = ", or use `--format text`";

/// How thick ruled lines and marks are.
const HAIR: Length = Length::centipoints(40);

/// Sets letters and remembers the words it has shaped and the lines it has broken.
#[derive(Debug, Default)]
pub struct Typesetter {
    known: Known,
}

impl Typesetter {
    /// Sets a letter: on one page if one of the fits allows it, else on as many as the usual one needs.
    ///
    /// # Errors
    /// A character that the font lacks; an address that does not fit its field; anything that
    /// stands where the profile has no place for it.
    pub fn set(&mut self, letter: &Letter, profile: &Profile) -> Result<Document, Problems> {
        let document = self.document(letter, profile)?;
        let problems = zones::check(&document, profile);
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(document)
    }

    /// The letter on pages that nobody has judged yet.
    fn document(&mut self, letter: &Letter, profile: &Profile) -> Result<Document, Problems> {
        faults::enter(Point::Pages);
        Ok(Document {
            lang: letter.lang.clone(),
            title: plain(&letter.subject),
            author: author(letter),
            date: letter.date,
            keywords: vec![letter.status.to_string()],
            paper: profile.paper,
            pages: self.pages(letter, profile)?,
        })
    }

    /// Whether the recipient's address has room in the profile.
    pub fn has_room(&mut self, letter: &Letter, profile: &Profile) -> bool {
        let mut setter = self.setter(letter, profile);
        address::recipient(
            &mut setter,
            letter,
            address::window(profile),
            &mut Vec::new(),
        );
        !setter.into_problems().has_errors()
    }

    fn setter(&mut self, letter: &Letter, profile: &Profile) -> Setter<'_> {
        let setting = Setting {
            fit: FITS[0],
            face: profile.face,
            lang: letter.lang.clone(),
            way_out: AS_TEXT,
        };
        Setter::new(&mut self.known, setting)
    }

    fn pages(&mut self, letter: &Letter, profile: &Profile) -> Result<Vec<Page>, Problems> {
        let mut setter = self.setter(letter, profile);
        let mut first = Page::default();
        first.items.extend(running::marks(profile));
        letterhead::set(&mut setter, letter, profile, &mut first.items);
        let rest = address::sender(&mut setter, letter, profile, &mut first.items);
        address::return_line(&mut setter, letter, profile, &mut first.items);
        address::recipient(
            &mut setter,
            letter,
            address::window(profile),
            &mut first.items,
        );
        let pieces = fitted(&mut setter, letter, rest, profile);
        if flow::full_pages(&pieces, profile) > PAGES {
            setter.report(too_many_pages(letter));
            return Err(setter.into_problems());
        }
        let mut pages = flow::pages(pieces, profile, first);
        if profile.line.is_none() {
            running::number_pages(&mut setter, letter, profile, &mut pages);
        }
        let problems = setter.into_problems();
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(pages)
    }
}

/// The lines below the addresses in the largest size that keeps them on one page, else in the usual size.
fn fitted(
    setter: &mut Setter<'_>,
    letter: &Letter,
    reply: &[Line],
    profile: &Profile,
) -> Vec<Piece> {
    let before = setter.blocks;
    let mut usual = None;
    let large = |fit: &Fit| fit.size >= profile.face.text;
    for fit in FITS.into_iter().filter(large) {
        (setter.setting.fit, setter.blocks) = (fit, before);
        let pieces = flow::pieces(setter, letter, reply, profile.body.width);
        if flow::is_one_page(&pieces, profile) {
            return pieces;
        }
        // The tightest fit takes more than half the room of the usual one.
        if flow::full_pages(&pieces, profile) > 2 {
            return usual.unwrap_or(pieces);
        }
        usual.get_or_insert(pieces);
    }
    usual.unwrap_or_default()
}

fn too_many_pages(letter: &Letter) -> Diagnostic {
    let message = format!(
        "the letter to `{}` has more than {PAGES} pages",
        letter.target
    );
    Diagnostic::error(message).help("shorten its text, or what is filled in")
}

fn author(letter: &Letter) -> Option<String> {
    match letter.signature.first() {
        Some(Line::Text(name)) => Some(name.clone()),
        _ => None,
    }
}
