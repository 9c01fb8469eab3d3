//! The fonts of a file, and what their glyphs say.
//!
//! Fonts are ours: subset, with their own numbers, names and widths (the font's advances, never kerned
//! ones: ISO 32000-1, 9.7.4.3).

use std::collections::{BTreeMap, BTreeSet};

use crate::font::shape::Glyph;
use crate::font::subset::{Subset, subset};
use crate::font::{self, Style};
use crate::page::{Document, Item, Page, Run};

/// A style as the file has it.
pub struct Face {
    /// The name of its resource: the tag of the subset, and the number of the style.
    pub name: String,
    /// The font with the used glyphs only.
    pub subset: Subset,
    /// The width of every used glyph, by its number in the subset.
    pub widths: BTreeMap<u16, u16>,
    /// The text of every used glyph, by its number in the whole font. A glyph has one text in a file,
    /// so the shortest and first in the order of characters serves; see [`said`].
    pub texts: BTreeMap<u16, String>,
}

/// The used glyphs of a style: their widths, and the texts they stand for with the lengths of those.
type Usage<'t> = BTreeMap<u16, (i32, BTreeSet<(usize, &'t str)>)>;

/// The styles that a file uses.
pub struct Fonts(pub BTreeMap<Style, Face>);

impl Fonts {
    /// The subsets for the glyphs of all documents.
    pub fn of(documents: &[&Document]) -> Result<Self, String> {
        let mut used: BTreeMap<Style, Usage<'_>> = BTreeMap::new();
        for run in documents.iter().flat_map(|d| &d.pages).flat_map(runs) {
            for glyph in &run.glyphs {
                let glyphs = used.entry(run.style).or_default();
                let (width, texts) = glyphs.entry(glyph.id).or_default();
                *width = glyph.natural;
                texts.insert((glyph.text.len(), &glyph.text));
            }
        }
        let faces = used
            .into_iter()
            .map(|(style, glyphs)| Ok((style, Face::of(style, &glyphs)?)));
        Ok(Self(faces.collect::<Result<_, String>>()?))
    }
}

impl Face {
    /// A style cut down to glyphs with their widths and texts.
    fn of(style: Style, glyphs: &Usage<'_>) -> Result<Self, String> {
        let subset = subset(style, glyphs.keys().copied())?;
        let width = |(id, (width, _)): (&u16, &(i32, _))| {
            Some((
                *subset.glyphs.get(id)?,
                u16::try_from(*width).unwrap_or_default(),
            ))
        };
        let widths = glyphs.iter().filter_map(width).collect();
        let text = |id: u16, texts: &BTreeSet<(usize, &str)>| {
            let seen = texts.iter().find(|(length, _)| *length > 0);
            // One that never has a text of its own is part of a letter: its accent, say.
            let own = || font::character(style, id).unwrap_or(char::REPLACEMENT_CHARACTER);
            seen.map_or_else(|| own().to_string(), |(_, text)| (*text).to_owned())
        };
        let texts = glyphs.iter();
        let texts = texts.map(|(id, (_, texts))| (*id, text(*id, texts)));
        let texts = texts.collect();
        let name = format!("{}{}", tag(style, &subset), style as u8);
        Ok(Self {
            name,
            subset,
            widths,
            texts,
        })
    }
}

/// Six capitals that tell subsets of one font apart (ISO 32000-1, 9.6.4), from the used glyphs.
fn tag(style: Style, subset: &Subset) -> String {
    let mut hash = style as u64 + 1;
    for id in subset.glyphs.keys() {
        hash = hash.wrapping_mul(0x0100_0000_01b3) ^ u64::from(*id);
    }
    let letters = (0..6).map(|n| char::from(b'A' + (hash >> (n * 8) & 0xff) as u8 % 26));
    letters.collect()
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(run),
        Item::Rule(_) | Item::Image(_) => None,
    })
}

/// The glyphs of a run in parts: as many as possible whose texts are those of the font, or the glyphs
/// of one letter whose are not.
pub fn parts<'g>(glyphs: &'g [Glyph], face: &Face) -> Vec<&'g [Glyph]> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    // A letter is a glyph with a text and those without one behind it.
    for letter in glyphs.chunk_by(|_, next| next.text.is_empty()) {
        let end = at + letter.len();
        if said(letter, face).is_some() {
            parts.extend([&glyphs[start..at], &glyphs[at..end]]);
            start = end;
        }
        at = end;
    }
    parts.push(&glyphs[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// What a reader is told in place of the font's texts, where those differ: a glyph may be an accented
/// letter's accent, or a hyphen here and a soft hyphen there.
pub fn said(glyphs: &[Glyph], face: &Face) -> Option<String> {
    let font_says = |glyph: &Glyph| face.texts.get(&glyph.id) == Some(&glyph.text);
    if glyphs.iter().all(font_says) {
        return None;
    }
    Some(glyphs.iter().map(|glyph| glyph.text.as_str()).collect())
}
