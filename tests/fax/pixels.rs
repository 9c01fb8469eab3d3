//! The pixels of a fax, as libtiff finds them.

use std::fs;
use std::ops::Range;

use crate::outside::printed;

/// A page of black and white pixels, a bit each, the leftmost the highest.
#[derive(PartialEq)]
pub struct Pixels {
    stride: usize,
    bytes: Vec<u8>,
}

impl Pixels {
    /// The pages of a TIFF file.
    pub fn of(path: &str) -> Vec<Self> {
        let plain = format!("{path}.plain");
        // Not compressed, the highest bit first, a page a strip.
        let how = ["-c", "none", "-f", "msb2lsb", "-r", "100000"];
        printed("tiffcp", &[&how[..], &[path, &plain]].concat());
        let file = fs::read(&plain).unwrap();
        fs::remove_file(&plain).unwrap();
        directories(&file)
            .into_iter()
            .map(|tag| Self {
                stride: tag(256).div_ceil(8),
                bytes: file[tag(273)..tag(273) + tag(279)].to_vec(),
            })
            .collect()
    }

    /// The page of a file of the Netpbm format P4.
    pub fn of_pbm(file: &[u8]) -> Self {
        let text = String::from_utf8_lossy(&file[..40.min(file.len())]).into_owned();
        let mut numbers = text.split_whitespace().skip(1);
        let mut number = || numbers.next().unwrap().parse::<usize>().unwrap();
        let (width, height) = (number(), number());
        let stride = width.div_ceil(8);
        Self {
            stride,
            bytes: file[file.len() - stride * height..].to_vec(),
        }
    }

    /// The page of a PNG file, of so many dots a metre.
    pub fn of_png(file: &[u8], dots: (u32, u32)) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let (across, down) = dots;
        let found = reader.info().pixel_dims.unwrap();
        assert_eq!(
            (found.xppu, found.yppu, found.unit),
            (across, down, png::Unit::Meter)
        );
        let kind = (reader.info().color_type, reader.info().bit_depth);
        assert_eq!(kind, (png::ColorType::Grayscale, png::BitDepth::One));
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut bytes).unwrap();
        // Black is 0 in gray.
        for byte in &mut bytes {
            *byte = !*byte;
        }
        let stride = reader.info().raw_row_length() - 1;
        Self { stride, bytes }
    }

    /// Some of the rows, as far as there are so many.
    pub fn rows(&self, range: Range<usize>) -> Self {
        let rows = self.bytes.chunks(self.stride);
        let rows = rows.skip(range.start).take(range.len());
        Self {
            stride: self.stride,
            bytes: rows.flatten().copied().collect(),
        }
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.bytes.len() / self.stride
    }

    /// Whether there is nothing.
    pub fn is_white(&self) -> bool {
        self.bytes.iter().all(|byte| *byte == 0)
    }

    /// The places of black pixels in millimetres, on a sheet of a width that stands in the middle.
    pub fn ink(&self, dots: f64, width: f64) -> Vec<(f64, f64)> {
        let left = (width - 1728.0 / 204.0 * 25.4) / 2.0;
        let mut found = Vec::new();
        for (y, row) in (0_u32..).zip(self.bytes.chunks(self.stride)) {
            for (x, byte) in (0_u32..).zip(row) {
                for bit in (0..8).filter(|bit| byte & 0x80 >> bit != 0) {
                    let x = f64::from(x * 8 + bit) / 204.0 * 25.4 + left;
                    found.push((x, f64::from(y) / dots * 25.4));
                }
            }
        }
        found
    }
}

/// The directories of a little-endian file, as functions from tags to values.
fn directories(file: &[u8]) -> Vec<impl Fn(usize) -> usize> {
    let number = |at: usize, bytes: usize| {
        let bytes = file[at..at + bytes].iter().rev();
        bytes.fold(0, |n, byte| n << 8 | usize::from(*byte))
    };
    let (mut found, mut at) = (Vec::new(), number(4, 4));
    while at != 0 {
        let (start, count) = (at + 2, number(at, 2));
        found.push(move |tag: usize| {
            let entries = (0..count).map(|n| start + n * 12);
            let entry = entries
                .into_iter()
                .find(|at| number(*at, 2) == tag)
                .unwrap();
            let bytes = if number(entry + 2, 2) == 3 { 2 } else { 4 };
            number(entry + 8, bytes)
        });
        at = number(start + count * 12, 4);
    }
    found
}
