//! Pictures: signatures and logos, read from PNG files as gray pixels.
//!
//! Owns how large and how finely they are printed. The only module that names png. Colour becomes gray and what is transparent becomes the white of
//! the paper: a letter is printed in black, and a gray page keeps to one output intent (ISO 19005-2,
//! 6.2.4).

use std::fmt;
use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

use png::{BitDepth, ColorType, Decoder, Info, Limits, Transformations};

use crate::diagnostic::Diagnostic;
use crate::length::Length;
use crate::limits::{PIXELS, SIDE};

/// The most memory that decoding may take beside the pixels, in bytes.
const MOST_MEMORY: usize = 160 << 20;

/// How many pixels an inch are kept: as many as print shows.
const PIXELS_AN_INCH: i64 = 300;

/// What a kind of picture is printed in.
#[derive(Clone, Copy, Debug)]
pub struct Print {
    /// The most width.
    pub width: Length,
    /// The most height.
    pub height: Length,
    /// The bits of a pixel: 2 are enough for the edges of strokes, 4 for shades.
    pub bits: u8,
}

/// The print of a signature: what a pen needs.
pub const SIGNATURE: Print = Print {
    width: Length::millimetres(60.0),
    height: Length::millimetres(18.0),
    bits: 2,
};

/// The print of a logo.
pub const LOGO: Print = Print {
    width: Length::millimetres(45.0),
    height: Length::millimetres(22.0),
    bits: 4,
};

/// A picture in gray: 0 is black, 255 white; rows from the top, a byte a pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The pixels, shared by all copies.
    pub gray: Arc<[u8]>,
    /// The bits that tell the shades of a pixel apart.
    pub bits: u8,
}

impl Picture {
    /// Reads a PNG file (ISO/IEC 15948) of any colour type and depth. Where it has more pixels or
    /// shades than its print shows, neighbours become one.
    ///
    /// # Errors
    /// If it is no PNG file, is broken or has too many pixels; `name` says which file.
    pub fn from_png(name: &str, bytes: &[u8], print: Print) -> Result<Self, Diagnostic> {
        let failed = |error: png::DecodingError| not_a_picture(name, &error);
        let limits = Limits { bytes: MOST_MEMORY };
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
        // A colour profile or a text, which nothing here needs, may unpack to a thousand times its size.
        decoder.set_ignore_iccp_chunk(true);
        decoder.set_ignore_text_chunk(true);
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(failed)?;
        let (width, height) = reader.info().size();
        if is_too_large(reader.info()) {
            let message = format!("`{name}` has {width} × {height} pixels; that is too large");
            return Err(Diagnostic::error(message).help("make it smaller: 700 pixels are enough"));
        }
        let size = reader.output_buffer_size().unwrap_or_default();
        let mut pixels = vec![0; size];
        let frame = reader.next_frame(&mut pixels).map_err(failed)?;
        if frame.bit_depth != BitDepth::Eight || width == 0 || height == 0 {
            let message = format!("`{name}` has {width} × {height} pixels of an unknown depth");
            return Err(Diagnostic::error(message));
        }
        let gray = to_gray(&pixels[..frame.buffer_size()], frame.color_type);
        drop(pixels);
        let whole = Self {
            width,
            height,
            gray: gray.into(),
            bits: print.bits,
        };
        Ok(whole.reduced(print))
    }

    /// The picture with the pixels and shades of its print.
    fn reduced(&self, print: Print) -> Self {
        let most = |side: Length| side.0 * PIXELS_AN_INCH / Length::points(72).0;
        let (width, height) = (i64::from(self.width), i64::from(self.height));
        let side = |own: i64, other: i64, most_own: i64, most_other: i64| {
            let kept = own.min(most_own).min(own * most_other / other);
            u32::try_from(kept.max(1)).unwrap_or(1)
        };
        let columns = side(width, height, most(print.width), most(print.height));
        let rows = side(height, width, most(print.height), most(print.width));
        let across: Vec<_> = (0..columns)
            .map(|n| share(n, columns, self.width))
            .collect();
        let gray = (0..rows).flat_map(|row| {
            let down = share(row, rows, self.height);
            let mean = move |across: &Range<usize>| self.mean(across.clone(), down.clone());
            across.iter().map(mean)
        });
        Self {
            gray: gray.map(|gray| shade(gray, print.bits)).collect(),
            width: columns,
            height: rows,
            bits: print.bits,
        }
    }

    /// The mean of a rectangle of pixels.
    fn mean(&self, across: Range<usize>, down: Range<usize>) -> u8 {
        let count = (across.len() * down.len()) as u64;
        let rows = down.map(|y| y * self.width as usize);
        let sum: u64 = rows
            .flat_map(|row| &self.gray[row + across.start..row + across.end])
            .map(|gray| u64::from(*gray))
            .sum();
        u8::try_from((sum + count / 2) / count.max(1)).unwrap_or(u8::MAX)
    }

    /// The pixels with as many to a byte as have room, the first in the high bits; every row begins a
    /// byte (ISO 32000-1, 8.9.5.2).
    pub fn packed(&self) -> Vec<u8> {
        let most = levels(self.bits);
        let row = |row: &[u8]| -> Vec<u8> {
            let bytes = row.chunks(8 / usize::from(self.bits));
            let byte = bytes.map(|pixels| {
                let mut free = 8;
                pixels.iter().fold(0, |byte, gray| {
                    free -= self.bits;
                    byte | (gray / (u8::MAX / most)) << free
                })
            });
            byte.collect()
        };
        self.gray
            .chunks(self.width as usize)
            .flat_map(row)
            .collect()
    }

    /// Whether it is black and white, without a shade between.
    pub fn is_bilevel(&self) -> bool {
        self.gray.iter().all(|gray| matches!(gray, 0 | 255))
    }

    /// A number that tells pictures apart (FNV-1a, 64 bits): for names in files, not for safety.
    pub fn fingerprint(&self) -> u64 {
        let size = [self.width, self.height, self.bits.into()].map(u32::to_be_bytes);
        let bytes = size.iter().flatten().chain(self.gray.iter());
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, height) = (self.width, self.height);
        write!(
            f,
            "Picture({width} × {height}, {:016x})",
            self.fingerprint()
        )
    }
}

/// Whether a picture has more pixels than are read; of 16 bits a channel, each counts twice. A row is decoded whole, so
/// each side counts by itself too.
fn is_too_large(info: &Info<'_>) -> bool {
    let pixels = u64::from(info.width) * u64::from(info.height);
    let weight = 1 + u64::from(info.bit_depth == BitDepth::Sixteen);
    info.width.max(info.height) > SIDE || pixels * weight > PIXELS
}

fn not_a_picture(name: &str, error: &png::DecodingError) -> Diagnostic {
    let message = format!("`{name}` is not a picture that can be printed: {error}");
    Diagnostic::error(message).help("save it as a PNG file")
}

/// The pixels of a side that become the `n`th of `count`; with more `count` than pixels, one.
fn share(n: u32, count: u32, pixels: u32) -> Range<usize> {
    let at = |n: u32| n as usize * pixels as usize / count as usize;
    at(n)..at(n + 1).max(at(n) + 1)
}

/// The brightest of the shades that some bits can tell apart, the darkest of which is 0.
fn levels(bits: u8) -> u8 {
    u8::MAX >> (8 - bits)
}

/// The nearest of those shades, as gray.
fn shade(gray: u8, bits: u8) -> u8 {
    let step = u8::MAX / levels(bits);
    gray.saturating_add(step / 2) / step * step
}

/// The gray of 8-bit pixels over white paper.
fn to_gray(pixels: &[u8], color: ColorType) -> Vec<u8> {
    match color {
        ColorType::Grayscale | ColorType::Indexed => pixels.to_vec(),
        ColorType::GrayscaleAlpha => {
            let (pixels, _) = pixels.as_chunks();
            pixels.iter().map(|[gray, a]| on_white(*gray, *a)).collect()
        }
        ColorType::Rgb => {
            let (pixels, _) = pixels.as_chunks();
            pixels.iter().map(|rgb| luma(*rgb)).collect()
        }
        ColorType::Rgba => {
            let (pixels, _) = pixels.as_chunks();
            let over = |[r, g, b, a]: &[u8; 4]| on_white(luma([*r, *g, *b]), *a);
            pixels.iter().map(over).collect()
        }
    }
}

/// The brightness of a colour, weighed as ITU-R BT.709 (item 3.2) weighs it.
fn luma([red, green, blue]: [u8; 3]) -> u8 {
    let weighed = 2126 * u32::from(red) + 7152 * u32::from(green) + 722 * u32::from(blue);
    u8::try_from((weighed + 5000) / 10_000).unwrap_or(u8::MAX)
}

fn on_white(gray: u8, alpha: u8) -> u8 {
    let (gray, alpha) = (u32::from(gray), u32::from(alpha));
    u8::try_from((gray * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

/// Tests, and pictures for those of other modules.
#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A PNG file of some pixels.
    pub(crate) fn png_file(width: u32, height: u32, color: ColorType, pixels: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(color);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(pixels).unwrap();
        writer.finish().unwrap();
        file
    }

    /// A picture of six by three pixels, from black to white.
    pub(crate) fn sample() -> Picture {
        let pixels = [[0; 6], [127; 6], [255; 6]].concat();
        let file = png_file(6, 3, ColorType::Grayscale, &pixels);
        Picture::from_png("a.png", &file, LOGO).unwrap()
    }

    fn read(width: u32, color: ColorType, pixels: &[u8]) -> Vec<u8> {
        let exact = Print { bits: 8, ..LOGO };
        let file = png_file(width, 1, color, pixels);
        Picture::from_png("a.png", &file, exact)
            .unwrap()
            .gray
            .to_vec()
    }

    #[test]
    fn colours_become_gray_and_what_is_transparent_becomes_white() {
        assert_eq!(read(2, ColorType::Grayscale, &[0, 77]), [0, 77]);
        assert_eq!(
            read(2, ColorType::Rgb, &[255, 255, 255, 0, 0, 255]),
            [255, 18]
        );
        assert_eq!(
            read(2, ColorType::GrayscaleAlpha, &[0, 0, 0, 255]),
            [255, 0]
        );
        assert_eq!(
            read(2, ColorType::Rgba, &[0, 0, 0, 128, 9, 9, 9, 255]),
            [127, 9]
        );
    }

    #[test]
    fn a_large_picture_keeps_what_print_shows() {
        let pixels: Vec<u8> = (0..3200 * 1100)
            .map(|n| if n % 2 == 0 { 0 } else { 100 })
            .collect();
        let file = png_file(3200, 1100, ColorType::Grayscale, &pixels);
        let picture = Picture::from_png("a.png", &file, LOGO).unwrap();
        assert_eq!((picture.width, picture.height), (531, 182));
        assert!(picture.gray.iter().all(|gray| *gray == 51), "{picture:?}");
        let signature = Picture::from_png("a.png", &file, SIGNATURE).unwrap();
        assert_eq!((signature.width, signature.height), (616, 212));
    }

    #[test]
    fn shades_are_the_nearest_and_are_packed_from_the_left() {
        let file = png_file(
            5,
            2,
            ColorType::Grayscale,
            &[0, 40, 50, 200, 255, 255, 0, 255, 0, 255],
        );
        let picture = Picture::from_png("a.png", &file, SIGNATURE).unwrap();
        assert_eq!(picture.gray[..5], [0, 0, 85, 170, 255]);
        let rows = [0b0000_0110, 0b1100_0000, 0b1100_1100, 0b1100_0000];
        assert_eq!(picture.packed(), rows);
    }

    #[test]
    fn what_is_no_picture_is_named_with_its_file() {
        let whole = png_file(2, 1, ColorType::Grayscale, &[0, 0]);
        for broken in [&b"GIF89a"[..], b"", &whole[..40]] {
            let problem = Picture::from_png("a.png", broken, LOGO).unwrap_err();
            assert!(problem.message.starts_with("`a.png` is not"), "{problem:?}");
        }
        let mut empty = whole;
        empty[19] = 0;
        assert!(Picture::from_png("a.png", &empty, LOGO).is_err());
    }

    #[test]
    fn sides_and_deep_pixels_count() {
        let info = |width, height, depth| {
            let mut info = Info::with_size(width, height);
            info.bit_depth = depth;
            is_too_large(&info)
        };
        assert!(!info(4_960, 7_016, BitDepth::Eight));
        assert!(!info(4_960, 3_508, BitDepth::Sixteen));
        assert!(info(4_960, 3_509, BitDepth::Sixteen));
        assert!(!info(SIDE, 1, BitDepth::Sixteen));
        assert!(info(SIDE + 1, 1, BitDepth::One));
        assert!(info(1, SIDE + 1, BitDepth::One));
    }
}
