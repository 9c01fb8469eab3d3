//! A paragraph as words, and the lines it is broken into.
//!
//! Owns the measures that `breaking` decides on and the division of words. Every word is shaped once;
//! only a word that is really divided is shaped anew, in its two parts.

use std::ops::Range;

use crate::breaking::{self, Break, BreakKind};
use crate::font::UNITS;
use crate::hyphenation;
use crate::layout::lines::shaped_word::{BrokenLine, ParagraphWord};
use crate::layout::lines::shaping::Shaping;
use crate::layout::lines::spans::Spans;
use crate::length::Length;
use crate::letter::markup::Span;

/// A paragraph on one endless line.
pub(crate) struct Paragraph {
    spans: Spans,
    text: String,
    /// The words.
    pub words: Vec<ParagraphWord>,
}

/// A place where a line can end: behind a word, or at a byte of the paragraph within it.
#[derive(Clone, Copy)]
struct BreakPoint {
    word: usize,
    within: Option<usize>,
}

impl Paragraph {
    /// Shapes the words of spans without line breaks.
    pub(crate) fn new(shaping: &mut Shaping<'_>, spans: Vec<Span>) -> Self {
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        let spans = Spans::new(spans);
        let words = breaking::words(&text).into_iter().map(|word| {
            let fragments = shaping.fragments(&spans, &text, word.text.clone());
            let blanks = shaping
                .fragments(&spans, &text, word.blanks)
                .into_iter()
                .next();
            ParagraphWord {
                range: word.text,
                fragments,
                blanks,
            }
        });
        let words = words.collect();
        Self { spans, text, words }
    }

    /// Shapes the words of spans, and cuts words that are wider than a line between their characters.
    pub(crate) fn fitting(
        shaping: &mut Shaping<'_>,
        spans: Vec<Span>,
        size: Length,
        width: Length,
    ) -> Self {
        let mut paragraph = Self::new(shaping, spans);
        let words = std::mem::take(&mut paragraph.words);
        for word in words {
            if to_points(word.advance(), size) <= width.to_points() {
                paragraph.words.push(word);
                continue;
            }
            for range in paragraph.cuts(shaping, &word, size, width) {
                let part = paragraph.part(shaping, range);
                paragraph.words.push(part);
            }
            if let Some(last) = paragraph.words.last_mut() {
                last.blanks = word.blanks;
            }
        }
        paragraph
    }

    /// Returns the ranges of the parts of a word that each fit a width; marks stay with their letter.
    fn cuts(
        &self,
        shaping: &mut Shaping<'_>,
        word: &ParagraphWord,
        size: Length,
        width: Length,
    ) -> Vec<Range<usize>> {
        // A little less than the width: letters set alone lack the kerning between them.
        let most = width.0 * i64::from(UNITS) / size.0.max(1) * 98 / 100;
        let style = word
            .fragments
            .first()
            .map_or(shaping.plain(), |fragment| fragment.style);
        let (mut cuts, mut start, mut used) = (Vec::new(), word.range.start, 0);
        for (offset, c) in self.text[word.range.clone()].char_indices() {
            let at = word.range.start + offset;
            let advance = shaping.advance(style, &c.to_string());
            if used + advance > most && advance > 0 && at > start {
                cuts.push(start..at);
                (start, used) = (at, 0);
            }
            used += advance;
        }
        cuts.push(start..word.range.end);
        cuts
    }

    /// Breaks the paragraph into lines of at most `width`. In a `body`, words are divided and blanks
    /// squeezed where that helps.
    pub(crate) fn lines(
        &self,
        shaping: &mut Shaping<'_>,
        size: Length,
        width: Length,
        body: bool,
    ) -> Vec<BrokenLine<'_>> {
        let points = if body && self.width(size) > width.to_points() {
            self.points(shaping)
        } else {
            Vec::new()
        };
        let squeeze = if body { breaking::SQUEEZE } else { 0.0 };
        let (places, breaks) = self.breaks(shaping, size, &points);
        let mut from = None;
        let ends = breaking::lines(&breaks, width.to_points(), squeeze).into_iter();
        ends.map(|end| {
            let line = self.line(shaping, from, places[end]);
            from = Some(places[end]);
            line
        })
        .collect()
    }

    /// Finds the bytes at which words may be divided, with an inserted hyphen or behind a written one.
    fn points(&self, shaping: &mut Shaping<'_>) -> Vec<usize> {
        let lang = shaping.lang;
        let lang = |at| self.spans.lang(at).unwrap_or(lang);
        let mut points = hyphenation::compounds(&self.text);
        points.extend(shaping.hyphenator().points(&self.text, lang));
        points.sort_unstable();
        points
    }

    fn is_hyphen_before(&self, point: usize) -> bool {
        self.text[..point].ends_with('-')
    }

    fn width(&self, size: Length) -> f64 {
        let fragments = |word: &'_ ParagraphWord| -> i64 {
            let fragments = word.fragments.iter().chain(&word.blanks);
            fragments.map(|fragment| fragment.shaped.advance()).sum()
        };
        to_points(self.words.iter().map(fragments).sum(), size)
    }

    /// Returns the widths of the parts of a divided word in font units. The kerning between them, which is
    /// below a hair, counts with one of them; a ligature between them is undone.
    fn parts(&self, shaping: &mut Shaping<'_>, word: &ParagraphWord, point: usize) -> (i64, i64) {
        if let Some(before) = word.advance_before(point) {
            return (before, word.advance() - before);
        }
        let Range { start, end } = word.range;
        let [before, after] = [start..point, point..end].map(|part| self.part(shaping, part));
        (before.advance(), after.advance())
    }

    /// Lists every place for a break, with its measures in points.
    fn breaks(
        &self,
        shaping: &mut Shaping<'_>,
        size: Length,
        points: &[usize],
    ) -> (Vec<BreakPoint>, Vec<Break>) {
        let mut places = Vec::with_capacity(self.words.len() + points.len());
        let mut breaks = Vec::with_capacity(self.words.len() + points.len());
        let mut at = 0;
        let mut rest = points;
        for (n, word) in self.words.iter().enumerate() {
            let inside = rest.partition_point(|point| *point < word.range.end);
            for point in &rest[..inside] {
                places.push(BreakPoint {
                    word: n,
                    within: Some(*point),
                });
                breaks.push(self.division(shaping, word, *point, (at, size)));
            }
            rest = &rest[inside..];
            let end = at + word.advance();
            at = end
                + word
                    .blanks
                    .as_ref()
                    .map_or(0, |blanks| blanks.shaped.advance());
            places.push(BreakPoint {
                word: n,
                within: None,
            });
            breaks.push(Break {
                end: to_points(end, size),
                start: to_points(at, size),
                kind: BreakKind::Word,
            });
        }
        (places, breaks)
    }

    /// Measures a break inside a word that begins at a place on the line.
    fn division(
        &self,
        shaping: &mut Shaping<'_>,
        word: &ParagraphWord,
        point: usize,
        (at, size): (i64, Length),
    ) -> Break {
        let (before, after) = self.parts(shaping, word, point);
        let (hyphen, kind) = if self.is_hyphen_before(point) {
            (0, BreakKind::Hyphen)
        } else {
            (word.hyphen_advance(shaping), BreakKind::Divided)
        };
        Break {
            end: to_points(at + before + hyphen, size),
            start: to_points(at + word.advance() - after, size),
            kind,
        }
    }

    /// Makes the line from one place, or the start of the paragraph, to another.
    fn line(
        &self,
        shaping: &mut Shaping<'_>,
        from: Option<BreakPoint>,
        to: BreakPoint,
    ) -> BrokenLine<'_> {
        let first = from.map_or(0, |from| from.word + 1);
        let start = from.and_then(|from| Some((from.word, from.within?)));
        let start_of_tail = match start {
            Some((word, point)) if word == to.word => point,
            _ => self.words[to.word].range.start,
        };
        let tail = to
            .within
            .map(|point| self.part(shaping, start_of_tail..point));
        let tail = tail.map(|mut part| {
            let written = self.is_hyphen_before(part.range.end);
            if let Some(last) = part.fragments.last_mut().filter(|_| !written) {
                *last = shaping.hyphenated(last);
            }
            part
        });
        let head = start
            .filter(|(word, _)| *word != to.word || tail.is_none())
            .map(|(word, point)| ParagraphWord {
                blanks: self.words[word].blanks.clone(),
                ..self.part(shaping, point..self.words[word].range.end)
            });
        let end = to.word + usize::from(to.within.is_none());
        BrokenLine {
            head,
            whole: &self.words[first.min(end)..end],
            tail,
        }
    }

    /// Shapes a part of a word, without blanks.
    fn part(&self, shaping: &mut Shaping<'_>, range: Range<usize>) -> ParagraphWord {
        ParagraphWord {
            fragments: shaping.fragments(&self.spans, &self.text, range.clone()),
            range,
            blanks: None,
        }
    }
}

/// Converts font units to points.
fn to_points(units: i64, size: Length) -> f64 {
    size.scale(units, i64::from(UNITS)).to_points()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Family;
    use crate::layout::lines::shaping::Words;

    /// A size whose units are those of lengths.
    const SIZE: Length = Length(UNITS as i64);

    fn paragraph(shaping: &mut Shaping<'_>, text: &str) -> Paragraph {
        let span = Span {
            text: text.to_owned(),
            ..Span::default()
        };
        Paragraph::new(shaping, vec![span])
    }

    /// The parts that the last word of a text is cut into, for so many letters of the width of a digit.
    fn cut(text: &str, letters: i64, more: i64) -> Vec<String> {
        let mut words = Words::default();
        let mut shaping = Shaping::new(&mut words, Family::Serif, "en");
        let digit = shaping.advance(shaping.plain(), "0");
        // The width that counts as exactly so many.
        let width = (letters * digit * 100 + 97) / 98 + more;
        let paragraph = paragraph(&mut shaping, text);
        let word = paragraph.words.last().unwrap();
        let cuts = paragraph.cuts(&mut shaping, word, SIZE, Length(width));
        cuts.into_iter()
            .map(|range| paragraph.text[range].to_owned())
            .collect()
    }

    #[test]
    fn a_word_that_is_too_long_is_cut_into_parts_that_fit() {
        for text in ["0000000", "Go to 0000000"] {
            assert_eq!(cut(text, 3, 0), ["000", "000", "0"]);
            assert_eq!(cut(text, 3, 9), ["000", "000", "0"]);
            assert_eq!(cut(text, 3, -9), ["00", "00", "00", "0"]);
            assert_eq!(cut(text, 7, 0), ["0000000"]);
        }
    }

    #[test]
    fn marks_stay_with_their_letter_in_a_line_that_has_room_for_none() {
        let text = "a\u{301}e\u{301}";
        assert_eq!(cut(text, 0, 9), ["a\u{301}", "e\u{301}"]);
        assert_eq!(cut("go a\u{301}", 0, 9), ["a\u{301}"]);
    }

    #[test]
    fn a_line_begins_and_ends_within_words_that_are_divided() {
        let mut words = Words::default();
        let mut shaping = Shaping::new(&mut words, Family::Serif, "en");
        let paragraph = paragraph(&mut shaping, "negotiations go well-known ways");
        let at = |word, within| BreakPoint { word, within };
        let after = "negotiations go ".len();
        for (from, to, expected) in [
            (None, at(0, Some(3)), "neg\u{ad}"),
            (Some(at(0, Some(3))), at(0, Some(7)), "otia\u{ad}"),
            (Some(at(0, Some(3))), at(0, None), "otiations |"),
            (Some(at(0, Some(3))), at(1, None), "otiations |go |"),
            (
                Some(at(0, Some(3))),
                at(2, Some(after + 5)),
                "otiations |go |well-",
            ),
            (Some(at(2, Some(after + 5))), at(3, None), "known |ways"),
            (Some(at(1, None)), at(2, Some(after + 5)), "well-"),
            (Some(at(1, None)), at(3, None), "well-known |ways"),
        ] {
            let line = paragraph.line(&mut shaping, from, to);
            let said = line.words().map(|word| {
                let fragments = word.fragments.iter();
                let glyphs = fragments.flat_map(|fragment| &fragment.shaped.glyphs);
                let word_is: String = glyphs.map(|glyph| glyph.text.as_str()).collect();
                word_is + word.blanks.as_ref().map_or("", |_| " |")
            });
            assert_eq!(said.collect::<String>(), expected);
        }
    }

    #[test]
    fn a_word_is_measured_up_to_a_byte_unless_a_glyph_stands_for_both_sides() {
        let mut words = Words::default();
        let mut shaping = Shaping::new(&mut words, Family::Serif, "en");
        let paragraph = paragraph(&mut shaping, "an official");
        let (word, start) = (&paragraph.words[1], "an ".len());
        let advances = word.fragments[0].shaped.glyphs.iter();
        let advances: Vec<i64> = advances.map(|glyph| i64::from(glyph.advance)).collect();
        // The glyphs of o, the ligature ffi, c, i, a and l.
        assert_eq!(advances.len(), 6);
        for (letters, glyphs) in [
            (0, Some(0)),
            (1, Some(1)),
            (2, None),
            (3, None),
            (4, Some(2)),
            (7, Some(5)),
        ] {
            let expected = glyphs.map(|n: usize| advances[..n].iter().sum());
            assert_eq!(word.advance_before(start + letters), expected, "{letters}");
        }
    }
}
