//! The texts of a file that is in memory, read by the library: the judge of everything that a file may be.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::output::pdf::raw::{
    Content, Dictionary, Encoding, Error, LoadOptions, Object, ObjectId, Operation, Raw,
};
use crate::panics;

/// Reads the texts of the pages of a file, those behind the first `known` ones: each with its number, from 1, and
/// with a line break where a new line begins.
///
/// # Errors
/// If it is no PDF file, or a broken one; the first error of `each`.
pub(super) fn texts<E>(
    bytes: &[u8],
    known: u32,
    mut each: impl FnMut(u32, String) -> Result<(), E>,
) -> Result<Result<(), E>, String> {
    let options = LoadOptions::with_filter(keep_shown);
    let raw = Raw::load_mem_with_options(bytes, options).map_err(|error| error.to_string())?;
    let mut encodings: BTreeMap<*const Dictionary, Encoding<'_>> = BTreeMap::new();
    for (number, page) in raw.get_pages().into_iter().filter(|page| page.0 > known) {
        let text = page_text(&raw, page, &mut encodings).map_err(|wrong| wrong.0)?;
        if let Err(error) = each(number, text) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// Keeps what pages show. Of the structure, which is most of a print file, nothing is shown.
fn keep_shown(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    is_shown(object).then(|| (id, object.clone()))
}

/// Returns whether an object may be a part of what pages show.
pub(super) fn is_shown(object: &Object) -> bool {
    match object {
        Object::Dictionary(entries) => {
            entries.has(b"Type")
                || !(entries.has(b"S") || entries.has(b"Nums") || entries.has(b"Dest"))
        }
        _ => true,
    }
}

fn page_text<'r>(
    raw: &'r Raw,
    page: ObjectId,
    encodings: &mut BTreeMap<*const Dictionary, Encoding<'r>>,
) -> Result<String, Wrong> {
    let fonts = raw.get_page_fonts(page)?;
    let mut font: Option<*const Dictionary> = None;
    let mut text = String::new();
    for operation in operations(&raw.get_page_content(page))? {
        match operation.operator.as_str() {
            "Tf" => {
                let name = font_name(&operation)?;
                let Some(found) = name.and_then(|name| fonts.get(name)) else {
                    continue;
                };
                let place = std::ptr::from_ref(*found);
                if let Entry::Vacant(new) = encodings.entry(place) {
                    new.insert(found.get_font_encoding(raw)?);
                }
                font = Some(place);
            }
            "Td" | "Tm" | "BT" => text.push('\n'),
            "Tj" | "TJ" => {
                if let Some(encoding) = font.and_then(|font| encodings.get(&font)) {
                    for string in strings(&operation.operands) {
                        text.push_str(&Raw::decode_text(encoding, string)?);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(text)
}

/// The reason why a page cannot be read.
pub(super) struct Wrong(String);

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

/// Reads the operations of a page. The library panics where an inline image has no colours.
///
/// # Errors
/// If it has none.
pub(super) fn operations(content: &[u8]) -> Result<Vec<Operation>, Wrong> {
    let decoded = panics::caught(String::new, || Content::decode(content));
    let decoded = decoded.map_err(|_| Wrong("a page shows an image that is none".to_owned()))?;
    Ok(decoded?.operations)
}

/// Returns the name of the font that an operation chooses, if it names one.
///
/// # Errors
/// If that is no name.
pub(super) fn font_name(operation: &Operation) -> Result<Option<&[u8]>, Error> {
    operation.operands.first().map(Object::as_name).transpose()
}

/// Returns the strings among operands, those in lists included.
pub(super) fn strings(operands: &[Object]) -> Vec<&[u8]> {
    let mut found: Vec<&[u8]> = Vec::new();
    for operand in operands {
        match operand {
            Object::String(bytes, _) => found.push(bytes),
            Object::Array(operands) => found.extend(strings(operands)),
            _ => {}
        }
    }
    found
}
