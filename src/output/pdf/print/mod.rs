//! Print files: many letters in one PDF, written as they come.
//!
//! Owns the order of what is written. A letter leaves its pages, its structure elements and its
//! bookmark in the file; in memory it leaves a few bytes. What is only known at the end is written
//! there: fonts, which hold the glyphs that were used, the roots of the trees, and where everything is.

mod catalog;
mod content;
mod elements;
pub mod failure;
pub mod glyphs;
pub mod objects;
mod outline;
mod packing;
mod pictures;
mod shared;
mod sink;
mod syntax;
mod trees;

use std::io::Write;
use std::ops::Range;

use self::catalog::Ends;
use self::failure::Failure;
use self::glyphs::Glyphs;
use self::objects::Objects;
use self::outline::Outline;
use self::pictures::Pictures;
use self::shared::Shared;
use self::syntax::{Syntax, thousandths};
use self::trees::{PageTree, ParentTree};
use super::tags::{self, Element, Piece, Structure};
use super::{Info, resources, transfer};
use crate::length::Length;
use crate::page::{Document, Page};

/// A file of letters that is being written: tagged PDF/A-2a and PDF/UA-1, with a section and a bookmark
/// for every letter. Equal letters in equal order make equal bytes.
pub struct PrintFile<W> {
    objects: Objects<W>,
    info: Info,
    glyphs: Glyphs,
    pictures: Pictures,
    shared: Shared,
    pages: PageTree,
    parents: ParentTree,
    outline: Outline,
    root: Root,
    fonts: u32,
    resources: u32,
}

/// The root of the structure (ISO 32000-1, 14.7.2), and the element of the whole file.
struct Root {
    tree: u32,
    document: u32,
    /// The elements of the letters, or nothing where the letter is the whole file.
    sections: Option<Vec<u32>>,
}

impl<W: Write> PrintFile<W> {
    /// Begins a file of letters.
    pub fn new(out: W, info: &Info) -> Self {
        Self::begin(Objects::new(out), info, Some(Vec::new()))
    }

    /// Begins a file of one letter, which needs no section.
    pub(super) fn of_one(out: W, info: &Info) -> Self {
        Self::begin(Objects::new(out), info, None)
    }

    fn begin(mut objects: Objects<W>, info: &Info, sections: Option<Vec<u32>>) -> Self {
        let root = Root {
            tree: objects.number(),
            document: sections.as_ref().map_or(0, |_| objects.number()),
            sections,
        };
        Self {
            fonts: objects.number(),
            resources: objects.number(),
            objects,
            info: info.clone(),
            glyphs: Glyphs::default(),
            pictures: Pictures::default(),
            shared: Shared::default(),
            pages: PageTree::default(),
            parents: ParentTree::default(),
            outline: Outline::default(),
            root,
        }
    }

    /// Writes a letter, and a bookmark for its first page if there is a title for it. Gives the numbers
    /// of its pages in the file, from 1.
    ///
    /// # Errors
    /// That of the output, after which the file is lost. [`Failure::Full`], before which nothing of the
    /// letter was written.
    pub fn letter(&mut self, document: &Document, bookmark: &str) -> Result<Range<usize>, Failure> {
        let structure = tags::structure(document, &self.info.lang);
        if !self.objects.has_room(most_objects(&structure)) {
            return Err(Failure::Full);
        }
        let first = self.pages.pages() + 1;
        let mut pages = Vec::new();
        let key = self.parents.key();
        for (n, (page, pieces)) in document.pages.iter().zip(&structure.pages).enumerate() {
            pages.push(self.page(page, pieces, document.paper, key + n)?);
        }
        self.structure(structure.section, &pages)?;
        if let (Some(page), false) = (pages.first(), bookmark.is_empty()) {
            self.outline.add(bookmark, *page, &mut self.objects)?;
        }
        Ok(first..first + pages.len())
    }

    /// Writes an empty page: the back of a sheet whose next letter begins a new one. Gives its number.
    ///
    /// # Errors
    /// As [`Self::letter`] has them.
    pub fn blank_page(&mut self, paper: (Length, Length)) -> Result<usize, Failure> {
        if !self.objects.has_room(2) {
            return Err(Failure::Full);
        }
        let resources = self.resources;
        self.add_page(paper, |out| {
            out.raw("/Resources ").reference(resources);
        })?;
        Ok(self.pages.pages())
    }

    /// Writes what is known at the end, and gives the output back.
    ///
    /// # Errors
    /// That of the output; [`Failure::Empty`] if there was no page.
    pub fn finish(mut self) -> Result<W, Failure> {
        let pages = self.pages.finish(&mut self.objects)?;
        let structure = self.root.tree;
        self.root.finish(self.parents, &mut self.objects)?;
        let outline = self.outline.finish(&mut self.objects)?;
        finish_fonts(&self.glyphs, self.fonts, &mut self.objects)?;
        let fonts = self.fonts;
        self.objects.object(self.resources, |out| {
            out.raw("<</Font ").reference(fonts).raw(">>");
        })?;
        let ends = Ends {
            pages,
            structure,
            outline,
        };
        catalog::finish(&self.info, &ends, self.objects)
    }

    /// Writes a page of a letter; its object.
    fn page(
        &mut self,
        page: &Page,
        pieces: &[Piece],
        paper: (Length, Length),
        key: usize,
    ) -> Result<u32, Failure> {
        let pictures = self.pictures.of(page, &mut self.objects)?;
        let mut content = Vec::new();
        let mut places = Vec::new();
        for piece in pieces {
            let start = content.len();
            let items = &page.items[piece.items.clone()];
            let name = |image: &_| pictures.name(image);
            content::write(piece, items, paper.1, &mut self.glyphs, name, &mut content);
            places.push(start..content.len());
        }
        let streams = self.shared.write(&content, &places, &mut self.objects)?;
        let (fonts, resources) = (self.fonts, self.resources);
        self.add_page(paper, |out| {
            if pictures.is_empty() {
                out.raw("/Resources ").reference(resources);
            } else {
                out.raw("/Resources<</Font ").reference(fonts);
                pictures.write(out);
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

    /// Writes the structure of a letter with some pages.
    fn structure(&mut self, mut letter: Element, pages: &[u32]) -> Result<(), Failure> {
        let objects = &mut self.objects;
        let (number, parent) = if let Some(sections) = &mut self.root.sections {
            let number = objects.numbers(elements::count(&letter));
            sections.push(number);
            (number, self.root.document)
        } else {
            letter.kind = "Document";
            let number = objects.numbers(elements::count(&letter));
            self.root.document = number;
            (number, self.root.tree)
        };
        let owners = elements::write(&letter, number, parent, pages, objects)?;
        for owners in owners {
            self.parents.add(&owners, objects)?;
        }
        Ok(())
    }
}

impl Root {
    fn finish<W: Write>(
        self,
        parents: ParentTree,
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        let next = parents.key();
        let parents = parents.finish(objects)?;
        if let Some(sections) = &self.sections {
            objects.object(self.document, |out| {
                out.raw("<</S/Document/P ").reference(self.tree).raw("/K[");
                for section in sections {
                    out.reference(*section).raw(" ");
                }
                out.raw("]>>");
            })?;
        }
        objects.object(self.tree, |out| {
            out.raw("<</Type/StructTreeRoot/K ")
                .reference(self.document);
            out.raw("/ParentTree ").reference(parents);
            out.raw("/ParentTreeNextKey ").integer(next).raw(">>");
        })
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

/// The most objects that a letter makes: its elements, for every page its pieces and pictures, itself
/// and the nodes above it, and the bookmark. Those that hold other objects are few.
fn most_objects(structure: &Structure) -> usize {
    let pages = structure.pages.iter();
    let pages: usize = pages.map(|pieces| 2 * pieces.len() + 10).sum();
    let objects = elements::count(&structure.section) as usize + pages + 10;
    objects + objects / 100
}

fn finish_fonts<W: Write>(
    glyphs: &Glyphs,
    number: u32,
    objects: &mut Objects<W>,
) -> Result<(), Failure> {
    let mut raw = resources::fonts(glyphs)?;
    let fonts = transfer::resources(&mut raw, "Font", objects)?;
    objects.object(number, |out| {
        out.raw("<<");
        for (name, font) in &fonts {
            out.raw("/").raw(name).raw(" ").reference(*font);
        }
        out.raw(">>");
    })
}
