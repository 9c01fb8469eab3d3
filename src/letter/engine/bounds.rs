//! The bounds of a template, judged on its text before the library parses it.
//!
//! The parser of Handlebars calls itself for every bracket in a tag and for every block in a block, so a text can make
//! it run out of stack. Tags begin and end here as they do in its grammar (`grammar.pest` of handlebars 6). What no
//! letter has is refused at once: brackets in a tag, outside of a text in quotes, and raw blocks. So nothing else can
//! open a text in quotes, and what is left to nest is blocks. At each of a run of `\` the parser reads to the end of the
//! run, so a run is short.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::letter::engine::scope::Finder;
use crate::limits::{BACKSLASHES, NESTING, TAG, TAGS};

/// A part of a template that exceeds a bound.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excess {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) range: Range<usize>,
}

/// Returns how deep the blocks of a template are nested.
///
/// # Errors
/// The first tag or run of `\` that is too much.
pub(super) fn depth(text: &str) -> Result<usize, Excess> {
    if let Some(range) = long_run(text) {
        let message = format!("more than {BACKSLASHES} `\\` in a row");
        let help = "take them out, or put other characters between them";
        return Err(excess(message, help, range));
    }
    let mut blocks = Blocks::default();
    let (mut at, mut count) = (0, 0);
    while let Some(start) = next_tag(text, at) {
        let tag = Tag::read(text, start)?;
        count += 1;
        if count > TAGS {
            let message = format!("more than {TAGS} tags, `{{{{…}}}}`, in one text");
            let help = "write it with fewer of them, or put parts of it into partials";
            return Err(excess(message, help, tag.range));
        }
        at = tag.range.end;
        if blocks.take(tag.inside) > NESTING {
            let message = format!("blocks stand more than {NESTING} deep in each other");
            let help = "end blocks before others begin; an `{{else if}}` counts as one in the block before it";
            return Err(excess(message, help, tag.range));
        }
    }
    Ok(blocks.deepest)
}

impl Excess {
    /// The problem, in a file.
    pub(super) fn at(self, finder: &Finder<'_>) -> Diagnostic {
        let (start, end) = (
            self.range.start + finder.start,
            self.range.end + finder.start,
        );
        let place = Place::new(finder.source, start..end);
        Diagnostic::found(self.code, self.message)
            .help(self.help)
            .at(place)
    }
}

fn excess(message: impl Into<String>, help: &str, range: Range<usize>) -> Excess {
    Excess {
        code: Code::OverLimit,
        message: message.into(),
        help: help.to_owned(),
        range,
    }
}

/// The excess that something is there at all.
fn refused(message: &str, help: &str, range: Range<usize>) -> Excess {
    Excess {
        code: Code::NotInLetters,
        ..excess(message, help, range)
    }
}

/// The blocks around a place of the text: of each, how many `{{else if}}` it has had.
#[derive(Default)]
struct Blocks {
    open: Vec<usize>,
    depth: usize,
    deepest: usize,
}

impl Blocks {
    /// Takes what a tag says; how deep it is in blocks.
    fn take(&mut self, inside: &str) -> usize {
        let inside = inside.trim_start_matches('~').trim_start();
        let other = inside
            .strip_prefix("else")
            .or_else(|| inside.strip_prefix('^'));
        if inside.starts_with('#') {
            self.open.push(0);
            self.depth += 1;
        } else if inside.starts_with('/') {
            self.depth -= self.open.pop().map_or(0, |chained| chained + 1);
        } else if let (Some(other), Some(chained)) = (other, self.open.last_mut())
            && !other.trim_matches(['~', ' ', '\t', '\n', '\r']).is_empty()
        {
            *chained += 1;
            self.depth += 1;
        }
        self.deepest = self.deepest.max(self.depth);
        self.depth
    }
}

/// The first run of more `\` than there may be.
fn long_run(text: &str) -> Option<Range<usize>> {
    let is_other = |byte: &u8| *byte != b'\\';
    let mut at = 0;
    for run in text.as_bytes().split(is_other) {
        if run.len() > BACKSLASHES {
            return Some(at..at + run.len());
        }
        at += run.len() + 1;
    }
    None
}

/// The start of the next tag. One `\` before it makes it text; of more, it is a tag all the same.
fn next_tag(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let start = at + text[at..].find("{{")?;
        let before = text[at..start].bytes().rev();
        if before.take_while(|byte| *byte == b'\\').count() != 1 {
            return Some(start);
        }
        at = start
            + if text[start..].starts_with("{{{{") {
                4
            } else {
                2
            };
    }
}

/// A tag of a text.
struct Tag<'t> {
    /// The text between its braces; empty for a comment.
    inside: &'t str,
    range: Range<usize>,
}

impl<'t> Tag<'t> {
    /// Reads the tag that begins at a byte. One without an end goes to the end of the text, and the parser says so.
    fn read(text: &'t str, start: usize) -> Result<Self, Excess> {
        let rest = &text[start..];
        if rest.starts_with("{{!") {
            let end = start + comment(rest);
            let (inside, range) = ("", start..end);
            return Ok(Self { inside, range });
        }
        if rest.starts_with("{{{{") {
            let help = "write `\\{{` for braces that are printed";
            let message = "raw blocks, `{{{{…}}}}`, cannot be used in a letter";
            return Err(refused(message, help, start..start + 4));
        }
        let from = start + 2 + usize::from(rest.starts_with("{{{"));
        let inside = inside(&text[from..]).map_err(|wrong| wrong.excess(start, from))?;
        let end = from + inside.len();
        let range = start..(end + 2).min(text.len());
        Ok(Self { inside, range })
    }
}

/// The length of a comment, which ends the way it began, or else with the text.
fn comment(rest: &str) -> usize {
    let long = rest
        .strip_prefix("{{!--")
        .and_then(|rest| rest.find("--}}"));
    let long = long.map(|at| "{{!--".len() + at + "--}}".len());
    let short = || rest.find("}}").map(|at| at + 2);
    long.or_else(short).unwrap_or(rest.len())
}

/// The reason why a tag is refused; for a sign, its byte in the tag.
enum Wrong {
    Sign(usize),
    Long,
}

impl Wrong {
    fn excess(&self, start: usize, from: usize) -> Excess {
        match self {
            Self::Sign(at) => {
                let message = "expressions in brackets cannot be used in a letter";
                let help =
                    "write a name alone; for what has to hold together, put one block into another";
                refused(message, help, start..from + at + 1)
            }
            Self::Long => {
                let message = format!("a tag, `{{{{…}}}}`, of more than {} KiB", TAG >> 10);
                excess(message, "close it, or make it shorter", start..from)
            }
        }
    }
}

/// The inside of a tag up to its end. Quotes hide brackets and ends. In the quotes of a partial's name a `\` does not
/// mean what it means in a text.
fn inside(rest: &str) -> Result<&str, Wrong> {
    let is_partial = rest
        .trim_start_matches(['~', '#'])
        .trim_start()
        .starts_with('>');
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in rest.char_indices() {
        if at > TAG {
            return Err(Wrong::Long);
        }
        match quote {
            None if rest[at..].starts_with("}}") => return Ok(&rest[..at]),
            None if matches!(c, '(' | '[' | '{') => return Err(Wrong::Sign(at)),
            None => quote = matches!(c, '"' | '\'').then_some(c),
            Some(_) if is_escaped => is_escaped = false,
            Some('\'') if is_partial && c == '\\' => return Err(Wrong::Sign(at)),
            Some(_) if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
        }
    }
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(block: &str, count: usize) -> String {
        format!("{{{{#{block} x}}}}").repeat(count) + &format!("{{{{/{block}}}}}").repeat(count)
    }

    #[test]
    fn blocks_are_counted_with_those_of_else_if() {
        for (text, deep) in [
            ("a {{b}} c", 0),
            ("{{#if a}}b{{else}}c{{/if}}{{#if a}}{{/if}}", 1),
            ("{{~#if a~}}{{#with b}}{{/with}}{{/if}}", 2),
            (
                "{{#if a}}{{else if b}}{{^if c}}{{else}}{{/if}}{{#if d}}{{/if}}",
                3,
            ),
            (r"\{{#if a}} {{! {{#if b}} }} {{!-- {{#if c}}}} --}}", 0),
            (r"\\{{#if a}}{{/if}}", 1),
            (r#"{{voice "{{#if (" 'a"('}} {{elsewhere}}"#, 0),
        ] {
            assert_eq!(depth(text), Ok(deep), "{text}");
        }
        assert_eq!(depth(&nested("if", NESTING)), Ok(NESTING));
        let chain = "{{#if a}}".to_owned() + &"{{else if a}}".repeat(NESTING) + "{{/if}}";
        for text in [nested("if", NESTING + 1), nested("with", 10_000), chain] {
            assert!(depth(&text).unwrap_err().message.contains("deep"));
        }
    }

    #[test]
    fn what_would_make_the_parser_call_itself_is_refused() {
        let deep = "(not ".repeat(5_000);
        for text in [
            format!("{{{{#if {deep}a}}}}"),
            format!("{{{{a \"}}}}\" {deep}"),
            format!("{{{{> 'a\\\\' {deep}' }}}}"),
            format!("{{{{x {}", "[".repeat(5_000)),
            format!("{{{{x {}", "{\"a\":".repeat(5_000)),
            format!("{{{{{{{{x}}}}}}}} {{{{!-- {{{{{{{{/x}}}}}}}} {{{{#if {deep}"),
            format!("{{{{!-- }}}} {{{{#if {deep}"),
            format!("{{{{a [\"] {deep}"),
        ] {
            let wrong = depth(&text).unwrap_err();
            assert!(wrong.message.contains("cannot be used"), "{wrong:?}");
        }
    }

    #[test]
    fn runs_of_backslashes_are_short() {
        let run = "\\".repeat(BACKSLASHES);
        assert_eq!(depth(&format!("a {run} {run}{{{{b}}}}")), Ok(0));
        let wrong = depth(&format!("é {run} {run}\\ c")).unwrap_err();
        let start = "é ".len() + BACKSLASHES + 1;
        assert_eq!(wrong.range, start..start + BACKSLASHES + 1);
    }

    #[test]
    fn tags_are_short_and_few() {
        let long = format!("{{{{voice \"{}\"}}}}", "a".repeat(TAG));
        assert!(depth(&long).unwrap_err().message.contains("KiB"));
        assert_eq!(depth(&"{{a}}".repeat(TAGS)), Ok(0));
        let many = "{{a}}".repeat(TAGS + 1);
        assert!(depth(&many).unwrap_err().message.contains("more than"));
    }

    #[test]
    fn a_tag_ends_where_its_braces_do() {
        for (text, expected) in [
            ("{{a}} b", 0..5),
            ("{{a", 0..3),
            ("{{!a}} b", 0..6),
            ("{{!a", 0..4),
            ("{{!-- a }} --}} b", 0..15),
            ("{{!-- a }} b", 0..10),
        ] {
            let tag = Tag::read(text, 0).ok().map(|tag| tag.range);
            assert_eq!(tag, Some(expected), "{text}");
        }
        let most = format!("{{{{{}}}}}", "a".repeat(TAG));
        assert_eq!(depth(&most), Ok(0));
        let more = format!("{{{{{}}}}}", "a".repeat(TAG + 1));
        assert_eq!(depth(&more).unwrap_err().code, Code::OverLimit);
    }

    #[test]
    fn tags_are_found_behind_braces_that_are_printed_and_blocks_of_else_if_that_are_closed() {
        assert_eq!(depth(r"A line \{{x{{#if a}}{{/if}}"), Ok(1));
        let one = "{{#if a}}{{else if b}}{{else if c}}{{/if}}";
        assert_eq!(depth(&one.repeat(NESTING)), Ok(3));
    }

    #[test]
    fn a_backslash_in_quotes_hides_what_ends_them_but_not_in_the_name_of_a_partial() {
        for text in [
            r#"{{voice "a\"(" "b"}}"#,
            r"{{voice 'a\'(' 'b'}}",
            r"{{> 'a'}}",
            r#"{{> "a\\"}}"#,
        ] {
            assert_eq!(depth(text), Ok(0), "{text}");
        }
        let wrong = depth(r"{{> 'a\' }}").unwrap_err();
        assert_eq!((wrong.code, wrong.range), (Code::NotInLetters, 0..7));
    }

    #[test]
    fn what_is_refused_is_shown_in_the_file() {
        for (text, expected) in [("é {{#if (x)}}", "{{#if ("), ("é {{{{x}}}}", "{{{{")] {
            let source = crate::diagnostic::Source::new("letter", format!("+++\n{text}"));
            let finder = Finder {
                source: &source,
                start: 4,
                text,
            };
            let problem = depth(text).unwrap_err().at(&finder);
            assert_eq!(problem.code, Some(Code::NotInLetters));
            assert_eq!(&source.text[problem.place.unwrap().span], expected);
        }
    }
}
