//! Documents as the pixels of a fax.

use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::raster::Rasterizer;
use crate::output::fax::resolution::Resolution;
use crate::page::Document;

/// Rasterizes the pages of documents as a machine prints them, for
/// [`tiff::write`](crate::output::fax::tiff::write) and
/// [`airtime::seconds`](crate::output::fax::airtime::seconds).
pub(crate) fn pages(documents: &[&Document], resolution: Resolution) -> Vec<Bitmap> {
    let mut rasterizer = Rasterizer::new(resolution);
    let pages = documents.iter().map(|document| rasterizer.pages(document));
    pages.flatten().collect()
}
