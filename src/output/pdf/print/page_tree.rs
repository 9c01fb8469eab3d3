//! The page tree: nodes are written when they are full, and forgotten.

use std::io::Write;

use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::syntax::{Syntax, write_kids};

/// The most kids of a node.
const FULL: usize = 64;

/// The page tree (ISO 32000-1, 7.7.3). A page names its parent, so the number of a node is known
/// before its kids are.
#[derive(Default)]
pub(super) struct PageTree {
    /// The nodes that are being filled, one a level; that of the pages first.
    open: Vec<PageNode>,
    pages: usize,
}

#[derive(Default)]
struct PageNode {
    /// The number, once there is a kid.
    number: Option<u32>,
    kids: Vec<u32>,
    pages: usize,
}

impl PageTree {
    /// Returns the number of pages.
    pub(super) fn pages(&self) -> usize {
        self.pages
    }

    /// Returns the parent of the next page.
    pub(super) fn parent<W: Write>(&mut self, objects: &mut Objects<W>) -> u32 {
        self.node(0, objects)
    }

    fn node<W: Write>(&mut self, level: usize, objects: &mut Objects<W>) -> u32 {
        if self.open.len() == level {
            self.open.push(PageNode::default());
        }
        let number = &mut self.open[level].number;
        *number.get_or_insert_with(|| objects.number())
    }

    /// Adds the next page.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn add<W: Write>(
        &mut self,
        page: u32,
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        self.pages += 1;
        self.add_kid(0, page, 1, objects)
    }

    fn add_kid<W: Write>(
        &mut self,
        level: usize,
        kid: u32,
        pages: usize,
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        self.node(level, objects);
        let node = &mut self.open[level];
        node.kids.push(kid);
        node.pages += pages;
        if node.kids.len() == FULL {
            self.close(level, objects)?;
        }
        Ok(())
    }

    /// Writes a node that has a parent.
    fn close<W: Write>(&mut self, level: usize, objects: &mut Objects<W>) -> Result<(), Failure> {
        let node = std::mem::take(&mut self.open[level]);
        let Some(number) = node.number else {
            return Ok(());
        };
        let parent = self.node(level + 1, objects);
        objects.object(number, |out| node.write(Some(parent), out))?;
        self.add_kid(level + 1, number, node.pages, objects)
    }

    /// Writes what is open; the number of the root.
    ///
    /// # Errors
    /// Fails if the output cannot be written, or the tree has no pages.
    pub(super) fn finish<W: Write>(mut self, objects: &mut Objects<W>) -> Result<u32, Failure> {
        let mut level = 0;
        while level + 1 < self.open.len() {
            self.close(level, objects)?;
            level += 1;
        }
        let root = self.open.pop().unwrap_or_default();
        let number = root.number.ok_or(Failure::Empty)?;
        objects.object(number, |out| root.write(None, out))?;
        Ok(number)
    }
}

impl PageNode {
    fn write(&self, parent: Option<u32>, out: &mut Vec<u8>) {
        out.raw("<</Type/Pages");
        if let Some(parent) = parent {
            out.raw("/Parent ").reference(parent);
        }
        out.raw("/Count ").integer(self.pages);
        write_kids(self.kids.iter().copied(), out);
        out.raw(">>");
    }
}
