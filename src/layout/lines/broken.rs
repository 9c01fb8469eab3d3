//! Spans as lines of runs.

use std::sync::Arc;

use crate::font::{Family, UNITS};
use crate::layout::lines::blanks;
use crate::layout::lines::paragraph::Paragraph;
use crate::layout::lines::shaped_word::BrokenLine;
use crate::layout::lines::shaping::{Fragment, Lacking, Shaping, Words};
use crate::length::Length;
use crate::letter::markup::Span;
use crate::page::{GlyphRun, Role};

/// Everything that the lines of a paragraph depend on: [`broken`] is handed nothing else but the words that it shapes.
#[derive(Clone, Copy, Debug, Hash)]
pub(crate) struct LineRequest<'r> {
    /// The spans; a `\n` in them ends a line.
    pub spans: &'r [Span],
    /// The size of the type.
    pub size: Length,
    /// The most that a line measures.
    pub width: Length,
    /// Whether it is a paragraph of the body, in which words are divided.
    pub is_body: bool,
    /// The family of faces.
    pub family: Family,
    /// The language of spans that name none.
    pub lang: &'r str,
}

/// The lines of a paragraph from the origin, of no role and no block.
#[derive(Debug)]
pub(crate) struct SetLines {
    /// The lines.
    pub lines: Vec<Vec<GlyphRun>>,
    /// The characters that could not be set.
    pub lacking: Lacking,
}

/// Sets a text on one line, of no role and no block.
pub(crate) fn single(shaping: &mut Shaping<'_>, text: &str, size: Length) -> Vec<GlyphRun> {
    let span = Span {
        text: text.to_owned(),
        ..Span::default()
    };
    let words = Paragraph::new(shaping, vec![span]).words;
    runs(&BrokenLine::of(&words), false, size, shaping.lang)
}

/// Breaks a paragraph into lines.
pub(crate) fn broken(words: &mut Words, request: &LineRequest<'_>) -> SetLines {
    // Taken apart without `..`: what it does not name cannot be used.
    let LineRequest {
        spans,
        size,
        width,
        is_body,
        family,
        lang,
    } = *request;
    let mut shaping = Shaping::new(words, family, lang);
    let mut lines = Vec::new();
    let parts = split_lines(spans);
    let count = parts.len();
    for (n, part) in parts.into_iter().enumerate() {
        let paragraph = Paragraph::fitting(&mut shaping, part, size, width);
        let broken = paragraph.lines(&mut shaping, size, width, is_body);
        let last = broken.len();
        for (m, line) in broken.iter().enumerate() {
            let goes_on = m + 1 < last || n + 1 < count;
            let mut runs = runs(line, goes_on, size, lang);
            blanks::squeeze(&mut runs, width);
            lines.push(runs);
        }
    }
    SetLines {
        lines,
        lacking: shaping.lacking,
    }
}

/// Makes the runs of a line: neighbours of one style and language in one run. The blanks at its end stay
/// only where the text goes on in the next line: nobody sees them, but they keep words apart for those who
/// listen or copy.
fn runs(line: &BrokenLine<'_>, goes_on: bool, size: Length, lang: &str) -> Vec<GlyphRun> {
    let count = line.words().count();
    let fragments = line.words().enumerate().flat_map(|(n, word)| {
        let blanks = word.blanks.as_ref().filter(|_| goes_on || n + 1 < count);
        word.fragments.iter().chain(blanks)
    });
    let fragments: Vec<&Fragment> = fragments.collect();
    let of = |fragment: &Fragment| fragment.lang.as_deref().unwrap_or(lang).to_owned();
    let alike = |a: &&Fragment, b: &&Fragment| {
        a.style == b.style && a.lang.as_deref().unwrap_or(lang) == b.lang.as_deref().unwrap_or(lang)
    };
    let mut x = Length::ZERO;
    let runs = fragments.chunk_by(alike).map(|fragments| {
        let run = run(fragments, x, size, of(fragments[0]));
        x += run.width(UNITS);
        run
    });
    runs.collect()
}

/// Pieces of the style and the language of the first.
fn run(fragments: &[&Fragment], x: Length, size: Length, lang: String) -> GlyphRun {
    let count = fragments
        .iter()
        .map(|fragment| fragment.shaped.glyphs.len())
        .sum();
    let mut glyphs = Vec::with_capacity(count);
    for fragment in fragments {
        glyphs.extend_from_slice(&fragment.shaped.glyphs);
    }
    GlyphRun {
        x,
        y: Length::ZERO,
        style: fragments[0].style,
        size,
        lang,
        role: Role::Artifact,
        block: 0,
        text: fragments.iter().map(|fragment| &*fragment.text).collect(),
        glyphs: Arc::new(glyphs),
    }
}

/// Returns the spans of each line of a text with `\n` in it.
fn split_lines(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut lines = vec![Vec::new()];
    for span in spans {
        for (n, part) in span.text.split('\n').enumerate() {
            if n > 0 {
                // A blank keeps the words of two lines apart, as in any broken line.
                let last = lines
                    .last_mut()
                    .and_then(|line: &mut Vec<Span>| line.last_mut());
                if let Some(last) = last {
                    last.text.push(' ');
                }
                lines.push(Vec::new());
            }
            if let (Some(line), false) = (lines.last_mut(), part.is_empty()) {
                line.push(Span {
                    text: part.to_owned(),
                    ..span.clone()
                });
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, strong: bool) -> Span {
        Span {
            text: text.to_owned(),
            strong,
            ..Span::default()
        }
    }

    /// The texts of the runs of each line.
    fn texts(spans: &[Span], points: i64) -> Vec<Vec<String>> {
        let request = LineRequest {
            spans,
            size: Length::points(10),
            width: Length::points(points),
            is_body: false,
            family: Family::Serif,
            lang: "en",
        };
        let set = broken(&mut Words::default(), &request);
        let lines = set.lines.into_iter();
        lines
            .map(|runs| runs.into_iter().map(|run| run.text).collect())
            .collect()
    }

    #[test]
    fn the_blank_at_the_end_of_a_line_stays_where_the_text_goes_on() {
        let spans = [span("one\ntwo\nthree ", false), span("four ", true)];
        let expected = [vec!["one "], vec!["two "], vec!["three ", "four"]];
        assert_eq!(texts(&spans, 300), expected);
        let spans = [span("negotiation independent government ", false)];
        let expected = [["negotiation "], ["independent "], ["government"]];
        assert_eq!(texts(&spans, 70), expected);
    }
}
