//! Fax: pages as a fax machine prints them, and the file that every fax program takes.
//!
//! `bitmap` holds a page of black and white pixels, `coding` makes code words of it, `tiff` a file; `airtime`
//! says how long it keeps the line busy, `directories` whether a file is whole.

pub mod airtime;
pub mod bitmap;
mod codes;
pub mod coding;
pub mod directories;
pub mod raster;
mod stamp;
pub mod tiff;

use std::fmt;

use crate::page::Document;
use bitmap::Bitmap;
use raster::Rasterizer;

/// The pages of documents as one fax.
pub fn write(documents: &[&Document], style: tiff::Style) -> Vec<u8> {
    tiff::write(&pages(documents, style.resolution), style)
}

/// The pages of documents as a machine prints them, for [`tiff::write`] and [`airtime::seconds`].
pub fn pages(documents: &[&Document], resolution: Resolution) -> Vec<Bitmap> {
    let mut rasterizer = Rasterizer::new(resolution);
    let pages = documents.iter().map(|document| rasterizer.pages(document));
    pages.flatten().collect()
}

/// How finely a fax machine prints (ITU-T T.4, 2; T.30).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resolution {
    /// 98 rows an inch.
    Standard,
    /// 196 rows an inch.
    #[default]
    Fine,
    /// 391 rows an inch.
    Superfine,
}

impl fmt::Display for Resolution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standard => "standard",
            Self::Fine => "fine",
            Self::Superfine => "superfine",
        })
    }
}

/// How many pixels every row has.
pub const WIDTH: usize = 1728;

impl Resolution {
    /// Dots an inch across and down, as TIFF says them (RFC 3949, 4.4.1).
    pub fn dots(self) -> (u32, u32) {
        match self {
            Self::Standard => (204, 98),
            Self::Fine => (204, 196),
            Self::Superfine => (204, 391),
        }
    }

    /// The parameter K of T.4 (4.2.1.1).
    fn k(self) -> usize {
        match self {
            Self::Standard => 2,
            Self::Fine => 4,
            Self::Superfine => 8,
        }
    }
}
