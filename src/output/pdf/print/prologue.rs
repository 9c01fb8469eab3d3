//! The prologue of a file of one letter: fonts and all else that many letters have in common.
//!
//! Made once and written in front of each of them, so that thousands of letters cost little more than what they
//! say: the bytes, their places and their part of the digests are there already.

use std::io::Write;

use crate::output::deflate::Effort;
use crate::output::pdf::print::catalog;
use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::glyphs::Glyphs;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::syntax::Syntax;
use crate::output::pdf::resources;
use crate::output::pdf::transfer;

/// The prologue of a file: all that depends on nothing but the glyphs that it shows.
#[derive(Clone)]
pub(crate) struct Prologue {
    pub(super) objects: Objects<Vec<u8>>,
    pub(super) glyphs: Glyphs,
    pub(super) common: CommonObjects,
    /// Whether the fonts are so large that a page is one stream, which takes less room than several.
    pub(super) is_large: bool,
}

/// The numbers of the objects that letters share.
#[derive(Clone, Copy)]
pub(super) struct CommonObjects {
    /// The fonts by their names.
    pub fonts: u32,
    /// The resources of pages without pictures.
    pub resources: u32,
    /// The output intent, once it is written, and the extent of the glyphs that the fonts hold.
    pub finished: Option<(u32, usize)>,
}

/// The bytes of fonts above which size counts more than time: two alphabets. A separate
/// file is to have at most 25 KB.
const LARGE: u64 = 17_500;

impl Prologue {
    /// Creates the prologue of a file that shows some glyphs, each of which says what it stands for. The effort is that
    /// of the pages behind it.
    ///
    /// # Errors
    /// Fails if a font cannot be made.
    pub(crate) fn new(glyphs: Glyphs, effort: Effort) -> Result<Self, Failure> {
        // With one effort, so that the fonts of a letter are large or not whatever is asked for its pages.
        let mut objects = Objects::new(Vec::new(), Effort::Alike);
        let mut common = CommonObjects::new(&mut objects);
        common.finish(&glyphs, &mut objects)?;
        let is_large = objects.size() > LARGE;
        let effort = match effort {
            Effort::Alike if is_large => Effort::Thorough,
            _ => effort,
        };
        objects.settle(effort)?;
        Ok(Self {
            objects,
            glyphs,
            common,
            is_large,
        })
    }
}

impl CommonObjects {
    pub(super) fn new<W: Write>(objects: &mut Objects<W>) -> Self {
        Self {
            fonts: objects.number(),
            resources: objects.number(),
            finished: None,
        }
    }

    /// Writes what is not written yet, with the fonts of some glyphs; the number of the output intent.
    ///
    /// # Errors
    /// Fails if the output cannot be written or a font cannot be made. [`Failure::Glyphs`] if there are glyphs
    /// that came after the fonts: they would be shown as others.
    pub(super) fn finish<W: Write>(
        &mut self,
        glyphs: &Glyphs,
        objects: &mut Objects<W>,
    ) -> Result<u32, Failure> {
        let extent = glyphs.extent();
        if let Some((intent, held)) = self.finished {
            return (held == extent).then_some(intent).ok_or(Failure::Glyphs);
        }
        self.write_fonts(glyphs, objects)?;
        let fonts = self.fonts;
        objects.object(self.resources, |out| {
            out.raw("<</Font ").reference(fonts).raw(">>");
        })?;
        let intent = catalog::output_intent(objects)?;
        self.finished = Some((intent, extent));
        Ok(intent)
    }

    fn write_fonts<W: Write>(
        &self,
        glyphs: &Glyphs,
        objects: &mut Objects<W>,
    ) -> Result<(), Failure> {
        let mut raw = resources::fonts(glyphs)?;
        let fonts = transfer::resources(&mut raw, "Font", objects)?;
        objects.object(self.fonts, |out| {
            out.raw("<<");
            for (name, font) in &fonts {
                out.raw("/").raw(name).raw(" ").reference(*font);
            }
            out.raw(">>");
        })
    }
}
