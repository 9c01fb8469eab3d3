//! Objects on their way into a file: streams by themselves, all others many to a stream.
//!
//! Owns numbers, places and the cross-reference stream. In memory are the places alone: a few bytes
//! for each stream and for each row of objects.

use std::io::Write;

use crate::digest::Digest;
use crate::output::deflate::{Effort, Packer};
use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::sink::Sink;
use crate::output::pdf::print::syntax::Syntax;
use crate::output::pdf::print::xref::{ObjectLocation, XrefSection};

/// The version written, the one that PDF/UA-1 and PDF/A-2 build on, and four high bytes
/// (ISO 19005-2, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/// The most objects in a stream: their places in it fit into a byte.
const MOST_IN_PACK: usize = 200;
const _: () = assert!(MOST_IN_PACK <= 1 << u8::BITS);

/// The bytes that make a stream of objects full before that.
const FULL_PACK: usize = 1 << 16;

/// The most objects of a file (ISO 19005-2, 6.1.13).
const MOST: u32 = 8_388_607;

/// The most cross-reference entries that wait for their section: some two thousand letters.
const MOST_ROWS: usize = 1 << 16;

/// The objects kept for the end of a file: fonts, trees, metadata.
const RESERVE: usize = 1000;

/// The objects of a file.
#[derive(Clone)]
pub(crate) struct Objects<W> {
    sink: Sink<W>,
    last: u32,
    /// The locations that no cross-reference section has yet.
    places: Vec<ObjectLocation>,
    /// The number of entries they make.
    rows: usize,
    /// The offset of the last section.
    section: Option<u64>,
    pack: Pack,
    packer: Packer,
}

/// A stream of objects (ISO 32000-1, 7.5.7) that is being filled.
#[derive(Clone, Default)]
struct Pack {
    /// The numbers of the objects, and where they begin.
    index: Vec<(u32, usize)>,
    objects: Vec<u8>,
}

impl<W: Write> Objects<W> {
    /// Begins a file.
    pub(crate) fn new(out: W, effort: Effort) -> Self {
        let mut sink = Sink::new(out);
        sink.bytes().extend(HEADER);
        Self {
            sink,
            last: 0,
            places: Vec::new(),
            rows: 0,
            section: None,
            pack: Pack::default(),
            packer: Packer::new(effort),
        }
    }

    /// Returns the size of the file so far, without the objects that wait.
    pub(crate) fn size(&self) -> u64 {
        self.sink.position()
    }

    /// Returns whether so many more objects, and those of the end, may be in a PDF/A file.
    pub(crate) fn has_room(&self, more: usize) -> bool {
        self.last as usize + more + RESERVE <= MOST as usize
    }

    /// Numbers a new object.
    pub(crate) fn number(&mut self) -> u32 {
        self.numbers(1)
    }

    /// Numbers so many new objects, and gives the first number.
    pub(crate) fn numbers(&mut self, count: u32) -> u32 {
        let first = self.last + 1;
        self.last += count;
        first
    }

    /// Writes an object that is no stream.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(crate) fn object(
        &mut self,
        number: u32,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<(), Failure> {
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
    /// Fails if the output cannot be written.
    pub(crate) fn stream(
        &mut self,
        number: u32,
        entries: &str,
        data: &[u8],
    ) -> Result<(), Failure> {
        let place = ObjectLocation::alone(number, &self.sink);
        let packed = self.packer.pack(data)?;
        let bytes = self.sink.bytes();
        begin(bytes, number);
        bytes.raw("<<").raw(entries).raw("/Filter/FlateDecode");
        write_stream(bytes, packed);
        self.add_place(place);
        Ok(self.sink.pass()?)
    }

    /// Writes a stream as it is. The entries are those of its dictionary beside the length.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(crate) fn plain_stream(
        &mut self,
        number: u32,
        entries: &[u8],
        data: &[u8],
    ) -> Result<(), Failure> {
        self.add_place(ObjectLocation::alone(number, &self.sink));
        write_plain(self.sink.bytes(), number, entries, data);
        Ok(self.sink.pass()?)
    }

    /// Writes an object that is no stream and is unlike those of other files: by itself where it would make
    /// streams of objects unlike that are alike.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(crate) fn own_object(
        &mut self,
        number: u32,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<(), Failure> {
        if !self.packer.is_of_many() {
            return self.object(number, write);
        }
        self.add_place(ObjectLocation::alone(number, &self.sink));
        let bytes = self.sink.bytes();
        begin(bytes, number);
        write(bytes);
        bytes.raw("\nendobj\n");
        Ok(self.sink.pass()?)
    }

    /// Hands on all that was written so far, and what is needed no more for a while: what comes next has streams
    /// of its own, compressed so hard.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(crate) fn settle(&mut self, effort: Effort) -> Result<(), Failure> {
        self.end_pack()?;
        self.packer = Packer::new(effort);
        Ok(self.sink.hand_on()?)
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
        pack.places(number).for_each(|place| self.add_place(place));
        self.stream(number, &entries, &data)?;
        // The room is used again.
        pack.index.clear();
        self.pack = pack;
        if self.rows >= MOST_ROWS {
            self.section("")?;
        }
        Ok(())
    }

    /// Writes the last section of the cross-reference table and ends the file: `entries` are the trailer's
    /// beside `Size`, `ID` and `Prev`. Gives the output back, and the digest of the file.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(crate) fn finish(mut self, entries: &str) -> Result<(W, Digest), Failure> {
        self.end_pack()?;
        let id = u128::from_be_bytes(self.sink.digest()?);
        let start = self.section(&format!("{entries}/ID[<{id:032x}><{id:032x}>]"))?;
        let end = format!("startxref\n{start}\n%%EOF\n");
        self.sink.bytes().raw(&end);
        Ok(self.sink.finish()?)
    }

    /// Writes a section of the cross-reference table with the places since the one before, and the trailer
    /// in it (ISO 32000-1, 7.5.8); where it is. The file is as one that grew by updates (7.5.6), so that
    /// nothing of a section stays in memory.
    fn section(&mut self, entries: &str) -> Result<u64, Failure> {
        let number = self.number();
        let place = ObjectLocation::alone(number, &self.sink);
        let start = place.at;
        self.add_place(place);
        let (size, before) = (number + 1, self.section.replace(start));
        let places = std::mem::take(&mut self.places);
        self.rows = 0;
        let table = XrefSection::of(places, before.is_none(), start.max(size.into()));
        let mut trailer =
            format!("/Type/XRef/Size {size}/W[1 {} 1]{entries}", table.width).into_bytes();
        if let Some(before) = before {
            table.write_index(&mut trailer);
            trailer.raw(&format!("/Prev {before}"));
        }
        if self.packer.is_of_many() {
            // No other file has these rows, and there are few: to pack them costs time and saves little.
            write_plain(self.sink.bytes(), number, &trailer, &table.rows);
        } else {
            let columns = table.columns();
            trailer.raw("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns ");
            trailer.integer(columns).raw(">>");
            let packed = self.packer.pack(&table.differences())?;
            write_plain(self.sink.bytes(), number, &trailer, packed);
        }
        self.sink.pass()?;
        Ok(start)
    }

    fn add_place(&mut self, place: ObjectLocation) {
        self.rows += place.rows() as usize;
        self.places.push(place);
    }
}

impl Pack {
    /// Returns the locations of its objects, by consecutive numbers.
    fn places(&self, pack: u32) -> impl Iterator<Item = ObjectLocation> {
        let rows = self.index.chunk_by(|(a, _), (b, _)| a + 1 == *b);
        rows.scan(0, move |place, row| {
            let at = u64::from(pack) << 8 | *place;
            *place += row.len() as u64;
            Some(ObjectLocation {
                first: row[0].0,
                count: u32::try_from(row.len()).unwrap_or_default(),
                at,
            })
        })
    }
}

/// Writes a stream that is packed already.
fn write_plain(bytes: &mut Vec<u8>, number: u32, entries: &[u8], data: &[u8]) {
    begin(bytes, number);
    bytes.raw("<<").extend_from_slice(entries);
    write_stream(bytes, data);
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

/// Returns the end of line after data. A carriage return at their end would be read as a part of a line feed
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
        let (file, _) = objects.finish("").unwrap();
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
    fn what_has_settled_holds_no_compressor() {
        let mut objects = Objects::new(Vec::new(), Effort::Alike);
        let number = objects.number();
        objects.stream(number, "", b"a").unwrap();
        objects.settle(Effort::Quick).unwrap();
        assert!(objects.packer.is_at_rest() && objects.clone().packer.is_at_rest());
    }

    #[test]
    fn objects_with_consecutive_numbers_share_a_place() {
        let index = [5, 6, 7, 2, 9, 10].map(|number| (number, 0));
        let pack = Pack {
            index: index.into(),
            objects: Vec::new(),
        };
        let places: Vec<_> = pack.places(3).collect();
        let place = |first, count, at| ObjectLocation { first, count, at };
        let expected = [place(5, 3, 0x300), place(2, 1, 0x303), place(9, 2, 0x304)];
        assert_eq!(places, expected);
    }

    #[test]
    fn there_is_room_for_as_many_objects_as_pdf_a_allows() {
        let mut objects = Objects::new(Vec::new(), Effort::Quick);
        objects.numbers(MOST - 1100);
        assert!(objects.has_room(100));
        assert!(!objects.has_room(101));
    }
}
