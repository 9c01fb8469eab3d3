//! The parent tree: nodes are written when they are full, and forgotten.

use std::io::Write;

use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::syntax::{Syntax, write_kids};

/// The most kids of a node.
const FULL: usize = 64;

/// The tree from marked content to structure elements (ISO 32000-1, 14.7.4.4): for every page, the
/// element of each of its marks.
#[derive(Default)]
pub(super) struct ParentTree {
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
    /// Returns the key of the next page that has marks.
    pub(super) fn key(&self) -> usize {
        self.key
    }

    /// Adds a page: the elements of its marks, in their order.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn add<W: Write>(
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
    /// Fails if the output cannot be written.
    pub(super) fn finish<W: Write>(mut self, objects: &mut Objects<W>) -> Result<u32, Failure> {
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
