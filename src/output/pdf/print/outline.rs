//! The outline (ISO 32000-1, 12.3.3): a bookmark a letter, for who turns to one of thousands.

use std::io::Write;

use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::syntax::Syntax;

/// The bookmarks of a file. Each names the next, so the last one waits until there is a next.
#[derive(Default)]
pub(super) struct Outline {
    root: Option<u32>,
    first: u32,
    count: usize,
    waiting: Option<Bookmark>,
}

struct Bookmark {
    number: u32,
    title: String,
    page: u32,
    before: Option<u32>,
}

impl Outline {
    /// Adds a bookmark that leads to a page.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn add<W: Write>(
        &mut self,
        title: &str,
        page: u32,
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        let root = *self.root.get_or_insert_with(|| objects.number());
        let number = objects.number();
        let before = self.waiting.take();
        if let Some(before) = &before {
            objects.object(before.number, |out| before.write(root, Some(number), out))?;
        } else {
            self.first = number;
        }
        self.count += 1;
        self.waiting = Some(Bookmark {
            number,
            title: title.to_owned(),
            page,
            before: before.map(|before| before.number),
        });
        Ok(())
    }

    /// Writes the last bookmark and the root; the number of the latter, if there are bookmarks.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn finish<W: Write>(self, objects: &mut Objects<W>) -> Result<Option<u32>, Failure> {
        let (Some(root), Some(last)) = (self.root, self.waiting) else {
            return Ok(None);
        };
        objects.object(last.number, |out| last.write(root, None, out))?;
        objects.object(root, |out| {
            out.raw("<</Type/Outlines/First ").reference(self.first);
            out.raw("/Last ").reference(last.number);
            out.raw("/Count ").integer(self.count).raw(">>");
        })?;
        Ok(Some(root))
    }
}

impl Bookmark {
    fn write(&self, root: u32, next: Option<u32>, out: &mut Vec<u8>) {
        out.raw("<</Title").text(&self.title);
        out.raw("/Parent ").reference(root);
        for (key, other) in [("/Prev ", self.before), ("/Next ", next)] {
            if let Some(other) = other {
                out.raw(key).reference(other);
            }
        }
        out.raw("/Dest[").reference(self.page).raw("/Fit]>>");
    }
}
