//! PNG: pages as pictures (ISO/IEC 15948), a file each.
//!
//! `draw` makes gray pixels of a page, or coloured ones where it has marks in colour, on a `canvas`; `file` makes a file
//! of pixels. Pages for fax machines have the pixels that [`fax`](crate::output::fax) makes of them.

mod canvas;
mod draw;
mod file;

use crate::diagnostic::Diagnostic;
use crate::output::fax::Resolution;
use crate::output::fax::bitmap::Bitmap;
use crate::page::Document;

use self::draw::Drawer;
use self::file::{Pixels, Shades};

/// Draws the pages of documents at so many dots an inch, and returns a file for each.
///
/// # Errors
/// If a page has too many pixels.
pub fn pages(documents: &[&Document], dots: u32) -> Result<Vec<Vec<u8>>, Diagnostic> {
    let mut drawer = Drawer::new(dots);
    let mut files = Vec::new();
    for document in documents {
        for canvas in drawer.pages(document) {
            let canvas = canvas?;
            let pixels = Pixels {
                size: canvas.size(),
                shades: canvas.shades(),
                dots: (dots, dots),
                rows: canvas.rows(),
            };
            files.push(file::write(pixels)?);
        }
    }
    Ok(files)
}

/// Writes pages that were drawn for a fax machine, a file for each.
///
/// # Errors
/// If the pixels cannot be compressed; with memory enough they can.
pub(crate) fn fax_pages(
    drawn: &[Bitmap],
    resolution: Resolution,
) -> Result<Vec<Vec<u8>>, Diagnostic> {
    let file = |page: &Bitmap| {
        // A row begins with its filter, none; black is 0 here and 1 on the line.
        let row =
            |row: &[u8]| -> Vec<u8> { [0].into_iter().chain(row.iter().map(|b| !b)).collect() };
        let rows: Vec<u8> = page.rows().flat_map(row).collect();
        file::write(Pixels {
            size: (page.width(), page.height()),
            shades: Shades::BlackAndWhite,
            dots: resolution.dots(),
            rows: &rows,
        })
    };
    drawn.iter().map(file).collect()
}
