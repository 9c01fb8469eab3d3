//! Pictures, each written when it is first used, and once.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::syntax::Syntax;
use crate::output::pdf::resources;
use crate::output::pdf::transfer;
use crate::page::{Image, Item, Page};
use crate::picture::Picture;

/// The pictures known by their place in memory. The others are read through to be known.
const AT_HAND: usize = 16;

/// The pictures of a file.
#[derive(Default)]
pub(super) struct Pictures {
    /// The object of every picture.
    written: HashMap<u64, WrittenPicture>,
    /// The latest ones.
    at_hand: Vec<(Picture, WrittenPicture)>,
}

#[derive(Clone, Copy)]
struct WrittenPicture {
    name: usize,
    object: u32,
}

/// The pictures of a page.
#[derive(Default)]
pub(super) struct OnPage(Vec<(Picture, WrittenPicture)>);

impl Pictures {
    /// Returns the pictures of a page, which are written if they are not yet.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn of<W: Write>(
        &mut self,
        page: &Page,
        objects: &mut Objects<W>,
    ) -> Result<OnPage, Failure> {
        let mut found = OnPage::default();
        for item in &page.items {
            if let Item::Image(image) = item {
                let known = self.known(&image.picture, objects)?;
                found.0.push((image.picture.clone(), known));
            }
        }
        Ok(found)
    }

    fn known<W: Write>(
        &mut self,
        picture: &Picture,
        objects: &mut Objects<W>,
    ) -> Result<WrittenPicture, Failure> {
        let same = |(other, _): &&(Picture, WrittenPicture)| is_same(other, picture);
        if let Some((_, known)) = self.at_hand.iter().find(same) {
            return Ok(*known);
        }
        let name = self.written.len();
        let fingerprint = picture.fingerprint();
        let known = if let Some(known) = self.written.get(&fingerprint) {
            *known
        } else {
            let object = write(picture, objects)?;
            let known = WrittenPicture { name, object };
            self.written.insert(fingerprint, known);
            known
        };
        if self.at_hand.len() == AT_HAND {
            self.at_hand.remove(0);
        }
        self.at_hand.push((picture.clone(), known));
        Ok(known)
    }
}

impl OnPage {
    /// Returns whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the name of a picture of the page.
    pub(super) fn name(&self, image: &Image) -> usize {
        let found = self
            .0
            .iter()
            .find(|(other, _)| is_same(other, &image.picture));
        found.map_or(0, |(_, known)| known.name)
    }

    /// Writes the entry of the page's resources for them (ISO 32000-1, 7.8.3).
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let mut pictures: Vec<WrittenPicture> = self.0.iter().map(|(_, known)| *known).collect();
        pictures.sort_unstable_by_key(|known| known.name);
        pictures.dedup_by_key(|known| known.name);
        out.raw("/XObject<<");
        for known in pictures {
            out.raw("/P")
                .integer(known.name)
                .raw(" ")
                .reference(known.object);
        }
        out.raw(">>");
    }
}

/// Returns whether two pictures share their pixels, without comparing these one by one.
fn is_same(a: &Picture, b: &Picture) -> bool {
    Arc::ptr_eq(&a.gray, &b.gray) && (a.width, a.height, a.bits) == (b.width, b.height, b.bits)
}

fn write<W: Write>(picture: &Picture, objects: &mut Objects<W>) -> Result<u32, Failure> {
    let mut raw = resources::picture(picture)?;
    let written = transfer::resources(&mut raw, "XObject", objects)?;
    let object = written.first().map(|(_, object)| *object);
    object.ok_or_else(|| Failure::Library("the picture is not there".to_owned()))
}
