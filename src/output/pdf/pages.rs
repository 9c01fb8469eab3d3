//! Pages, fonts and pictures through printpdf.
//!
//! The only module that names printpdf.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, ExternalStream, ExternalXObject, FontId, FontMetrics,
    FontType, Greyscale, Line, LinePoint, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfSaveOptions, Point, Pt, TextItem, TextMatrix, XObject,
    XObjectId, XObjectTransform,
};

use super::finish::Raw;
use super::fonts::{Face, Fonts, parts, said};
use super::tags::{Piece, Structure};
use crate::font::shape::Glyph;
use crate::font::{self, Style};
use crate::length::Length;
use crate::page::{Document, Image, Item, Page, Role, Rule, Run};

/// Writes every page of the documents, with one subset of each style for all of them.
pub fn build(documents: &[&Document], structure: &Structure) -> Result<Raw, String> {
    let mut pdf = PdfDocument::new("");
    let fonts = Fonts::of(documents)?;
    for (style, face) in &fonts.0 {
        pdf.resources.fonts.map.insert(
            FontId(face.name.clone()),
            PdfFont::new(parsed(*style, face)),
        );
    }
    for image in documents.iter().flat_map(|d| &d.pages).flat_map(images) {
        let pictures = &mut pdf.resources.xobjects.map;
        pictures
            .entry(picture_id(image))
            .or_insert_with(|| XObject::External(pixels(image)));
    }
    let mut pieces = structure.pages.iter();
    for document in documents {
        let (width, height) = document.paper;
        for (page, pieces) in document.pages.iter().zip(&mut pieces) {
            let ops = operators(page, pieces, height, &fonts);
            let mut sheet = PdfPage::new(Mm(0.0), Mm(0.0), ops);
            for sheet_box in [
                &mut sheet.media_box,
                &mut sheet.trim_box,
                &mut sheet.crop_box,
            ] {
                (sheet_box.width, sheet_box.height) = (points(width), points(height));
            }
            pdf.pages.push(sheet);
        }
    }
    let mut warnings = Vec::new();
    let raw = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    match warnings.first() {
        Some(warning) => Err(warning.msg.clone()),
        None => Ok(raw),
    }
}

fn images(page: &Page) -> impl Iterator<Item = &Image> {
    page.items.iter().filter_map(|item| match item {
        Item::Image(image) => Some(image),
        Item::Run(_) | Item::Rule(_) => None,
    })
}

/// Equal pictures are in the file once.
fn picture_id(image: &Image) -> XObjectId {
    XObjectId(format!("P{:016x}", image.picture.fingerprint()))
}

/// A picture as an image (ISO 32000-1, 8.9.5): gray, not smoothed (ISO 19005-2, 6.2.8).
fn pixels(image: &Image) -> ExternalXObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(image.picture.width.into())),
        ("Height", DictItem::Int(image.picture.height.into())),
        ("ColorSpace", name("DeviceGray")),
        ("BitsPerComponent", DictItem::Int(image.picture.bits.into())),
    ];
    let dict = entries.map(|(key, value)| (key.to_owned(), value));
    ExternalXObject {
        stream: ExternalStream {
            dict: dict.into(),
            content: image.picture.packed(),
            compress: true,
        },
        width: None,
        height: None,
        dpi: None,
    }
}

fn parsed(style: Style, face: &Face) -> ParsedFont {
    let metrics = font::metrics(style);
    let [x_min, y_min, x_max, y_max] = metrics.bounds;
    // The caret's run over a rise of 1000.
    #[expect(clippy::cast_possible_truncation, reason = "a slope is below 2")]
    let caret_slope_run = ((-metrics.italic_angle).to_radians().tan() * 1000.0).round() as i16;
    ParsedFont {
        original_bytes: face.subset.data.clone(),
        font_index: 0,
        font_name: Some(format!("{}+{}", &face.name[..6], style.post_script_name())),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: face.widths.clone(),
        units_per_em: metrics.units_per_em,
        font_metrics: FontMetrics {
            ascent: metrics.ascent,
            descent: metrics.descent,
        },
        font_type: FontType::OpenTypeCFF(()),
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: metrics.units_per_em,
            x_min,
            y_min,
            x_max,
            y_max,
            caret_slope_rise: 1000,
            caret_slope_run,
            us_weight_class: metrics.weight,
        },
    }
}

fn operators(page: &Page, pieces: &[Piece], height: Length, fonts: &Fonts) -> Vec<Op> {
    let mut ops = vec![
        Op::SetFillColor { col: black() },
        Op::SetOutlineColor { col: black() },
    ];
    for piece in pieces {
        let items = &page.items[piece.items.clone()];
        ops.push(begin(piece, items));
        for item in items {
            match item {
                Item::Run(run) => show(run, height, fonts, &mut ops),
                Item::Rule(rule) => ops.extend(draw(rule, height)),
                Item::Image(image) => ops.extend(paint(image, height)),
            }
        }
        ops.push(Op::EndMarkedContent);
    }
    ops
}

/// Begins a piece of marked content (ISO 32000-1, 14.6): with its number, or as an artifact.
fn begin(piece: &Piece, items: &[Item]) -> Op {
    let Some((kind, mark)) = piece.tag else {
        return artifact(items.first());
    };
    let number = DictItem::Int(i64::try_from(mark.number).unwrap_or_default());
    let properties = DictItem::Dict {
        map: BTreeMap::from([("MCID".to_owned(), number)]),
    };
    Op::BeginMarkedContentWithProperties {
        tag: kind.to_owned(),
        properties,
    }
}

/// Begins an artifact; headers and footers say which of them they are (ISO 14289-1, 7.8).
fn artifact(item: Option<&Item>) -> Op {
    let tag = "Artifact".to_owned();
    let subtype = match item {
        Some(Item::Run(run)) if run.role == Role::Header => "Header",
        Some(Item::Run(run)) if run.role == Role::Footer => "Footer",
        _ => return Op::BeginMarkedContent { tag },
    };
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let entries = [("Type", name("Pagination")), ("Subtype", name(subtype))];
    let properties = DictItem::Dict {
        map: entries.map(|(key, value)| (key.to_owned(), value)).into(),
    };
    Op::BeginMarkedContentWithProperties { tag, properties }
}

fn black() -> Color {
    Color::Greyscale(Greyscale {
        percent: 0.0,
        icc_profile: None,
    })
}

/// A run as text. Glyphs off the baseline get a matrix of their own.
fn show(run: &Run, height: Length, fonts: &Fonts, ops: &mut Vec<Op>) {
    let Some(face) = fonts.0.get(&run.style) else {
        return;
    };
    let handle = PdfFontHandle::External(FontId(face.name.clone()));
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFont {
        font: handle,
        size: points(run.size),
    });
    let mut pen = 0;
    for part in parts(&run.glyphs, face) {
        let said = said(part, face);
        ops.extend(said.as_deref().map(actual_text));
        for glyphs in part.chunk_by(|a, b| a.y_offset == b.y_offset) {
            let to = |units: i64| run.size.scale(units, 1000);
            let x = run.x + to(pen);
            let y = height - run.y + to(glyphs.first().map_or(0, |g| i64::from(g.y_offset)));
            ops.push(Op::SetTextMatrix {
                matrix: TextMatrix::Translate(points(x), points(y)),
            });
            ops.push(Op::ShowText {
                items: items(glyphs, face),
            });
            let advances = glyphs.iter().map(|glyph| i64::from(glyph.advance));
            pen += advances.sum::<i64>();
        }
        ops.extend(said.map(|_| Op::EndMarkedContent));
    }
    ops.push(Op::EndTextSection);
}

/// Begins content that stands for a text (ISO 32000-1, 14.9.4), UTF-16 with a byte order mark.
fn actual_text(text: &str) -> Op {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let text = DictItem::String {
        data: units.flat_map(u16::to_be_bytes).collect(),
        literal: false,
    };
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict {
            map: BTreeMap::from([("ActualText".to_owned(), text)]),
        },
    }
}

fn items(glyphs: &[Glyph], face: &Face) -> Vec<TextItem> {
    let mut items = Vec::new();
    for glyph in glyphs {
        if glyph.x_offset != 0 {
            items.push(TextItem::Offset(-thousandths(glyph.x_offset)));
        }
        let id = face
            .subset
            .glyphs
            .get(&glyph.id)
            .copied()
            .unwrap_or_default();
        let text = face.texts.get(&glyph.id).cloned().unwrap_or_default();
        let back = glyph.natural - glyph.advance + glyph.x_offset;
        let code = Codepoint::with_cid(id, thousandths(back), text);
        match items.last_mut() {
            Some(TextItem::GlyphIds(codes)) => codes.push(code),
            _ => items.push(TextItem::GlyphIds(vec![code])),
        }
    }
    items
}

/// Font units as thousandths of an em; the face has a thousand.
#[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
fn thousandths(units: i32) -> f32 {
    units as f32
}

fn draw(rule: &Rule, height: Length) -> [Op; 2] {
    let point = |(x, y): (Length, Length)| LinePoint {
        p: Point {
            x: points(x),
            y: points(height - y),
        },
        bezier: false,
    };
    let line = Line {
        points: vec![point(rule.from), point(rule.to)],
        is_closed: false,
    };
    [
        Op::SetOutlineThickness {
            pt: points(rule.thickness),
        },
        Op::DrawLine { line },
    ]
}

/// A picture, which fills a square of one point, stretched to its place (ISO 32000-1, 8.9.5.1).
fn paint(image: &Image, height: Length) -> [Op; 4] {
    let [x, y] = [image.x, height - image.y - image.height].map(|at| points(at).0);
    let [width, height] = [image.width, image.height].map(|side| points(side).0);
    [
        Op::SaveGraphicsState,
        Op::SetTransformationMatrix {
            matrix: CurTransMat::Raw([width, 0.0, 0.0, height, x, y]),
        },
        Op::UseXobject {
            id: picture_id(image),
            transform: XObjectTransform {
                no_auto_scale: true,
                ..XObjectTransform::default()
            },
        },
        Op::RestoreGraphicsState,
    ]
}

/// A length as printpdf's points, rounded once, here.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a page is far below 2^24 points"
)]
fn points(length: Length) -> Pt {
    Pt(length.to_points() as f32)
}
