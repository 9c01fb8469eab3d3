//! Items of pages as operators (ISO 32000-1, annex A).
//!
//! A piece of marked content needs nothing from those before it, so that pages can share it. The
//! colour is the one that every page begins with: black, as `DeviceGray` has it (8.4.1).

use std::ops::Range;

use crate::font::Style;
use crate::font::shape::Glyph;
use crate::length::Length;
use crate::output::pdf::print::glyphs::{FaceGlyphs, Glyphs};
use crate::output::pdf::print::syntax::{Syntax, literal_byte, thousandths};
use crate::output::pdf::tags::MarkedContent;
use crate::page::{GlyphRun, Image, Item, Mark, MarkShape, Role, Rule};

/// Writes marked content of a page of a height. `picture` is the name of an image.
pub(super) fn write(
    piece: &MarkedContent,
    items: &[Item],
    height: Length,
    glyphs: &mut Glyphs,
    picture: impl Fn(&Image) -> usize,
    out: &mut Vec<u8>,
) {
    begin(piece, items.first(), out);
    let mut text = TextObject::default();
    for item in items {
        match item {
            Item::Run(run) => text.show(run, height, glyphs.face(run.style), out),
            Item::Rule(rule) => {
                text.end(out);
                draw(rule, height, out);
            }
            Item::Image(image) => {
                text.end(out);
                paint(image, picture(image), height, out);
            }
            Item::Mark(mark) => {
                text.end(out);
                colour(mark, height, glyphs, out);
            }
        }
    }
    text.end(out);
    out.raw("EMC\n");
}

/// Begins a piece of marked content (14.6): with its number, or as an artifact. Headers and footers
/// say which of them they are (ISO 14289-1, 7.8).
fn begin(piece: &MarkedContent, first: Option<&Item>, out: &mut Vec<u8>) {
    if let Some((kind, mark)) = piece.tag {
        out.raw("/").raw(kind).raw("<</MCID ");
        out.integer(mark.number).raw(">>BDC\n");
        return;
    }
    out.raw(match first {
        Some(Item::Run(run)) if run.role == Role::Header => {
            "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"
        }
        Some(Item::Run(run)) if run.role == Role::Footer => {
            "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n"
        }
        _ => "/Artifact BMC\n",
    });
}

/// A text object (9.4) that is being written, or none.
#[derive(Default)]
struct TextObject {
    font: Option<(Style, Length)>,
    /// The start of the line, in thousandths of a point.
    at: (i64, i64),
    /// Room for the numbers of the glyphs of a run.
    numbers: Vec<u16>,
}

impl TextObject {
    fn end(&mut self, out: &mut Vec<u8>) {
        if self.font.take().is_some() {
            out.raw("ET\n");
        }
    }

    fn set_font(&mut self, run: &GlyphRun, out: &mut Vec<u8>) {
        let font = Some((run.style, run.size));
        if self.font == font {
            return;
        }
        if self.font.is_none() {
            out.raw("BT\n");
            self.at = (0, 0);
        }
        self.font = font;
        out.raw("/F").integer(run.style as usize).raw(" ");
        out.thousandths(thousandths(run.size)).raw(" Tf\n");
    }

    /// Writes a run. Glyphs off the baseline begin a line of their own.
    fn show(&mut self, run: &GlyphRun, height: Length, face: &mut FaceGlyphs, out: &mut Vec<u8>) {
        self.set_font(run, out);
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.clear();
        let mut pen = 0;
        let to = |units: i64| run.size.scale(units, 1000);
        for part in parts(&run.glyphs, face, &mut numbers) {
            if !part.is_said {
                begin_actual_text(&run.glyphs[part.range.clone()], out);
            }
            let mut start = part.range.start;
            for glyphs in run.glyphs[part.range].chunk_by(|a, b| a.y_offset == b.y_offset) {
                let rise = glyphs.first().map_or(0, |glyph| i64::from(glyph.y_offset));
                self.move_to(run.x + to(pen), height - run.y + to(rise), out);
                pen += show_glyphs(glyphs, &numbers[start..start + glyphs.len()], out);
                start += glyphs.len();
            }
            if !part.is_said {
                out.raw("EMC\n");
            }
        }
        self.numbers = numbers;
    }

    fn move_to(&mut self, x: Length, y: Length, out: &mut Vec<u8>) {
        let (x, y) = (thousandths(x), thousandths(y));
        out.thousandths(x - self.at.0).raw(" ");
        out.thousandths(y - self.at.1).raw(" Td\n");
        self.at = (x, y);
    }
}

/// A part of a run.
struct RunPart {
    range: Range<usize>,
    /// True if the font says what its glyphs stand for.
    is_said: bool,
}

/// Returns the glyphs of a run in parts: as many as possible of which the font says what they stand for, or
/// those of one letter of which it does not. The numbers of all glyphs in the file are added to `numbers`.
fn parts(glyphs: &[Glyph], face: &mut FaceGlyphs, numbers: &mut Vec<u16>) -> Vec<RunPart> {
    let mut is_said = true;
    numbers.extend(glyphs.iter().map(|glyph| {
        let (number, says) = face.show(glyph);
        is_said &= says;
        number
    }));
    if is_said {
        let range = 0..glyphs.len();
        return vec![RunPart { range, is_said }];
    }
    by_letter(glyphs, |glyph| face.show(glyph).1)
}

/// Returns the same parts of a run with glyphs of which the font does not say what they stand for. A letter is a
/// glyph with a text and those without one behind it: its accents.
fn by_letter(glyphs: &[Glyph], mut says: impl FnMut(&Glyph) -> bool) -> Vec<RunPart> {
    let part = |range, is_said| RunPart { range, is_said };
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for letter in glyphs.chunk_by(|_, next| next.text.is_empty()) {
        let end = at + letter.len();
        if !letter.iter().all(&mut says) {
            parts.extend([part(start..at, true), part(at..end, false)]);
            start = end;
        }
        at = end;
    }
    parts.push(part(start..at, true));
    parts.retain(|part| !part.range.is_empty());
    parts
}

/// Begins content that stands for a text of its own (14.9.4), in UTF-16 with a byte order mark.
fn begin_actual_text(glyphs: &[Glyph], out: &mut Vec<u8>) {
    let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    out.raw("/Span<</ActualText<FEFF");
    for unit in text.encode_utf16() {
        out.raw(&format!("{unit:04X}"));
    }
    out.raw(">>>BDC\n");
}

/// Shows glyphs (9.4.3) by their numbers in the file, with the steps between them that are not the font's
/// own; how far the pen moves.
fn show_glyphs(glyphs: &[Glyph], numbers: &[u16], out: &mut Vec<u8>) -> i64 {
    let start = out.len();
    let (mut back, mut steps, mut pen) = (0, false, 0);
    out.raw("[(");
    for (glyph, number) in glyphs.iter().zip(numbers) {
        back -= glyph.x_offset;
        if back != 0 {
            out.raw(")");
            out.thousandths(i64::from(back) * 1000).raw("(");
            steps = true;
        }
        for byte in number.to_be_bytes() {
            literal_byte(out, byte);
        }
        pen += i64::from(glyph.advance);
        back = glyph.natural - glyph.advance + glyph.x_offset;
    }
    if steps {
        out.raw(")]TJ\n");
    } else {
        out.remove(start);
        out.raw(")Tj\n");
    }
    pen
}

fn draw(rule: &Rule, height: Length, out: &mut Vec<u8>) {
    out.thousandths(thousandths(rule.thickness)).raw(" w\n");
    for ((x, y), operator) in [(rule.from, " m\n"), (rule.to, " l\n")] {
        out.thousandths(thousandths(x)).raw(" ");
        out.thousandths(thousandths(height - y)).raw(operator);
    }
    out.raw("S\n");
}

/// The name of the colour space of marks, and the space: device-independent, since the output intent is gray (ISO 19005-2,
/// 6.2.4). It is that of sRGB, but for the toe of its curve (IEC 61966-2-1; ISO 32000-1, 8.6.5.3).
pub(super) const COLOURS: &str = "/ColorSpace<</C[/CalRGB<</WhitePoint[.9505 1 1.089]/Gamma[2.2 2.2 2.2]\
    /Matrix[.4124 .2126 .0193 .3576 .7152 .1192 .1805 .0722 .9505]>>]>>";

/// Draws a mark in its colour, and goes back to black.
fn colour(mark: &Mark, height: Length, glyphs: &mut Glyphs, out: &mut Vec<u8>) {
    let (space, set) = match mark.shape {
        MarkShape::Line(_) => ("/C CS ", "SC\n"),
        MarkShape::Text(_) => ("/C cs ", "sc\n"),
    };
    out.raw("q\n").raw(space);
    for shade in mark.colour.0 {
        out.thousandths((i64::from(shade) * 1000 + 127) / 255)
            .raw(" ");
    }
    out.raw(set);
    match &mark.shape {
        MarkShape::Line(line) => draw(line, height, out),
        MarkShape::Text(run) => {
            let mut text = TextObject::default();
            text.show(run, height, glyphs.face(run.style), out);
            text.end(out);
        }
    }
    out.raw("Q\n");
}

/// Draws a picture, which fills a square of one point, stretched to its place (8.9.5.1).
fn paint(image: &Image, name: usize, height: Length, out: &mut Vec<u8>) {
    let y = height - image.y - image.height;
    let matrix = [
        image.width,
        Length::ZERO,
        Length::ZERO,
        image.height,
        image.x,
        y,
    ];
    out.raw("q\n");
    for entry in matrix {
        out.thousandths(thousandths(entry)).raw(" ");
    }
    out.raw("cm\n/P").integer(name).raw(" Do\nQ\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::pdf::tags::MarkedContentId;
    use crate::picture;

    fn glyph(id: u16, advance: i32, x_offset: i32, y_offset: i32) -> Glyph {
        Glyph {
            id,
            advance,
            natural: 500,
            x_offset,
            y_offset,
            text: "x".into(),
        }
    }

    fn run(x: i64, y: i64, glyphs: Vec<Glyph>) -> Item {
        Item::Run(GlyphRun {
            x: Length::points(x),
            y: Length::points(y),
            style: Style::Italic,
            size: Length::points(10),
            lang: "en".to_owned(),
            role: Role::Footer,
            block: 0,
            text: String::new(),
            glyphs: glyphs.into(),
        })
    }

    fn written(items: &[Item], tag: Option<(&'static str, MarkedContentId)>) -> String {
        let (mut glyphs, mut out) = (Glyphs::default(), Vec::new());
        let piece = MarkedContent {
            items: 0..items.len(),
            tag,
        };
        let height = Length::points(100);
        write(&piece, items, height, &mut glyphs, |_| 7, &mut out);
        String::from_utf8_lossy(&out).replace('\0', "0")
    }

    #[test]
    fn glyphs_stand_where_they_are_and_lines_go_on_from_each_other() {
        let first = run(
            10,
            20,
            vec![
                glyph(40, 500, 0, 0),
                glyph(41, 480, 0, 0),
                glyph(40, 500, 0, 0),
            ],
        );
        let second = run(10, 30, vec![glyph(41, 500, 30, 0)]);
        let mark = MarkedContentId { page: 0, number: 3 };
        let expected = "/P<</MCID 3>>BDC\nBT\n/F2 10 Tf\n10 80 Td\n[(0\u{1}0\u{2})20(0\u{1})]TJ\n\
            0 -10 Td\n[()-30(0\u{2})]TJ\nET\nEMC\n";
        assert_eq!(written(&[first, second], Some(("P", mark))), expected);
    }

    #[test]
    fn a_glyph_off_the_baseline_begins_a_line() {
        let raised = run(0, 0, vec![glyph(1, 1000, 0, 0), glyph(2, 500, 0, 100)]);
        let expected = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\nBT\n/F2 10 Tf\n\
            0 100 Td\n(0\u{1})Tj\n10 1 Td\n(0\u{2})Tj\nET\nEMC\n";
        assert_eq!(written(&[raised], None), expected);
    }

    #[test]
    fn rules_and_pictures_are_drawn_between_texts() {
        let rule = Item::Rule(Rule {
            from: (Length::points(1), Length::points(2)),
            to: (Length::points(3), Length::points(2)),
            thickness: Length::centipoints(40),
            role: Role::Artifact,
        });
        let image = Item::Image(Image {
            x: Length::points(5),
            y: Length::points(10),
            width: Length::points(30),
            height: Length::points(20),
            picture: picture::tests::sample(),
            alt: String::new(),
            block: 0,
        });
        let text = |x| run(x, 20, vec![glyph(40, 500, 0, 0)]);
        let expected = "/Artifact BMC\n.394 w\n1 98 m\n3 98 l\nS\n\
            BT\n/F2 10 Tf\n10 80 Td\n(0\u{1})Tj\nET\n\
            q\n30 0 0 20 5 70 cm\n/P7 Do\nQ\n\
            BT\n/F2 10 Tf\n15 80 Td\n(0\u{1})Tj\nET\nEMC\n";
        assert_eq!(written(&[rule, text(10), image, text(15)], None), expected);
    }
}
