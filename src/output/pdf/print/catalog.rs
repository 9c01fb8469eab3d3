//! The catalog and what it names: metadata, output intent, information.

use std::io::Write;
use std::sync::OnceLock;

use crate::assets;
use crate::digest::Digest;
use crate::output::deflate::{Effort, Packer};
use crate::output::pdf::info::{Info, PRODUCER};
use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::print::syntax::Syntax;
use crate::output::pdf::xmp;

/// The roots of a file.
pub(super) struct CatalogRoots {
    /// That of the pages.
    pub pages: u32,
    /// That of the structure.
    pub structure: u32,
    /// That of the bookmarks, if there are any.
    pub outline: Option<u32>,
    /// The output intent.
    pub intent: u32,
}

/// Writes the catalog (ISO 32000-1, 7.7.2) and ends the file; the output, and the digest of the file.
///
/// # Errors
/// Fails if the output cannot be written.
pub(super) fn finish<W: Write>(
    info: &Info,
    ends: &CatalogRoots,
    mut objects: Objects<W>,
) -> Result<(W, Digest), Failure> {
    let metadata = objects.number();
    let packet = xmp::packet(info);
    objects.plain_stream(metadata, b"/Type/Metadata/Subtype/XML", packet.as_bytes())?;
    let catalog = objects.number();
    objects.object(catalog, |out| {
        out.raw("<</Type/Catalog/Pages ").reference(ends.pages);
        out.raw("/PageLayout/OneColumn/Lang")
            .literal(info.lang.as_bytes());
        out.raw("/ViewerPreferences<</DisplayDocTitle true>>/MarkInfo<</Marked true>>");
        out.raw("/StructTreeRoot ").reference(ends.structure);
        out.raw("/Metadata ").reference(metadata);
        out.raw("/OutputIntents[").reference(ends.intent).raw("]");
        if let Some(outline) = ends.outline {
            out.raw("/PageMode/UseOutlines/Outlines ")
                .reference(outline);
        }
        out.raw(">>");
    })?;
    let information = objects.number();
    objects.own_object(information, |out| write_information(info, out))?;
    objects.finish(&format!("/Root {catalog} 0 R/Info {information} 0 R"))
}

/// Writes the output intent, gray as sRGB means it (ISO 19005-2, 6.2.3), and gives its number.
///
/// # Errors
/// Fails if the output cannot be written.
pub(super) fn output_intent<W: Write>(objects: &mut Objects<W>) -> Result<u32, Failure> {
    static PACKED: OnceLock<Vec<u8>> = OnceLock::new();
    let profile = objects.number();
    let packed = if let Some(packed) = PACKED.get() {
        packed
    } else {
        let packed = Packer::new(Effort::Thorough).pack(assets::GRAY)?.to_vec();
        PACKED.get_or_init(|| packed)
    };
    objects.plain_stream(profile, b"/N 1/Filter/FlateDecode", packed)?;
    let intent = objects.number();
    objects.object(intent, |out| {
        out.raw("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sGray)/Info(sGray)");
        out.raw("/DestOutputProfile ").reference(profile).raw(">>");
    })?;
    Ok(intent)
}

/// Writes the information dictionary (ISO 32000-1, 14.3.3): the same as the metadata.
fn write_information(info: &Info, out: &mut Vec<u8>) {
    let (year, month, day) = info.date.parts();
    let date = format!("(D:{year:04}{month:02}{day:02}000000Z)");
    out.raw("<</Title").text(&info.title);
    out.raw("/Keywords").text(&info.keywords.join(", "));
    out.raw("/Producer").text(PRODUCER);
    out.raw("/CreationDate").raw(&date);
    out.raw("/ModDate").raw(&date);
    if let Some(author) = &info.author {
        out.raw("/Author").text(author);
    }
    out.raw(">>");
}
