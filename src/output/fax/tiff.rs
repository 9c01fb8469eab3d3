//! TIFF for fax: Profile S, and Profile F for what that does not have (RFC 3949, 3 and 4; TIFF 6.0).

use crate::faults::{self, Point};
use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::coding::{self, Coding, KParameter};
use crate::output::fax::resolution::Resolution;

/// Options of a fax file.
#[derive(Clone, Copy, Debug, Default)]
pub struct TiffStyle {
    /// Their resolution.
    pub resolution: Resolution,
    /// Their coding.
    pub coding: Coding,
    /// True if the end of each page is marked, as some programs want.
    pub rtc: bool,
}

/// The value of a tag.
#[derive(Clone, Copy)]
enum TagValue {
    Short(u16),
    /// Two of them.
    Shorts(u16, u16),
    Long(usize),
    /// A whole number as a fraction, which stands behind its directory.
    Rational(u32),
}

/// The header: little-endian, and where the first directory is (RFC 3949, 3.1).
const HEADER: [u8; 8] = [b'I', b'I', 42, 0, 8, 0, 0, 0];

/// The number of entries in a directory, and the bytes of each of them.
const ENTRIES: usize = 16;
const ENTRY: usize = 12;

/// The bytes behind a directory: two fractions.
const FRACTIONS: usize = 16;

/// Writes the pages as one file: each directory with its long values and its image behind it.
pub(crate) fn write(pages: &[Bitmap], style: TiffStyle) -> Vec<u8> {
    faults::enter(Point::Bytes);
    let mut file = HEADER.to_vec();
    for (n, page) in pages.iter().enumerate() {
        let rows = KParameter {
            k: style.resolution.k(),
        };
        let image = coding::encode(page, style.coding, rows, style.rtc);
        add_page(&mut file, page, &image, (n, pages.len()), style);
    }
    file
}

fn add_page(
    file: &mut Vec<u8>,
    page: &Bitmap,
    image: &[u8],
    (number, count): (usize, usize),
    style: TiffStyle,
) {
    let behind = file.len() + 2 + ENTRIES * ENTRY + 4;
    let end = behind + FRACTIONS + image.len();
    // A directory begins at an even place (TIFF 6.0, 2).
    let next = if number + 1 == count {
        0
    } else {
        end + end % 2
    };
    file.extend(short(ENTRIES).to_le_bytes());
    let mut fractions = Vec::with_capacity(FRACTIONS);
    let place = (behind + FRACTIONS, image.len());
    for (tag, value) in fields(page, place, (number, count), style) {
        file.extend(u16::to_le_bytes(tag));
        file.extend(value.entry(behind, &mut fractions));
    }
    file.extend(long(next).to_le_bytes());
    file.extend(fractions);
    file.extend(image.iter().map(|byte| byte.reverse_bits()));
    file.resize(file.len().max(next), 0);
}

/// Returns the fields of the directory of a page, by their tags (TIFF 6.0, 8).
fn fields(
    page: &Bitmap,
    (start, length): (usize, usize),
    (number, count): (usize, usize),
    style: TiffStyle,
) -> [(u16, TagValue); ENTRIES] {
    let (x, y) = style.resolution.dots();
    [
        (254, TagValue::Long(2)),
        (256, TagValue::Long(page.width())),
        (257, TagValue::Long(page.height())),
        (258, TagValue::Short(1)),
        (259, TagValue::Short(compression(style.coding))),
        (262, TagValue::Short(0)),
        (266, TagValue::Short(2)),
        (273, TagValue::Long(start)),
        (277, TagValue::Short(1)),
        (278, TagValue::Long(page.height())),
        (279, TagValue::Long(length)),
        (282, TagValue::Rational(x)),
        (283, TagValue::Rational(y)),
        options(style.coding),
        (296, TagValue::Short(2)),
        (297, TagValue::Shorts(short(number), short(count))),
    ]
}

fn compression(coding: Coding) -> u16 {
    match coding {
        Coding::Mh | Coding::Mr => 3,
        Coding::Mmr => 4,
    }
}

/// Returns the entry `T4Options` or `T6Options`.
fn options(coding: Coding) -> (u16, TagValue) {
    match coding {
        Coding::Mh => (292, TagValue::Long(0)),
        Coding::Mr => (292, TagValue::Long(1)),
        Coding::Mmr => (293, TagValue::Long(0)),
    }
}

impl TagValue {
    /// Returns the rest of its entry: type, count, and the value or where it stands.
    fn entry(self, behind: usize, fractions: &mut Vec<u8>) -> [u8; ENTRY - 2] {
        let (kind, count, value) = match self {
            Self::Short(n) => (3, 1, u32::from(n)),
            Self::Shorts(a, b) => (3, 2, u32::from(b) << 16 | u32::from(a)),
            Self::Long(n) => (4, 1, long(n)),
            Self::Rational(n) => {
                let at = behind + fractions.len();
                fractions.extend(n.to_le_bytes());
                fractions.extend(1_u32.to_le_bytes());
                (5, 1, long(at))
            }
        };
        let mut entry = [0; ENTRY - 2];
        entry[..2].copy_from_slice(&u16::to_le_bytes(kind));
        entry[2..6].copy_from_slice(&u32::to_le_bytes(count));
        entry[6..].copy_from_slice(&value.to_le_bytes());
        entry
    }
}

/// No fax is as large as these types allow.
fn short(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn long(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entries of every directory: tag, type, count and value.
    fn directories(file: &[u8]) -> Vec<Vec<(usize, usize, usize, usize)>> {
        let number = |at: usize, bytes: usize| {
            let bytes = file[at..at + bytes].iter().rev();
            bytes.fold(0, |n, byte| n << 8 | usize::from(*byte))
        };
        let (mut found, mut at) = (Vec::new(), number(4, 4));
        while at != 0 {
            let count = number(at, 2);
            let entry = |n: usize| {
                let at = at + 2 + n * 12;
                (
                    number(at, 2),
                    number(at + 2, 2),
                    number(at + 4, 4),
                    number(at + 8, 4),
                )
            };
            found.push((0..count).map(entry).collect());
            at = number(at + 2 + count * 12, 4);
        }
        found
    }

    #[test]
    fn a_file_has_the_tags_of_profile_s_and_no_others() {
        let mut page = Bitmap::white(1728, 3);
        page.blacken(5, 1);
        let file = write(&[page.clone(), page], TiffStyle::default());
        let found = directories(&file);
        assert_eq!(found.len(), 2);
        for (n, entries) in found.iter().enumerate() {
            let tags: Vec<usize> = entries.iter().map(|entry| entry.0).collect();
            let expected = [
                254, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 282, 283, 292, 296, 297,
            ];
            assert_eq!(tags, expected);
            let value = |tag: usize| entries.iter().find(|entry| entry.0 == tag).unwrap().3;
            assert_eq!((value(256), value(257), value(278)), (1728, 3, 3));
            assert_eq!(
                (value(254), value(259), value(262), value(266)),
                (2, 3, 0, 2)
            );
            assert_eq!((value(292), value(296), value(297)), (0, 2, 2 << 16 | n));
            let fraction = |at: usize| [file[at], file[at + 4]];
            assert_eq!(fraction(value(282)), [204, 1]);
            assert_eq!(fraction(value(283)), [196, 1]);
            assert!(value(273) + value(279) <= file.len());
        }
    }

    #[test]
    fn other_codings_say_so() {
        for (coding, compression, options) in
            [(Coding::Mr, 3, (292, 1)), (Coding::Mmr, 4, (293, 0))]
        {
            let style = TiffStyle {
                coding,
                resolution: Resolution::Standard,
                rtc: false,
            };
            let found = directories(&write(&[Bitmap::white(1728, 1)], style));
            let has =
                |tag: usize, value: usize| found[0].iter().any(|e| (e.0, e.3) == (tag, value));
            assert!(
                has(259, compression) && has(options.0, options.1),
                "{found:?}"
            );
        }
    }
}
