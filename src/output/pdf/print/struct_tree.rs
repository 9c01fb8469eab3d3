//! The root of the structure, and the element of the whole file (ISO 32000-1, 14.7.2).

use std::io::Write;

use crate::output::pdf::print::elements;
use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::parent_tree::ParentTree;
use crate::output::pdf::print::syntax::Syntax;
use crate::output::pdf::tags::Element;

/// The structure tree of a file while its letters come.
pub(super) struct StructTree {
    tree: u32,
    document: u32,
    /// The elements of the letters, or nothing where the letter is the whole file.
    sections: Option<Vec<u32>>,
    parents: ParentTree,
}

impl StructTree {
    /// Begins the structure of a file of letters, each a section.
    pub(super) fn of_letters<W: Write>(objects: &mut Objects<W>) -> Self {
        Self {
            tree: objects.number(),
            document: objects.number(),
            sections: Some(Vec::new()),
            parents: ParentTree::default(),
        }
    }

    /// Begins the structure of a file that is a letter.
    pub(super) fn of_one<W: Write>(objects: &mut Objects<W>) -> Self {
        Self {
            tree: objects.number(),
            document: 0,
            sections: None,
            parents: ParentTree::default(),
        }
    }

    /// Returns the key of the next page with marks in the parent tree: its `StructParents`.
    pub(super) fn key(&self) -> usize {
        self.parents.key()
    }

    /// Writes the structure of a letter with some pages.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn add<W: Write>(
        &mut self,
        mut letter: Element,
        pages: &[u32],
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        let number = objects.numbers(elements::count(&letter));
        let parent = if let Some(sections) = &mut self.sections {
            sections.push(number);
            self.document
        } else {
            letter.kind = "Document";
            self.document = number;
            self.tree
        };
        for owners in elements::write(&letter, number, parent, pages, objects)? {
            self.parents.add(&owners, objects)?;
        }
        Ok(())
    }

    /// Writes the root, and gives its number.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn finish<W: Write>(self, objects: &mut Objects<W>) -> Result<u32, Failure> {
        let next = self.parents.key();
        let parents = self.parents.finish(objects)?;
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
        })?;
        Ok(self.tree)
    }
}
