//! What a file needs beyond its pages.
//!
//! The only module that names lopdf's objects. No clock, host or user gets in: dates are the letter's, `/ID`
//! is a hash of the content.

use lopdf::{Dictionary, Object, StringFormat};
use sha2::{Digest, Sha256};

use crate::page::Document;

/// A document as printpdf leaves it.
pub type Raw = lopdf::Document;

/// The version written: the one that PDF/UA-1 and PDF/A-2 build on.
const VERSION: &str = "1.7";

/// Sets version, language, information and identifier, compresses and writes.
pub fn finish(mut raw: Raw, documents: &[&Document]) -> Result<Vec<u8>, String> {
    VERSION.clone_into(&mut raw.version);
    if let Some(first) = documents.first() {
        set_catalog(&mut raw, first)?;
        let info = information(first);
        let id = raw.add_object(info);
        raw.trailer.set("Info", id);
    }
    drop_empty_annotations(&mut raw);
    raw.prune_objects();
    raw.renumber_objects();
    raw.compress();
    let id = Object::String(content_hash(&raw), StringFormat::Hexadecimal);
    raw.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    raw.save_to(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn set_catalog(raw: &mut Raw, document: &Document) -> Result<(), String> {
    let catalog = raw.catalog_mut().map_err(|error| error.to_string())?;
    catalog.set("Lang", Object::string_literal(document.lang.as_str()));
    let mut viewer = Dictionary::new();
    viewer.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", viewer);
    Ok(())
}

fn information(document: &Document) -> Dictionary {
    let (year, month, day) = document.date.parts();
    let date = format!("D:{year:04}{month:02}{day:02}000000Z");
    let mut info = Dictionary::new();
    info.set("Title", text_string(&document.title));
    if let Some(author) = &document.author {
        info.set("Author", text_string(author));
    }
    info.set("Keywords", text_string(&document.keywords.join(", ")));
    info.set(
        "Producer",
        text_string(concat!("protest-letter ", env!("CARGO_PKG_VERSION"))),
    );
    info.set("CreationDate", Object::string_literal(date.as_str()));
    info.set("ModDate", Object::string_literal(date.as_str()));
    info
}

/// A text string in UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2).
fn text_string(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// printpdf writes `/Annots []` on pages without annotations.
fn drop_empty_annotations(raw: &mut Raw) {
    for object in raw.objects.values_mut() {
        if let Ok(dictionary) = object.as_dict_mut()
            && dictionary
                .get(b"Annots")
                .and_then(Object::as_array)
                .is_ok_and(Vec::is_empty)
        {
            dictionary.remove(b"Annots");
        }
    }
}

/// The first 16 bytes of a SHA-256 of every object (ISO 32000-1, 14.4 asks for a digest).
fn content_hash(raw: &Raw) -> Vec<u8> {
    let mut hash = Sha256::new();
    for (id, object) in &raw.objects {
        hash.update(format!("{id:?}"));
        match object {
            Object::Stream(stream) => {
                hash.update(format!("{:?}", stream.dict));
                hash.update(&stream.content);
            }
            other => hash.update(format!("{other:?}")),
        }
    }
    hash.finalize()[..16].to_vec()
}
