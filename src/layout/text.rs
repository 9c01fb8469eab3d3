//! Text as lines of runs.

use std::rc::Rc;
use std::sync::Arc;

use crate::font::UNITS;
use crate::layout::blanks;
use crate::layout::line_cache::SharedLines;
use crate::layout::paragraph::{BrokenLine, Paragraph};
use crate::layout::setter::{Fragment, Setter};
use crate::length::Length;
use crate::letter::markup::Span;
use crate::page::{GlyphRun, Role};

impl Setter<'_> {
    /// Sets a text on one line.
    pub fn line(&mut self, text: &str, size: Length, role: Role, block: usize) -> Vec<GlyphRun> {
        let span = Span {
            text: text.to_owned(),
            ..Span::default()
        };
        let words = Paragraph::new(self, vec![span]).words;
        self.runs(&BrokenLine::of(&words), false, size, role, block)
    }

    /// Breaks spans into lines of at most `width`; a `\n` ends a line.
    pub fn paragraph(
        &mut self,
        spans: &[Span],
        size: Length,
        width: Length,
        role: Role,
        block: usize,
    ) -> Vec<Vec<GlyphRun>> {
        let body = matches!(role, Role::Paragraph | Role::ListItem);
        let lines = self.lines(spans, size, width, body);
        let placed = |run: &GlyphRun| GlyphRun {
            role,
            block,
            ..run.clone()
        };
        let lines = lines.iter().map(|line| line.iter().map(placed).collect());
        lines.collect()
    }

    /// Returns the lines of a paragraph, of no role and no block; cached ones if they can be set.
    fn lines(&mut self, spans: &[Span], size: Length, width: Length, body: bool) -> SharedLines {
        if let Some(known) = self.cache.lines(&self.setting, spans, (size, width), body) {
            return known;
        }
        let lacking = self.lacking;
        let lines = Rc::new(self.broken(spans, size, width, body));
        if self.lacking == lacking {
            self.cache.learn(&lines);
        }
        lines
    }

    fn broken(
        &mut self,
        spans: &[Span],
        size: Length,
        width: Length,
        body: bool,
    ) -> Vec<Vec<GlyphRun>> {
        let mut lines = Vec::new();
        let parts = split_lines(spans);
        let count = parts.len();
        for (n, part) in parts.into_iter().enumerate() {
            let paragraph = Paragraph::fitting(self, part, size, width);
            let broken = paragraph.lines(self, size, width, body);
            let last = broken.len();
            for (m, line) in broken.iter().enumerate() {
                let goes_on = m + 1 < last || n + 1 < count;
                let mut runs = self.runs(line, goes_on, size, Role::Artifact, 0);
                blanks::squeeze(&mut runs, width);
                lines.push(runs);
            }
        }
        lines
    }

    /// Makes the runs of a line: neighbours of one style and language in one run. The blanks at its end stay
    /// only where the text goes on in the next line: nobody sees them, but they keep words apart for those who
    /// listen or copy.
    fn runs(
        &self,
        line: &BrokenLine<'_>,
        goes_on: bool,
        size: Length,
        role: Role,
        block: usize,
    ) -> Vec<GlyphRun> {
        let count = line.words().count();
        let fragments = line.words().enumerate().flat_map(|(n, word)| {
            let blanks = word.blanks.as_ref().filter(|_| goes_on || n + 1 < count);
            word.fragments.iter().chain(blanks)
        });
        let fragments: Vec<&Fragment> = fragments.collect();
        let alike =
            |a: &&Fragment, b: &&Fragment| a.style == b.style && self.lang(a) == self.lang(b);
        let mut x = Length::ZERO;
        let runs = fragments.chunk_by(alike).map(|fragments| {
            let run = self.run(fragments, x, size, role, block);
            x += run.width(UNITS);
            run
        });
        runs.collect()
    }

    fn lang<'p>(&'p self, fragment: &'p Fragment) -> &'p str {
        fragment.lang.as_ref().unwrap_or(&self.setting.lang)
    }

    /// Pieces of the style and the language of the first.
    fn run(
        &self,
        fragments: &[&Fragment],
        x: Length,
        size: Length,
        role: Role,
        block: usize,
    ) -> GlyphRun {
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
            lang: self.lang(fragments[0]).to_owned(),
            role,
            block,
            text: fragments.iter().map(|fragment| &*fragment.text).collect(),
            glyphs: Arc::new(glyphs),
        }
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

/// Returns the width of a line, with the blanks at its end.
pub fn width(runs: &[GlyphRun]) -> Length {
    runs.last()
        .map_or(Length::ZERO, |run| run.x + run.width(UNITS))
}

/// Moves a line.
pub fn shift(runs: &mut [GlyphRun], x: Length, y: Length) {
    for run in runs {
        run.x += x;
        run.y += y;
    }
}
