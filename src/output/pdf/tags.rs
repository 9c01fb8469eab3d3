//! The structure of a letter: what a screen reader is told, in reading order.
//!
//! From the roles and blocks of the page description come marked pieces of content and a tree over
//! them (ISO 32000-1, 14.7 and 14.8). Items without a mark are artifacts: rules, marks, page numbers.

use crate::length::Length;
use crate::page::{Document, GlyphRun, Image, Item, Role};

/// The identifier of marked content: the page of the letter and the number on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MarkedContentId {
    /// The page, from 0.
    pub page: usize,
    /// The number, from 0.
    pub number: usize,
}

/// Marked content of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentItem {
    /// Its mark.
    pub mark: MarkedContentId,
    /// Its language, where it differs from the element's: a phrase of its own, a `Span`.
    pub lang: Option<String>,
}

/// A structure element: it holds elements or content, never both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its standard type (ISO 32000-1, 14.8.4).
    pub kind: &'static str,
    /// Its language, where it differs from the file's.
    pub lang: Option<String>,
    /// The elements in it, in reading order.
    pub elements: Vec<Element>,
    /// The content in it, in reading order.
    pub content: Vec<ContentItem>,
    /// The properties of a figure.
    pub figure: Option<FigureProperties>,
    /// The labels of a list's items: a value of `ListNumbering` (ISO 32000-1, 14.8.5.5).
    pub numbering: Option<&'static str>,
}

/// The properties of the element of a picture (ISO 14289-1, 7.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FigureProperties {
    /// A description of the picture, in the document's language.
    pub alt: String,
    /// Its box in the page's own coordinates, from the lower left: left, bottom, right, top.
    pub bounds: [Length; 4],
}

impl FigureProperties {
    fn of(image: &Image, paper_height: Length) -> Self {
        let (right, bottom) = (image.x + image.width, paper_height - image.y - image.height);
        Self {
            alt: image.alt.clone(),
            bounds: [image.x, bottom, right, paper_height - image.y],
        }
    }
}

/// Marked content on a page: the items from one to another, and the type of their element. It ends
/// where the language changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MarkedContent {
    /// The items of the page that belong to it.
    pub items: std::ops::Range<usize>,
    /// The type of the element and the mark, or nothing for an artifact.
    pub tag: Option<(&'static str, MarkedContentId)>,
}

/// The structure of a letter.
#[derive(Debug)]
pub(super) struct Structure {
    /// The pieces of every page.
    pub pages: Vec<Vec<MarkedContent>>,
    /// The element of the letter, a section.
    pub section: Element,
}

/// Builds the structure of a letter in a file of some language.
pub(super) fn structure(document: &Document, file_lang: &str) -> Structure {
    let mut letter = element("Sect");
    letter.lang = (document.lang != file_lang).then(|| document.lang.clone());
    let mut tree = StructureBuilder {
        letter,
        last: None,
        document,
    };
    let numbered = document.pages.iter().enumerate();
    let pages = numbered
        .map(|(n, page)| tree.page(n, &page.items))
        .collect();
    let mut section = tree.letter;
    section.settle_languages();
    Structure { pages, section }
}

impl Element {
    /// Moves the language of all content to the element, if there is only one.
    fn settle_languages(&mut self) {
        let first = self
            .content
            .first()
            .and_then(|content| content.lang.clone());
        if first.is_some() && self.content.iter().all(|content| content.lang == first) {
            self.lang = first;
            for content in &mut self.content {
                content.lang = None;
            }
        }
        for element in &mut self.elements {
            element.settle_languages();
        }
    }
}

fn element(kind: &'static str) -> Element {
    Element {
        kind,
        ..Element::default()
    }
}

/// The key that runs of one element share: the role, the block and, in addresses, the line.
type ElementKey = (Role, usize, Option<Length>);

fn unit(run: &GlyphRun) -> Option<ElementKey> {
    match run.role {
        role if role.is_artifact() => None,
        role if is_lines(role) => Some((role, run.block, Some(run.y))),
        role => Some((role, run.block, None)),
    }
}

/// Returns whether each line of a role is a paragraph of its own.
fn is_lines(role: Role) -> bool {
    use Role::{Address, Letterhead, Sender, Signature};
    matches!(role, Letterhead | Sender | Address | Signature)
}

/// The tree of a letter while its pages are walked.
struct StructureBuilder<'d> {
    letter: Element,
    last: Option<ElementKey>,
    document: &'d Document,
}

impl StructureBuilder<'_> {
    fn page(&mut self, page: usize, items: &[Item]) -> Vec<MarkedContent> {
        let mut pieces: Vec<MarkedContent> = Vec::new();
        let (mut number, mut lang) = (0, None);
        for (n, item) in items.iter().enumerate() {
            let found = match item {
                Item::Run(run) => unit(run),
                Item::Image(image) => Some((Role::Figure, image.block, None)),
                Item::Rule(_) | Item::Mark(_) => None,
            };
            let before = std::mem::replace(&mut lang, self.lang(item));
            let goes_on = found.is_some() && found == self.last && number > 0 && lang == before;
            match (found, pieces.last_mut()) {
                (_, Some(piece)) if goes_on && piece.items.end == n => piece.items.end += 1,
                (None, _) => pieces.push(MarkedContent {
                    items: n..n + 1,
                    tag: None,
                }),
                (Some(found), _) => {
                    let mark = MarkedContentId { page, number };
                    number += 1;
                    let kind = self.add(found, item, mark);
                    pieces.push(MarkedContent {
                        items: n..n + 1,
                        tag: Some((kind, mark)),
                    });
                }
            }
        }
        pieces
    }

    /// Returns the language of an item, where it is not the letter's.
    fn lang<'i>(&self, item: &'i Item) -> Option<&'i str> {
        match item {
            Item::Run(run) if run.lang != self.document.lang => Some(&run.lang),
            _ => None,
        }
    }

    /// Puts a mark where it belongs; the type of its element.
    fn add(&mut self, found: ElementKey, item: &Item, mark: MarkedContentId) -> &'static str {
        let (role, block, _) = found;
        let same_unit = self.last == Some(found);
        let same_block = self.last.is_some_and(|(r, b, _)| (r, b) == (role, block));
        let in_list = self.last.is_some_and(|(r, ..)| is_list(r));
        let in_item = self.last.is_some_and(|(r, b, _)| is_list(r) && b == block);
        self.last = Some(found);
        let lang = self.lang(item).map(str::to_owned);
        let content = ContentItem { mark, lang };
        let top = &mut self.letter.elements;
        let element = match role {
            role if is_lines(role) => {
                let block = last(top, "Div", same_block);
                place(&mut block.elements, "P", same_unit, content)
            }
            Role::ListLabel | Role::ListItem => {
                let (labels, goes_on) = (numbering(item), top.last().map(|l| l.numbering));
                let same = role == Role::ListItem || goes_on == Some(Some(labels));
                let list = last(top, "L", in_list && same);
                list.numbering.get_or_insert(labels);
                let item = last(&mut list.elements, "LI", in_item);
                let kind = if role == Role::ListLabel {
                    "Lbl"
                } else {
                    "LBody"
                };
                place(&mut item.elements, kind, same_unit, content)
            }
            Role::Heading => place(top, "H1", same_unit, content),
            Role::Figure => place(top, "Figure", same_unit, content),
            _ => place(top, "P", same_unit, content),
        };
        if let Item::Image(image) = item {
            element.figure = Some(FigureProperties::of(image, self.document.paper.1));
        }
        element.kind
    }
}

fn is_list(role: Role) -> bool {
    matches!(role, Role::ListLabel | Role::ListItem)
}

/// Returns the numbering of a list from its first label.
fn numbering(label: &Item) -> &'static str {
    match label {
        Item::Run(run) if run.text.starts_with(|c: char| c.is_ascii_digit()) => "Decimal",
        _ => "Disc",
    }
}

/// Returns the last element, if it goes on, else a new one of a type.
fn last<'e>(elements: &'e mut Vec<Element>, kind: &'static str, goes_on: bool) -> &'e mut Element {
    if !goes_on || elements.is_empty() {
        elements.push(element(kind));
    }
    let end = elements.len() - 1;
    &mut elements[end]
}

/// Puts content into the last element, if it goes on, else into a new one of a type.
fn place<'e>(
    elements: &'e mut Vec<Element>,
    kind: &'static str,
    goes_on: bool,
    content: ContentItem,
) -> &'e mut Element {
    let element = last(elements, kind, goes_on);
    element.content.push(content);
    element
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::font::Style;
    use crate::page::Page;
    use crate::picture;

    fn run(role: Role, block: usize, y: i64, lang: &str) -> Item {
        Item::Run(GlyphRun {
            x: Length::ZERO,
            y: Length(y),
            style: Style::Regular,
            size: Length::points(10),
            lang: lang.to_owned(),
            role,
            block,
            text: String::new(),
            glyphs: std::sync::Arc::default(),
        })
    }

    fn document(items: Vec<Item>) -> Document {
        Document {
            lang: "en".to_owned(),
            title: String::new(),
            author: None,
            date: Date::parse("2011-12-17").unwrap(),
            keywords: Vec::new(),
            paper: (Length::points(100), Length::points(200)),
            pages: vec![Page { items }],
        }
    }

    #[test]
    fn a_line_in_another_language_says_so() {
        let lines = [
            run(Role::Address, 0, 1, "en"),
            run(Role::Address, 0, 2, "ru"),
        ];
        let tree = structure(&document(lines.into()), "en").section;
        let langs: Vec<_> = tree.elements[0].elements.iter().map(|e| &e.lang).collect();
        assert_eq!(langs, [&None, &Some("ru".to_owned())]);
    }

    #[test]
    fn a_phrase_in_another_language_says_so_and_no_more() {
        let phrases = ["en", "en", "ru", "ru", "en"].map(|lang| run(Role::Paragraph, 0, 1, lang));
        let written = structure(&document(phrases.into()), "en");
        let pieces: Vec<_> = written.pages[0].iter().map(|p| p.items.clone()).collect();
        assert_eq!(pieces, [0..2, 2..4, 4..5]);
        let paragraph = &written.section.elements[0];
        let langs: Vec<_> = paragraph
            .content
            .iter()
            .map(|c| c.lang.as_deref())
            .collect();
        assert_eq!(
            (langs, &paragraph.lang),
            (vec![None, Some("ru"), None], &None)
        );
    }

    #[test]
    fn a_list_says_how_it_is_labelled() {
        for (label, numbering) in [("•", "Disc"), ("12.", "Decimal")] {
            let mut items = [
                run(Role::ListLabel, 0, 1, "en"),
                run(Role::ListItem, 0, 1, "en"),
            ];
            if let Item::Run(run) = &mut items[0] {
                label.clone_into(&mut run.text);
            }
            let tree = structure(&document(items.into()), "en").section;
            assert_eq!(tree.elements[0].numbering, Some(numbering));
        }
    }

    #[test]
    fn a_picture_says_what_it_shows_and_where_it_stands() {
        let image = Item::Image(Image {
            x: Length::points(10),
            y: Length::points(20),
            width: Length::points(30),
            height: Length::points(40),
            picture: picture::tests::sample(),
            alt: "Logo".to_owned(),
            block: 1,
        });
        let around = run(Role::Paragraph, 0, 1, "en");
        let tree = structure(&document(vec![around, image]), "en").section;
        let figure = &tree.elements[1];
        assert_eq!((figure.kind, figure.content.len()), ("Figure", 1));
        let bounds = [10, 140, 40, 180].map(Length::points);
        let alt = "Logo".to_owned();
        assert_eq!(figure.figure, Some(FigureProperties { alt, bounds }));
    }
}
