//! TIFF for fax: Profile S, and Profile F for what that does not have (RFC 3949, 3 and 4; TIFF 6.0).

use super::bitmap::Bitmap;
use super::coding::{self, Coding, Rows};
use super::Resolution;

/// How the pages of a file are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Their resolution.
    pub resolution: Resolution,
    /// How they are coded.
    pub coding: Coding,
    /// Whether the end of each page is marked, which some programs want.
    pub rtc: bool,
}

/// A tag and its value.
struct Entry {
    tag: u16,
    value: Value,
}

/// A value of a tag.
#[derive(Clone, Copy)]
enum Value {
    Short(u16),
    /// Two of them.
    Shorts(u16, u16),
    Long(u32),
    /// A whole number as a fraction, which stands behind its directory.
    Rational(u32),
}

/// The header: little-endian, and where the first directory is (RFC 3949, 3.1).
const HEADER: [u8; 8] = [b'I', b'I', 42, 0, 8, 0, 0, 0];

/// How many bytes an entry of a directory takes.
const ENTRY: usize = 12;

/// The pages as one file: each directory with its long values and its image behind it.
pub fn write(pages: &[Bitmap], style: Style) -> Vec<u8> {
    let mut file = HEADER.to_vec();
    for (n, page) in pages.iter().enumerate() {
        let rows = Rows { k: style.resolution.k() };
        let image = coding::encode(page, style.coding, rows, style.rtc);
        let is_last = n + 1 == pages.len();
        add_page(&mut file, page, &image, (n, pages.len()), is_last, style);
    }
    file
}

fn add_page(
    file: &mut Vec<u8>,
    page: &Bitmap,
    image: &[u8],
    (number, count): (usize, usize),
    is_last: bool,
    style: Style,
) {
    let long = |n: usize| Value::Long(u32::try_from(n).unwrap_or(u32::MAX));
    let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let (x, y) = style.resolution.dots();
    let options = match style.coding {
        Coding::Mh => Entry { tag: 292, value: Value::Long(0) },
        Coding::Mr => Entry { tag: 292, value: Value::Long(1) },
        Coding::Mmr => Entry { tag: 293, value: Value::Long(0) },
    };
    let compression = if style.coding == Coding::Mmr { 4 } else { 3 };
    // The values that do not fit their entry stand behind the directory: the two resolutions.
    let entries = |image_at: usize| {
        [
            Entry { tag: 254, value: Value::Long(2) },
            Entry { tag: 256, value: long(page.width()) },
            Entry { tag: 257, value: long(page.height()) },
            Entry { tag: 258, value: Value::Short(1) },
            Entry { tag: 259, value: Value::Short(compression) },
            Entry { tag: 262, value: Value::Short(0) },
            Entry { tag: 266, value: Value::Short(2) },
            Entry { tag: 273, value: long(image_at) },
            Entry { tag: 277, value: Value::Short(1) },
            Entry { tag: 278, value: long(page.height()) },
            Entry { tag: 279, value: long(image.len()) },
            Entry { tag: 282, value: Value::Rational(x) },
            Entry { tag: 283, value: Value::Rational(y) },
            Entry { tag: options.tag, value: options.value },
            Entry { tag: 296, value: Value::Short(2) },
            Entry { tag: 297, value: Value::Shorts(short(number), short(count)) },
        ]
    };
    let count = entries(0).len();
    let behind = file.len() + 2 + count * ENTRY + 4;
    let image_at = behind + 2 * 8;
    let end = image_at + image.len();
    let next = if is_last { 0 } else { end + end % 2 };
    file.extend(short(count).to_le_bytes());
    let mut long_values = Vec::new();
    for entry in entries(image_at) {
        entry.write(behind, &mut long_values, file);
    }
    file.extend(u32::try_from(next).unwrap_or(0).to_le_bytes());
    file.extend(long_values);
    file.extend(image.iter().map(|byte| byte.reverse_bits()));
    if !is_last && end % 2 == 1 {
        file.push(0);
    }
}

impl Entry {
    fn write(&self, behind: usize, long_values: &mut Vec<u8>, file: &mut Vec<u8>) {
        let (kind, count, bytes): (u16, u32, [u8; 4]) = match self.value {
            Value::Short(n) => (3, 1, u32::from(n).to_le_bytes()),
            Value::Shorts(a, b) => (3, 2, (u32::from(b) << 16 | u32::from(a)).to_le_bytes()),
            Value::Long(n) => (4, 1, n.to_le_bytes()),
            Value::Rational(n) => {
                let at = u32::try_from(behind + long_values.len()).unwrap_or(0);
                long_values.extend(n.to_le_bytes());
                long_values.extend(1_u32.to_le_bytes());
                (5, 1, at.to_le_bytes())
            }
        };
        file.extend(self.tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(count.to_le_bytes());
        file.extend(bytes);
    }
}
