//! The pages of a file in their order (ISO 32000-1, 7.7.3).

use std::vec::IntoIter;

use crate::output::pdf::raw::{Dictionary, Object, ObjectId};
use crate::output::pdf::read::objects::Objects;
use crate::output::pdf::read::source::{Source, Trouble};

/// The deepest tree.
const DEEPEST: usize = 64;

/// The most nodes, pages among them: more than a file may have objects.
const MOST: usize = 1 << 24;

/// The pages that are left.
pub(super) struct PageTree<'s, S> {
    objects: Objects<'s, S>,
    /// The nodes that are open: what is left below each, and whether that is pages only.
    open: Vec<(IntoIter<ObjectId>, bool)>,
    /// The number of nodes so far.
    count: usize,
}

impl<'s, S: Source> PageTree<'s, S> {
    /// Creates it for the tree that a catalog names.
    ///
    /// # Errors
    /// If there is none.
    pub(super) fn new(mut objects: Objects<'s, S>, root: ObjectId) -> Result<Self, Trouble> {
        let catalog = objects.dictionary(root)?;
        let pages = catalog.get(b"Pages").and_then(Object::as_reference);
        let pages = pages.map_err(|_| Trouble::Strange("no pages are named"))?;
        let mut tree = Self {
            objects,
            open: Vec::new(),
            count: 0,
        };
        let node = tree.objects.dictionary(pages)?;
        tree.enter(&node)?;
        Ok(tree)
    }

    fn enter(&mut self, node: &Dictionary) -> Result<(), Trouble> {
        if self.open.len() == DEEPEST {
            return Err(Trouble::Strange("the tree of pages is too deep"));
        }
        let kids = match node.get(b"Kids") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(Object::Reference(id)) => match self.objects.get(*id)? {
                Object::Array(kids) => kids,
                _ => return Err(Trouble::Strange("a part of the tree of pages is no list")),
            },
            _ => return Err(Trouble::Strange("a part of the tree of pages is empty")),
        };
        let pages = kids.iter().filter_map(|kid| kid.as_reference().ok());
        let pages: Vec<ObjectId> = pages.collect();
        let count = node.get(b"Count").and_then(Object::as_i64).ok();
        let is_full = pages.len() == kids.len() && count == i64::try_from(pages.len()).ok();
        // As many pages as there are kids: if one of them is a page, so is each.
        let is_leaf = match pages.first().filter(|_| is_full) {
            Some(first) => matches!(self.objects.dictionary(*first)?.get_type(), Ok(b"Page")),
            None => false,
        };
        self.open.push((pages.into_iter(), is_leaf));
        Ok(())
    }

    /// Returns the next page, or what may be one: whoever reads it finds out.
    fn page(&mut self) -> Result<Option<ObjectId>, Trouble> {
        while let Some((kids, is_leaf)) = self.open.last_mut() {
            let Some(kid) = kids.next() else {
                self.open.pop();
                continue;
            };
            self.count += 1;
            if self.count > MOST {
                return Err(Trouble::Strange("there are too many pages"));
            }
            if *is_leaf {
                return Ok(Some(kid));
            }
            let node = self.objects.dictionary(kid)?;
            match node.get_type() {
                Ok(b"Page") => return Ok(Some(kid)),
                Ok(b"Pages") => self.enter(&node)?,
                _ => return Err(Trouble::Strange("the tree of pages has something else")),
            }
        }
        Ok(None)
    }
}

impl<S: Source> Iterator for PageTree<'_, S> {
    type Item = Result<ObjectId, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.page();
        if page.is_err() {
            self.open.clear();
        }
        page.transpose()
    }
}
