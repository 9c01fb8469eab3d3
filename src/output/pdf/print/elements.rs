//! Structure elements as objects (ISO 32000-1, 14.7.2).

use std::io::Write;

use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::syntax::{Syntax, thousandths};
use crate::output::pdf::tags::{ContentItem, Element, FigureProperties};

/// Counts the objects that an element and all that is in it make.
pub(super) fn count(element: &Element) -> u32 {
    let phrases = element.content.iter().filter(|c| c.lang.is_some()).count();
    let elements: u32 = element.elements.iter().map(count).sum();
    1 + elements + u32::try_from(phrases).unwrap_or_default()
}

/// Writes an element and all that is in it, numbered one after the other from `number`. `pages` are
/// the objects of the letter's pages; for each, the elements of its marks are given.
///
/// # Errors
/// Fails if the output cannot be written.
pub(super) fn write<W: Write>(
    element: &Element,
    number: u32,
    parent: u32,
    pages: &[u32],
    objects: &mut Objects<W>,
) -> Result<Vec<Vec<u32>>, Failure> {
    let mut tree = ElementWriter {
        pages,
        owners: vec![Vec::new(); pages.len()],
        objects,
    };
    tree.add(element, number, parent)?;
    Ok(tree.owners)
}

struct ElementWriter<'t, W> {
    pages: &'t [u32],
    owners: Vec<Vec<u32>>,
    objects: &'t mut Objects<W>,
}

impl<W: Write> ElementWriter<'_, W> {
    fn add(&mut self, element: &Element, number: u32, parent: u32) -> Result<(), Failure> {
        let pages = self.pages;
        self.objects.object(number, |out| {
            out.raw("<</S/").raw(element.kind);
            out.raw("/P ").reference(parent);
            write_kids(element, number, pages, out);
            write_properties(element, out);
            out.raw(">>");
        })?;
        let mut next = number + 1;
        for kid in &element.elements {
            self.add(kid, next, number)?;
            next += count(kid);
        }
        for content in &element.content {
            let owner = if let Some(lang) = &content.lang {
                self.add_phrase(content, lang, next, number)?;
                next += 1;
                next - 1
            } else {
                number
            };
            self.own(content, owner);
        }
        Ok(())
    }

    /// Writes a phrase in another language: a `Span` of its own.
    fn add_phrase(
        &mut self,
        content: &ContentItem,
        lang: &str,
        number: u32,
        parent: u32,
    ) -> Result<(), Failure> {
        let page = self.pages[content.mark.page];
        self.objects.object(number, |out| {
            out.raw("<</S/Span/P ").reference(parent);
            out.raw("/Pg ").reference(page);
            out.raw("/K ").integer(content.mark.number);
            out.raw("/Lang").literal(lang.as_bytes()).raw(">>");
        })
    }

    /// Records the element that a mark belongs to.
    fn own(&mut self, content: &ContentItem, owner: u32) {
        let owners = &mut self.owners[content.mark.page];
        let number = content.mark.number;
        if owners.len() <= number {
            owners.resize(number + 1, owner);
        }
        owners[number] = owner;
    }
}

/// Writes the elements or the content in an element: one, or an array of them. Marks of the page that is
/// named by `Pg` are numbers (14.7.4.2).
fn write_kids(element: &Element, number: u32, pages: &[u32], out: &mut Vec<u8>) {
    let first = element
        .content
        .iter()
        .find(|c| c.lang.is_none())
        .map(|content| content.mark.page);
    if let Some(page) = first {
        out.raw("/Pg ").reference(pages[page]);
    }
    let is_one = element.elements.len() + element.content.len() == 1;
    out.raw(if is_one { "/K " } else { "/K[" });
    let start = out.len();
    let mut next = number + 1;
    for kid in &element.elements {
        separate(start, out).reference(next);
        next += count(kid);
    }
    for content in &element.content {
        let mark = content.mark;
        if content.lang.is_some() {
            separate(start, out).reference(next);
            next += 1;
        } else if Some(mark.page) == first {
            separate(start, out).integer(mark.number);
        } else {
            out.raw("<</Type/MCR/Pg ").reference(pages[mark.page]);
            out.raw("/MCID ").integer(mark.number).raw(">>");
        }
    }
    if !is_one {
        out.raw("]");
    }
}

/// Adds a blank, but not at the start.
fn separate(start: usize, out: &mut Vec<u8>) -> &mut Vec<u8> {
    if out.len() > start {
        out.push(b' ');
    }
    out
}

fn write_properties(element: &Element, out: &mut Vec<u8>) {
    if let Some(lang) = &element.lang {
        out.raw("/Lang").literal(lang.as_bytes());
    }
    if let Some(figure) = &element.figure {
        write_figure(figure, out);
    }
    if let Some(numbering) = element.numbering {
        out.raw("/A<</O/List/ListNumbering/");
        out.raw(numbering).raw(">>");
    }
}

/// Writes the description of a picture and its place (14.8.5.4.3), a block of its own.
fn write_figure(figure: &FigureProperties, out: &mut Vec<u8>) {
    out.raw("/Alt").text(&figure.alt);
    out.raw("/A<</O/Layout/Placement/Block/BBox[");
    for edge in figure.bounds {
        out.thousandths(thousandths(edge)).raw(" ");
    }
    out.raw("]>>");
}
