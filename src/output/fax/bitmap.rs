//! A page of black and white pixels.

/// Rows of pixels, from the top. In a byte, the leftmost pixel is the highest bit; a black pixel is 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bitmap {
    width: usize,
    stride: usize,
    bytes: Vec<u8>,
}

impl Bitmap {
    /// Makes a white page.
    pub(crate) fn white(width: usize, height: usize) -> Self {
        let stride = width.div_ceil(8);
        Self {
            width,
            stride,
            bytes: vec![0; stride * height],
        }
    }

    /// Returns the number of pixels in a row.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Returns the number of rows.
    pub(crate) fn height(&self) -> usize {
        self.bytes
            .len()
            .checked_div(self.stride)
            .unwrap_or_default()
    }

    /// Iterates over the bytes of each row.
    pub(crate) fn rows(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.bytes.chunks_exact(self.stride.max(1))
    }

    /// Makes a pixel black; one outside the page is ignored.
    pub(crate) fn blacken(&mut self, x: usize, y: usize) {
        if x < self.width
            && let Some(byte) = self.bytes.get_mut(y * self.stride + x / 8)
        {
            *byte |= 0x80 >> (x % 8);
        }
    }

    /// Makes the pixels black that are black in another page, whose left upper corner stands at a pixel. What
    /// is outside is nobody's.
    pub(crate) fn stamp(&mut self, stamp: &Self, (x, y): (isize, isize)) {
        let place = usize::try_from(x).ok();
        let Some(x) = place.filter(|x| x + 8 * (stamp.stride + 1) <= self.width) else {
            return self.stamp_at_an_edge(stamp, (x, y));
        };
        for (n, row) in (y..).zip(stamp.rows()) {
            let start = usize::try_from(n).ok().map(|n| n * self.stride + x / 8);
            let room = start.and_then(|start| self.bytes.get_mut(start..=start + row.len()));
            let Some(room) = room else { continue };
            let mut over = 0;
            for (byte, ink) in room.iter_mut().zip(row.iter().chain(&[0])) {
                let shifted = u16::from(*ink) << 8 >> (x % 8);
                let [here, next] = shifted.to_be_bytes();
                *byte |= here | over;
                over = next;
            }
        }
    }

    fn stamp_at_an_edge(&mut self, stamp: &Self, (left, top): (isize, isize)) {
        let pixels = (0..stamp.height()).flat_map(|y| (0..stamp.width).map(move |x| (x, y)));
        for (x, y) in pixels.filter(|(x, y)| stamp.is_black(*x, *y)) {
            let place = (left.checked_add_unsigned(x), top.checked_add_unsigned(y));
            if let (Some(x), Some(y)) = place
                && let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y))
            {
                self.blacken(x, y);
            }
        }
    }

    /// Returns whether a pixel is black.
    pub(crate) fn is_black(&self, x: usize, y: usize) -> bool {
        let byte = self.bytes.get(y * self.stride + x / 8);
        x < self.width && byte.is_some_and(|byte| byte & 0x80 >> (x % 8) != 0)
    }
}

/// The changing elements of a row (T.4), which begins white at its left: the first black pixel, the first white one
/// behind that, and so on. Behind the last change stands the width of the row, as often as it is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    at: Vec<usize>,
    width: usize,
}

impl Changes {
    /// Finds the changes of a row.
    pub(crate) fn find(&mut self, row: &[u8], width: usize) {
        self.at.clear();
        self.width = width;
        let mut before = 0;
        // Eight bytes at a time: most of a page is white.
        for (n, bytes) in row.chunks(8).enumerate() {
            let mut word = [0; 8];
            word[..bytes.len()].copy_from_slice(bytes);
            let word = u64::from_be_bytes(word);
            // Bits that differ from the one to their left.
            let mut changed = word ^ (word >> 1 | before << 63);
            before = word & 1;
            while changed != 0 {
                let bit = changed.leading_zeros();
                changed &= !(1 << 63 >> bit);
                let x = n * 64 + bit as usize;
                if x < width {
                    self.at.push(x);
                }
            }
        }
    }

    /// Returns the change of a number, from 0; those of even numbers are to black.
    pub(crate) fn get(&self, n: usize) -> usize {
        self.at.get(n).copied().unwrap_or(self.width)
    }

    /// Returns the number of changes.
    pub(crate) fn count(&self) -> usize {
        self.at.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_stamp_is_where_its_pixels_are(
            black in proptest::collection::vec(any::<bool>(), 4 * 11),
            (x, y) in (-15..80_isize, -6..9_isize),
        ) {
            let mut stamp = Bitmap::white(11, 4);
            for (n, _) in black.iter().enumerate().filter(|(_, black)| **black) {
                stamp.blacken(n % 11, n / 11);
            }
            let [mut quick, mut slow] = [0; 2].map(|_| Bitmap::white(70, 7));
            quick.blacken(33, 3);
            slow.blacken(33, 3);
            quick.stamp(&stamp, (x, y));
            slow.stamp_at_an_edge(&stamp, (x, y));
            prop_assert_eq!(quick, slow);
        }

        #[test]
        fn changes_are_where_neighbours_differ(black in proptest::collection::vec(any::<bool>(), 1..200)) {
            let mut page = Bitmap::white(black.len(), 2);
            for (x, _) in black.iter().enumerate().filter(|(_, black)| **black) {
                page.blacken(x, 1);
            }
            let mut changes = Changes::default();
            changes.find(page.rows().nth(1).unwrap(), black.len());
            let slow: Vec<usize> = (0..black.len())
                .filter(|x| black[*x] != (*x > 0 && black[*x - 1]))
                .collect();
            prop_assert_eq!(&changes.at, &slow);
            prop_assert_eq!(changes.get(slow.len() + 1), black.len());
            prop_assert!(black.iter().enumerate().all(|(x, black)| page.is_black(x, 1) == *black));
        }
    }
}
