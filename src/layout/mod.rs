//! Layout: a letter set on pages.
//!
//! Owns positions. Leaves what a letter says to `letter` and what a file looks like to `output`. In: a
//! letter and a profile. Out: a [`Document`]. Invariant: no glyph is missing and no text is cut; what
//! does not fit its place is an error that says by how much.

mod address;
mod blanks;
mod flow;
mod text;
mod words;

use crate::diagnostic::{Diagnostic, Problems};
use crate::font::shape::Shaper;
use crate::length::Length;
use crate::letter::typography::plain;
use crate::letter::{Letter, Line};
use crate::page::profile::Profile;
use crate::page::{Document, Item, Page, Role, Rule};
use text::{Setter, Setting};

pub use text::UNITS;

/// Sizes of the text, the usual one first; smaller ones serve to keep a letter on one page.
const SIZES: [Length; 3] = [
    Length::centipoints(1100),
    Length::centipoints(1050),
    Length::centipoints(1000),
];

/// The size of the sender's address.
const SENDER_SIZE: Length = Length::centipoints(950);

/// The size of the return-address line.
const RETURN_SIZE: Length = Length::centipoints(750);

/// The size of "page x of y".
const PAGE_SIZE: Length = Length::centipoints(900);

/// How thick ruled lines and marks are.
const HAIR: Length = Length::centipoints(40);

/// Sets letters and remembers the words it has shaped.
#[derive(Default)]
pub struct Typesetter {
    shaper: Shaper,
}

impl Typesetter {
    /// Sets a letter: on one page if one of the sizes allows it, else on as many as the usual size
    /// needs.
    ///
    /// # Errors
    /// A character that the font lacks; an address that does not fit its field.
    pub fn set(&mut self, letter: &Letter, profile: &Profile) -> Result<Document, Problems> {
        let mut usual = None;
        for size in SIZES {
            let document = self.set_in(letter, profile, size)?;
            if document.pages.len() == 1 {
                return Ok(document);
            }
            usual.get_or_insert(document);
        }
        usual.ok_or_else(|| Diagnostic::error("the letter has no page").into())
    }

    fn set_in(
        &mut self,
        letter: &Letter,
        profile: &Profile,
        size: Length,
    ) -> Result<Document, Problems> {
        let setting = Setting {
            size,
            lang: letter.lang.clone(),
        };
        let mut setter = Setter::new(&mut self.shaper, setting);
        let mut first = Page::default();
        first.items.extend(marks(profile));
        address::sender(&mut setter, letter, profile, &mut first.items);
        address::return_line(&mut setter, letter, profile, &mut first.items);
        address::recipient(&mut setter, letter, profile, &mut first.items);
        let pieces = flow::pieces(&mut setter, letter, profile.body.width);
        let mut pages = flow::pages(pieces, profile, first);
        number_pages(&mut setter, letter, profile, &mut pages);
        let problems = setter.into_problems();
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(Document {
            lang: letter.lang.clone(),
            title: plain(&letter.subject),
            author: author(letter),
            date: letter.date,
            keywords: vec![letter.status.to_string()],
            paper: profile.paper,
            pages,
        })
    }
}

fn author(letter: &Letter) -> Option<String> {
    match letter.signature.first() {
        Some(Line::Text(name)) => Some(name.clone()),
        _ => None,
    }
}

/// Fold and punch marks at the left edge, 3.5 to 8 mm from it.
fn marks(profile: &Profile) -> impl Iterator<Item = Item> + '_ {
    let mark = |y: Length, end: f64| {
        let (from, to) = ((Length::millimetres(3.5), y), (Length::millimetres(end), y));
        Item::Rule(Rule {
            from,
            to,
            thickness: HAIR,
            role: Role::Artifact,
        })
    };
    let folds = profile.folds.iter().map(move |y| mark(*y, 6.5));
    folds.chain(profile.punch.map(move |y| mark(y, 8.0)))
}

/// "Page x of y" at the foot of every page of a letter that has several.
fn number_pages(setter: &mut Setter<'_>, letter: &Letter, profile: &Profile, pages: &mut [Page]) {
    let count = pages.len();
    if count < 2 {
        return;
    }
    for (n, page) in pages.iter_mut().enumerate() {
        let words = letter.page_words.replace("{page}", &(n + 1).to_string());
        let words = words.replace("{pages}", &count.to_string());
        let block = setter.block();
        let mut runs = setter.line(&words, PAGE_SIZE, Role::Artifact, block);
        let width = text::width(&runs);
        let x = profile.body.x + (profile.body.width - width).scale(1, 2);
        let y = profile.body.y + profile.body.height + Length::millimetres(10.0);
        text::shift(&mut runs, x, y);
        page.items.extend(runs.into_iter().map(Item::Run));
    }
}
