//! The formats of the cells of an OOXML workbook (ECMA-376, part 1, 18.8).

use std::collections::HashMap;
use std::io::{self, Read};

use crate::members::workbook::numbers::NumberShape;
use crate::members::workbook::xml::{Part, Xml};

/// The most formats that are looked at: Excel writes at most 64,000.
const MOST: usize = 100_000;

/// The most elements of the part that holds them: each format has some.
const ELEMENTS: usize = 2_000_000;

/// How numbers are shown, by the number of a cell's style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The format of each style.
    formats: Vec<usize>,
    /// The shapes of formats.
    shapes: HashMap<usize, NumberShape>,
}

impl Styles {
    /// Reads the part that holds them.
    ///
    /// # Errors
    /// If it cannot be read or is too large.
    pub(super) fn read(mut xml: Xml<impl Read>) -> io::Result<Self> {
        let mut styles = Self::default();
        let (mut is_of_cells, mut elements) = (false, 0);
        loop {
            match xml.next()? {
                Part::Eof => return Ok(styles),
                Part::Start(_) if elements == ELEMENTS => {
                    return Err(io::Error::other("it has too many styles"));
                }
                Part::Start(element) => {
                    elements += 1;
                    let number = element.attribute("numFmtId");
                    let number = number.and_then(|number| number.parse().ok());
                    match element.name() {
                        "numFmt" => {
                            let code = element.attribute("formatCode");
                            styles.define(number.unwrap_or_default(), code.as_deref());
                        }
                        "cellXfs" => is_of_cells = true,
                        "xf" if is_of_cells => styles.add(number.unwrap_or_default()),
                        _ => {}
                    }
                }
                Part::End(element) => is_of_cells &= element.name() != "cellXfs",
                Part::Text(_) => {}
            }
        }
    }

    /// Defines the format of a number by its code.
    pub(super) fn define(&mut self, number: usize, code: Option<&str>) {
        if self.shapes.len() < MOST {
            self.shapes.insert(number, NumberShape::new(number, code));
        }
    }

    /// Adds the format of the next style.
    pub(super) fn add(&mut self, format: usize) {
        if self.formats.len() < MOST {
            self.formats.push(format);
            let built_in = || NumberShape::new(format, None);
            self.shapes.entry(format).or_insert_with(built_in);
        }
    }

    /// How numbers of a style are shown.
    pub(super) fn shape(&self, style: usize) -> &NumberShape {
        let format = self.formats.get(style);
        let shape = format.and_then(|format| self.shapes.get(format));
        shape.unwrap_or(&NumberShape::General)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;

    #[test]
    fn a_style_has_the_format_of_its_number() {
        let text = "<styleSheet><numFmts><numFmt numFmtId='165' formatCode='00000'/></numFmts>\
            <cellStyleXfs><xf numFmtId='2'/></cellStyleXfs>\
            <cellXfs><xf numFmtId='0'/><xf numFmtId='165'/><xf numFmtId='2'/></cellXfs></styleSheet>";
        let styles = Styles::read(Xml::new(text.as_bytes(), limits::UNPACKED)).unwrap();
        let shown = |style| styles.shape(style).shown(1067.0, false);
        assert_eq!(
            [0, 1, 2, 9].map(shown),
            ["1067", "01067", "1067.00", "1067"]
        );
    }
}
