//! The text of a page, with what pages have in common kept.

use std::collections::HashMap;
use std::rc::Rc;

use crate::output::pdf::raw::{self, Dictionary, Object, ObjectId, Operation, Stream};
use crate::output::pdf::read::content::{self, Shows, Strange};
use crate::output::pdf::read::font::Font;
use crate::output::pdf::read::objects::Objects;
use crate::output::pdf::read::source::{MOST, Source, Trouble};
use crate::output::pdf::read::whole;

/// The texts of streams that are kept.
const KEPT: usize = 1 << 11;

/// The nodes of the tree of pages that are kept, and the collections of fonts.
const KEPT_NODES: usize = 1 << 8;
const KEPT_FONTS: usize = 1 << 4;

/// The most nodes above a page.
const DEEPEST: usize = 64;

/// What reads one page after the other.
pub(super) struct PageReader<'s, S> {
    objects: Objects<'s, S>,
    /// Of nodes of the tree of pages, the resources and the node above.
    nodes: HashMap<ObjectId, Node>,
    fonts: Vec<(Resources, Fonts)>,
    /// What streams show, by the fonts they show it in.
    shown: HashMap<(ObjectId, usize), Rc<Shown>>,
}

/// What fonts of a node of the tree of pages depend on.
#[derive(Clone, Copy)]
struct Node {
    resources: Option<ObjectId>,
    above: Option<ObjectId>,
}

/// The resources of a page: its own, and those that it or the nodes above it name.
#[derive(PartialEq)]
struct Resources {
    own: Option<Dictionary>,
    named: Vec<ObjectId>,
}

/// The fonts of a page by their names.
struct Fonts {
    names: HashMap<Vec<u8>, usize>,
    all: Vec<Font>,
}

/// What a stream shows.
#[derive(Default)]
struct Shown {
    text: String,
    /// The font that it ends with, if it chooses one.
    font: Option<usize>,
}

impl<'s, S: Source> PageReader<'s, S> {
    /// Creates it with nothing read yet.
    pub(super) fn new(objects: Objects<'s, S>) -> Self {
        Self {
            objects,
            nodes: HashMap::new(),
            fonts: Vec::new(),
            shown: HashMap::new(),
        }
    }

    /// Reads the text of a page.
    ///
    /// # Errors
    /// If it is no page, or nothing usual.
    pub(super) fn text(&mut self, page: ObjectId) -> Result<String, Trouble> {
        let page = self.objects.dictionary(page)?;
        if !matches!(page.get_type(), Ok(b"Page")) {
            return Err(Trouble::Strange("a page is something else"));
        }
        let resources = self.resources(&page)?;
        let fonts = self.fonts(resources)?;
        let streams = self.contents(&page)?;
        let (mut text, mut font) = (String::new(), None);
        for id in &streams {
            let kept = self.shown.get(&(*id, fonts)).map(Rc::clone);
            let shown = match kept {
                Some(shown) => shown,
                None => match self.shown_by((*id, fonts), font)? {
                    Some(shown) => shown,
                    None => return self.text_by_library(&streams, fonts),
                },
            };
            text.push_str(&shown.text);
            font = shown.font.or(font);
        }
        Ok(text)
    }

    /// Reads what a stream shows, after one that ended with a font; `None` if it is unusual. It is kept for other pages
    /// if it needs nothing of the one before.
    fn shown_by(
        &mut self,
        (id, fonts): (ObjectId, usize),
        font: Option<usize>,
    ) -> Result<Option<Rc<Shown>>, Trouble> {
        let Object::Stream(stream) = self.objects.get(id)? else {
            return Ok(Some(Rc::default()));
        };
        let content = plain(&stream)?;
        let Some((shown, is_own)) = self.painted(&content, fonts, None)? else {
            return Ok(None);
        };
        if is_own {
            let shown = Rc::new(shown);
            if self.shown.len() == KEPT {
                self.shown.clear();
            }
            self.shown.insert((id, fonts), Rc::clone(&shown));
            return Ok(Some(shown));
        }
        let shown = self.painted(&content, fonts, font)?;
        Ok(shown.map(|(shown, _)| Rc::new(shown)))
    }

    /// Reads what content shows, beginning with a font; also returns whether it needed that. `None` if it is unusual.
    fn painted(
        &mut self,
        content: &[u8],
        fonts: usize,
        font: Option<usize>,
    ) -> Result<Option<(Shown, bool)>, Trouble> {
        let mut painter = Painter::new(&mut self.fonts[fonts].1, font);
        let read = content::read(content, &mut painter);
        if let Some(trouble) = painter.trouble {
            return Err(trouble);
        }
        let shown = Shown {
            text: painter.text,
            font: painter.font,
        };
        Ok(read.is_ok().then_some((shown, painter.is_own)))
    }

    /// Reads the text of a page whose content is unusual.
    fn text_by_library(&mut self, streams: &[ObjectId], fonts: usize) -> Result<String, Trouble> {
        let mut content = Vec::new();
        for id in streams {
            if let Object::Stream(stream) = self.objects.get(*id)? {
                content.extend(plain(&stream)?);
                content.push(b'\n');
            }
        }
        let operations = whole::operations(&content);
        let operations = operations.map_err(|_| Trouble::Strange("a page shows nothing known"))?;
        let mut painter = Painter::new(&mut self.fonts[fonts].1, None);
        for operation in &operations {
            painter.operation(operation)?;
        }
        Ok(painter.text)
    }

    /// Returns the streams of a page's content.
    fn contents(&mut self, page: &Dictionary) -> Result<Vec<ObjectId>, Trouble> {
        let named = |list: &[Object]| -> Vec<ObjectId> {
            let ids = list.iter().filter_map(|object| object.as_reference().ok());
            ids.collect()
        };
        match page.get(b"Contents") {
            Ok(Object::Array(list)) => Ok(named(list)),
            Ok(Object::Reference(id)) => match self.objects.get(*id)? {
                Object::Array(list) => Ok(named(&list)),
                Object::Stream(_) => Ok(vec![*id]),
                _ => Err(Trouble::Strange("a page has its content elsewhere")),
            },
            _ => Ok(Vec::new()),
        }
    }

    /// Returns what the fonts of a page are found in.
    fn resources(&mut self, page: &Dictionary) -> Result<Resources, Trouble> {
        let own = page
            .get(b"Resources")
            .and_then(Object::as_dict)
            .ok()
            .cloned();
        let mut node = Node::of(page);
        let mut named: Vec<ObjectId> = node.resources.into_iter().collect();
        for _ in 0..DEEPEST {
            let Some(above) = node.above else {
                return Ok(Resources { own, named });
            };
            node = self.node(above)?;
            named.extend(node.resources);
        }
        Err(Trouble::Strange("the tree of pages is too deep"))
    }

    fn node(&mut self, id: ObjectId) -> Result<Node, Trouble> {
        if let Some(node) = self.nodes.get(&id) {
            return Ok(*node);
        }
        let node = Node::of(&self.objects.dictionary(id)?);
        if self.nodes.len() == KEPT_NODES {
            self.nodes.clear();
        }
        self.nodes.insert(id, node);
        Ok(node)
    }

    /// Returns the place of the fonts that resources have.
    fn fonts(&mut self, resources: Resources) -> Result<usize, Trouble> {
        if let Some(place) = self.fonts.iter().position(|(of, _)| *of == resources) {
            return Ok(place);
        }
        let fonts = Fonts::read(&resources, &mut self.objects)?;
        if self.fonts.len() == KEPT_FONTS {
            self.fonts.clear();
            self.shown.clear();
        }
        self.fonts.push((resources, fonts));
        Ok(self.fonts.len() - 1)
    }
}

/// Returns the bytes of a stream of content.
fn plain(stream: &Stream) -> Result<Vec<u8>, Trouble> {
    raw::plain(stream, MOST).ok_or(Trouble::Strange("a page is too large"))
}

impl Node {
    fn of(node: &Dictionary) -> Self {
        let named = |key: &[u8]| node.get(key).and_then(Object::as_reference).ok();
        Self {
            resources: named(b"Resources"),
            above: named(b"Parent"),
        }
    }
}

impl Fonts {
    /// Reads the fonts of resources; of two with one name, the first counts.
    fn read<S: Source>(
        resources: &Resources,
        objects: &mut Objects<'_, S>,
    ) -> Result<Self, Trouble> {
        let mut fonts = Self {
            names: HashMap::new(),
            all: Vec::new(),
        };
        if let Some(own) = &resources.own {
            fonts.add(own, objects)?;
        }
        for id in &resources.named {
            fonts.add(&objects.dictionary(*id)?, objects)?;
        }
        Ok(fonts)
    }

    fn add<S: Source>(
        &mut self,
        resources: &Dictionary,
        objects: &mut Objects<'_, S>,
    ) -> Result<(), Trouble> {
        let list = match resources.get(b"Font") {
            Ok(Object::Dictionary(list)) => list.clone(),
            Ok(Object::Reference(id)) => objects.dictionary(*id)?,
            _ => return Ok(()),
        };
        for (name, font) in &list {
            let font = match font {
                Object::Dictionary(font) => font.clone(),
                Object::Reference(id) => objects.dictionary(*id)?,
                _ => continue,
            };
            if !self.names.contains_key(name) {
                let read = Font::read(&font, objects)?;
                self.names.insert(name.clone(), self.all.len());
                self.all.push(read);
            }
        }
        Ok(())
    }
}

/// A page that is being painted: its text so far.
struct Painter<'f> {
    fonts: &'f mut Fonts,
    font: Option<usize>,
    /// Whether everything was shown in a font that was chosen before it.
    is_own: bool,
    text: String,
    trouble: Option<Trouble>,
}

impl<'f> Painter<'f> {
    fn new(fonts: &'f mut Fonts, font: Option<usize>) -> Self {
        Self {
            fonts,
            font,
            is_own: true,
            text: String::new(),
            trouble: None,
        }
    }

    /// Does an operation that the library read.
    fn operation(&mut self, operation: &Operation) -> Result<(), Trouble> {
        match operation.operator.as_str() {
            "Tf" => {
                let name = whole::font_name(operation);
                let name = name.map_err(|_| Trouble::Strange("a font has no name"))?;
                if let Some(name) = name {
                    self.font(name);
                }
            }
            "Td" | "Tm" | "BT" => self.line(),
            "Tj" | "TJ" => {
                for string in whole::strings(&operation.operands) {
                    self.show(string)?;
                }
            }
            _ => {}
        }
        self.trouble.take().map_or(Ok(()), Err)
    }

    fn show(&mut self, string: &[u8]) -> Result<(), Trouble> {
        if let Some(font) = self.font.and_then(|font| self.fonts.all.get_mut(font)) {
            return font.add(string, &mut self.text);
        }
        self.is_own = false;
        Ok(())
    }
}

impl Shows for Painter<'_> {
    fn font(&mut self, name: &[u8]) {
        let Some(font) = self.fonts.names.get(name) else {
            return;
        };
        self.font = Some(*font);
        if matches!(self.fonts.all.get(*font), Some(Font::Strange)) {
            self.trouble = Some(Trouble::Strange("a font has another encoding"));
        }
    }

    fn line(&mut self) {
        self.text.push('\n');
    }

    fn string(&mut self, string: &[u8]) -> Result<(), Strange> {
        self.show(string).map_err(|trouble| {
            self.trouble = Some(trouble);
            Strange
        })
    }
}
