//! Pages as pixels: straight from outlines to black and white.
//!
//! Every glyph stands with its origin on the corner of a pixel, so that its baseline is a row and equal
//! letters look alike. A pixel is ink where a glyph covers more of it than the resolution asks for: at 98
//! rows an inch, a thin bar is less than half a row high and would vanish at one half.

use std::collections::HashMap;

use crate::font::Style;
use crate::font::mask::mask;
use crate::length::Length;
use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::resolution::{Resolution, WIDTH};
use crate::output::fax::stamp::Stamp;
use crate::page::{Document, GlyphRun, Image, Item, Page, Rule};

/// Font units in one em of the faces.
const UNITS: f32 = crate::font::UNITS as f32;

/// Makes pixels of pages, and remembers those of glyphs.
pub(crate) struct Rasterizer {
    resolution: Resolution,
    glyphs: HashMap<(Style, Length, u16), Stamp>,
}

impl Rasterizer {
    /// Creates a rasterizer for a resolution.
    pub(crate) fn new(resolution: Resolution) -> Self {
        Self {
            resolution,
            glyphs: HashMap::new(),
        }
    }

    /// Rasterizes the pages of a document. The sheet stands in the middle of the rows.
    pub(crate) fn pages(&mut self, document: &Document) -> Vec<Bitmap> {
        let (width, height) = document.paper;
        let rows = self.resolution.rows(height);
        let left = WIDTH.saturating_sub(self.across(width)) / 2;
        let pages = document.pages.iter();
        pages.map(|page| self.page(page, left, rows)).collect()
    }

    fn page(&mut self, page: &Page, left: usize, rows: usize) -> Bitmap {
        let mut bitmap = Bitmap::white(WIDTH, rows);
        for item in &page.items {
            match item {
                Item::Run(run) => self.run(run, left, &mut bitmap),
                Item::Rule(rule) => self.rule(rule, left, &mut bitmap),
                Item::Image(image) => self.image(image, left, &mut bitmap),
                // A fax has no colours.
                Item::Mark(_) => {}
            }
        }
        bitmap
    }

    fn run(&mut self, run: &GlyphRun, left: usize, bitmap: &mut Bitmap) {
        let mut pen = 0;
        for glyph in run.glyphs.iter() {
            let to = |units: i64| run.size.scale(units, crate::font::UNITS.into());
            let x = run.x + to(pen + i64::from(glyph.x_offset));
            let y = run.y - to(i64::from(glyph.y_offset));
            let at = (left + self.across(x), self.down(y));
            self.glyph(run.style, run.size, glyph.id).put(at, bitmap);
            pen += i64::from(glyph.advance);
        }
    }

    fn glyph(&mut self, style: Style, size: Length, glyph: u16) -> &Stamp {
        let (x, y) = self.resolution.scale();
        let threshold = self.resolution.threshold();
        self.glyphs.entry((style, size, glyph)).or_insert_with(|| {
            #[expect(clippy::cast_possible_truncation, reason = "a size is a few points")]
            let points = size.to_points() as f32;
            let mask = mask(style, glyph, (points * x / UNITS, points * y / UNITS), 0.0);
            Stamp::of(&mask, threshold)
        })
    }

    /// Draws a line, at least one pixel thick.
    fn rule(&self, rule: &Rule, left: usize, bitmap: &mut Bitmap) {
        let half = rule.thickness.scale(1, 2);
        let (from, to) = (rule.from, rule.to);
        let [x0, x1] = [from.0.min(to.0), from.0.max(to.0)].map(|x| left + self.across(x));
        let [y0, y1] = [from.1.min(to.1) - half, from.1.max(to.1) + half].map(|y| self.down(y));
        fill((x0, y0), (x1.max(x0 + 1), y1.max(y0 + 1)), bitmap);
    }

    /// Draws a picture, black where it is darker than half: machines that print gray print dots, which take
    /// minutes to send.
    fn image(&self, image: &Image, left: usize, bitmap: &mut Bitmap) {
        let (x0, y0) = (left + self.across(image.x), self.down(image.y));
        let (width, height) = (self.across(image.width), self.down(image.height));
        let picture = &image.picture;
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let column = (2 * x + 1) * picture.width as usize / (2 * width);
            let row = (2 * y + 1) * picture.height as usize / (2 * height);
            let gray = picture.gray.get(row * picture.width as usize + column);
            if gray.is_some_and(|gray| *gray < 128) {
                bitmap.blacken(x0 + x, y0 + y);
            }
        }
    }

    fn across(&self, x: Length) -> usize {
        pixels(x, self.resolution.scale().0)
    }

    fn down(&self, y: Length) -> usize {
        pixels(y, self.resolution.scale().1)
    }
}

impl Resolution {
    /// Pixels a point, across and down.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred dots an inch")]
    fn scale(self) -> (f32, f32) {
        let (x, y) = self.dots();
        (x as f32 / 72.0, y as f32 / 72.0)
    }

    /// Returns the most coverage of a white pixel, of 255.
    fn threshold(self) -> u8 {
        match self {
            Self::Standard => 84,
            Self::Fine | Self::Superfine => 102,
        }
    }

    /// Returns the number of rows of a sheet; sheets other than A4 and Letter have them in proportion. Fax programs
    /// take Letter for 279 mm long and scale every page that has more rows.
    fn rows(self, height: Length) -> usize {
        let known = |a4: usize, letter: usize| match height.to_millimetres().round() {
            297.0 => a4,
            279.0 => letter,
            _ => pixels(height, self.scale().1),
        };
        match self {
            Self::Standard => known(1145, 1076),
            Self::Fine => known(2290, 2152),
            Self::Superfine => known(4569, 4294),
        }
    }
}

fn fill(from: (usize, usize), to: (usize, usize), bitmap: &mut Bitmap) {
    for y in from.1..to.1 {
        for x in from.0..to.0 {
            bitmap.blacken(x, y);
        }
    }
}

/// A length in pixels; one below 0 is off the page.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no sheet has more pixels than memory"
)]
fn pixels(length: Length, scale: f32) -> usize {
    (length.to_points() * f64::from(scale)).round().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::font::shape::Shaper;
    use crate::page::Role;

    fn document(height: f64, items: Vec<Item>) -> Document {
        Document {
            lang: "en".to_owned(),
            title: String::new(),
            author: None,
            date: Date::parse("2011-12-17").unwrap(),
            keywords: Vec::new(),
            paper: (Length::millimetres(210.0), Length::millimetres(height)),
            pages: vec![Page { items }],
        }
    }

    fn word(text: &str, x: f64, y: f64) -> Item {
        Item::Run(GlyphRun {
            x: Length::millimetres(x),
            y: Length::millimetres(y),
            style: Style::Regular,
            size: Length::points(11),
            lang: "en".to_owned(),
            role: Role::Paragraph,
            block: 0,
            text: text.to_owned(),
            glyphs: Shaper::default()
                .shape(Style::Regular, text)
                .glyphs
                .clone()
                .into(),
        })
    }

    /// Left, top, right and bottom of what is black.
    fn ink(page: &Bitmap) -> [usize; 4] {
        let pixels = (0..page.height()).flat_map(|y| (0..page.width()).map(move |x| (x, y)));
        let start = [usize::MAX, usize::MAX, 0, 0];
        pixels
            .filter(|(x, y)| page.is_black(*x, *y))
            .fold(start, |ink, (x, y)| {
                [ink[0].min(x), ink[1].min(y), ink[2].max(x), ink[3].max(y)]
            })
    }

    #[test]
    fn sheets_have_the_rows_that_fax_machines_know() {
        for (height, rows) in [(297.0, [1145, 2290, 4569]), (279.4, [1076, 2152, 4294])] {
            let sheet = document(height, Vec::new());
            let all = [
                Resolution::Standard,
                Resolution::Fine,
                Resolution::Superfine,
            ];
            for (resolution, rows) in all.into_iter().zip(rows) {
                let pages = Rasterizer::new(resolution).pages(&sheet);
                assert_eq!((pages[0].width(), pages[0].height()), (WIDTH, rows));
            }
        }
    }

    #[test]
    fn letters_stand_on_a_row_and_no_stroke_vanishes() {
        for resolution in [Resolution::Standard, Resolution::Fine] {
            // A quarter of a row lower, nothing is different.
            let at = |y| document(297.0, vec![word("нИH", 50.0, y)]);
            let pages = [100.0, 100.02].map(|y| Rasterizer::new(resolution).pages(&at(y)));
            assert!(pages[0] == pages[1]);
            let [left, top, right, bottom] = ink(&pages[0][0]);
            let baseline = (100.0 / 25.4 * f64::from(resolution.dots().1)).round();
            assert_eq!(bottom + 1, pixels_of(baseline));
            assert!(left >= 20 + 401 && right < 20 + 401 + 100, "{left} {right}");
            // Every row from the top of the letters to their feet has ink.
            let page = &pages[0][0];
            assert!((top..=bottom).all(|y| (left..=right).any(|x| page.is_black(x, y))));
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few hundred"
    )]
    fn pixels_of(n: f64) -> usize {
        n as usize
    }

    #[test]
    fn thin_lines_are_a_pixel_thick() {
        let rule = |x, y| (Length::millimetres(x), Length::millimetres(y));
        let thin = Item::Rule(Rule {
            from: rule(20.0, 50.0),
            to: rule(60.0, 50.0),
            thickness: Length::centipoints(10),
            role: Role::Artifact,
        });
        let pages = Rasterizer::new(Resolution::Standard).pages(&document(297.0, vec![thin]));
        let [left, top, right, bottom] = ink(&pages[0]);
        assert_eq!(top, bottom);
        assert_eq!((right - left + 1, left), (321, 20 + 161));
    }

    #[test]
    fn what_is_off_the_sheet_is_left_out() {
        let items = vec![word("left", -1.0, 100.0), word("low", 100.0, 400.0)];
        let pages = Rasterizer::new(Resolution::Fine).pages(&document(297.0, items));
        assert!(ink(&pages[0])[2] < 200);
    }
}
