//! Letters as plain text: UTF-8, 72 columns, a form feed between two letters.
//!
//! Lines do not break where a space must not; then every space becomes a plain one, so that whoever
//! searches the text finds its words. Quotation marks and dashes stay. Words are never divided.

use std::rc::Rc;

use crate::breaking::columns;
use crate::cache::Memory;
use crate::faults::{self, Point};
use crate::letter::furniture::{Letterhead, Signatories};
use crate::letter::markup::{Block, Span};
use crate::letter::{Letter, Line, typography};

/// The width of the body: what e-mail (RFC 5322, section 2.1.1) and paper both hold.
const WIDTH: usize = 72;

/// The separator of two letters (form feed, U+000C).
pub const FORM_FEED: &str = "\u{c}";

/// A ruled line to fill in.
const RULE: &str = "________________________________";

/// The most bytes of paragraphs whose lines are kept, and as many of those before.
const MOST_BYTES: usize = 1 << 17;

/// Writes the letters one after the other.
pub fn write<'l>(letters: impl IntoIterator<Item = &'l Letter>) -> String {
    let mut writer = TextWriter::default();
    let texts = letters.into_iter().map(|letter| writer.letter(letter));
    texts.collect::<Vec<_>>().join(FORM_FEED)
}

/// Writes letters, and remembers the lines of paragraphs that they share.
#[derive(Debug)]
pub struct TextWriter {
    /// Lines by the text and the width.
    known: Memory<String, Rc<[String]>>,
    key: String,
}

impl Default for TextWriter {
    fn default() -> Self {
        Self::up_to(MOST_BYTES)
    }
}

impl TextWriter {
    fn up_to(bytes: usize) -> Self {
        Self {
            known: Memory::new(bytes),
            key: String::new(),
        }
    }

    /// Wraps a text to the width; every line but the very first is indented.
    fn wrapped(&mut self, text: &str, indent: &str) -> String {
        let width = WIDTH - indent.len();
        self.lines(text, width).join(&format!("\n{indent}"))
    }

    fn lines(&mut self, text: &str, width: usize) -> Rc<[String]> {
        self.key.clear();
        self.key
            .extend([char::from(u8::try_from(width).unwrap_or_default())]);
        self.key.push_str(text);
        if let Some(known) = self.known.get(self.key.as_str()) {
            return known;
        }
        let lines = text
            .split('\n')
            .flat_map(|line| columns(line, width, ""))
            .collect();
        self.known
            .learn(self.key.as_str(), &lines, 2 * self.key.len());
        lines
    }

    /// Writes a letter.
    pub fn letter(&mut self, letter: &Letter) -> String {
        faults::enter(Point::Bytes);
        let recipient = letter.recipient_in_two_scripts.as_ref();
        let reference = letter.reference.iter();
        let reference = reference
            .map(|line| self.wrapped(line, ""))
            .collect::<Vec<_>>();
        let date = [letter.date_line.clone()].into_iter().chain(reference);
        let mut parts = vec![
            letter.letterhead.as_ref().map_or(String::new(), head),
            lines(letter.sender.iter().chain(&letter.reply)),
            lines(recipient.unwrap_or(&letter.recipient)),
            date.collect::<Vec<_>>().join("\n"),
            self.wrapped(&letter.subject, ""),
            letter.salutation.clone(),
        ];
        parts.extend(letter.body.iter().map(|block| self.block(block)));
        let mut end = vec![letter.closing.clone(), String::new(), String::new()];
        end.push(lines(&letter.signature));
        parts.push(end.join("\n"));
        let after = letter.enclosures.iter().chain(&letter.copies);
        parts.extend(after.map(|line| self.wrapped(line, "")));
        parts.extend(letter.signatories.as_ref().map(signatories));
        parts.retain(|part| !part.is_empty());
        typography::plain(&(parts.join("\n\n") + "\n"))
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Paragraph(spans) => self.wrapped(&plain(spans), ""),
            Block::List { start, items } => {
                let items = (0_u64..).zip(items).map(|(n, item)| {
                    let label = start.map_or("- ".to_owned(), |first| format!("{}. ", first + n));
                    let indent = " ".repeat(label.len());
                    label + &self.wrapped(&plain(item), &indent)
                });
                items.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

fn head(head: &Letterhead) -> String {
    let lines = [&head.name].into_iter().chain(&head.lines);
    lines.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// Names with a line each to sign on.
fn signatories(signing: &Signatories) -> String {
    let names: Vec<Line> = signing
        .names
        .iter()
        .map(|name| Line::Ruled(name.clone()))
        .collect();
    format!("{}\n\n{}", signing.heading, lines(&names))
}

fn lines<'l>(lines: impl IntoIterator<Item = &'l Line>) -> String {
    let printed = lines.into_iter().map(|line| match line {
        Line::Text(text) | Line::Foreign { text, .. } => text.clone(),
        Line::Ruled(word) if word.is_empty() => RULE.to_owned(),
        Line::Ruled(word) => format!("{word}: {RULE}"),
    });
    printed.collect::<Vec<_>>().join("\n")
}

/// Returns the words of spans; plain text has no emphasis.
fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn known_lines_are_those_that_would_be_made(
            texts in proptest::collection::vec("((aaaa |вы\u{a0}б |\n){0,30}|[a-c]{1,2})", 1..20),
            indents in proptest::collection::vec(0..4_usize, 20),
        ) {
            let (mut known, mut unknown) = (TextWriter::default(), TextWriter::up_to(0));
            for (text, indent) in texts.iter().chain(&texts).zip(indents.iter().cycle()) {
                let indent = " ".repeat(*indent);
                prop_assert_eq!(known.wrapped(text, &indent), unknown.wrapped(text, &indent));
            }
        }
    }

    #[test]
    fn items_hang_under_their_text() {
        let span = Span {
            text: "word ".repeat(20),
            ..Span::default()
        };
        let list = Block::List {
            start: Some(9),
            items: vec![vec![span.clone()], vec![span]],
        };
        let text = TextWriter::default().block(&list);
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines[0].starts_with("9. word") && lines[1].starts_with("   word"),
            "{text}"
        );
        assert!(
            lines[2].starts_with("10. word") && lines[3].starts_with("    word"),
            "{text}"
        );
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
    }
}
