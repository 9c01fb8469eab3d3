//! Objects on their way into a file: streams by themselves, all others many to a stream.
//!
//! Owns numbers, places and the cross-reference stream. In memory are the places alone: a few bytes
//! for each stream and for each row of objects.

use std::io::Write;

use super::failure::Failure;
use super::packing::{Effort, Packer, Slow};
use super::sink::Sink;
use super::syntax::Syntax;

/// The version written, the one that PDF/UA-1 and PDF/A-2 build on, and four high bytes
/// (ISO 19005-2, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/// How many objects share a stream: their places in it fit into a byte.
const MOST_IN_PACK: usize = 200;
const _: () = assert!(MOST_IN_PACK <= 1 << u8::BITS);

/// How many bytes make a stream of objects full before that.
const FULL_PACK: usize = 1 << 16;

/// The most objects of a file (ISO 19005-2, 6.1.13).
const MOST: u32 = 8_388_607;

/// How many objects are kept for the end of a file: fonts, trees, metadata.
const RESERVE: usize = 1000;

/// The objects of a file.
pub struct Objects<W> {
    sink: Sink<W>,
    last: u32,
    places: Vec<Place>,
    pack: Pack,
    packer: Packer,
}

/// Where objects with consecutive numbers are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    first: u32,
    /// How many they are in one stream of objects; 0 is one object by itself.
    count: u32,
    /// The offset in the file, or the number of the stream of objects and the place of the first in
    /// it, the latter in the low byte.
    at: u64,
}

/// A stream of objects (ISO 32000-1, 7.5.7) that is being filled.
#[derive(Default)]
struct Pack {
    /// The numbers of the objects, and where they begin.
    index: Vec<(u32, usize)>,
    objects: Vec<u8>,
}

impl<W: Write> Objects<W> {
    /// A file that has begun.
    pub fn new(out: W, effort: Effort) -> Self {
        let mut sink = Sink::new(out);
        sink.bytes().extend(HEADER);
        Self {
            sink,
            last: 0,
            places: Vec::new(),
            pack: Pack::default(),
            packer: Packer::new(effort),
        }
    }

    /// How many bytes the file has so far, without the objects that wait.
    pub fn size(&self) -> u64 {
        self.sink.position()
    }

    /// Whether so many more objects, and those of the end, may be in a PDF/A file.
    pub fn has_room(&self, more: usize) -> bool {
        self.last as usize + more + RESERVE <= MOST as usize
    }

    /// The number of a new object.
    pub fn number(&mut self) -> u32 {
        self.numbers(1)
    }

    /// The first of the numbers of so many new objects.
    pub fn numbers(&mut self, count: u32) -> u32 {
        let first = self.last + 1;
        self.last += count;
        first
    }

    /// Writes an object that is no stream.
    ///
    /// # Errors
    /// That of the output.
    pub fn object(&mut self, number: u32, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), Failure> {
        let pack = &mut self.pack;
        pack.index.push((number, pack.objects.len()));
        write(&mut pack.objects);
        pack.objects.push(b'\n');
        if pack.index.len() >= MOST_IN_PACK || pack.objects.len() >= FULL_PACK {
            self.end_pack()?;
        }
        Ok(())
    }

    /// Writes a stream, compressed. The entries are those of its dictionary beside length and filter.
    ///
    /// # Errors
    /// That of the output.
    pub fn stream(&mut self, number: u32, entries: &str, data: &[u8]) -> Result<(), Failure> {
        let place = Place::alone(number, &self.sink);
        let packed = self.packer.pack(data)?;
        let bytes = self.sink.bytes();
        begin(bytes, number);
        bytes.raw("<<").raw(entries).raw("/Filter/FlateDecode");
        write_stream(bytes, packed);
        self.places.push(place);
        Ok(self.sink.pass()?)
    }

    /// Writes a stream as it is. The entries are those of its dictionary beside the length.
    ///
    /// # Errors
    /// That of the output.
    pub fn plain_stream(
        &mut self,
        number: u32,
        entries: &[u8],
        data: &[u8],
    ) -> Result<(), Failure> {
        self.places.push(Place::alone(number, &self.sink));
        let bytes = self.sink.bytes();
        begin(bytes, number);
        bytes.raw("<<").extend_from_slice(entries);
        write_stream(bytes, data);
        Ok(self.sink.pass()?)
    }

    fn end_pack(&mut self) -> Result<(), Failure> {
        if self.pack.index.is_empty() {
            return Ok(());
        }
        let number = self.number();
        let mut pack = std::mem::take(&mut self.pack);
        let mut data = Vec::with_capacity(pack.objects.len() + pack.index.len() * 12);
        for (object, offset) in &pack.index {
            data.integer(*object as usize).raw(" ");
            data.integer(*offset).raw(" ");
        }
        let entries = format!("/Type/ObjStm/N {}/First {}", pack.index.len(), data.len());
        data.append(&mut pack.objects);
        self.places.extend(pack.places(number));
        self.stream(number, &entries, &data)?;
        // The room is used again.
        pack.index.clear();
        self.pack = pack;
        Ok(())
    }

    /// Writes the cross-reference stream (ISO 32000-1, 7.5.8) with the trailer in it: `entries` are
    /// the trailer's beside `Size` and `ID`.
    ///
    /// # Errors
    /// That of the output.
    pub fn finish(mut self, entries: &str) -> Result<W, Failure> {
        self.end_pack()?;
        let number = self.number();
        let place = Place::alone(number, &self.sink);
        let start = place.at;
        self.places.push(place);
        let id = self.sink.digest()?;
        let id = u128::from_be_bytes(id);
        let (width, table) = self.table(start)?;
        let trailer = format!(
            "/Type/XRef/Size {}/W[1 {width} 1]{entries}/ID[<{id:032x}><{id:032x}>]\
             /Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {}>>",
            number + 1,
            width + 2,
        );
        self.plain_stream(number, trailer.as_bytes(), &table)?;
        let end = format!("startxref\n{start}\n%%EOF\n");
        self.sink.bytes().raw(&end);
        Ok(self.sink.finish()?)
    }

    /// The rows of the cross-reference table, compressed: each as its differences from the one above
    /// (ISO 32000-1, 7.4.4.4). And how wide offsets are.
    fn table(&mut self, last_offset: u64) -> Result<(usize, Vec<u8>), Failure> {
        let numbers = u64::from(self.last);
        let bits = u64::BITS - last_offset.max(numbers).leading_zeros();
        let width = bits.div_ceil(8) as usize;
        self.places.sort_unstable_by_key(|place| place.first);
        let mut table = None;
        let mut above = [0; 10];
        let mut rows = Vec::new();
        add_row(&mut rows, &mut above, width, Row::FREE);
        let mut expected = 1;
        for place in &self.places {
            for _ in expected..place.first {
                add_row(&mut rows, &mut above, width, Row::FREE);
            }
            for n in 0..place.count.max(1) {
                add_row(&mut rows, &mut above, width, place.row(n));
            }
            expected = place.first + place.count.max(1);
            if rows.len() >= FULL_PACK {
                table.get_or_insert_with(Slow::new).add(&rows)?;
                rows.clear();
            }
        }
        let Some(mut table) = table else {
            return Ok((width, self.packer.pack(&rows)?.to_vec()));
        };
        table.add(&rows)?;
        Ok((width, table.finish()?))
    }
}

/// A row of the cross-reference table: type, offset or stream of objects, place in that.
#[derive(Clone, Copy)]
struct Row(u8, u64, u8);

impl Row {
    const FREE: Self = Self(0, 0, 0);
}

fn add_row(rows: &mut Vec<u8>, above: &mut [u8; 10], width: usize, row: Row) {
    let mut bytes = [0; 10];
    bytes[0] = row.0;
    bytes[1..=width].copy_from_slice(&row.1.to_be_bytes()[8 - width..]);
    bytes[1 + width] = row.2;
    // The predictor `Up`.
    rows.push(2);
    let pairs = bytes.iter().zip(above.iter()).take(width + 2);
    rows.extend(pairs.map(|(byte, above)| byte.wrapping_sub(*above)));
    *above = bytes;
}

impl Place {
    fn alone<W: Write>(number: u32, sink: &Sink<W>) -> Self {
        Self {
            first: number,
            count: 0,
            at: sink.position(),
        }
    }

    fn row(self, n: u32) -> Row {
        if self.count == 0 {
            return Row(1, self.at, 0);
        }
        let at = self.at + u64::from(n);
        Row(2, at >> 8, at.to_le_bytes()[0])
    }
}

impl Pack {
    /// Where its objects are, by rows of consecutive numbers.
    fn places(&self, pack: u32) -> impl Iterator<Item = Place> {
        let rows = self.index.chunk_by(|(a, _), (b, _)| a + 1 == *b);
        rows.scan(0, move |place, row| {
            let at = u64::from(pack) << 8 | *place;
            *place += row.len() as u64;
            Some(Place {
                first: row[0].0,
                count: u32::try_from(row.len()).unwrap_or_default(),
                at,
            })
        })
    }
}

/// Begins an object, spaced as ISO 19005-2, 6.1.9 has it.
fn begin(bytes: &mut Vec<u8>, number: u32) {
    bytes.integer(number as usize).raw(" 0 obj\n");
}

/// Writes the rest of a stream whose dictionary is open.
fn write_stream(bytes: &mut Vec<u8>, data: &[u8]) {
    bytes.raw("/Length ").integer(data.len());
    bytes.raw(">>\nstream\n").extend_from_slice(data);
    bytes.raw(end_of(data)).raw("endstream\nendobj\n");
}

/// The end of line after data. A carriage return at their end would be read as a part of a line feed
/// that follows, and their length as one too many (ISO 19005-2, 6.1.7.1): there, a carriage return
/// and a line feed make the end of line.
fn end_of(data: &[u8]) -> &'static str {
    if data.ends_with(b"\r") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_that_end_with_a_carriage_return_keep_their_length() {
        let mut objects = Objects::new(Vec::new(), Effort::Quick);
        for data in [&b"ab\r"[..], b"ab"] {
            let number = objects.number();
            objects.plain_stream(number, b"", data).unwrap();
        }
        let file = objects.finish("").unwrap();
        let text = String::from_utf8_lossy(&file);
        assert!(
            text.contains("/Length 3>>\nstream\nab\r\r\nendstream\n"),
            "{text}"
        );
        assert!(
            text.contains("/Length 2>>\nstream\nab\nendstream\n"),
            "{text}"
        );
    }

    #[test]
    fn objects_with_consecutive_numbers_share_a_place() {
        let index = [5, 6, 7, 2, 9, 10].map(|number| (number, 0));
        let pack = Pack {
            index: index.into(),
            objects: Vec::new(),
        };
        let places: Vec<_> = pack.places(3).collect();
        let place = |first, count, at| Place { first, count, at };
        let expected = [place(5, 3, 0x300), place(2, 1, 0x303), place(9, 2, 0x304)];
        assert_eq!(places, expected);
        let Row(kind, pack, at) = places[2].row(1);
        assert_eq!((kind, pack, at), (2, 3, 5));
    }

    #[test]
    fn the_last_object_of_a_full_stream_is_found() {
        let pack = Pack {
            index: (1..).take(MOST_IN_PACK).map(|number| (number, 0)).collect(),
            objects: Vec::new(),
        };
        let place = pack.places(7).next().unwrap();
        let Row(_, pack, at) = place.row(place.count - 1);
        assert_eq!((pack, usize::from(at)), (7, MOST_IN_PACK - 1));
    }

    #[test]
    fn there_is_room_for_as_many_objects_as_pdf_a_allows() {
        let mut objects = Objects::new(Vec::new(), Effort::Quick);
        objects.numbers(MOST - 1100);
        assert!(objects.has_room(100));
        assert!(!objects.has_room(101));
    }

    #[test]
    fn rows_are_differences_from_those_above() {
        let (mut rows, mut above) = (Vec::new(), [0; 10]);
        for offset in [0x0102, 0x0201] {
            add_row(&mut rows, &mut above, 2, Row(1, offset, 9));
        }
        assert_eq!(rows, [2, 1, 1, 2, 9, 2, 0, 1, 255, 0]);
    }
}
