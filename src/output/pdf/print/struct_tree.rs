//! The page tree and the parent tree: nodes are written when they are full, and forgotten.

use std::io::Write;

use super::failure::Failure;
use super::objects::Objects;
use super::syntax::Syntax;

/// How many kids a node has.
const FULL: usize = 64;

/// The page tree (ISO 32000-1, 7.7.3). A page names its parent, so the number of a node is known
/// before its kids are.
#[derive(Default)]
pub struct PageTree {
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
    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// The parent of the next page.
    pub fn parent<W: Write>(&mut self, objects: &mut Objects<W>) -> u32 {
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
    /// That of the output.
    pub fn add<W: Write>(&mut self, page: u32, objects: &mut Objects<W>) -> Result<(), Failure> {
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
    /// That of the output; a tree without pages.
    pub fn finish<W: Write>(mut self, objects: &mut Objects<W>) -> Result<u32, Failure> {
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

fn write_kids(kids: impl Iterator<Item = u32>, out: &mut Vec<u8>) {
    out.raw("/Kids[");
    for kid in kids {
        out.reference(kid).raw(" ");
    }
    out.raw("]");
}

/// The tree from marked content to structure elements (ISO 32000-1, 14.7.4.4): for every page, the
/// element of each of its marks.
#[derive(Default)]
pub struct ParentTree {
    /// The entries of the leaf that is being filled.
    leaf: Vec<u8>,
    /// The nodes that are done and have no parent yet, a level each; leaves first.
    open: Vec<Vec<NumberNode>>,
    /// The key of the next page.
    key: usize,
}

/// A node of a number tree (ISO 32000-1, 7.9.7) that is written.
struct NumberNode {
    number: u32,
    first: usize,
    last: usize,
}

impl ParentTree {
    /// The key of the next page that has marks.
    pub fn key(&self) -> usize {
        self.key
    }

    /// Adds a page: the elements of its marks, in their order.
    ///
    /// # Errors
    /// That of the output.
    pub fn add<W: Write>(
        &mut self,
        elements: &[u32],
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        self.leaf.integer(self.key).raw("[");
        for element in elements {
            self.leaf.reference(*element).raw(" ");
        }
        self.leaf.raw("]");
        self.key += 1;
        if self.key.is_multiple_of(FULL) {
            self.end_leaf(objects)?;
        }
        Ok(())
    }

    fn end_leaf<W: Write>(&mut self, objects: &mut Objects<W>) -> Result<(), Failure> {
        let last = self.key - 1;
        let first = last / FULL * FULL;
        let leaf = std::mem::take(&mut self.leaf);
        let number = objects.number();
        objects.object(number, |out| {
            write_limits(first, last, out);
            out.raw("/Nums[").extend_from_slice(&leaf);
            out.raw("]>>");
        })?;
        let leaf = NumberNode {
            number,
            first,
            last,
        };
        self.add_node(0, leaf, objects)
    }

    fn add_node<W: Write>(
        &mut self,
        level: usize,
        node: NumberNode,
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        if self.open.len() == level {
            self.open.push(Vec::new());
        }
        self.open[level].push(node);
        if self.open[level].len() == FULL {
            self.end_level(level, objects)?;
        }
        Ok(())
    }

    /// Puts the nodes of a level below one node.
    fn end_level<W: Write>(
        &mut self,
        level: usize,
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        let kids = std::mem::take(&mut self.open[level]);
        let (Some(first), Some(last)) = (kids.first(), kids.last()) else {
            return Ok(());
        };
        let (first, last) = (first.first, last.last);
        let number = objects.number();
        objects.object(number, |out| {
            write_limits(first, last, out);
            write_kids(kids.iter().map(|kid| kid.number), out);
            out.raw(">>");
        })?;
        let node = NumberNode {
            number,
            first,
            last,
        };
        self.add_node(level + 1, node, objects)
    }

    /// Writes what is open; the number of the root, which has no limits.
    ///
    /// # Errors
    /// That of the output.
    pub fn finish<W: Write>(mut self, objects: &mut Objects<W>) -> Result<u32, Failure> {
        let number = objects.number();
        if self.open.is_empty() {
            objects.object(number, |out| {
                out.raw("<</Nums[").extend_from_slice(&self.leaf);
                out.raw("]>>");
            })?;
            return Ok(number);
        }
        if !self.leaf.is_empty() {
            self.end_leaf(objects)?;
        }
        let mut level = 0;
        while level + 1 < self.open.len() {
            self.end_level(level, objects)?;
            level += 1;
        }
        let kids = self.open.pop().unwrap_or_default();
        objects.object(number, |out| {
            out.raw("<<");
            write_kids(kids.iter().map(|kid| kid.number), out);
            out.raw(">>");
        })?;
        Ok(number)
    }
}

fn write_limits(first: usize, last: usize, out: &mut Vec<u8>) {
    out.raw("<</Limits[").integer(first).raw(" ");
    out.integer(last).raw("]");
}
