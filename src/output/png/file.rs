//! PNG files of pixels (ISO/IEC 15948): nothing in them depends on a clock or a machine.

use crate::diagnostic::Diagnostic;
use crate::output::deflate::{Effort, Packer, checksum};

/// The first bytes of a file (5.2).
const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// The gamma of sRGB, for readers that do not know that colour space (11.3.3.5).
const GAMMA: u32 = 45_455;

/// The shades that pixels have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shades {
    /// Black and white, eight pixels a byte.
    BlackAndWhite,
    /// Gray, a byte a pixel.
    Gray,
    /// Colour, three bytes a pixel.
    Colour,
}

/// The pixels of a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pixels<'p> {
    /// Pixels in a row, and rows.
    pub size: (usize, usize),
    /// What they are.
    pub shades: Shades,
    /// Dots an inch across and down.
    pub dots: (u32, u32),
    /// The rows, each behind the byte that names its filter.
    pub rows: &'p [u8],
}

/// Writes a picture as a file.
///
/// # Errors
/// If the pixels cannot be compressed; with memory enough they can.
pub(super) fn write(pixels: Pixels<'_>) -> Result<Vec<u8>, Diagnostic> {
    let mut packer = Packer::new(Effort::Thorough);
    let data = packer.pack(pixels.rows).map_err(Diagnostic::error)?;
    let mut file = SIGNATURE.to_vec();
    chunk(&mut file, *b"IHDR", &header(pixels));
    if pixels.shades != Shades::BlackAndWhite {
        // The shades are those of sRGB, perceptual (11.3.3.5); those of the page are too.
        chunk(&mut file, *b"sRGB", &[0]);
        chunk(&mut file, *b"gAMA", &GAMMA.to_be_bytes());
    }
    chunk(&mut file, *b"pHYs", &density(pixels.dots));
    chunk(&mut file, *b"IDAT", data);
    chunk(&mut file, *b"IEND", &[]);
    Ok(file)
}

/// Adds a chunk: its length, its name, its data and their checksum (5.3).
fn chunk(file: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    file.extend(number(data.len()));
    file.extend(name);
    file.extend(data);
    file.extend(checksum([&name, data]).to_be_bytes());
}

/// Returns the header: size, depth, colour type, and the methods that there are (11.2.2).
fn header(pixels: Pixels<'_>) -> Vec<u8> {
    let (width, height) = pixels.size;
    let (depth, colour) = match pixels.shades {
        Shades::BlackAndWhite => (1, 0),
        Shades::Gray => (8, 0),
        Shades::Colour => (8, 2),
    };
    let size = number(width).into_iter().chain(number(height));
    size.chain([depth, colour, 0, 0, 0]).collect()
}

/// Returns the dots of a metre across and down (11.3.5.3).
fn density((across, down): (u32, u32)) -> Vec<u8> {
    // An inch is 254 tenths of a millimetre.
    let of_metre = |dots: u32| (dots.saturating_mul(10_000) + 127) / 254;
    let both = [across, down].map(|dots| of_metre(dots).to_be_bytes());
    both.into_iter().flatten().chain([1]).collect()
}

/// No picture has as many pixels or bytes as this type allows.
fn number(n: usize) -> [u8; 4] {
    u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes()
}
