//! Pages as pixels: straight from outlines, with smooth edges.
//!
//! Every baseline stands on a row, so that the feet of letters are sharp; across, a glyph stands on the nearest quarter of
//! a pixel. All places are whole numbers of the exact lengths of the page, so that every machine finds the same ones.

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::font::mask::{Mask, mask};
use crate::font::{Style, UNITS};
use crate::length::Length;
use crate::limits;
use crate::output::png::canvas::{Canvas, FULL};
use crate::page::{Colour, Document, GlyphRun, Image, Item, MarkShape, Page, Rule};
use crate::picture::Picture;

/// The places in a pixel that a glyph may begin at.
const PLACES: i64 = 4;

/// The parts of a pixel that the edges of lines are told in.
const PARTS: i64 = 256;

/// Makes pixels of pages, and remembers those of glyphs.
pub(super) struct Drawer {
    dots: i64,
    glyphs: HashMap<(Style, Length, u16, i64), Mask>,
}

impl Drawer {
    /// Creates a drawer of so many dots an inch.
    pub(super) fn new(dots: u32) -> Self {
        Self {
            dots: i64::from(dots),
            glyphs: HashMap::new(),
        }
    }

    /// Draws the pages of a document one after the other, all in gray or all in colour.
    pub(super) fn pages<'d>(
        &'d mut self,
        document: &'d Document,
    ) -> impl Iterator<Item = Result<Canvas, Diagnostic>> + 'd {
        let is_coloured = document.pages.iter().any(Page::is_coloured);
        let pages = document.pages.iter();
        pages.map(move |page| self.page(page, document.paper, is_coloured))
    }

    fn page(
        &mut self,
        page: &Page,
        (width, height): (Length, Length),
        is_coloured: bool,
    ) -> Result<Canvas, Diagnostic> {
        let [columns, rows] = [width, height].map(|side| count(self.pixel(side)));
        let weight = Canvas::weight(columns, rows, is_coloured);
        if weight.is_none_or(|weight| weight > limits::DRAWN) {
            return Err(too_large((columns, rows), self.dots));
        }
        let mut canvas = Canvas::white(columns, rows, is_coloured);
        for item in &page.items {
            match item {
                Item::Run(run) => self.run(run, Colour::BLACK, &mut canvas),
                Item::Rule(rule) => self.rule(rule, Colour::BLACK, &mut canvas),
                Item::Image(image) => self.image(image, &mut canvas),
                Item::Mark(mark) => match &mark.shape {
                    MarkShape::Text(run) => self.run(run, mark.colour, &mut canvas),
                    MarkShape::Line(rule) => self.rule(rule, mark.colour, &mut canvas),
                },
            }
        }
        Ok(canvas)
    }

    fn run(&mut self, run: &GlyphRun, colour: Colour, canvas: &mut Canvas) {
        let mut pen = 0;
        for glyph in run.glyphs.iter() {
            let to = |units: i64| run.size.scale(units, UNITS.into());
            let x = self.parts(run.x + to(pen + i64::from(glyph.x_offset)), PLACES);
            let y = self.pixel(run.y - to(i64::from(glyph.y_offset)));
            let mask = self.glyph(run.style, run.size, glyph.id, x.rem_euclid(PLACES));
            let left = x.div_euclid(PLACES) + i64::from(mask.left);
            let rows = mask.coverage.chunks(mask.width.max(1));
            for (y, row) in (y + i64::from(mask.top)..).zip(rows) {
                canvas.ink((left, y), row, colour);
            }
            pen += i64::from(glyph.advance);
        }
    }

    /// Returns the mask of a glyph whose origin is so many places to the right of the corner of a pixel.
    fn glyph(&mut self, style: Style, size: Length, glyph: u16, place: i64) -> &Mask {
        let dots = self.dots;
        let key = (style, size, glyph, place);
        self.glyphs.entry(key).or_insert_with(|| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                reason = "a glyph has a few hundred pixels at most"
            )]
            let (scale, right) = (
                (size.to_points() * dots as f64 / 72.0 / f64::from(UNITS)) as f32,
                place as f32 / PLACES as f32,
            );
            mask(style, glyph, (scale, scale), right)
        })
    }

    /// Draws a line with the ink that its part of every pixel takes.
    fn rule(&self, rule: &Rule, colour: Colour, canvas: &mut Canvas) {
        let half = rule.thickness.scale(1, 2);
        let (from, to) = (rule.from, rule.to);
        let is_upright = from.0 == to.0 && from.1 != to.1;
        let (across, down) = if is_upright {
            (half, Length::ZERO)
        } else {
            (Length::ZERO, half)
        };
        let edges = |a: Length, b: Length, more: Length| {
            self.parts(a.min(b) - more, PARTS)..self.parts(a.max(b) + more, PARTS)
        };
        let across = edges(from.0, to.0, across);
        let down = edges(from.1, to.1, down);
        let (width, height) = canvas.size();
        let columns = touched(&across, width);
        let row: Vec<i64> = columns.clone().map(|x| covered(&across, x)).collect();
        for y in touched(&down, height) {
            let high = covered(&down, y);
            let coverage: Vec<u8> = row.iter().map(|wide| cover(wide * high)).collect();
            canvas.ink((columns.start, y), &coverage, colour);
        }
    }

    /// Draws a picture: every pixel is the mean of those of the picture that it shows.
    fn image(&self, image: &Image, canvas: &mut Canvas) {
        let (left, top) = (self.pixel(image.x), self.pixel(image.y));
        let columns = count(self.pixel(image.x + image.width) - left);
        let rows = count(self.pixel(image.y + image.height) - top);
        let across = shares(image.picture.width as usize, columns);
        for (y, down) in (top..).zip(shares(image.picture.height as usize, rows)) {
            let ink = |across: &Range<usize>| 255 - mean(&image.picture, across, &down);
            let coverage: Vec<u8> = across.iter().map(ink).collect();
            canvas.ink((left, y), &coverage, Colour::BLACK);
        }
    }

    /// Returns the nearest corner of pixels.
    fn pixel(&self, length: Length) -> i64 {
        self.parts(length, 1)
    }

    /// Returns a length in parts of a pixel, rounded.
    fn parts(&self, length: Length, parts: i64) -> i64 {
        let inch = Length::points(72).0;
        (length.0 * self.dots * parts * 2 + inch).div_euclid(inch * 2)
    }
}

/// Returns the pixels that a stretch of parts touches, of as many as there are.
fn touched(stretch: &Range<i64>, count: usize) -> Range<i64> {
    let most = i64::try_from(count).unwrap_or(i64::MAX);
    let first = stretch.start.div_euclid(PARTS).clamp(0, most);
    let end = (stretch.end + PARTS - 1).div_euclid(PARTS);
    first..end.clamp(first, most)
}

/// Returns how many parts of a pixel a stretch covers.
fn covered(stretch: &Range<i64>, pixel: i64) -> i64 {
    let (start, end) = (pixel * PARTS, (pixel + 1) * PARTS);
    (stretch.end.min(end) - stretch.start.max(start)).max(0)
}

/// Returns the coverage that so many parts of parts of a pixel are.
fn cover(parts: i64) -> u8 {
    let cover = (parts * i64::from(FULL) + PARTS * PARTS / 2) / (PARTS * PARTS);
    u8::try_from(cover).unwrap_or(u8::MAX)
}

/// Returns the pixels of a side of a picture that each of `count` pixels shows: at least one.
fn shares(side: usize, count: usize) -> Vec<Range<usize>> {
    let at = |n: usize| n * side / count.max(1);
    (0..count)
        .map(|n| at(n)..at(n + 1).max(at(n) + 1))
        .collect()
}

/// Returns the mean of a rectangle of a picture.
fn mean(picture: &Picture, across: &Range<usize>, down: &Range<usize>) -> u8 {
    let rows = down.clone().map(|y| y * picture.width as usize);
    let rows = rows.filter_map(|row| picture.gray.get(row + across.start..row + across.end));
    let (mut sum, mut count) = (0, 0);
    for gray in rows.flatten() {
        sum += usize::from(*gray);
        count += 1;
    }
    u8::try_from((sum + count / 2).checked_div(count).unwrap_or(255)).unwrap_or(u8::MAX)
}

/// A number of pixels; of less than none there are none.
fn count(pixels: i64) -> usize {
    usize::try_from(pixels).unwrap_or_default()
}

fn too_large((width, height): (usize, usize), dots: i64) -> Diagnostic {
    let message = format!(
        "a page of {width} × {height} pixels, as it has at {dots} dots an inch, is too large"
    );
    Diagnostic::error(message)
        .help("give a smaller `--resolution`: 150 is that of a screen, 300 of print")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::page::{Mark, Role};
    use crate::picture::tests::sample;

    /// The pixels of a sheet of 4 by 3 pixels with an item on it; half a pixel is a point.
    fn drawn(item: Item) -> Vec<Vec<u8>> {
        let document = Document {
            lang: "en".to_owned(),
            title: String::new(),
            author: None,
            date: Date::parse("2011-12-17").unwrap(),
            keywords: Vec::new(),
            paper: (halves(8), halves(6)),
            pages: vec![Page { items: vec![item] }],
        };
        let canvas = Drawer::new(36).pages(&document).next().unwrap().unwrap();
        let stride = canvas.rows().len() / 3;
        let rows = canvas.rows().chunks(stride);
        rows.map(|row| row[1..].to_vec()).collect()
    }

    fn halves(n: i64) -> Length {
        Length::points(n)
    }

    fn line(from: (i64, i64), to: (i64, i64), thickness: i64) -> Rule {
        Rule {
            from: (halves(from.0), halves(from.1)),
            to: (halves(to.0), halves(to.1)),
            thickness: halves(thickness),
            role: Role::Artifact,
        }
    }

    #[test]
    fn a_line_takes_as_much_of_a_pixel_as_it_covers() {
        let across = Item::Rule(line((1, 3), (6, 3), 2));
        assert_eq!(drawn(across)[1], [127, 0, 0, 255]);
        let upright = drawn(Item::Rule(line((4, 0), (4, 4), 2)));
        assert_eq!(upright[0], [255, 127, 127, 255]);
        assert_eq!(upright[2], [255; 4]);
    }

    #[test]
    fn what_is_in_colour_makes_all_of_the_page_so() {
        let mark = Mark {
            colour: Colour([200, 100, 0]),
            shape: MarkShape::Line(line((0, 1), (2, 1), 2)),
        };
        let rows = drawn(Item::Mark(mark));
        assert_eq!(
            rows[0],
            [200, 100, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255]
        );
    }

    /// A picture of six by three pixels, black, gray and white from its top, on two by three.
    #[test]
    fn a_pixel_of_a_picture_is_the_mean_of_what_it_shows() {
        let rows = drawn(Item::Image(Image {
            x: halves(2),
            y: Length::ZERO,
            width: halves(4),
            height: halves(6),
            picture: sample(),
            alt: String::new(),
            block: 0,
        }));
        let gray = sample().gray[6];
        assert_eq!(rows, [[255, 0, 0, 255], [255, gray, gray, 255], [255; 4]]);
    }

    #[test]
    fn a_page_with_too_many_pixels_is_refused() {
        let mut drawer = Drawer::new(600);
        let page = Page::default();
        let a4 = (Length::millimetres(210.0), Length::millimetres(297.0));
        assert!(drawer.page(&page, a4, false).is_ok());
        let problem = drawer.page(&page, a4, true).err().unwrap();
        assert!(
            problem.message.contains("4961 × 7016 pixels"),
            "{problem:?}"
        );
    }
}
