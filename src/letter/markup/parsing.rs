//! The parser of markup: the only module that names pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::campaign::texts::is_language_tag;
use crate::letter::markup::block::{Block, Span};
use crate::limits::{MESSAGES, NESTING};

/// The name of markup that is more than [`NESTING`] deep in other markup.
const TOO_DEEP: &str = "markup that stands more than 32 deep in other markup";

/// Something that a letter cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// Its name.
    pub what: &'static str,
    /// The bytes of the text.
    pub range: Range<usize>,
}

/// Reads the markup of a filled body.
///
/// # Errors
/// Everything that is neither paragraph, list, emphasis nor a phrase in another language, as far as anybody reads it;
/// if markup is too deep in other markup, that alone.
pub fn parse(text: &str) -> Result<Vec<Block>, Vec<Unsupported>> {
    let mut builder = Builder::default();
    let parser = Parser::new(text);
    // A definition would vanish: nothing comes out where it stands.
    let definitions = parser.reference_definitions().iter();
    for (_, definition) in definitions.take(MESSAGES) {
        builder.refuse(
            "the definition of a link (`[…]: …`)",
            definition.span.clone(),
        );
    }
    for (event, range) in parser.into_offset_iter() {
        if builder.is_too_deep(&event) {
            let what = TOO_DEEP;
            return Err(vec![Unsupported { what, range }]);
        }
        builder.take(event, range);
        if builder.unsupported.len() >= MESSAGES {
            break;
        }
    }
    if builder.unsupported.is_empty() {
        Ok(builder.blocks)
    } else {
        Err(builder.unsupported)
    }
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    items: Option<(Option<u64>, Vec<Vec<Span>>)>,
    emphasis: usize,
    strong: usize,
    /// The number of open kinds of markup, not counting paragraphs and items.
    open: usize,
    /// The number of phrases in another language that are open in the paragraph.
    html: usize,
    /// The language of the phrase that has begun, and where it began.
    phrase: Option<(String, Range<usize>)>,
    unsupported: Vec<Unsupported>,
}

impl Builder {
    /// Counts what an event opens or closes, and returns `true` if too much is open.
    fn is_too_deep(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::Paragraph | Tag::Item) => self.html = 0,
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {}
            Event::Start(_) => self.open += 1,
            Event::End(_) => self.open = self.open.saturating_sub(1),
            Event::InlineHtml(html) if html.starts_with("</") => {
                self.html = self.html.saturating_sub(1);
            }
            Event::InlineHtml(html) if html.starts_with("<span") => self.html += 1,
            _ => {}
        }
        self.open + self.html > NESTING
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Code(_) => self.refuse("code", range),
            Event::InlineHtml(html) => self.phrase(&html, range),
            Event::Html(_) => self.refuse("HTML", range),
            Event::Rule => self.refuse("a ruled line", range),
            _ => self.refuse("this markup", range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Item if self.items.is_some() => self.separate(),
            Tag::Paragraph | Tag::Item | Tag::HtmlBlock => {}
            Tag::List(_) if self.items.is_some() => self.refuse("a list within a list", range),
            Tag::List(start) => self.items = Some((*start, Vec::new())),
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Heading { .. } => self.refuse("a heading", range),
            Tag::BlockQuote(_) => self.refuse("a block quotation", range),
            Tag::CodeBlock(_) => self.refuse("a code block", range),
            Tag::Link { .. } => self.refuse("a link", range),
            Tag::Image { .. } => self.refuse("a picture", range),
            _ => self.refuse("this markup", range),
        }
    }

    /// Begins or ends a phrase in another language.
    fn phrase(&mut self, html: &str, range: Range<usize>) {
        let opened = html
            .strip_prefix("<span lang=\"")
            .and_then(|rest| rest.strip_suffix("\">"));
        match (opened, &self.phrase) {
            (Some(lang), None) if is_language_tag(lang) => {
                self.phrase = Some((lang.to_owned(), range));
            }
            (None, Some(_)) if html == "</span>" => self.phrase = None,
            _ => self.refuse("HTML", range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let is_block = matches!(tag, TagEnd::Paragraph | TagEnd::Item);
        if let Some((_, begun)) = self.phrase.take_if(|_| is_block) {
            self.refuse("a `<span>` without an end", begun);
        }
        match tag {
            TagEnd::Paragraph if self.items.is_none() => {
                let spans = std::mem::take(&mut self.spans);
                if !spans.is_empty() {
                    self.blocks.push(Block::Paragraph(spans));
                }
            }
            TagEnd::Item => {
                let spans = std::mem::take(&mut self.spans);
                let refused = self
                    .unsupported
                    .iter()
                    .any(|u| range.contains(&u.range.start));
                if !refused && spans.iter().all(|span| span.text.trim().is_empty()) {
                    self.refuse("a list item without text", range);
                }
                if let Some((_, items)) = &mut self.items {
                    items.push(spans);
                }
            }
            TagEnd::List(_) => {
                if let Some((start, items)) = self.items.take() {
                    self.blocks.push(Block::List { start, items });
                }
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            _ => {}
        }
    }

    /// A second paragraph of a list item starts on a new line.
    fn separate(&mut self) {
        if !self.spans.is_empty() {
            self.text("\n");
        }
    }

    fn text(&mut self, text: &str) {
        let span = Span {
            text: String::new(),
            emphasis: self.emphasis > 0,
            strong: self.strong > 0,
            lang: self.phrase.as_ref().map(|(lang, _)| lang.clone()),
        };
        match self.spans.last_mut() {
            Some(last) if last.is_like(&span) => last.text.push_str(text),
            _ => self.spans.push(Span {
                text: text.to_owned(),
                ..span
            }),
        }
    }

    fn refuse(&mut self, what: &'static str, range: Range<usize>) {
        self.unsupported.push(Unsupported { what, range });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_and_lists_are_read() {
        let blocks = parse("a *b* **c**\n\n1. one\n2. two").unwrap();
        assert_eq!(blocks.len(), 2);
        assert!(matches!(&blocks[1], Block::List { start: Some(1), items } if items.len() == 2));
        assert!(matches!(&blocks[0], Block::Paragraph(spans) if spans[1].emphasis));
    }

    #[test]
    fn what_a_letter_cannot_have_is_an_error() {
        for text in [
            "# a",
            "> a",
            "`a`",
            "[a](b)",
            "![a](b)",
            "<b>a</b>",
            "<span>a</span>",
            "<span lang=\"x y\">a</span>",
            "<span lang=\"ru\">a",
            "<span lang=\"ru\">a\n\nb</span>",
            "- <span lang=\"ru\">a\n- b</span>",
            "<span lang=\"ru\">a <span lang=\"kk\">b</span></span>",
            "a</span>",
            "    a",
            "- a\n  - b",
            "1. a\n2.\n3. c",
            // Nothing else would stand where they do.
            "[Important]: strike",
            "a\n\n[b]: <c>\n\nd",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn markup_too_deep_in_other_markup_is_one_error() {
        assert!(TOO_DEEP.contains(&format!(" {NESTING} ")));
        let spans = "<span lang=\"ru\">a ".repeat(10_000);
        let lines = (0..300).map(|n| " ".repeat(2 * n) + "- a\n");
        let lists: String = lines.collect();
        let emphasis = "*a **a ".repeat(NESTING) + &"a** a*".repeat(NESTING);
        for text in [
            spans,
            lists,
            emphasis,
            "> ".repeat(5_000) + "a",
            "- ".repeat(5_000) + "a",
        ] {
            let found = parse(&text).unwrap_err();
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].what, TOO_DEEP);
        }
        assert!(parse(&"<br>a\n\n".repeat(1_000)).unwrap_err().len() <= MESSAGES);
    }

    #[test]
    fn a_phrase_has_its_language() {
        let blocks = parse("in <span lang=\"ru\">Ак-*Орда*</span>, Astana").unwrap();
        let Block::Paragraph(spans) = &blocks[0] else {
            panic!("{blocks:?}");
        };
        let langs: Vec<_> = spans
            .iter()
            .map(|s| (&*s.text, s.lang.as_deref()))
            .collect();
        let ru = Some("ru");
        assert_eq!(
            langs,
            [("in ", None), ("Ак-", ru), ("Орда", ru), (", Astana", None)]
        );
    }

    /// What is wrong with a text, and the markup that it says it of.
    fn refused(text: &str) -> Vec<(&'static str, &str)> {
        let found = parse(text).unwrap_err().into_iter();
        found
            .map(|found| (found.what, text[found.range].trim_end()))
            .collect()
    }

    #[test]
    fn what_a_letter_cannot_have_is_named_where_it_stands() {
        for (text, what, at) in [
            ("a\n\n# b", "a heading", "# b"),
            ("a\n\n> b", "a block quotation", "> b"),
            ("a `b` c", "code", "`b`"),
            ("a\n\n    b", "a code block", "b"),
            ("a [b](c)", "a link", "[b](c)"),
            ("a ![b](c)", "a picture", "![b](c)"),
            ("a\n\n***\n\nb", "a ruled line", "***"),
            ("a\n\n<div>\n", "HTML", "<div>"),
            ("a <br> b", "HTML", "<br>"),
            ("<span lang=\"ru\">a<br>b</span>", "HTML", "<br>"),
            ("- a\n  - b", "a list within a list", "- b"),
            ("- a\n-\n", "a list item without text", "-"),
        ] {
            assert_eq!(refused(text), [(what, at)], "{text}");
        }
    }

    #[test]
    fn emphasis_ends_where_its_marks_do() {
        let blocks = parse("a *b* c **d** e").unwrap();
        let [Block::Paragraph(spans)] = &blocks[..] else {
            panic!("{blocks:?}");
        };
        let spans: Vec<_> = spans
            .iter()
            .map(|span| (&*span.text, span.emphasis, span.strong))
            .collect();
        let expected = [
            ("a ", false, false),
            ("b", true, false),
            (" c ", false, false),
            ("d", false, true),
            (" e", false, false),
        ];
        assert_eq!(spans, expected);
    }

    #[test]
    fn an_item_has_each_of_its_paragraphs_on_a_line_of_its_own() {
        let blocks = parse("- a\n\n  b\n\n- c").unwrap();
        let [Block::List { start: None, items }] = &blocks[..] else {
            panic!("{blocks:?}");
        };
        let text = |spans: &Vec<Span>| spans.iter().map(|span| &*span.text).collect::<String>();
        let items: Vec<String> = items.iter().map(text).collect();
        assert_eq!(items, ["a\nb", "c"]);
    }

    #[test]
    fn only_markup_that_is_open_counts_as_deep() {
        let many = 3 * NESTING;
        for text in [
            "*a* ".repeat(many),
            "a\n\n".repeat(many),
            "<span lang=\"ru\">a</span> ".repeat(many),
            "- a\n".repeat(many),
        ] {
            assert!(parse(&text).is_ok(), "{text}");
        }
        let quoted = |depth: usize| refused_first(&("> ".repeat(depth) + "a"));
        assert_eq!(quoted(NESTING), "a block quotation");
        assert_eq!(quoted(NESTING + 1), TOO_DEEP);
        // A paragraph before each does not make up for one of them.
        let line = |depth: usize| format!("{0}a\n{0}\n", "> ".repeat(depth));
        let stairs: String = (1..=NESTING + 1).map(line).collect();
        assert_eq!(refused_first(&stairs), TOO_DEEP);
        assert_eq!(refused_first(&"<br> ".repeat(NESTING + 1)), "HTML");
    }

    fn refused_first(text: &str) -> &'static str {
        parse(text).unwrap_err()[0].what
    }
}
