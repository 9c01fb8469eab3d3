//! Texts that cells share, by their numbers: a list of people has hundreds of thousands.

use crate::limits;
use crate::members::varint;

/// The bytes of texts that stand together. A text is in one piece: a longer one has its own. The allocator puts pieces of
/// this size into pages of half a megabyte, and larger ones into pages of four.
const PIECE: usize = 1 << 15;

/// The place of one text in so many is known; the others follow it.
const APART: usize = 8;

/// Texts by their numbers. They stand together, each behind its length.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pieces: Vec<Vec<u8>>,
    /// Where each text begins whose number [`APART`] divides: the piece, and the byte in it.
    starts: Vec<u32>,
    count: usize,
    bytes: usize,
}

/// Where a text ends: the number of the next one, the piece, and the byte in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    number: usize,
    piece: usize,
    place: usize,
}

/// Why a text is not added: they are too many or too long.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooManyTexts;

impl Texts {
    /// Adds a text, whose number is that of the texts before it.
    ///
    /// # Errors
    /// If they are too many or too long.
    pub(super) fn add(&mut self, text: &str) -> Result<(), TooManyTexts> {
        let needed = text.len() + size_of::<u32>();
        self.bytes += needed;
        if self.bytes > limits::SHARED || self.count >= limits::STRINGS {
            return Err(TooManyTexts);
        }
        let is_full = |piece: &Vec<u8>| piece.len() + needed > PIECE;
        if self.pieces.last().is_none_or(is_full) {
            self.pieces.push(Vec::with_capacity(needed.max(PIECE)));
        }
        let number = self.pieces.len() - 1;
        let piece = &mut self.pieces[number];
        if self.count.is_multiple_of(APART) {
            let start = u32::try_from(number * PIECE + piece.len());
            self.starts.push(start.map_err(|_| TooManyTexts)?);
        }
        self.count += 1;
        varint::push(piece, text.len());
        piece.extend(text.bytes());
        Ok(())
    }

    /// The text of a number. `end` is where the furthest text ended that was asked for this way: cells mostly ask for
    /// the next one.
    pub(super) fn get(&self, number: usize, end: &mut End) -> Option<&str> {
        let mut at = match number.checked_sub(end.number) {
            Some(0..APART) => *end,
            _ => self.known(number)?,
        };
        let mut text = self.pass(&mut at)?;
        while at.number <= number {
            text = self.pass(&mut at)?;
        }
        if at.number > end.number {
            *end = at;
        }
        std::str::from_utf8(text).ok()
    }

    /// The last known place before a text.
    fn known(&self, number: usize) -> Option<End> {
        let start = *self.starts.get(number / APART)? as usize;
        Some(End {
            number: number - number % APART,
            piece: start / PIECE,
            place: start % PIECE,
        })
    }

    /// The text that stands at a place, which moves behind it.
    fn pass(&self, at: &mut End) -> Option<&[u8]> {
        (at.piece, at.place) = self.begin(at.piece, at.place);
        let piece = self.pieces.get(at.piece)?;
        let (length, start) = varint::at(piece, at.place)?;
        at.number += 1;
        at.place = start + length;
        piece.get(start..at.place)
    }

    /// The place of the text that stands at one, or begins the next piece where a piece ends.
    fn begin(&self, piece: usize, place: usize) -> (usize, usize) {
        let is_end = self.pieces.get(piece).is_some_and(|own| own.len() <= place);
        if is_end {
            (piece + 1, 0)
        } else {
            (piece, place)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn many_texts_fill_several_pieces() {
        let mut texts = Texts::default();
        let long = "é".repeat(300_000);
        for text in ["", &long, "a", &long, &long] {
            texts.add(text).unwrap();
        }
        let mut end = End::default();
        let found: Vec<Option<&str>> = (0..6).map(|number| texts.get(number, &mut end)).collect();
        let long = Some(long.as_str());
        assert_eq!(found, [Some(""), long, Some("a"), long, long, None]);
        assert_eq!(texts.pieces.len(), 5);
    }

    #[test]
    fn there_can_be_too_many() {
        let mut texts = Texts::default();
        for _ in 0..limits::STRINGS {
            texts.add("").unwrap();
        }
        assert_eq!(texts.add(""), Err(TooManyTexts));
        assert_eq!(
            Texts::default().add(&"x".repeat(limits::SHARED)),
            Err(TooManyTexts)
        );
    }

    proptest! {
        #[test]
        fn each_is_found_by_its_number(
            lengths in prop::collection::vec(0..40_000_usize, 0..40),
            asked in prop::collection::vec(0..40_usize, 0..40),
        ) {
            let own: Vec<String> = lengths.iter().enumerate().map(|(n, length)| format!("{n}{}", "x".repeat(*length))).collect();
            let mut texts = Texts::default();
            for text in &own {
                texts.add(text).unwrap();
            }
            let mut end = End::default();
            for number in asked.into_iter().chain(0..=own.len()) {
                let text = own.get(number).map(String::as_str);
                prop_assert_eq!(texts.get(number, &mut end), text);
                prop_assert_eq!(texts.get(number, &mut End::default()), text);
            }
        }
    }
}
