//! The typography of one language, step by step.

use crate::calendar::Date;
use crate::letter::markup::{Block, Span};
use crate::letter::typography::conventions::Conventions;
use crate::letter::typography::mark::Mark;
use crate::letter::typography::marks;
use crate::letter::typography::protection::restored;
use crate::letter::typography::spaces;

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
