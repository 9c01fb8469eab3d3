//! Documents as a fax: its pages as pixels, and its file.

use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::raster::Rasterizer;
use crate::output::fax::resolution::Resolution;
use crate::output::fax::tiff;
use crate::page::Document;

/// Writes the pages of documents as one fax.
pub fn write(documents: &[&Document], style: tiff::TiffStyle) -> Vec<u8> {
    tiff::write(&pages(documents, style.resolution), style)
}

/// Rasterizes the pages of documents as a machine prints them, for [`tiff::write`] and
/// [`airtime::seconds`](crate::output::fax::airtime::seconds).
pub fn pages(documents: &[&Document], resolution: Resolution) -> Vec<Bitmap> {
    let mut rasterizer = Rasterizer::new(resolution);
    let pages = documents.iter().map(|document| rasterizer.pages(document));
    pages.flatten().collect()
}
