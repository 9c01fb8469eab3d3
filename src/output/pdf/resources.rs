//! Fonts and pictures through printpdf.
//!
//! The only module that names printpdf. Fonts are ours: subset, with their own numbers, names and
//! widths (the font's advances, never kerned ones: ISO 32000-1, 9.7.4.3).

use printpdf::{
    Codepoint, DictItem, ExternalStream, ExternalXObject, FontId, FontMetrics, FontType, Mm, Op,
    ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions,
    Pt, TextItem, XObject, XObjectId,
};

use crate::font::subset::subset;
use crate::font::{self, Style};
use crate::output::pdf::print::glyphs::{FaceGlyphs, Glyphs, UsedGlyph};
use crate::output::pdf::raw::Raw;
use crate::output::pdf::transfer;
use crate::picture::Picture;

/// Makes the fonts of a file, as the resources of a page that shows each of their glyphs once.
///
/// # Errors
/// Fails if a font cannot be made.
pub(super) fn fonts(glyphs: &Glyphs) -> Result<Raw, String> {
    let mut pdf = PdfDocument::new("");
    let mut ops = vec![Op::StartTextSection];
    for (style, face) in glyphs.faces() {
        let id = FontId(format!("F{}", style as u8));
        let font = PdfFont::new(parsed(style, face)?);
        pdf.resources.fonts.map.insert(id.clone(), font);
        ops.push(Op::SetFont {
            font: PdfFontHandle::External(id),
            size: Pt(1.0),
        });
        ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(all(style, face))],
        });
    }
    ops.push(Op::EndTextSection);
    finished(pdf, ops)
}

/// Makes a picture, as the only one among the resources of a page.
///
/// # Errors
/// Fails if printpdf cannot make the picture.
pub(super) fn picture(picture: &Picture) -> Result<Raw, String> {
    let mut pdf = PdfDocument::new("");
    let image = XObject::External(pixels(picture));
    let name = XObjectId("P".to_owned());
    pdf.resources.xobjects.map.insert(name, image);
    finished(pdf, Vec::new())
}

fn finished(mut pdf: PdfDocument, ops: Vec<Op>) -> Result<Raw, String> {
    pdf.pages.push(PdfPage::new(Mm(0.0), Mm(0.0), ops));
    let mut warnings = Vec::new();
    let mut raw = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(warning.msg.clone());
    }
    transfer::pack(&mut raw)?;
    Ok(raw)
}

/// Lists the glyphs of a style by their numbers in the file, with their texts.
fn all(style: Style, face: &FaceGlyphs) -> Vec<Codepoint> {
    let numbered = (1..).zip(&face.used);
    let code =
        |(number, used): (u16, &UsedGlyph)| Codepoint::with_cid(number, 0.0, text(style, used));
    numbered.map(code).collect()
}

/// Returns the text of a glyph; one that has none in the file has that of the font, for nobody to read: where
/// it is shown, its letter says what both are.
fn text(style: Style, used: &UsedGlyph) -> String {
    if !used.text.is_empty() {
        return used.text.to_string();
    }
    let own = font::character(style, used.id);
    own.unwrap_or(char::REPLACEMENT_CHARACTER).to_string()
}

fn parsed(style: Style, face: &FaceGlyphs) -> Result<ParsedFont, String> {
    let metrics = font::metrics(style);
    let [x_min, y_min, x_max, y_max] = metrics.bounds;
    let widths = (1..).zip(face.used.iter().map(|used| used.width));
    // The caret's run over a rise of 1000.
    #[expect(clippy::cast_possible_truncation, reason = "a slope is below 2")]
    let caret_slope_run = ((-metrics.italic_angle).to_radians().tan() * 1000.0).round() as i16;
    Ok(ParsedFont {
        original_bytes: subset(style, face.used.iter().map(|used| used.id))?,
        font_index: 0,
        font_name: Some(format!("{}+{}", tag(style, face), style.post_script_name())),
        codepoint_to_glyph: std::collections::BTreeMap::new(),
        glyph_widths: widths.collect(),
        units_per_em: font::UNITS,
        font_metrics: FontMetrics {
            ascent: metrics.ascent,
            descent: metrics.descent,
        },
        font_type: if style.is_true_type() {
            FontType::TrueType
        } else {
            FontType::OpenTypeCFF(())
        },
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: font::UNITS,
            x_min,
            y_min,
            x_max,
            y_max,
            caret_slope_rise: 1000,
            caret_slope_run,
            us_weight_class: metrics.weight,
        },
    })
}

/// Makes six capitals that tell subsets of one font apart (ISO 32000-1, 9.6.4), from the used glyphs.
fn tag(style: Style, face: &FaceGlyphs) -> String {
    let mut hash = style as u64 + 1;
    for used in &face.used {
        hash = hash.wrapping_mul(0x0100_0000_01b3) ^ u64::from(used.id);
    }
    let letters = (0..6).map(|n| char::from(b'A' + (hash >> (n * 8) & 0xff) as u8 % 26));
    letters.collect()
}

/// Makes an image of a picture (ISO 32000-1, 8.9.5): gray, not smoothed (ISO 19005-2, 6.2.8).
fn pixels(picture: &Picture) -> ExternalXObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(picture.width.into())),
        ("Height", DictItem::Int(picture.height.into())),
        ("ColorSpace", name("DeviceGray")),
        ("BitsPerComponent", DictItem::Int(picture.bits.into())),
    ];
    let dict = entries.map(|(key, value)| (key.to_owned(), value));
    ExternalXObject {
        stream: ExternalStream {
            dict: dict.into(),
            content: picture.packed(),
            compress: true,
        },
        width: None,
        height: None,
        dpi: None,
    }
}
