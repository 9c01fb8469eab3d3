//! Objects of PDF files as the library beneath printpdf has them.
//!
//! The only module that names lopdf.

use std::collections::{BTreeMap, HashSet};

use lopdf::xref::XrefEntry;
use lopdf::{DecompressError, Reader};

pub(super) use lopdf::content::{Content, Operation};
#[cfg(test)]
pub(super) use lopdf::xref::XrefType;
pub(super) use lopdf::{
    Dictionary, Document as Raw, Encoding, Error, LoadOptions, Object, ObjectId, Stream,
};

/// Reads an object that is no stream from its bytes: its numbers, `obj`, its value and `endobj`.
pub(super) fn object(id: ObjectId, bytes: &[u8]) -> Option<Object> {
    let mut document = Raw::new();
    let place = XrefEntry::Normal {
        offset: 0,
        generation: id.1,
    };
    document.reference_table.insert(id.0, place);
    let reader = Reader {
        buffer: bytes,
        document,
        encryption_state: None,
        raw_objects: BTreeMap::new(),
        password: None,
        strict: false,
        max_decompressed_size: None,
    };
    reader.get_object(id, &mut HashSet::new()).ok()
}

/// Returns the bytes of a stream unpacked, or as they are if they cannot be; `None` if they are more than `most`.
pub(super) fn plain(stream: &Stream, most: usize) -> Option<Vec<u8>> {
    match stream.decompressed_content_with_limit(most) {
        Ok(bytes) => Some(bytes),
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => None,
        Err(_) => Some(stream.content.clone()),
    }
}
