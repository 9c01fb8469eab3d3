//! Metadata as XMP (ISO 16684-1), the same as in the information dictionary.
//!
//! The only module that names xmp-writer.

use xmp_writer::{DateTime, LangId, Timezone, XmpWriter};

use crate::calendar::Date;
use crate::output::pdf::info::{Info, PRODUCER};

/// Makes the packet of a file: PDF/A-2a (ISO 19005-2, 6.6.4) and
/// PDF/UA-1 (ISO 14289-1, clause 5), with the extension schema that the former wants for the latter.
pub(super) fn packet(info: &Info) -> String {
    let mut xmp = XmpWriter::new();
    let date = midnight(info.date);
    xmp.format("application/pdf");
    xmp.title([(None, info.title.as_str())]);
    xmp.language([LangId(info.lang.as_str())]);
    if let Some(author) = &info.author {
        xmp.creator([author.as_str()]);
    }
    xmp.pdf_keywords(&info.keywords.join(", "));
    xmp.producer(PRODUCER);
    xmp.create_date(date);
    xmp.modify_date(date);
    xmp.pdfa_part(2);
    xmp.pdfa_conformance("A");
    xmp.pdfua_part(1);
    let mut schemas = xmp.extension_schemas();
    schemas.pdfua_id().properties().describe_part();
    drop(schemas);
    xmp.finish(None)
}

fn midnight(date: Date) -> DateTime {
    let (year, month, day) = date.parts();
    let small = |n: u32| u8::try_from(n).ok();
    DateTime {
        year: u16::try_from(year).unwrap_or_default(),
        month: small(month),
        day: small(day),
        hour: Some(0),
        minute: Some(0),
        second: Some(0),
        timezone: Some(Timezone::Utc),
    }
}
