//! Letters set on pages, in the largest type that keeps them on one.

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::faults::{self, Point};
use crate::layout::fit::{FITS, Fit};
use crate::layout::lines::line_cache::LineCache;
use crate::layout::parts::address;
use crate::layout::parts::flow;
use crate::layout::parts::letterhead;
use crate::layout::parts::paging::{self, LineBox};
use crate::layout::parts::running;
use crate::layout::setter::Setter;
use crate::layout::setting::Setting;
use crate::layout::zones;
use crate::letter::typography::plain;
use crate::letter::{Letter, Line};
use crate::limits::PAGES;
use crate::page::profile::Profile;
use crate::page::{Document, Page};

/// Help for a letter with characters that the font lacks, as the end of a sentence.
const AS_TEXT: &str = ", or use `--format text`";

/// Sets letters and remembers the words it has shaped and the lines it has broken.
#[derive(Debug, Default)]
pub struct Typesetter {
    pub(super) cache: LineCache,
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

    /// Sets a letter without checking the zones of the profile.
    pub(super) fn document(
        &mut self,
        letter: &Letter,
        profile: &Profile,
    ) -> Result<Document, Problems> {
        let (document, problems) = self.unjudged(letter, profile)?;
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(document)
    }

    /// Sets a letter as far as it can be set, with everything that is wrong with it but for where it stands.
    ///
    /// # Errors
    /// If it has too many pages.
    pub(super) fn unjudged(
        &mut self,
        letter: &Letter,
        profile: &Profile,
    ) -> Result<(Document, Problems), Problems> {
        faults::enter(Point::Pages);
        let (pages, problems) = self.pages(letter, profile)?;
        let document = Document {
            lang: letter.lang.clone(),
            title: plain(&letter.subject),
            author: author(letter),
            date: letter.date,
            keywords: vec![letter.status.to_string()],
            paper: profile.paper,
            pages,
        };
        Ok((document, problems))
    }

    /// Returns whether the recipient's address has room in the profile.
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

    pub(super) fn setter(&mut self, letter: &Letter, profile: &Profile) -> Setter<'_> {
        let setting = Setting {
            fit: FITS[0],
            face: profile.face,
            lang: letter.lang.clone(),
            way_out: AS_TEXT,
        };
        Setter::new(&mut self.cache, setting)
    }

    fn pages(
        &mut self,
        letter: &Letter,
        profile: &Profile,
    ) -> Result<(Vec<Page>, Problems), Problems> {
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
        let boxes = fitted(&mut setter, letter, rest, profile);
        if paging::full_pages(&boxes, profile) > PAGES {
            setter.report(too_many_pages(letter));
            return Err(setter.into_problems());
        }
        let mut pages = paging::pages(boxes, profile, first);
        if profile.line.is_none() {
            running::number_pages(&mut setter, letter, profile, &mut pages);
        }
        Ok((pages, setter.into_problems()))
    }
}

/// Sets the lines below the addresses in the largest size that keeps them on one page, else in the usual size.
fn fitted(
    setter: &mut Setter<'_>,
    letter: &Letter,
    reply: &[Line],
    profile: &Profile,
) -> Vec<LineBox> {
    let before = setter.blocks;
    let mut usual = None;
    let large = |fit: &Fit| fit.size >= profile.face.text;
    for fit in FITS.into_iter().filter(large) {
        (setter.setting.fit, setter.blocks) = (fit, before);
        let boxes = flow::line_boxes(setter, letter, reply, profile.body.width);
        if paging::is_one_page(&boxes, profile) {
            return boxes;
        }
        // The tightest fit takes more than half the room of the usual one.
        if paging::full_pages(&boxes, profile) > 2 {
            return usual.unwrap_or(boxes);
        }
        usual.get_or_insert(boxes);
    }
    usual.unwrap_or_default()
}

fn too_many_pages(letter: &Letter) -> Diagnostic {
    let message = format!(
        "the letter to `{}` has more than {PAGES} pages",
        letter.target
    );
    Diagnostic::found(Code::TooManyPages, message).help("shorten its text, or what is filled in")
}

fn author(letter: &Letter) -> Option<String> {
    match letter.signature.first() {
        Some(Line::Text(name)) => Some(name.clone()),
        _ => None,
    }
}
