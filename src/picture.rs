//! Pictures: signatures and logos, read from PNG files as gray pixels.
//!
//! The only module that names png. Colour becomes gray and what is transparent becomes the white of
//! the paper: a letter is printed in black, and a gray page keeps to one output intent (ISO 19005-2,
//! 6.2.4).

use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use png::{BitDepth, ColorType, Decoder, Limits, Transformations};

use crate::diagnostic::Diagnostic;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 4 << 20;

/// The most pixels of a picture: a scan of a whole A4 page at 600 dots an inch.
const MOST_PIXELS: u64 = 4960 * 7016;

/// The most memory that decoding may take, in bytes: those pixels in 16-bit colour with a mask.
const MOST_MEMORY: usize = 300 << 20;

/// The most pixels that are kept along a side: 600 dots an inch over 60 mm.
const LONGEST_SIDE: u32 = 1417;

/// A picture in gray: 0 is black, 255 white; rows from the top, 8 bits a pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The pixels, shared by all copies.
    pub gray: Arc<[u8]>,
}

impl Picture {
    /// Reads a PNG file (ISO/IEC 15948) of any colour type and depth. Of a picture with more pixels
    /// than print shows, squares of pixels become one.
    ///
    /// # Errors
    /// If it is no PNG file, is broken or has too many pixels; `name` says which file.
    pub fn from_png(name: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let failed = |error: png::DecodingError| not_a_picture(name, &error);
        let limits = Limits { bytes: MOST_MEMORY };
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(failed)?;
        let (width, height) = reader.info().size();
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            let message = format!("`{name}` has {width} × {height} pixels; that is too large");
            return Err(Diagnostic::error(message).help("make it smaller: 1400 pixels are enough"));
        }
        let size = reader.output_buffer_size().unwrap_or_default();
        let mut pixels = vec![0; size];
        let frame = reader.next_frame(&mut pixels).map_err(failed)?;
        if frame.bit_depth != BitDepth::Eight || width == 0 || height == 0 {
            let message = format!("`{name}` has {width} × {height} pixels of an unknown depth");
            return Err(Diagnostic::error(message));
        }
        let gray = to_gray(&pixels[..frame.buffer_size()], frame.color_type);
        Ok(Self::new(width, height, gray).reduced())
    }

    fn new(width: u32, height: u32, gray: Vec<u8>) -> Self {
        Self {
            width,
            height,
            gray: gray.into(),
        }
    }

    /// The picture with no side longer than print shows.
    fn reduced(self) -> Self {
        let step = self.width.max(self.height).div_ceil(LONGEST_SIDE);
        if step == 1 {
            return self;
        }
        let (width, height) = (self.width.div_ceil(step), self.height.div_ceil(step));
        let squares = (0..height).flat_map(|row| (0..width).map(move |column| (column, row)));
        let gray = squares.map(|(column, row)| self.mean(column * step, row * step, step));
        Self::new(width, height, gray.collect())
    }

    /// The mean of a square of pixels, as far as it lies in the picture.
    fn mean(&self, left: u32, top: u32, side: u32) -> u8 {
        let (right, bottom) = ((left + side).min(self.width), (top + side).min(self.height));
        let rows = (top..bottom).map(|y| (y * self.width) as usize);
        let sum: u64 = rows
            .flat_map(|row| &self.gray[row + left as usize..row + right as usize])
            .map(|gray| u64::from(*gray))
            .sum();
        let count = u64::from((right - left) * (bottom - top));
        u8::try_from((sum + count / 2) / count.max(1)).unwrap_or(u8::MAX)
    }

    /// A number that tells pictures apart (FNV-1a, 64 bits): for names in files, not for safety.
    pub fn fingerprint(&self) -> u64 {
        let size = [self.width, self.height].map(u32::to_be_bytes);
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

fn not_a_picture(name: &str, error: &png::DecodingError) -> Diagnostic {
    let message = format!("`{name}` is not a picture that can be printed: {error}");
    Diagnostic::error(message).help("save it as a PNG file")
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
    pub fn png_file(width: u32, height: u32, color: ColorType, pixels: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(color);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(pixels).unwrap();
        writer.finish().unwrap();
        file
    }

    /// A picture of six by three pixels, from black to white.
    pub fn sample() -> Picture {
        let pixels = [[0; 6], [127; 6], [255; 6]].concat();
        Picture::from_png("a.png", &png_file(6, 3, ColorType::Grayscale, &pixels)).unwrap()
    }

    fn read(width: u32, color: ColorType, pixels: &[u8]) -> Vec<u8> {
        let picture = Picture::from_png("a.png", &png_file(width, 1, color, pixels)).unwrap();
        picture.gray.to_vec()
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
        let pixels: Vec<u8> = (0..3000)
            .map(|n| if n % 2 == 0 { 0 } else { 100 })
            .collect();
        let file = png_file(3000, 1, ColorType::Grayscale, &pixels);
        let picture = Picture::from_png("a.png", &file).unwrap();
        assert_eq!((picture.width, picture.height), (1000, 1));
        assert_eq!(picture.gray[..2], [33, 67]);
    }

    #[test]
    fn what_is_no_picture_is_named_with_its_file() {
        let whole = png_file(2, 1, ColorType::Grayscale, &[0, 0]);
        for broken in [&b"GIF89a"[..], b"", &whole[..40]] {
            let problem = Picture::from_png("a.png", broken).unwrap_err();
            assert!(problem.message.starts_with("`a.png` is not"), "{problem:?}");
        }
        let mut empty = whole;
        empty[19] = 0;
        assert!(Picture::from_png("a.png", &empty).is_err());
    }
}
