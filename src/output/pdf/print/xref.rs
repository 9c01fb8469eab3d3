//! The locations of objects, and the cross-reference table of them.

use std::io::Write;

use crate::output::pdf::print::sink::Sink;
use crate::output::pdf::print::syntax::Syntax;

/// The location of objects with consecutive numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ObjectLocation {
    /// The first number.
    pub first: u32,
    /// The number of them in one stream of objects; 0 is one object by itself.
    pub count: u32,
    /// The offset in the file, or the number of the stream of objects and the place of the first in
    /// it, the latter in the low byte.
    pub at: u64,
}

/// A section of the cross-reference table.
pub(super) struct XrefSection {
    /// The bytes of an offset.
    pub width: usize,
    /// Its entries, one behind the other.
    pub rows: Vec<u8>,
    /// The first number and how many of those that follow one another (7.5.8.2).
    index: Vec<(u32, u32)>,
}

impl XrefSection {
    /// Makes the rows of places, in offsets or numbers up to `most`. The first section begins at 0 and has all
    /// numbers, free where there is no object yet.
    pub(super) fn of(mut places: Vec<ObjectLocation>, is_first: bool, most: u64) -> Self {
        let bits = u64::BITS - most.leading_zeros();
        let mut table = Self {
            width: bits.div_ceil(8) as usize,
            rows: Vec::new(),
            index: Vec::new(),
        };
        places.sort_unstable_by_key(|place| place.first);
        if is_first {
            table.add(0, XrefEntry::FREE);
        }
        for place in &places {
            while let (true, Some((_, end))) = (is_first, table.end())
                && end < place.first
            {
                table.add(end, XrefEntry::FREE);
            }
            for n in 0..place.rows() {
                table.add(place.first + n, place.row(n));
            }
        }
        table
    }

    /// Returns the last numbers that follow one another: the first, and the one behind them.
    fn end(&self) -> Option<(u32, u32)> {
        self.index
            .last()
            .map(|(first, count)| (*first, first + count))
    }

    fn add(&mut self, number: u32, row: XrefEntry) {
        match self.index.last_mut() {
            Some((first, count)) if *first + *count == number => *count += 1,
            _ => self.index.push((number, 1)),
        }
        self.rows.push(row.0);
        self.rows
            .extend_from_slice(&row.1.to_be_bytes()[8 - self.width..]);
        self.rows.push(row.2);
    }

    /// Returns the bytes of an entry.
    pub(super) fn columns(&self) -> usize {
        self.width + 2
    }

    /// Returns the rows as differences from those above, which are packed better: the predictor `Up` (7.4.4.4).
    pub(super) fn differences(&self) -> Vec<u8> {
        let columns = self.columns();
        let mut found = Vec::with_capacity(self.rows.len() + self.rows.len() / columns);
        let mut above: &[u8] = &[0; 10];
        for row in self.rows.chunks(columns) {
            found.push(2);
            let pairs = row.iter().zip(above);
            found.extend(pairs.map(|(byte, above)| byte.wrapping_sub(*above)));
            above = row;
        }
        found
    }

    /// Writes which numbers it has.
    pub(super) fn write_index(&self, out: &mut Vec<u8>) {
        out.raw("/Index[");
        for (first, count) in &self.index {
            out.integer(*first as usize).raw(" ");
            out.integer(*count as usize).raw(" ");
        }
        out.raw("]");
    }
}

/// An entry of the cross-reference table: type, offset or stream of objects, place in that.
#[derive(Clone, Copy)]
struct XrefEntry(u8, u64, u8);

impl XrefEntry {
    const FREE: Self = Self(0, 0, 0);
}

impl ObjectLocation {
    /// Locates an object by itself, which comes next.
    pub(super) fn alone<W: Write>(number: u32, sink: &Sink<W>) -> Self {
        Self {
            first: number,
            count: 0,
            at: sink.position(),
        }
    }

    /// Returns the number of entries it makes.
    pub(super) fn rows(self) -> u32 {
        self.count.max(1)
    }

    fn row(self, n: u32) -> XrefEntry {
        if self.count == 0 {
            return XrefEntry(1, self.at, 0);
        }
        let at = self.at + u64::from(n);
        XrefEntry(2, at >> 8, at.to_le_bytes()[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_a_stream_are_found_by_their_place_in_it() {
        let place = ObjectLocation {
            first: 7,
            count: 256,
            at: 3 << 8,
        };
        let XrefEntry(kind, pack, at) = place.row(255);
        assert_eq!((kind, pack, at), (2, 3, 255));
    }

    #[test]
    fn a_later_section_says_which_numbers_it_has() {
        let place = |first, count| ObjectLocation {
            first,
            count,
            at: 5,
        };
        let places = vec![place(9, 2), place(3, 0), place(4, 2)];
        let index = |is_first| {
            let table = XrefSection::of(places.clone(), is_first, 300);
            assert_eq!(table.width, 2);
            (table.rows.len() / 4, table.index)
        };
        assert_eq!(index(true), (11, vec![(0, 11)]));
        assert_eq!(index(false), (5, vec![(3, 3), (9, 2)]));
        let mut out = Vec::new();
        XrefSection::of(places, false, 300).write_index(&mut out);
        assert_eq!(out, b"/Index[3 3 9 2 ]");
    }

    #[test]
    fn rows_are_differences_from_those_above() {
        let place = |first, at| ObjectLocation {
            first,
            count: 0,
            at,
        };
        let places = vec![place(1, 0x0102), place(2, 0x0201)];
        let table = XrefSection::of(places, false, 0x0201);
        assert_eq!(table.rows, [1, 1, 2, 0, 1, 2, 1, 0]);
        assert_eq!(table.differences(), [2, 1, 1, 2, 0, 2, 0, 1, 255, 0]);
    }
}
