//! Letters in one file, written as they come.

use std::io::Write;
use std::ops::Range;

use crate::digest::Digest;
use crate::faults::{self, Point};
use crate::length::Length;
use crate::output::deflate::Effort;
use crate::output::pdf::info::Info;
use crate::output::pdf::print::catalog::{self, CatalogRoots};
use crate::output::pdf::print::content;
use crate::output::pdf::print::elements;
use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::glyphs::Glyphs;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::outline::Outline;
use crate::output::pdf::print::page_tree::PageTree;
use crate::output::pdf::print::pictures::Pictures;
use crate::output::pdf::print::prologue::{CommonObjects, Prologue};
use crate::output::pdf::print::shared::{PageContent, Shared};
use crate::output::pdf::print::struct_tree::StructTree;
use crate::output::pdf::print::syntax::{Syntax, thousandths};
use crate::output::pdf::tags::{self, MarkedContent, Structure};
use crate::page::{Document, Page};

/// A file of letters that is being written: tagged PDF/A-2a and PDF/UA-1, with a section and a bookmark
/// for every letter. Equal letters in equal order make equal bytes.
pub struct PrintFile<W> {
    objects: Objects<W>,
    info: Info,
    glyphs: Glyphs,
    pictures: Pictures,
    shared: Shared,
    content: PageContent,
    pages: PageTree,
    outline: Outline,
    root: StructTree,
    common: CommonObjects,
}

impl<W: Write> PrintFile<W> {
    /// The most bytes that come behind those of [`Self::size`] and a letter of a few pages: what waits, the
    /// fonts, whose every glyph takes a hundred bytes, and the trees.
    pub const MOST_BEHIND: u64 = 400_000;

    /// Begins a file of letters.
    pub fn new(out: W, info: &Info) -> Self {
        let mut objects = Objects::new(out, Effort::Quick);
        let common = CommonObjects::new(&mut objects);
        let root = StructTree::of_letters(&mut objects);
        Self::begun(
            objects,
            info,
            (Glyphs::default(), common, root, Shared::default()),
        )
    }

    fn begun(
        objects: Objects<W>,
        info: &Info,
        (glyphs, common, root, shared): (Glyphs, CommonObjects, StructTree, Shared),
    ) -> Self {
        Self {
            objects,
            info: info.clone(),
            glyphs,
            pictures: Pictures::default(),
            shared,
            content: PageContent::default(),
            pages: PageTree::default(),
            outline: Outline::default(),
            root,
            common,
        }
    }

    /// Writes a letter, and a bookmark for its first page if there is a title for it. Gives the numbers
    /// of its pages in the file, from 1.
    ///
    /// # Errors
    /// Fails if the output cannot be written; the file is lost then. [`Failure::Full`], before which nothing of the
    /// letter was written.
    pub fn letter(&mut self, document: &Document, bookmark: &str) -> Result<Range<usize>, Failure> {
        faults::enter(Point::Bytes);
        let structure = tags::structure(document, &self.info.lang);
        if !self.objects.has_room(most_objects(&structure)) {
            return Err(Failure::Full);
        }
        let first = self.pages.pages() + 1;
        let mut pages = Vec::new();
        let key = self.root.key();
        for (n, (page, pieces)) in document.pages.iter().zip(&structure.pages).enumerate() {
            pages.push(self.page(page, pieces, document.paper, key + n)?);
        }
        self.root
            .add(structure.section, &pages, &mut self.objects)?;
        if let (Some(page), false) = (pages.first(), bookmark.is_empty()) {
            self.outline.add(bookmark, *page, &mut self.objects)?;
        }
        Ok(first..first + pages.len())
    }

    /// Returns the size of the file so far; up to [`Self::MOST_BEHIND`] bytes come behind.
    pub fn size(&self) -> u64 {
        self.objects.size()
    }

    /// Writes an empty page: the back of a sheet whose next letter begins a new one. Gives its number.
    ///
    /// # Errors
    /// As for [`Self::letter`].
    pub fn blank_page(&mut self, paper: (Length, Length)) -> Result<usize, Failure> {
        if !self.objects.has_room(2) {
            return Err(Failure::Full);
        }
        let resources = self.common.resources;
        self.add_page(paper, |out| {
            out.raw("/Resources ").reference(resources);
        })?;
        Ok(self.pages.pages())
    }

    /// Writes the end of the file, and gives back the output and the digest of the file.
    ///
    /// # Errors
    /// Fails if the output cannot be written; [`Failure::Empty`] if there was no page;
    /// [`Failure::Glyphs`] if the file began with fonts that lack a glyph.
    pub fn finish(mut self) -> Result<(W, Digest), Failure> {
        let pages = self.pages.finish(&mut self.objects)?;
        let structure = self.root.finish(&mut self.objects)?;
        let outline = self.outline.finish(&mut self.objects)?;
        let intent = self.common.finish(&self.glyphs, &mut self.objects)?;
        let ends = CatalogRoots {
            pages,
            structure,
            outline,
            intent,
        };
        catalog::finish(&self.info, &ends, self.objects)
    }

    /// Writes a page of a letter, and gives its object.
    fn page(
        &mut self,
        page: &Page,
        pieces: &[MarkedContent],
        paper: (Length, Length),
        key: usize,
    ) -> Result<u32, Failure> {
        let pictures = self.pictures.of(page, &mut self.objects)?;
        let content = &mut self.content;
        content.clear();
        for piece in pieces {
            let items = &page.items[piece.items.clone()];
            let name = |image: &_| pictures.name(image);
            content.add(|out| {
                content::write(piece, items, paper.1, &mut self.glyphs, name, out);
            });
        }
        let streams = self.shared.write(content, &mut self.objects)?;
        let CommonObjects {
            fonts, resources, ..
        } = self.common;
        self.add_page(paper, |out| {
            if pictures.is_empty() && !page.is_coloured() {
                out.raw("/Resources ").reference(resources);
            } else {
                out.raw("/Resources<</Font ").reference(fonts);
                if !pictures.is_empty() {
                    pictures.write(out);
                }
                if page.is_coloured() {
                    out.raw(content::COLOURS);
                }
                out.raw(">>");
            }
            write_contents(&streams, out);
            out.raw("/StructParents ").integer(key);
        })
    }

    /// Writes a page object (ISO 32000-1, 7.7.3.3) with some entries; its number.
    fn add_page(
        &mut self,
        (width, height): (Length, Length),
        entries: impl FnOnce(&mut Vec<u8>),
    ) -> Result<u32, Failure> {
        let parent = self.pages.parent(&mut self.objects);
        let number = self.objects.number();
        self.objects.object(number, |out| {
            out.raw("<</Type/Page/Parent ").reference(parent);
            out.raw("/MediaBox[0 0 ").thousandths(thousandths(width));
            out.raw(" ")
                .thousandths(thousandths(height))
                .raw("]/Tabs/S");
            entries(out);
            out.raw(">>");
        })?;
        self.pages.add(number, &mut self.objects)?;
        Ok(number)
    }
}

impl PrintFile<Vec<u8>> {
    /// Begins a file of one letter, which needs no section and has no glyphs but those of its prologue.
    pub(crate) fn of_one(prologue: &Prologue, info: &Info) -> Self {
        let Prologue {
            mut objects,
            glyphs,
            common,
            is_large,
        } = prologue.clone();
        let root = StructTree::of_one(&mut objects);
        let shared = if is_large {
            Shared::default()
        } else {
            Shared::of_files()
        };
        Self::begun(objects, info, (glyphs, common, root, shared))
    }
}

fn write_contents(streams: &[u32], out: &mut Vec<u8>) {
    if let [stream] = streams {
        out.raw("/Contents ").reference(*stream);
        return;
    }
    out.raw("/Contents[");
    for stream in streams {
        out.reference(*stream).raw(" ");
    }
    out.raw("]");
}

/// Returns the most objects that a letter makes: its elements, for every page its pieces and pictures, itself
/// and the nodes above it, and the bookmark. Those that hold other objects are few.
fn most_objects(structure: &Structure) -> usize {
    let pages: usize = structure
        .pages
        .iter()
        .map(|pieces| 2 * pieces.len() + 10)
        .sum();
    let objects = elements::count(&structure.section) as usize + pages + 10;
    objects + objects / 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::font::Style;
    use crate::font::shape::Shaper;
    use crate::page::{GlyphRun, Item, Role};

    #[test]
    fn a_thread_of_its_own_may_write_the_file() {
        fn may_move<T: Send>(_: &T) {}
        let info = Info {
            title: String::new(),
            lang: "en".to_owned(),
            date: Date::parse("2011-12-17").unwrap(),
            author: None,
            keywords: Vec::new(),
        };
        may_move(&PrintFile::new(Vec::new(), &info));
    }

    fn letter_of(page: Page) -> Document {
        Document {
            lang: "en".to_owned(),
            title: "Title".to_owned(),
            author: None,
            date: Date::parse("2011-12-17").unwrap(),
            keywords: Vec::new(),
            paper: (Length::points(100), Length::points(200)),
            pages: vec![page],
        }
    }

    fn page_of(text: &str) -> Page {
        let shaped = Shaper::default().shape(Style::Regular, text);
        let run = GlyphRun {
            x: Length::ZERO,
            y: Length::points(20),
            style: Style::Regular,
            size: Length::points(10),
            lang: "en".to_owned(),
            role: Role::Paragraph,
            block: 0,
            text: text.to_owned(),
            glyphs: shaped.glyphs.clone().into(),
        };
        Page {
            items: vec![Item::Run(run)],
        }
    }

    #[test]
    fn a_page_whose_fonts_lack_a_glyph_makes_no_file() {
        let known = Glyphs::of(page_of("bad").runs());
        let prologue = Prologue::new(known, Effort::Alike).unwrap();
        for (text, is_right) in [("dab", true), ("bed", false)] {
            let letter = letter_of(page_of(text));
            let mut file = PrintFile::of_one(&prologue, &Info::of(&letter));
            file.letter(&letter, "").unwrap();
            match file.finish() {
                Ok(_) => assert!(is_right, "{text}"),
                Err(failure) => assert!(matches!(failure, Failure::Glyphs) && !is_right, "{text}"),
            }
        }
    }

    #[test]
    fn a_letter_that_has_no_room_begins_the_next_file() {
        let letter = letter_of(Page::default());
        let mut file = PrintFile::new(Vec::new(), &Info::of(&letter));
        assert_eq!(file.letter(&letter, "a").unwrap(), 1..2);
        file.objects.numbers(8_388_607 - 1010);
        for _ in 0..3 {
            assert!(matches!(file.letter(&letter, "b"), Err(Failure::Full)));
        }
        assert_eq!((file.pages.pages(), file.root.key()), (1, 1));
    }
}
