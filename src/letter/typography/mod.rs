//! Typography: the quotation marks, dashes and spaces of each language, in what templates and
//! campaigns say.
//!
//! Owns how a text is spelt out in type; leaves where lines break to `breaking`. Words stay as they
//! are. What the writer typed (names, addresses, the personal paragraph) goes through [`protect`]
//! before it is filled in and comes out as typed, except that a space of it may be made one that
//! does not break. Plain text has plain spaces: see [`plain`].

mod conventions;
mod marks;
mod spaces;

use super::markup::{Block, Span};
use crate::calendar::Date;
use conventions::Conventions;

/// The space that does not break.
const NO_BREAK: char = '\u{a0}';

/// The narrow space that does not break.
const NARROW: char = '\u{202f}';

/// Characters that are never replaced in a writer's own words, and what stands for them meanwhile:
/// code points that Unicode keeps for the inside of programs (The Unicode Standard, 23.7).
const PROTECTED: [(char, char); 6] = [
    ('"', '\u{fdd0}'),
    ('\'', '\u{fdd1}'),
    ('-', '\u{fdd2}'),
    ('.', '\u{fdd3}'),
    ('%', '\u{fdd4}'),
    ('!', '\u{fdd5}'),
];

/// A writer's own words, made so that [`Typography`] leaves their marks alone.
pub fn protect(value: &str) -> String {
    let stand_in = |c| {
        PROTECTED
            .iter()
            .find(|(own, _)| *own == c)
            .map_or(c, |p| p.1)
    };
    value.chars().map(stand_in).collect()
}

fn restored(c: char) -> char {
    PROTECTED
        .iter()
        .find(|(_, inside)| *inside == c)
        .map_or(c, |p| p.0)
}

/// A text with plain spaces, for outputs that people search and quote: whoever wraps its lines does
/// that first.
///
/// ```
/// assert_eq!(protest_letter::letter::typography::plain("16\u{a0}December"), "16 December");
/// ```
pub fn plain(text: &str) -> String {
    text.replace([NO_BREAK, NARROW], " ")
}

/// A character and the number of the span it belongs to.
type Mark = (char, usize);

/// The typography of a language.
#[derive(Debug)]
pub struct Typography {
    conventions: &'static Conventions,
    /// The names of the months, as they stand in dates.
    months: Vec<String>,
}

impl Typography {
    /// The typography of a language, a BCP 47 tag; of English for languages that are not known here,
    /// but with their own months.
    pub fn of(lang: &str) -> Self {
        let month = |n: u32| Date::parse(&format!("2011-{n:02}-01"))?.format("%B", lang);
        Self {
            conventions: Conventions::of(lang),
            months: (1..=12).filter_map(month).collect(),
        }
    }

    /// A text.
    ///
    /// ```
    /// use protest_letter::letter::typography::Typography;
    /// let (en, ru) = (Typography::of("en"), Typography::of("ru"));
    /// assert_eq!(en.text("\"On 16 December\" - they're..."), "“On 16\u{a0}December”\u{a0}– they’re…");
    /// assert_eq!(ru.text("\"В городе\" - 5 км"), "«В\u{a0}городе»\u{a0}— 5\u{a0}км");
    /// ```
    pub fn text(&self, text: &str) -> String {
        let marks: Vec<Mark> = text.chars().map(|c| (c, 0)).collect();
        self.set(&marks).into_iter().map(|(c, _)| c).collect()
    }

    /// The blocks of a body. A mark may depend on text of another style beside it.
    pub fn blocks(&self, blocks: Vec<Block>) -> Vec<Block> {
        Self::blocks_by(blocks, |spans| self.spans(spans))
    }

    /// The blocks of a body whose paragraphs and items are each set by `set`.
    pub fn blocks_by(blocks: Vec<Block>, set: impl Fn(Vec<Span>) -> Vec<Span>) -> Vec<Block> {
        let blocks = blocks.into_iter().map(|block| match block {
            Block::Paragraph(spans) => Block::Paragraph(set(spans)),
            Block::List { start, items } => Block::List {
                start,
                items: items.into_iter().map(&set).collect(),
            },
        });
        blocks.collect()
    }

    /// The spans of a paragraph or of an item.
    pub fn spans(&self, mut spans: Vec<Span>) -> Vec<Span> {
        let of_span = |(n, span): (usize, &Span)| -> Vec<Mark> {
            span.text.chars().map(|c| (c, n)).collect()
        };
        let marks: Vec<Mark> = spans.iter().enumerate().flat_map(of_span).collect();
        for span in &mut spans {
            span.text.clear();
        }
        for (c, n) in self.set(&marks) {
            spans[n].text.push(c);
        }
        spans
    }

    /// Every step, in the order in which a later one sees what an earlier one did.
    fn set(&self, marks: &[Mark]) -> Vec<Mark> {
        let marks = marks::dots(marks);
        let marks = marks::quotes(&marks, self.conventions);
        let marks = spaces::inserted(&marks, self.conventions);
        let mut marks = marks::dashes(&marks, self.conventions);
        spaces::hold(&mut marks, self.conventions, &self.months);
        for mark in &mut marks {
            mark.0 = restored(mark.0);
        }
        marks
    }
}

/// Whether a character is a space between words; a line break is not.
fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

#[cfg(test)]
mod tests;
