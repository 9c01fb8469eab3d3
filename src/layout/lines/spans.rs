//! The spans of a paragraph, found by their bytes.

use std::ops::Range;

use crate::letter::markup::Span;

/// The spans of a paragraph, found by their bytes: a paragraph may have as many spans as words.
pub(crate) struct Spans {
    spans: Vec<Span>,
    /// The end of each of them.
    ends: Vec<usize>,
}

impl Spans {
    /// Indexes the spans of a paragraph.
    pub(crate) fn new(spans: Vec<Span>) -> Self {
        let ends = spans.iter().scan(0, |end, span| {
            *end += span.text.len();
            Some(*end)
        });
        let ends = ends.collect();
        Self { spans, ends }
    }

    /// Finds the first span that ends behind a byte.
    fn index(&self, at: usize) -> usize {
        self.ends.partition_point(|end| *end <= at)
    }

    /// Returns the language that the span at a byte names.
    pub(crate) fn lang(&self, at: usize) -> Option<&str> {
        self.spans.get(self.index(at))?.lang.as_deref()
    }

    /// Iterates over the spans in a range, each with its part of it.
    pub(crate) fn within(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (&Span, Range<usize>)> {
        let first = self.index(range.start);
        let mut from = range.start;
        let spans = self.spans[first..].iter().zip(&self.ends[first..]);
        let parts = spans.map_while(move |(span, end)| {
            let part = from..range.end.min(*end);
            from = part.end.max(from);
            (part.start < range.end).then_some((span, part))
        });
        parts.filter(|(_, part)| !part.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Bisection finds the same as going through all spans.
        #[test]
        fn spans_are_found_by_their_bytes(
            texts in prop::collection::vec("[a-c]{0,3}", 0..8),
            start in 0_usize..20,
            length in 0_usize..20,
        ) {
            let span = |text: &String| Span { text: text.clone(), ..Span::default() };
            let spans: Vec<Span> = texts.iter().map(span).collect();
            let range = start..start + length;
            let mut expected = Vec::new();
            let mut at = 0;
            for (n, span) in spans.iter().enumerate() {
                let end = at + span.text.len();
                let (from, to) = (range.start.max(at), range.end.min(end));
                if from < to {
                    expected.push((n, from..to));
                }
                at = end;
            }
            let spans = Spans::new(spans);
            let found = spans.within(range).map(|(span, part)| {
                let own = spans.spans.iter().position(|other| std::ptr::eq(other, span));
                (own.unwrap(), part)
            });
            prop_assert_eq!(found.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn the_language_at_a_byte_is_that_of_its_span() {
        let span = |text: &str, lang: Option<&str>| Span {
            text: text.to_owned(),
            lang: lang.map(str::to_owned),
            ..Span::default()
        };
        let spans = vec![
            span("one ", None),
            span("два", Some("ru")),
            span(" two", None),
        ];
        let spans = Spans::new(spans);
        for (at, expected) in [
            (0, None),
            (3, None),
            (4, Some("ru")),
            (9, Some("ru")),
            (10, None),
            (99, None),
        ] {
            assert_eq!(spans.lang(at), expected, "{at}");
        }
    }
}
