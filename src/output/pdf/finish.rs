//! What a file needs beyond its pages.
//!
//! The only module that names lopdf. No clock, host or user gets in: dates are the letter's, `/ID`
//! is a hash of the content.

use lopdf::{Dictionary, Document as Lopdf, Object, ObjectId, SaveOptions, Stream, StringFormat};

use super::tags::{Content, Element, Figure, Mark, Structure};
use super::{PRODUCER, xmp};
use crate::assets;
use crate::digest::Hasher;
use crate::length::Length;
use crate::page::Document;

/// A document as printpdf leaves it.
pub type Raw = Lopdf;

/// The version written: the one that PDF/UA-1 and PDF/A-2 build on.
const VERSION: &str = "1.7";

/// How hard object streams are compressed, 0 to 9.
const COMPRESSION: u32 = 6;

/// How many objects share a stream.
const MOST_IN_STREAM: usize = 100;

/// Sets everything that pages alone do not have, compresses and writes.
pub fn finish(
    mut raw: Raw,
    documents: &[&Document],
    structure: &Structure,
) -> Result<Vec<u8>, String> {
    let failed = |error: lopdf::Error| error.to_string();
    VERSION.clone_into(&mut raw.version);
    if let Some(first) = documents.first() {
        set_information(&mut raw, first);
        let tree = add_structure(&mut raw, structure);
        set_catalog(&mut raw, first, tree).map_err(failed)?;
    }
    drop_empty_annotations(&mut raw);
    raw.prune_objects();
    raw.renumber_objects();
    raw.compress();
    let id = Object::String(content_hash(&raw), StringFormat::Hexadecimal);
    raw.trailer.set("ID", vec![id.clone(), id]);
    let guarded = guard_ends(&mut raw);
    save(&mut raw, guarded).map_err(|error| error.to_string())
}

/// What a stream must not end with in the file: its last byte and the line feed before `endstream`
/// would be read as one end of line, and its length as one too many (ISO 19005-2, 6.1.7.1).
const BAD_END: &[u8] = b"\r\nendstream";

/// Streams that end with a carriage return get another one after them, which with the line feed that
/// is written next makes one end of line; how many there are.
fn guard_ends(raw: &mut Raw) -> usize {
    let mut guarded = 0;
    for object in raw.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.content.ends_with(b"\r")
        {
            // The length in the dictionary stays that of the data.
            stream.content.push(b'\r');
            guarded += 1;
        }
    }
    guarded
}

/// Writes the file. The streams of objects and of the cross-reference table are made in writing: if
/// one of them ends badly, other shares of the objects make others.
fn save(raw: &mut Raw, guarded: usize) -> Result<Vec<u8>, lopdf::Error> {
    let mut bytes = Vec::new();
    for share in (1..=raw.objects.len().min(MOST_IN_STREAM)).rev() {
        bytes.clear();
        let options = SaveOptions::builder()
            .use_object_streams(true)
            .use_xref_streams(true)
            .max_objects_per_stream(share)
            .compression_level(COMPRESSION)
            .build();
        raw.clone().save_with_options(&mut bytes, options)?;
        let ends = bytes.windows(BAD_END.len()).filter(|w| *w == BAD_END);
        if ends.count() == guarded {
            break;
        }
    }
    Ok(bytes)
}

fn set_catalog(raw: &mut Raw, document: &Document, tree: ObjectId) -> Result<(), lopdf::Error> {
    let packet = xmp::packet(document).into_bytes();
    let mut metadata = dictionary([("Type", name("Metadata")), ("Subtype", name("XML"))]);
    metadata.set("Length", i64::try_from(packet.len()).unwrap_or_default());
    let metadata = raw.add_object(Stream::new(metadata, packet).with_compression(false));
    let intent = output_intent(raw);
    let catalog = raw.catalog_mut()?;
    catalog.set("Lang", Object::string_literal(document.lang.as_str()));
    catalog.set(
        "ViewerPreferences",
        dictionary([("DisplayDocTitle", true.into())]),
    );
    catalog.set("MarkInfo", dictionary([("Marked", true.into())]));
    catalog.set("StructTreeRoot", tree);
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    Ok(())
}

/// Gray as sRGB means it (ISO 19005-2, 6.2.3).
fn output_intent(raw: &mut Raw) -> Dictionary {
    let profile = assets::GRAY.to_vec();
    let profile = raw.add_object(Stream::new(dictionary([("N", 1.into())]), profile));
    dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", Object::string_literal("sGray")),
        ("Info", Object::string_literal("sGray")),
        ("DestOutputProfile", profile.into()),
    ])
}

/// Adds the structure tree; pages point into it by `StructParents` (ISO 32000-1, 14.7.4.4).
fn add_structure(raw: &mut Raw, structure: &Structure) -> ObjectId {
    let pages: Vec<ObjectId> = raw.get_pages().into_values().collect();
    let root = raw.new_object_id();
    let mut owners: Vec<Vec<ObjectId>> = vec![Vec::new(); pages.len()];
    let top = add_element(raw, &structure.root, root, &pages, &mut owners);
    let mut numbers: Vec<Object> = Vec::new();
    for (n, (page, owners)) in (0_i64..).zip(pages.iter().zip(owners)) {
        let owners: Vec<Object> = owners.into_iter().map(Object::from).collect();
        numbers.push(n.into());
        numbers.push(raw.add_object(owners).into());
        if let Ok(page) = raw.get_dictionary_mut(*page) {
            page.set("StructParents", n);
            page.set("Tabs", name("S"));
        }
    }
    let parents = raw.add_object(dictionary([("Nums", numbers.into())]));
    let tree = dictionary([
        ("Type", name("StructTreeRoot")),
        ("K", top.into()),
        ("ParentTree", parents.into()),
        ("ParentTreeNextKey", number(pages.len())),
    ]);
    raw.objects.insert(root, tree.into());
    root
}

fn add_element(
    raw: &mut Raw,
    element: &Element,
    parent: ObjectId,
    pages: &[ObjectId],
    owners: &mut [Vec<ObjectId>],
) -> ObjectId {
    let id = raw.new_object_id();
    let mut children: Vec<Object> = Vec::new();
    for child in &element.elements {
        children.push(add_element(raw, child, id, pages, owners).into());
    }
    for content in &element.content {
        children.push(add_content(raw, content, id, pages, owners));
    }
    let mut entry = dictionary([
        ("Type", name("StructElem")),
        ("S", name(element.kind)),
        ("P", parent.into()),
        ("K", children.into()),
    ]);
    if let Some(lang) = &element.lang {
        entry.set("Lang", Object::string_literal(lang.as_str()));
    }
    if let Some(figure) = &element.figure {
        entry.set("Alt", text_string(&figure.alt));
        entry.set("A", layout(figure));
    }
    if let Some(numbering) = element.numbering {
        let attributes = [("O", name("List")), ("ListNumbering", name(numbering))];
        entry.set("A", dictionary(attributes));
    }
    raw.objects.insert(id, entry.into());
    id
}

/// Adds a piece of content to its element: by a reference, or in a `Span` of its language.
fn add_content(
    raw: &mut Raw,
    content: &Content,
    parent: ObjectId,
    pages: &[ObjectId],
    owners: &mut [Vec<ObjectId>],
) -> Object {
    let reference = reference(content.mark, pages);
    // Content of a page comes in the order of its numbers.
    let owners = &mut owners[content.mark.page];
    let Some(lang) = &content.lang else {
        owners.push(parent);
        return reference;
    };
    let phrase = raw.add_object(dictionary([
        ("Type", name("StructElem")),
        ("S", name("Span")),
        ("P", parent.into()),
        ("K", reference),
        ("Lang", Object::string_literal(lang.as_str())),
    ]));
    owners.push(phrase);
    phrase.into()
}

/// The place of a picture (ISO 32000-1, 14.8.5.4.3), a block of its own.
fn layout(figure: &Figure) -> Dictionary {
    let bounds = figure.bounds.map(|edge| Object::Real(points(edge)));
    dictionary([
        ("O", name("Layout")),
        ("Placement", name("Block")),
        ("BBox", bounds.to_vec().into()),
    ])
}

/// A length as the file has it, rounded once, here.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a page is far below 2^24 points"
)]
fn points(length: Length) -> f32 {
    length.to_points() as f32
}

/// A reference to marked content (ISO 32000-1, 14.7.4.2).
fn reference(mark: Mark, pages: &[ObjectId]) -> Object {
    let reference = dictionary([
        ("Type", name("MCR")),
        ("Pg", pages[mark.page].into()),
        ("MCID", number(mark.number)),
    ]);
    reference.into()
}

fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    Dictionary::from_iter(entries)
}

fn number(number: usize) -> Object {
    Object::Integer(i64::try_from(number).unwrap_or_default())
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

fn set_information(raw: &mut Raw, document: &Document) {
    let (year, month, day) = document.date.parts();
    let date = Object::string_literal(format!("D:{year:04}{month:02}{day:02}000000Z"));
    let mut info = dictionary([
        ("Title", text_string(&document.title)),
        ("Keywords", text_string(&document.keywords.join(", "))),
        ("Producer", text_string(PRODUCER)),
        ("CreationDate", date.clone()),
        ("ModDate", date),
    ]);
    if let Some(author) = &document.author {
        info.set("Author", text_string(author));
    }
    let id = raw.add_object(info);
    raw.trailer.set("Info", id);
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
    let mut hash = Hasher::default();
    for (id, object) in &raw.objects {
        hash.add(format!("{id:?}").as_bytes());
        match object {
            Object::Stream(stream) => {
                hash.add(format!("{:?}", stream.dict).as_bytes());
                hash.add(&stream.content);
            }
            other => hash.add(format!("{other:?}").as_bytes()),
        }
    }
    hash.digest().0[..16].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_of_a_stream_that_ends_with_a_carriage_return_is_exact() {
        let mut raw = Raw::new();
        let data = b"ab\r".to_vec();
        let stream = Stream::new(dictionary([("N", 1.into())]), data).with_compression(false);
        let id = raw.add_object(stream);
        assert_eq!(guard_ends(&mut raw), 1);
        let stream = raw.objects[&id].as_stream().unwrap();
        assert_eq!(stream.content, b"ab\r\r");
        assert_eq!(stream.dict.get(b"Length").unwrap().as_i64().unwrap(), 3);
    }
}
