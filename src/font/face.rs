//! The faces that letters are set in, each parsed when it is first used.
//!
//! The only module that names skrifa.

use std::fmt;
use std::sync::OnceLock;

use crate::assets;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// The units of an em that all measures of faces are in, whatever their files have.
pub const UNITS: u16 = 1000;

/// A family of faces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Libertinus Serif, for letters on paper.
    #[default]
    Serif,
    /// Noto Sans, whose strokes are thick enough for fax machines.
    Sans,
}

impl Family {
    /// The name of the family.
    pub fn name(self) -> &'static str {
        match self {
            Self::Serif => "Libertinus Serif",
            Self::Sans => "Noto Sans",
        }
    }
}

/// A style of a face.
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
    /// Without serifs.
    Sans,
    /// Without serifs, bold.
    SansBold,
    /// Without serifs, italic.
    SansItalic,
    /// Without serifs, italic and bold.
    SansBoldItalic,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 8] = [
        Self::Regular,
        Self::Bold,
        Self::Italic,
        Self::BoldItalic,
        Self::Sans,
        Self::SansBold,
        Self::SansItalic,
        Self::SansBoldItalic,
    ];

    /// The style of a family for emphasis and strong emphasis.
    pub fn of(family: Family, emphasis: bool, strong: bool) -> Self {
        match (family, emphasis, strong) {
            (Family::Serif, false, false) => Self::Regular,
            (Family::Serif, false, true) => Self::Bold,
            (Family::Serif, true, false) => Self::Italic,
            (Family::Serif, true, true) => Self::BoldItalic,
            (Family::Sans, false, false) => Self::Sans,
            (Family::Sans, false, true) => Self::SansBold,
            (Family::Sans, true, false) => Self::SansItalic,
            (Family::Sans, true, true) => Self::SansBoldItalic,
        }
    }

    /// The family that it is of.
    pub fn family(self) -> Family {
        match self {
            Self::Regular | Self::Bold | Self::Italic | Self::BoldItalic => Family::Serif,
            Self::Sans | Self::SansBold | Self::SansItalic | Self::SansBoldItalic => Family::Sans,
        }
    }

    /// The font's `PostScript` name.
    pub fn post_script_name(self) -> &'static str {
        match self {
            Self::Regular => "LibertinusSerif-Regular",
            Self::Bold => "LibertinusSerif-Bold",
            Self::Italic => "LibertinusSerif-Italic",
            Self::BoldItalic => "LibertinusSerif-BoldItalic",
            Self::Sans => "NotoSans",
            Self::SansBold => "NotoSans-Bold",
            Self::SansItalic => "NotoSans-Italic",
            Self::SansBoldItalic => "NotoSans-BoldItalic",
        }
    }

    /// The version of the font, as it says it itself.
    pub fn version(self) -> Option<String> {
        let font = FontRef::new(self.data()).ok()?;
        let name = skrifa::string::StringId::VERSION_STRING;
        let text: String = font
            .localized_strings(name)
            .english_or_first()?
            .chars()
            .collect();
        let number = text
            .trim_start_matches("Version ")
            .split([';', ' '])
            .next()?;
        Some(number.to_owned())
    }

    /// The bytes of the OpenType font.
    pub fn data(self) -> &'static [u8] {
        static DATA: [OnceLock<&'static [u8]>; Style::ALL.len()] =
            [const { OnceLock::new() }; Style::ALL.len()];
        DATA[self as usize].get_or_init(|| match self {
            Self::Sans => assets::SANS,
            Self::SansBold => assets::SANS_BOLD,
            Self::SansItalic => assets::SANS_ITALIC,
            Self::SansBoldItalic => assets::SANS_BOLD_ITALIC,
            Self::Regular | Self::Bold | Self::Italic | Self::BoldItalic => self.of_many(),
        })
    }

    /// The bytes of the font that has its name, among all of a package.
    fn of_many(self) -> &'static [u8] {
        let named = |data: &&'static [u8]| {
            let font = FontRef::new(data).ok();
            let name = skrifa::string::StringId::POSTSCRIPT_NAME;
            let name = font.and_then(|f| f.localized_strings(name).english_or_first());
            name.is_some_and(|name| name.chars().eq(self.post_script_name().chars()))
        };
        assets::fonts().find(named).unwrap_or_default()
    }

    /// The units of an em in its file.
    pub fn own_units(self) -> u16 {
        match self.family() {
            Family::Serif => UNITS,
            Family::Sans => 2048,
        }
    }

    /// [`UNITS`] for one unit of its file.
    fn scale(self) -> f32 {
        f32::from(UNITS) / f32::from(self.own_units())
    }

    /// Returns `true` if the outlines are those of TrueType, not of `PostScript`.
    pub fn is_true_type(self) -> bool {
        self.family() == Family::Sans
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Regular => "regular",
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::BoldItalic => "bold-italic",
            Self::Sans => "sans",
            Self::SansBold => "sans-bold",
            Self::SansItalic => "sans-italic",
            Self::SansBoldItalic => "sans-bold-italic",
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

/// The glyph that a style shows a character with by itself, and how wide it is.
#[expect(clippy::cast_possible_truncation, reason = "advances are 16 bits wide")]
#[expect(clippy::cast_sign_loss, reason = "and not negative")]
pub fn glyph(style: Style, character: char) -> Option<(u16, u16)> {
    let font = FontRef::new(style.data()).ok()?;
    let id = font.charmap().map(character)?;
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let width = (metrics.advance_width(id)? * style.scale()).round() as u16;
    Some((u16::try_from(id.to_u32()).ok()?, width))
}

/// A point of an outline, right of and above the origin of the glyph.
pub type OutlinePoint = (f32, f32);

/// A part of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins a contour.
    Move(OutlinePoint),
    /// A straight line.
    Line(OutlinePoint),
    /// A curve with one point of control.
    Quad(OutlinePoint, OutlinePoint),
    /// A curve with two.
    Curve(OutlinePoint, OutlinePoint, OutlinePoint),
    /// Ends a contour where it began.
    Close,
}

/// The outline of a glyph, unhinted. A glyph that the font does not have has none.
pub fn outline(style: Style, glyph: u16) -> Vec<Segment> {
    let mut pen = Pen {
        segments: Vec::new(),
        scale: style.scale(),
    };
    if let Ok(font) = FontRef::new(style.data())
        && let Some(glyph) = font.outline_glyphs().get(GlyphId::from(glyph))
    {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        // What is drawn up to an error is no glyph.
        if glyph.draw(settings, &mut pen).is_err() {
            pen.segments.clear();
        }
    }
    pen.segments
}

/// Records an outline.
struct Pen {
    segments: Vec<Segment>,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> OutlinePoint {
        (x * self.scale, y * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.segments.push(Segment::Move(self.at(x, y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.segments.push(Segment::Line(self.at(x, y)));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (by, to) = (self.at(cx, cy), self.at(x, y));
        self.segments.push(Segment::Quad(by, to));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (first, second) = (self.at(ax, ay), self.at(bx, by));
        let curve = Segment::Curve(first, second, self.at(x, y));
        self.segments.push(curve);
    }
    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}

/// The measures of a face for a font dictionary, in [`UNITS`] unless named otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metrics {
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
    reason = "measures and weights are 16 bits wide"
)]
pub fn metrics(style: Style) -> Metrics {
    let Ok(font) = FontRef::new(style.data()) else {
        return Metrics::default();
    };
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let bounds = metrics.bounds.unwrap_or_default();
    let scaled = |measure: f32| (measure * style.scale()).round() as i16;
    Metrics {
        ascent: scaled(metrics.ascent),
        descent: scaled(metrics.descent),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(scaled),
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
            let font = FontRef::new(style.data()).unwrap();
            let metrics = font.metrics(Size::unscaled(), LocationRef::default());
            assert_eq!(metrics.units_per_em, style.own_units(), "{style}");
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

    /// The letters of the languages that letters come in, and what stands around them.
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\
        АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя\
        ӘҒҚҢӨҰҮҺІәғқңөұүһі\
        ĄĆĘŁŃÓŚŹŻąćęłńóśźż\
        ÇĞİÖŞÜçğıöşü\
        ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏαβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ\
        .,;:!?'\"()[]/&%@+-*=#§№€–—…•·«»“”„‘’\u{a0}";

    /// The bold italic of the serif face lacks the letters of Kazakh.
    #[test]
    fn every_style_but_one_has_the_letters_of_every_language() {
        let whole = |style: &Style| *style != Style::BoldItalic;
        for style in Style::ALL.into_iter().filter(whole) {
            let lacks = |c: &char| glyph(style, *c).is_none_or(|(id, _)| id == 0);
            let missing: String = LETTERS.chars().filter(lacks).collect();
            assert_eq!(missing, "", "{style}");
        }
    }

    #[test]
    fn a_font_is_what_its_name_says() {
        for style in Style::ALL {
            let font = FontRef::new(style.data()).unwrap();
            let name = skrifa::string::StringId::POSTSCRIPT_NAME;
            let name: String = font
                .localized_strings(name)
                .english_or_first()
                .unwrap()
                .chars()
                .collect();
            let own = style.post_script_name();
            assert!(name == own || name == format!("{own}-Regular"), "{name}");
            assert!(style == Style::of(style.family(), is_slanted(style), is_heavy(style)));
        }
    }

    fn is_slanted(style: Style) -> bool {
        metrics(style).italic_angle < 0.0
    }

    fn is_heavy(style: Style) -> bool {
        metrics(style).weight > 500
    }
}
