//! Lines of runs: text shaped and put in a row.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::line_cache::{Known, Lines};
use super::words::{Line, Paragraph, Spans};
use super::{Fit, blanks};
use crate::diagnostic::{Diagnostic, Problems};
use crate::font::Style;
use crate::font::shape::Shaped;
use crate::hyphenation::Hyphenator;
use crate::length::Length;
use crate::letter::markup::Span;
use crate::page::profile::Typeface;
use crate::page::{GlyphRun, Role};

pub use crate::font::UNITS;

/// What all text of a letter shares.
#[derive(Clone, Debug)]
pub struct Setting {
    /// How tightly it is set.
    pub fit: Fit,
    /// The family of faces and the smallest sizes.
    pub face: Typeface,
    /// The language.
    pub lang: String,
    /// What else can be done about characters that the font lacks, as the end of a sentence.
    pub way_out: &'static str,
}

/// Turns text into runs that start at the origin, and collects what the font lacks.
pub struct Setter<'s> {
    known: &'s mut Known,
    /// What all text shares.
    pub setting: Setting,
    /// How many blocks there are.
    pub blocks: usize,
    /// Characters that cannot be set, and the first word each of them stands in.
    unset: BTreeMap<char, String>,
    /// How often there was one.
    lacking: usize,
    problems: Problems,
}

/// A part of a word in one style and language.
#[derive(Clone)]
pub struct Piece {
    /// The style.
    pub style: Style,
    /// The text, without the hyphen of a divided word.
    pub text: Rc<str>,
    /// The glyphs, with it.
    pub shaped: Rc<Shaped>,
    /// The language, where it is not that of the setting.
    lang: Option<String>,
}

impl<'s> Setter<'s> {
    /// A setter that uses what is known.
    pub fn new(known: &'s mut Known, setting: Setting) -> Self {
        Self {
            known,
            setting,
            blocks: 0,
            unset: BTreeMap::new(),
            lacking: 0,
            problems: Problems::default(),
        }
    }

    /// What could not be set, and what else was reported.
    pub fn into_problems(mut self) -> Problems {
        if let Some((_, word)) = self.unset.iter().next() {
            let list: Vec<String> = self
                .unset
                .keys()
                .map(|c| format!("`{c}` (U+{:04X})", u32::from(*c)))
                .collect();
            let message = format!(
                "these characters cannot be set: {}; as in `{word}`",
                list.join(", ")
            );
            let way_out = self.setting.way_out;
            let help = format!("write them in Latin, Greek or Cyrillic letters{way_out}");
            self.problems.push(Diagnostic::error(message).help(help));
        }
        self.problems
    }

    /// Records a problem.
    pub fn report(&mut self, problem: Diagnostic) {
        if !self.problems.0.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// What `set` sets is in a language, if one is given, instead of the letter's.
    pub fn in_language<T>(&mut self, lang: Option<&str>, set: impl FnOnce(&mut Self) -> T) -> T {
        let Some(lang) = lang else {
            return set(self);
        };
        let own = std::mem::replace(&mut self.setting.lang, lang.to_owned());
        let done = set(self);
        self.setting.lang = own;
        done
    }

    /// The style of text without emphasis.
    pub fn plain(&self) -> Style {
        Style::of(self.setting.face.family, false, false)
    }

    /// The number of a new block.
    pub fn block(&mut self) -> usize {
        self.blocks += 1;
        self.blocks - 1
    }

    /// A text on one line.
    pub fn line(&mut self, text: &str, size: Length, role: Role, block: usize) -> Vec<GlyphRun> {
        let span = Span {
            text: text.to_owned(),
            ..Span::default()
        };
        let words = Paragraph::new(self, vec![span]).words;
        self.runs(&Line::of(&words), false, size, role, block)
    }

    /// Spans broken into lines of at most `width`; a `\n` ends a line.
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

    /// The lines of a paragraph, of no role and no block; known ones if they can be set.
    fn lines(&mut self, spans: &[Span], size: Length, width: Length, body: bool) -> Lines {
        if let Some(known) = self.known.lines(&self.setting, spans, (size, width), body) {
            return known;
        }
        let lacking = self.lacking;
        let lines = Rc::new(self.broken(spans, size, width, body));
        if self.lacking == lacking {
            self.known.learn(&lines);
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

    /// The parts of a range of the text, cut where the style or the language changes.
    pub fn pieces(&mut self, spans: &Spans, text: &str, range: Range<usize>) -> Vec<Piece> {
        let parts = spans.within(range).map(|(span, part)| {
            let style = Style::of(self.setting.face.family, span.emphasis, span.strong);
            Piece {
                lang: span.lang.clone(),
                ..self.piece(style, &text[part])
            }
        });
        parts.collect()
    }

    /// A piece with a hyphen behind it that is seen, not read: it stands for a soft hyphen, which
    /// readers of the file drop to join the word (ISO 32000-1, 14.8.2.2.3).
    pub fn hyphenated(&mut self, piece: &Piece) -> Piece {
        let shown = self.piece(piece.style, &format!("{}\u{2010}", piece.text));
        let mut shaped = Shaped::clone(&shown.shaped);
        if let Some(hyphen) = shaped.glyphs.last_mut() {
            hyphen.text = "\u{ad}".into();
        }
        Piece {
            shaped: Rc::new(shaped),
            ..piece.clone()
        }
    }

    /// The language of spans that name none, and what divides words.
    pub fn dividing(&mut self) -> (&str, &mut Hyphenator) {
        (&self.setting.lang, &mut self.known.hyphenator)
    }

    /// The width of a hyphen in font units.
    pub fn hyphen(&mut self, style: Style) -> i64 {
        self.known.shaper.shape(style, "\u{2010}").advance()
    }

    fn piece(&mut self, style: Style, text: &str) -> Piece {
        let (text, shaped) = self.known.shaper.word(style, text);
        let leftward = text.chars().filter(|c| runs_leftward(*c));
        for c in shaped.missing.iter().copied().chain(leftward) {
            self.lacking += 1;
            self.unset.entry(c).or_insert_with(|| text.to_string());
        }
        Piece {
            style,
            text,
            shaped,
            lang: None,
        }
    }

    /// The width of a text in font units.
    pub fn advance(&mut self, style: Style, text: &str) -> i64 {
        self.known.shaper.shape(style, text).advance()
    }

    /// The runs of a line: neighbours of one style and language in one run. The blanks at its end stay only where
    /// the text goes on in the next line: nobody sees them, but they keep words apart for those who
    /// listen or copy.
    fn runs(
        &self,
        line: &Line<'_>,
        goes_on: bool,
        size: Length,
        role: Role,
        block: usize,
    ) -> Vec<GlyphRun> {
        let count = line.words().count();
        let pieces = line.words().enumerate().flat_map(|(n, word)| {
            let blanks = word.blanks.as_ref().filter(|_| goes_on || n + 1 < count);
            word.pieces.iter().chain(blanks)
        });
        let pieces: Vec<&Piece> = pieces.collect();
        let alike = |a: &&Piece, b: &&Piece| a.style == b.style && self.lang(a) == self.lang(b);
        let mut x = Length::ZERO;
        let runs = pieces.chunk_by(alike).map(|pieces| {
            let run = self.run(pieces, x, size, role, block);
            x += run.width(UNITS);
            run
        });
        runs.collect()
    }

    fn lang<'p>(&'p self, piece: &'p Piece) -> &'p str {
        piece.lang.as_ref().unwrap_or(&self.setting.lang)
    }

    /// Pieces of the style and the language of the first.
    fn run(
        &self,
        pieces: &[&Piece],
        x: Length,
        size: Length,
        role: Role,
        block: usize,
    ) -> GlyphRun {
        let count = pieces.iter().map(|piece| piece.shaped.glyphs.len()).sum();
        let mut glyphs = Vec::with_capacity(count);
        for piece in pieces {
            glyphs.extend_from_slice(&piece.shaped.glyphs);
        }
        GlyphRun {
            x,
            y: Length::ZERO,
            style: pieces[0].style,
            size,
            lang: self.lang(pieces[0]).to_owned(),
            role,
            block,
            text: pieces.iter().map(|piece| &*piece.text).collect(),
            glyphs: Arc::new(glyphs),
        }
    }
}

/// Whether a character belongs to a script that runs from right to left (Unicode UAX #9, classes R and
/// AL); lines run from left to right here.
fn runs_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The spans of each line of a text with `\n` in it.
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

/// The width of a line, with the blanks at its end.
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
