//! The structure of a file: what a screen reader is told, in reading order.
//!
//! From the roles and blocks of the page description come marked pieces of content and a tree over
//! them (ISO 32000-1, 14.7 and 14.8). Items without a mark are artifacts: rules, marks, page numbers.

use crate::length::Length;
use crate::page::{Document, Item, Role, Run};

/// A marked piece of content: the page in the file and its number on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The page, from 0.
    pub page: usize,
    /// The number, from 0.
    pub number: usize,
}

/// A structure element: it holds elements or content, never both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its standard type (ISO 32000-1, 14.8.4).
    pub kind: &'static str,
    /// Its language, where it differs from the file's.
    pub lang: Option<String>,
    /// The elements in it, in reading order.
    pub elements: Vec<Element>,
    /// The content in it, in reading order.
    pub marks: Vec<Mark>,
}

/// A piece of content on a page: the items from one to another, and the type of their element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The items of the page that belong to it.
    pub items: std::ops::Range<usize>,
    /// The type of the element and the mark, or nothing for an artifact.
    pub tag: Option<(&'static str, Mark)>,
}

/// The structure of a file.
#[derive(Debug)]
pub struct Structure {
    /// The pieces of every page of the file.
    pub pages: Vec<Vec<Piece>>,
    /// The root element.
    pub root: Element,
}

/// The structure of documents that become one file. Several letters are a section each.
pub fn structure(documents: &[&Document]) -> Structure {
    let mut pages = Vec::new();
    let file_lang = documents
        .first()
        .map_or("", |document| document.lang.as_str());
    let mut letters: Vec<Element> = Vec::new();
    for document in documents {
        let mut letter = element("Sect");
        letter.lang = (document.lang != file_lang).then(|| document.lang.clone());
        let mut tree = Tree { letter, last: None };
        for page in &document.pages {
            let number = pages.len();
            pages.push(tree.page(number, &page.items));
        }
        letters.push(tree.letter);
    }
    let mut root = element("Document");
    root.elements = match letters.len() {
        1 => letters.remove(0).elements,
        _ => letters,
    };
    Structure { pages, root }
}

fn element(kind: &'static str) -> Element {
    Element {
        kind,
        ..Element::default()
    }
}

/// What makes two runs parts of one element: the role, the block and, in addresses, the line.
type Unit = (Role, usize, Option<Length>);

fn unit(run: &Run) -> Option<Unit> {
    match run.role {
        Role::Artifact => None,
        Role::Sender | Role::Address | Role::Signature => Some((run.role, run.block, Some(run.y))),
        role => Some((role, run.block, None)),
    }
}

/// The tree of a letter while its pages are walked.
struct Tree {
    letter: Element,
    last: Option<Unit>,
}

impl Tree {
    fn page(&mut self, page: usize, items: &[Item]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut number = 0;
        for (n, item) in items.iter().enumerate() {
            let found = match item {
                Item::Run(run) => unit(run),
                Item::Rule(_) => None,
            };
            let goes_on = found.is_some() && found == self.last && number > 0;
            match (found, pieces.last_mut()) {
                (_, Some(piece)) if goes_on && piece.items.end == n => piece.items.end += 1,
                (None, _) => pieces.push(Piece {
                    items: n..n + 1,
                    tag: None,
                }),
                (Some(found), _) => {
                    let mark = Mark { page, number };
                    number += 1;
                    let kind = self.add(found, mark);
                    pieces.push(Piece {
                        items: n..n + 1,
                        tag: Some((kind, mark)),
                    });
                }
            }
        }
        pieces
    }

    /// Puts a mark where it belongs; the type of its element.
    fn add(&mut self, found: Unit, mark: Mark) -> &'static str {
        let (role, block, _) = found;
        let same_unit = self.last == Some(found);
        let same_block = self.last.is_some_and(|(r, b, _)| (r, b) == (role, block));
        let in_list = self.last.is_some_and(|(r, ..)| is_list(r));
        let in_item = self.last.is_some_and(|(r, b, _)| is_list(r) && b == block);
        self.last = Some(found);
        let top = &mut self.letter.elements;
        match role {
            Role::Sender | Role::Address | Role::Signature => {
                let block = last(top, "Div", same_block);
                place(&mut block.elements, "P", same_unit, mark)
            }
            Role::ListLabel | Role::ListItem => {
                let list = last(top, "L", in_list);
                let item = last(&mut list.elements, "LI", in_item);
                let kind = if role == Role::ListLabel {
                    "Lbl"
                } else {
                    "LBody"
                };
                place(&mut item.elements, kind, same_unit, mark)
            }
            Role::Heading => place(top, "H1", same_unit, mark),
            _ => place(top, "P", same_unit, mark),
        }
    }
}

fn is_list(role: Role) -> bool {
    matches!(role, Role::ListLabel | Role::ListItem)
}

/// The last element, if it goes on, else a new one of a type.
fn last<'e>(elements: &'e mut Vec<Element>, kind: &'static str, goes_on: bool) -> &'e mut Element {
    if !goes_on || elements.is_empty() {
        elements.push(element(kind));
    }
    let end = elements.len() - 1;
    &mut elements[end]
}

/// Puts a mark into the last element, if it goes on, else into a new one of a type.
fn place(
    elements: &mut Vec<Element>,
    kind: &'static str,
    goes_on: bool,
    mark: Mark,
) -> &'static str {
    last(elements, kind, goes_on).marks.push(mark);
    kind
}
