//! Whether a text is TOML by its signs, found without building anything.
//!
//! The only module that names `toml_parser`, the lower half of the toml crate. That crate keeps something for every sign
//! before it finds the first mistake: hundreds of bytes for each byte of a text that is no TOML.

use std::cell::Cell;
use std::ops::Range;

use toml_parser::parser::{EventReceiver, RecursionGuard, parse_document};
use toml_parser::{ErrorSink, ParseError, Source, Span};

use crate::limits::{SIGNS, TABLES, TOML};

/// What is read behind a mistake, in bytes: enough to tell it.
const BEHIND: usize = 100;

/// Too many, in words. A test holds that these are the numbers.
const MANY_SIGNS: &str = "6,000,000 signs";
const MANY_TABLES: &str = "100,000 tables and lists";

/// Why a text is no TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mistake<'t> {
    /// The text up to a little behind the first sign that is wrong.
    Sign(&'t str),
    /// Where a key is too deep: it has more names with dots between them than tables may stand in each other.
    Deep(Range<usize>),
    /// Where there are more signs, or more tables and lists, than are read; and how many that is, in words.
    Many(Range<usize>, &'static str),
}

/// The first mistake of a text in its signs.
pub(super) fn first_mistake(text: &str) -> Option<Mistake<'_>> {
    // Counted before any is kept.
    if let Some(token) = Source::new(text).lex().nth(SIGNS) {
        let span = token.span();
        return Some(Mistake::Many(span.start()..span.end(), MANY_SIGNS));
    }
    let tokens = Source::new(text).lex().into_vec();
    let first = Cell::new(None);
    let mut keys = Keys {
        dots: 0,
        tables: 0,
        first: &first,
    };
    let mut bounded = RecursionGuard::new(&mut keys, TOML);
    let mut wrong = |mistake: ParseError| {
        let span = mistake.unexpected().or(mistake.context());
        let end = span.map_or(text.len(), |span| span.end());
        first.set(first.take().or(Some(FirstFound::Sign(end))));
    };
    parse_document(&tokens, &mut bounded, &mut wrong);
    first.take().map(|found| match found {
        FirstFound::Sign(end) => Mistake::Sign(&text[..text.floor_char_boundary(end + BEHIND)]),
        FirstFound::Deep(span) => Mistake::Deep(span.start()..span.end()),
        FirstFound::Many(span) => Mistake::Many(span.start()..span.end(), MANY_TABLES),
    })
}

/// A mistake, as it is found.
enum FirstFound {
    /// Where a wrong sign ends.
    Sign(usize),
    Deep(Span),
    Many(Span),
}

/// What is counted of keys and tables.
struct Keys<'f> {
    /// How many dots the key has that is read.
    dots: u32,
    /// How many tables and lists there are; each dot in a key is one.
    tables: usize,
    first: &'f Cell<Option<FirstFound>>,
}

impl Keys<'_> {
    fn table(&mut self, span: Span) {
        self.tables += 1;
        if self.tables > TABLES {
            self.first
                .set(self.first.take().or(Some(FirstFound::Many(span))));
        }
    }
}

impl EventReceiver for Keys<'_> {
    fn key_sep(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.dots += 1;
        self.table(span);
        if self.dots >= TOML {
            self.first
                .set(self.first.take().or(Some(FirstFound::Deep(span))));
        }
    }

    fn key_val_sep(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        self.dots = 0;
    }

    fn std_table_open(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.dots = 0;
        self.table(span);
    }

    fn array_table_open(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.dots = 0;
        self.table(span);
    }

    fn inline_table_open(&mut self, span: Span, _error: &mut dyn ErrorSink) -> bool {
        self.table(span);
        true
    }

    fn array_open(&mut self, span: Span, _error: &mut dyn ErrorSink) -> bool {
        self.table(span);
        true
    }

    fn newline(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        self.dots = 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use toml::de::DeTable;

    use super::*;

    proptest! {
        /// The first mistake of the part is that of the whole, and without one there is none by signs.
        #[test]
        fn the_first_mistake_stays(text in "([a=.\\[\\]\"'{}, \n\r#1\\\\é]|\"\"\"|'''|a = 1\n){0,60}", behind in "[a= \n\"]{0,200}") {
            let text = text + &behind;
            if let Some(mistake) = first_mistake(&text) {
                let Mistake::Sign(part) = mistake else { panic!("{mistake:?}") };
                let [whole, part] = [&text, part].map(|text| DeTable::parse(text).unwrap_err());
                prop_assert_eq!((whole.message(), whole.span()), (part.message(), part.span()));
            }
        }
    }

    #[test]
    fn there_are_as_many_tables_as_there_may_be() {
        let text = |count: usize| "[[a]]\n".repeat(count);
        assert_eq!(first_mistake(&text(TABLES)), None);
        let text = text(TABLES + 1);
        let Some(Mistake::Many(at, told)) = first_mistake(&text) else {
            panic!("no mistake")
        };
        assert_eq!((at.start, told), (6 * TABLES, MANY_TABLES));
        let plain = |number: &str| number.replace(',', "");
        assert!(plain(MANY_TABLES).starts_with(&format!("{TABLES} ")));
        assert!(plain(MANY_SIGNS).starts_with(&format!("{SIGNS} ")));
    }

    #[test]
    fn keys_are_as_deep_as_they_may_be() {
        let most = usize::try_from(TOML).unwrap();
        let key = |names: usize| vec!["a"; names].join(".") + " = 1\n";
        assert_eq!(first_mistake(&key(most).repeat(3)), None);
        assert!(DeTable::parse(&key(most)).is_ok() && DeTable::parse(&key(most + 1)).is_err());
        let text = key(most) + &key(most + 1);
        let dot = key(most).len() + 2 * most - 1;
        assert_eq!(first_mistake(&text), Some(Mistake::Deep(dot..dot + 1)));
        assert_eq!(first_mistake("[a.b]\na.b = 1\nc = {a.b = 1}"), None);
    }
}
