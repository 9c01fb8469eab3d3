//! Masks: how much of each pixel a glyph covers.
//!
//! The only module that names zeno. Nothing is hinted or smoothed; whoever prints decides how much is ink.

use zeno::{Command, Mask as Rasterizer, Vector};

use crate::font::face::{OutlinePoint, Segment, Style, outline};

/// The pixels that a glyph touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mask {
    /// The distance of the leftmost pixel to the right of the origin of the glyph.
    pub left: i32,
    /// The distance of the topmost pixel below the baseline; less than 0 above it.
    pub top: i32,
    /// The number of pixels in a row.
    pub width: usize,
    /// The coverage of each pixel, from 0 to 255, row by row.
    pub coverage: Vec<u8>,
}

/// The mask of a glyph whose origin is a part of a pixel to the right of the corner of one. `scale` is how many pixels
/// one of the [`UNITS`](super::UNITS) of an em is across and down.
pub(crate) fn mask(style: Style, glyph: u16, scale: (f32, f32), right: f32) -> Mask {
    let at = |(x, y): OutlinePoint| Vector::new(x * scale.0 + right, -y * scale.1);
    let commands: Vec<Command> = outline(style, glyph)
        .into_iter()
        .map(|segment| match segment {
            Segment::Move(to) => Command::MoveTo(at(to)),
            Segment::Line(to) => Command::LineTo(at(to)),
            Segment::Quad(by, to) => Command::QuadTo(at(by), at(to)),
            Segment::Curve(by, and, to) => Command::CurveTo(at(by), at(and), at(to)),
            Segment::Close => Command::Close,
        })
        .collect();
    if commands.is_empty() {
        return Mask::default();
    }
    let (coverage, placed) = Rasterizer::new(&commands[..]).render();
    Mask {
        left: placed.left,
        top: placed.top,
        width: placed.width as usize,
        coverage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font;

    #[test]
    fn a_letter_covers_what_its_outline_encloses() {
        let (id, _) = font::glyph(Style::Regular, 'l').unwrap();
        let mask = mask(Style::Regular, id, (0.1, 0.2), 0.0);
        let rows = mask.coverage.chunks(mask.width).count();
        // An `l` of this face is some 700 units high and stands on the baseline.
        assert!((130..150).contains(&rows), "{rows}");
        assert!((0..=1).contains(&(mask.top + i32::try_from(rows).unwrap())));
        let full = mask.coverage.iter().filter(|pixel| **pixel > 250);
        assert!(full.count() > rows * 3, "{} × {rows}", mask.width);
    }

    #[test]
    fn a_blank_covers_nothing() {
        let (id, _) = font::glyph(Style::Regular, ' ').unwrap();
        assert_eq!(mask(Style::Regular, id, (1.0, 1.0), 0.0), Mask::default());
    }
}
