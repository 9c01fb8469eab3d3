//! A part of a file as one who writes says it, or as several do: with one text of each `voice` in its place.
//!
//! The problems of such a text have their places in the file.

use std::ops::Range;

use crate::letter::engine::Voice;

/// A text, and the origins of its pieces.
pub(super) struct Spoken {
    /// The text.
    pub text: String,
    pieces: Vec<Mapping>,
}

struct Mapping {
    /// Its first byte in the text.
    start: usize,
    /// Its bytes in the file.
    of: Range<usize>,
    /// Whether it is a text of a `voice`, whose bytes are not those of the file.
    is_voice: bool,
}

/// The part `range` of a file with the text that `choose` takes of each of its voices.
pub(super) fn spoken(
    file: &str,
    range: Range<usize>,
    voices: &[Voice],
    choose: fn(&Voice) -> &str,
) -> Spoken {
    let mut spoken = Spoken {
        text: String::new(),
        pieces: Vec::new(),
    };
    let mut at = range.start;
    for voice in voices {
        let before = at..voice.range.start;
        spoken.add(part(file, &before), before, false);
        spoken.add(choose(voice), voice.range.clone(), true);
        at = voice.range.end;
    }
    let rest = at..range.end;
    spoken.add(part(file, &rest), rest, false);
    spoken
}

fn part<'f>(file: &'f str, range: &Range<usize>) -> &'f str {
    file.get(range.clone()).unwrap_or_default()
}

impl Spoken {
    fn add(&mut self, text: &str, of: Range<usize>, is_voice: bool) {
        if text.is_empty() {
            return; // no byte of it can be asked for
        }
        self.pieces.push(Mapping {
            start: self.text.len(),
            of,
            is_voice,
        });
        self.text.push_str(text);
    }

    /// The bytes of the file that bytes of the text are from; of a `voice`, all of it.
    pub(super) fn of_file(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1).max(range.start);
        self.byte(range.start).start..self.byte(last).end
    }

    /// The bytes of the file that a byte of the text is from.
    fn byte(&self, at: usize) -> Range<usize> {
        let before = |piece: &&Mapping| piece.start <= at;
        match self.pieces.iter().rev().find(before) {
            Some(piece) if piece.is_voice => piece.of.clone(),
            Some(piece) => {
                let from = (piece.of.start + at - piece.start).min(piece.of.end);
                from..(from + 1).min(piece.of.end)
            }
            None => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_text_are_found_in_the_file() {
        let file = "+++\na {{v}} b";
        let voice = Voice {
            range: 6..11,
            one: "one".to_owned(),
            several: String::new(),
        };
        let voices = [voice];
        let one = spoken(file, 4..13, &voices, |voice| &voice.one);
        assert_eq!(one.text, "a one b");
        assert_eq!(one.of_file(&(0..1)), 4..5);
        assert_eq!(one.of_file(&(3..4)), 6..11);
        assert_eq!(one.of_file(&(4..7)), 6..13);
        let several = spoken(file, 4..13, &voices, |voice| &voice.several);
        assert_eq!(several.text, "a  b");
        assert_eq!(several.of_file(&(2..4)), 11..13);
    }
}
