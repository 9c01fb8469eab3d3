//! Content that pages have in common: written once, named by each of them.
//!
//! A page's content may be several streams (ISO 32000-1, 7.7.3.3). What was on a page before, in the
//! same place and with the same marks, becomes a stream of its own when it comes again; the rest of a
//! page is written with what stands beside it. In one of many files of one letter, where nothing comes again,
//! what is long is a stream of its own: other files may have the same, and it is compressed once for all.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::io::Write;
use std::ops::Range;

use crate::cache;
use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;

/// The bytes of known content that are worth a stream of their own: the cost of an object.
const WORTH: usize = 256;

/// The size of a piece that may be the same in another file: a paragraph.
const LONG: usize = 1024;

/// The number of pieces remembered; at most twice as many.
const KNOWN: usize = 512;

/// The content of a page, and where its pieces are in it.
#[derive(Default)]
pub(super) struct PageContent {
    bytes: Vec<u8>,
    pieces: Vec<Range<usize>>,
}

impl PageContent {
    /// Clears the content and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.pieces.clear();
    }

    /// Adds a piece.
    pub(super) fn add(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        write(&mut self.bytes);
        self.pieces.push(start..self.bytes.len());
    }
}

/// The pieces that were written lately.
#[derive(Default)]
pub(super) struct Shared {
    recent: Pieces,
    /// Those that were recent when there were too many.
    older: Pieces,
    /// True if pieces come again in other files, not in this one.
    is_of_files: bool,
}

/// Pieces by a hash of their content.
type Pieces = HashMap<u64, Occurrence>;

/// The occurrences of a piece so far.
enum Occurrence {
    /// It was on one page.
    Seen,
    /// It came again and has a stream: its content and the stream's number.
    Written(Vec<u8>, u32),
}

impl Shared {
    /// Creates a store for content that is shared with other files, of one letter each.
    pub(super) fn of_files() -> Self {
        Self {
            is_of_files: true,
            ..Self::default()
        }
    }

    /// Writes the content of a page, and gives its streams.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn write<W: Write>(
        &mut self,
        content: &PageContent,
        objects: &mut Objects<W>,
    ) -> Result<Vec<u32>, Failure> {
        if self.is_of_files {
            return write_apart(content, objects);
        }
        self.write_shared(content, objects)
    }

    fn write_shared<W: Write>(
        &mut self,
        content: &PageContent,
        objects: &mut Objects<W>,
    ) -> Result<Vec<u32>, Failure> {
        let pieces = content.pieces.iter();
        let content = &content.bytes[..];
        let pieces: Vec<_> = pieces.map(|place| self.look(content, place)).collect();
        let mut streams = Vec::new();
        let mut own = 0..0;
        for stretch in pieces.chunk_by(|a, b| a.known == b.known) {
            let place = stretch[0].place.start..stretch[stretch.len() - 1].place.end;
            if !stretch[0].known || place.len() < WORTH {
                own.end = place.end;
                continue;
            }
            write_own(content, &own, &mut streams, objects)?;
            own = place.end..place.end;
            for piece in stretch {
                streams.push(self.stream(piece, content, objects)?);
            }
        }
        write_own(content, &own, &mut streams, objects)?;
        Ok(streams)
    }

    /// Looks up a piece, which is known from now on.
    fn look(&mut self, content: &[u8], place: &Range<usize>) -> Looked {
        let hash = cache::Hashing::default().hash_one(&content[place.clone()]);
        let known = self.recall(hash);
        Looked {
            place: place.clone(),
            hash,
            known,
        }
    }

    /// Makes a piece the latest one, and returns whether it was known.
    fn recall(&mut self, hash: u64) -> bool {
        if self.recent.contains_key(&hash) {
            return true;
        }
        let known = self.older.remove(&hash);
        let found = known.is_some();
        if self.recent.len() >= KNOWN {
            self.older = std::mem::take(&mut self.recent);
        }
        self.recent.insert(hash, known.unwrap_or(Occurrence::Seen));
        found
    }

    /// Returns the stream of a piece that was seen before, written now if it is not yet.
    fn stream<W: Write>(
        &mut self,
        piece: &Looked,
        content: &[u8],
        objects: &mut Objects<W>,
    ) -> Result<u32, Failure> {
        let content = &content[piece.place.clone()];
        let known = self
            .recent
            .get(&piece.hash)
            .or_else(|| self.older.get(&piece.hash));
        if let Some(Occurrence::Written(same, number)) = known
            && same == content
        {
            return Ok(*number);
        }
        let number = objects.number();
        objects.stream(number, "", content)?;
        let written = Occurrence::Written(content.to_vec(), number);
        self.recent.insert(piece.hash, written);
        Ok(number)
    }
}

/// Writes each long piece by itself, and the others with those beside them.
fn write_apart<W: Write>(
    content: &PageContent,
    objects: &mut Objects<W>,
) -> Result<Vec<u32>, Failure> {
    let mut streams = Vec::new();
    let is_long = |piece: &Range<usize>| piece.len() >= LONG;
    for stretch in content.pieces.chunk_by(|a, b| !is_long(a) && !is_long(b)) {
        let place = stretch[0].start..stretch[stretch.len() - 1].end;
        write_own(&content.bytes, &place, &mut streams, objects)?;
    }
    Ok(streams)
}

/// A piece that was looked up.
struct Looked {
    place: Range<usize>,
    hash: u64,
    known: bool,
}

fn write_own<W: Write>(
    content: &[u8],
    own: &Range<usize>,
    streams: &mut Vec<u32>,
    objects: &mut Objects<W>,
) -> Result<(), Failure> {
    if !own.is_empty() {
        let number = objects.number();
        objects.stream(number, "", &content[own.clone()])?;
        streams.push(number);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::deflate::Effort;

    /// The streams of pages that are made of pieces so long.
    fn streams(pages: &[&[(u8, usize)]]) -> Vec<Vec<u32>> {
        let mut objects = Objects::new(Vec::new(), Effort::Quick);
        let mut shared = Shared::default();
        let page = |pieces: &&[(u8, usize)]| {
            let mut content = PageContent::default();
            for (byte, length) in *pieces {
                content.add(|out| out.resize(out.len() + length, *byte));
            }
            shared.write(&content, &mut objects).unwrap()
        };
        pages.iter().map(page).collect()
    }

    #[test]
    fn what_comes_again_is_written_once_more_and_then_named() {
        let page: &[_] = &[(b'a', 10), (b'b', WORTH), (b'c', WORTH)];
        assert_eq!(
            streams(&[page; 4]),
            [vec![1], vec![2, 3, 4], vec![2, 3, 4], vec![2, 3, 4]]
        );
    }

    #[test]
    fn what_is_new_stays_together_where_it_stands() {
        let first: &[_] = &[(b'a', 10), (b'b', WORTH), (b'c', 10)];
        let other: &[_] = &[(b'd', 10), (b'e', 10), (b'b', WORTH), (b'f', 10)];
        assert_eq!(
            streams(&[first, other, first]),
            [vec![1], vec![2, 3, 4], vec![5, 3, 6]]
        );
    }

    #[test]
    fn little_is_not_worth_a_stream() {
        let page: &[_] = &[(b'a', 10), (b'b', WORTH - 1)];
        let other: &[_] = &[(b'c', 10), (b'b', WORTH - 1)];
        assert_eq!(
            streams(&[page, other, page]),
            [vec![1], vec![2], vec![3, 4]]
        );
    }

    #[test]
    fn what_was_long_ago_is_forgotten_and_what_is_used_is_not() {
        let mut shared = Shared::default();
        shared.recall(0);
        shared.recall(1);
        for hash in 2..3 * KNOWN as u64 {
            shared.recall(hash);
            assert!(shared.recall(0), "{hash}");
        }
        assert!(!shared.recall(1));
        assert!(shared.recent.len() + shared.older.len() <= 2 * KNOWN);
    }

    #[test]
    fn equal_hashes_do_not_make_equal_pieces() {
        let mut objects = Objects::new(Vec::new(), Effort::Quick);
        let mut shared = Shared::default();
        let piece = |place| Looked {
            place,
            hash: 1,
            known: true,
        };
        let mut stream = |place| shared.stream(&piece(place), b"abab", &mut objects).unwrap();
        assert_eq!([stream(0..2), stream(2..4), stream(1..3)], [1, 1, 2]);
    }
}
