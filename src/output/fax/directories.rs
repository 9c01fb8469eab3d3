//! The directories of a file, read to tell whether it is a whole fax and to count its pages (TIFF 6.0, 2).
//!
//! Pixels are not looked at. Nothing that a file says is believed: places may be anywhere.

/// The size of a directory entry in bytes.
const ENTRY: usize = 12;

/// More pages has no fax.
const MOST_PAGES: usize = 1 << 16;

/// The tags of where an image is, how long it is, and which page of how many.
const STRIP: u16 = 273;
const LENGTH: u16 = 279;
const NUMBER: u16 = 297;

/// Counts the pages of a fax; `None` if it is cut off, a page is missing, or it is no such file.
pub(crate) fn pages(file: &[u8]) -> Option<usize> {
    if file.get(..4)? != [b'I', b'I', 42, 0] {
        return None;
    }
    let (mut at, mut pages, mut said) = (long(file, 4)?, 0, 0);
    while at != 0 && pages < MOST_PAGES {
        let place = usize::try_from(at).ok()?;
        let count = usize::from(short(file, place)?);
        let entries = place.checked_add(2)?;
        let number = value(file, entries, count, NUMBER)?;
        let image = value(file, entries, count, STRIP)?;
        let end = image.checked_add(value(file, entries, count, LENGTH)?)?;
        file.get(usize::try_from(image).ok()?..usize::try_from(end).ok()?)?;
        // The page in the low half, from 0, and how many there are in the high one.
        if usize::try_from(number & 0xffff).ok()? != pages {
            return None;
        }
        said = usize::try_from(number >> 16).ok()?;
        at = long(file, entries.checked_add(count * ENTRY)?)?;
        pages += 1;
    }
    (pages > 0 && pages == said).then_some(pages)
}

/// Reads the value of a tag, two short ones as one.
fn value(file: &[u8], entries: usize, count: usize, tag: u16) -> Option<u32> {
    let mut places = (0..count).filter_map(|n| entries.checked_add(n * ENTRY));
    let place = places.find(|place| short(file, *place) == Some(tag))?;
    long(file, place.checked_add(8)?)
}

fn short(file: &[u8], at: usize) -> Option<u16> {
    let bytes = file.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn long(file: &[u8], at: usize) -> Option<u32> {
    let bytes = file.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fax::bitmap::Bitmap;
    use crate::output::fax::tiff::{self, TiffStyle};
    use proptest::prelude::*;

    #[test]
    fn the_pages_of_a_whole_fax_are_counted() {
        for count in 1..4 {
            let file = tiff::write(&vec![Bitmap::white(1728, 7); count], TiffStyle::default());
            assert_eq!(pages(&file), Some(count));
            for cut in 0..file.len() {
                assert_eq!(pages(&file[..cut]), None, "{cut} of {}", file.len());
            }
        }
    }

    proptest! {
        #[test]
        fn no_file_is_too_strange(
            at in 0..400_usize, bytes in proptest::collection::vec(any::<u8>(), 1..9),
        ) {
            let mut file = tiff::write(&vec![Bitmap::white(1728, 7); 2], TiffStyle::default());
            let end = (at + bytes.len()).min(file.len());
            let at = at.min(end);
            file[at..end].copy_from_slice(&bytes[..end - at]);
            prop_assert!(pages(&file).is_none_or(|count| count <= 2));
        }
    }
}
