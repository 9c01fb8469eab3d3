//! The words of a file and where they stand, as poppler finds them.

use crate::outside::printed;

const MM_PER_POINT: f64 = 25.4 / 72.0;

/// How far a box may stand out of a field, in millimetres: boxes are as high as the font's line.
const TOLERANCE: f64 = 0.3;

/// A rectangle in millimetres from the top-left corner.
#[derive(Debug)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn holds(&self, other: &Area) -> bool {
        self.left - TOLERANCE <= other.left
            && self.top - TOLERANCE <= other.top
            && other.right <= self.right + TOLERANCE
            && other.bottom <= self.bottom + TOLERANCE
    }
}

/// The value of an attribute such as `xMin="1.5"`.
fn attribute(tag: &str, name: &str) -> Option<f64> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    rest.split('"').next()?.parse().ok()
}

/// The words of one tag a line, `<word xMin=… yMin=… xMax=… yMax=…>TEXT</word>`.
fn word(line: &str) -> Option<(Area, String)> {
    let line = line.trim().strip_prefix("<word ")?;
    let (tag, rest) = line.split_once('>')?;
    let mm = |name: &str| attribute(tag, name).map(|points| points * MM_PER_POINT);
    let area = Area {
        left: mm("xMin")?,
        top: mm("yMin")?,
        right: mm("xMax")?,
        bottom: mm("yMax")?,
    };
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    let mut text = rest.strip_suffix("</word>")?.to_owned();
    for (entity, character) in entities {
        text = text.replace(entity, character);
    }
    Some((area, text))
}

/// A page: its size in millimetres and its words with their places.
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub words: Vec<(Area, String)>,
}

/// The pages of a file.
pub fn pages(path: &str) -> Vec<Page> {
    let printed = printed("pdftotext", &["-bbox", path, "-"]);
    let pages = printed.split("<page ").skip(1);
    let page = |text: &str| {
        let size = |name: &str| attribute(text, name).unwrap() * MM_PER_POINT;
        Page {
            width: size("width"),
            height: size("height"),
            words: text.lines().filter_map(word).collect(),
        }
    };
    pages.map(page).collect()
}
