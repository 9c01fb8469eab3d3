//! Fonts: the faces that letters are set in, their shapes and subsets.
//!
//! Owns what is known about a face. Leaves line breaking and positions to `layout`. A face is parsed
//! when it is first used.

pub mod mask;
pub mod shape;
pub mod subset;

use std::fmt;
use std::sync::OnceLock;

use crate::assets;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// A style of the text face, Libertinus Serif.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Upright.
    Regular,
    /// Upright, bold.
    Bold,
    /// Italic.
    Italic,
    /// Italic, bold.
    BoldItalic,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];

    /// The style for emphasis and strong emphasis.
    pub fn of(emphasis: bool, strong: bool) -> Self {
        match (emphasis, strong) {
            (false, false) => Self::Regular,
            (false, true) => Self::Bold,
            (true, false) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }

    /// The font's `PostScript` name.
    pub fn post_script_name(self) -> &'static str {
        match self {
            Self::Regular => "LibertinusSerif-Regular",
            Self::Bold => "LibertinusSerif-Bold",
            Self::Italic => "LibertinusSerif-Italic",
            Self::BoldItalic => "LibertinusSerif-BoldItalic",
        }
    }

    /// The bytes of the OpenType font.
    pub fn data(self) -> &'static [u8] {
        static DATA: [OnceLock<&'static [u8]>; 4] = [const { OnceLock::new() }; 4];
        DATA[self as usize].get_or_init(|| {
            let named = |data: &&'static [u8]| {
                let font = FontRef::new(data).ok();
                let name = skrifa::string::StringId::POSTSCRIPT_NAME;
                let name = font.and_then(|f| f.localized_strings(name).english_or_first());
                name.is_some_and(|name| name.chars().eq(self.post_script_name().chars()))
            };
            assets::fonts().find(named).unwrap_or_default()
        })
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Regular => "regular",
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::BoldItalic => "bold-italic",
        })
    }
}

/// The first character that a style shows with a glyph, if it does so for any by itself.
pub fn character(style: Style, glyph: u16) -> Option<char> {
    let font = FontRef::new(style.data()).ok()?;
    let shown = |(_, id): &(u32, skrifa::GlyphId)| id.to_u32() == u32::from(glyph);
    let characters = font.charmap().mappings().filter(shown);
    characters.filter_map(|(c, _)| char::from_u32(c)).min()
}

/// The glyph that a style shows a character with by itself, and how wide it is in font units.
#[expect(clippy::cast_possible_truncation, reason = "advances are 16 bits wide")]
#[expect(clippy::cast_sign_loss, reason = "and not negative")]
pub fn glyph(style: Style, character: char) -> Option<(u16, u16)> {
    let font = FontRef::new(style.data()).ok()?;
    let id = font.charmap().map(character)?;
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let width = metrics.advance_width(id)? as u16;
    Some((u16::try_from(id.to_u32()).ok()?, width))
}

/// A point of an outline in font units, right of and above the origin of the glyph.
pub type Point = (f32, f32);

/// A part of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins a contour.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A curve with one point of control.
    Quad(Point, Point),
    /// A curve with two.
    Curve(Point, Point, Point),
    /// Ends a contour where it began.
    Close,
}

/// The outline of a glyph, unhinted. A glyph that the font does not have has none.
pub fn outline(style: Style, glyph: u16) -> Vec<Segment> {
    struct Pen(Vec<Segment>);
    impl OutlinePen for Pen {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(Segment::Move((x, y)));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(Segment::Line((x, y)));
        }
        fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
            self.0.push(Segment::Quad((cx, cy), (x, y)));
        }
        fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
            self.0.push(Segment::Curve((ax, ay), (bx, by), (x, y)));
        }
        fn close(&mut self) {
            self.0.push(Segment::Close);
        }
    }
    let mut pen = Pen(Vec::new());
    if let Ok(font) = FontRef::new(style.data())
        && let Some(glyph) = font.outline_glyphs().get(GlyphId::from(glyph))
    {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        // What is drawn up to an error is no glyph.
        if glyph.draw(settings, &mut pen).is_err() {
            pen.0.clear();
        }
    }
    pen.0
}

/// What a font dictionary says of a face, in font units unless named otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metrics {
    /// Font units in one em.
    pub units_per_em: u16,
    /// Height above the baseline.
    pub ascent: i16,
    /// Depth below the baseline, negative.
    pub descent: i16,
    /// The box that holds every glyph: left, bottom, right, top.
    pub bounds: [i16; 4],
    /// The slope of the caret, in degrees; negative for italics.
    pub italic_angle: f32,
    /// The weight class, 100 to 900.
    pub weight: u16,
}

/// The metrics of a style.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "font units and weights are 16 bits wide"
)]
pub fn metrics(style: Style) -> Metrics {
    let Ok(font) = FontRef::new(style.data()) else {
        return Metrics::default();
    };
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let bounds = metrics.bounds.unwrap_or_default();
    Metrics {
        units_per_em: metrics.units_per_em,
        ascent: metrics.ascent as i16,
        descent: metrics.descent as i16,
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|v| v as i16),
        italic_angle: metrics.italic_angle,
        weight: font.attributes().weight.value() as u16,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_has_a_font() {
        for style in Style::ALL {
            assert!(style.data().len() > 100_000, "{style}");
            assert_eq!(metrics(style).units_per_em, 1000, "{style}");
        }
        assert_eq!(character(Style::Regular, 0), None);
        for c in ['A', 'Ж'] {
            let (id, width) = glyph(Style::Bold, c).unwrap();
            assert_eq!(character(Style::Bold, id), Some(c));
            assert!((500..1200).contains(&width), "{c} {width}");
        }
        assert_eq!(glyph(Style::Bold, '中'), None);
        assert!(metrics(Style::Italic).italic_angle < -5.0);
        assert!(metrics(Style::Bold).weight > metrics(Style::Regular).weight);
    }
}
