//! Problems as people read them: the text of the file with the place underlined.
//!
//! The only module that names annotate-snippets.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::limits;

/// Returns a problem as text for a terminal, in colour or plain.
pub fn render(problem: &Diagnostic, colour: bool) -> String {
    drawn(problem, None, colour)
}

/// Like [`render`], with the code of the problem.
pub fn render_with_code(problem: &Diagnostic, colour: bool) -> String {
    drawn(problem, problem.code, colour)
}

fn drawn(problem: &Diagnostic, code: Option<Code>, colour: bool) -> String {
    let Some(place) = &problem.place else {
        return without_place(problem, code, colour);
    };
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = visible(&shortened(&problem.message));
    let part = Part::of(place);
    let (name, text) = (
        visible(&shortened(&place.source.name)),
        visible_lines(part.text),
    );
    let annotation = AnnotationKind::Primary.span(part.span.clone());
    let snippet = Snippet::source(text.as_str())
        .path(&name)
        .line_start(part.first_line)
        .annotation(annotation);
    let help: Vec<String> = problem
        .help
        .iter()
        .map(|help| visible(&shortened(help)))
        .collect();
    let help = help.iter().map(|help| Level::HELP.message(help.as_str()));
    let title = level.primary_title(message.as_str());
    let title = match code {
        Some(code) => title.id(code.name()),
        None => title,
    };
    let group = title.element(snippet).elements(help);
    let told = renderer(colour).render(&[group]);
    let at = |column: usize| format!("{name}:{}:{column}", part.first_line);
    match part.columns {
        (shown, real) if shown != real => told.replacen(&at(shown), &at(real), 1),
        _ => told,
    }
}

fn renderer(colour: bool) -> Renderer {
    if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
}

/// The lines of a place; for long ones, the part around it.
struct Part<'t> {
    text: &'t str,
    first_line: usize,
    span: Range<usize>,
    /// The column where the place begins, in the part and in the whole line.
    columns: (usize, usize),
}

impl<'t> Part<'t> {
    fn of(place: &'t Place) -> Self {
        let (text, mut span) = (place.source.text.as_str(), place.span.clone());
        if span.start == text.len() && text.ends_with('\n') {
            // After the last line there is none that could be shown.
            span.start -= 1;
        }
        let first_line = text[..span.start].matches('\n').count() + place.source.first_line;
        let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let before = text.floor_char_boundary(span.start.saturating_sub(limits::SHOWN));
        let last = span.end.min(span.start.saturating_add(limits::SHOWN));
        let last = text.floor_char_boundary(last).max(span.start);
        let line_end = text[last..].find('\n').map_or(text.len(), |at| last + at);
        let after = text.floor_char_boundary(last.saturating_add(limits::SHOWN).min(text.len()));
        let start = line_start.max(before);
        let column = |from: usize| text[from..span.start].chars().count() + 1;
        Self {
            text: &text[start..line_end.min(after)],
            first_line,
            span: span.start - start..last - start,
            columns: (column(start), column(line_start)),
        }
    }
}

/// Returns a problem without a place: its message, and the advice under it.
fn without_place(problem: &Diagnostic, code: Option<Code>, colour: bool) -> String {
    // The colours of problems with a place (ECMA-48, 8.3.117).
    let painted = |word: &str, colours: &str| {
        if colour {
            format!("\u{1b}[{colours}m{word}\u{1b}[0m")
        } else {
            word.to_owned()
        }
    };
    let code = code.map_or_else(String::new, |code| format!("[{code}]"));
    let word = format!("{}{code}", problem.severity.name());
    let severity = match problem.severity {
        Severity::Error => painted(&word, "1;91"),
        Severity::Warning => painted(&word, "1;33"),
        Severity::Note => painted(&word, "1;92"),
    };
    let label = painted("help", "1;96");
    let help = problem
        .help
        .iter()
        .map(|help| format!("\n  {label}: {}", visible(&shortened(help))));
    format!(
        "{severity}: {}{}",
        visible(&shortened(&problem.message)),
        help.collect::<String>()
    )
}

/// Returns a text of a message; for a very long one, its start and its end.
fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= limits::MESSAGE {
        return text.into();
    }
    let half = limits::MESSAGE / 2;
    let start = &text[..text.floor_char_boundary(half)];
    let end = &text[text.ceil_char_boundary(text.len() - half)..];
    format!("{start} … {end}").into()
}

/// Returns a text from a file or a command line without characters that control the terminal.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| {
            if is_steering(c) && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// Like [`visible`], for text whose bytes must keep their places.
fn visible_lines(text: &str) -> String {
    let same_length = |c: char| match c.len_utf8() {
        _ if !is_steering(c) || matches!(c, '\n' | '\t') => c,
        1 => '?',
        2 => '\u{a0}',
        _ => '\u{fffd}',
    };
    text.chars().map(same_length).collect()
}

/// Returns whether a character is a control character, or changes the direction of text (Unicode UAX #9).
fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Source};

    #[test]
    fn the_place_is_underlined() {
        let source = Source::new("targets.toml", "a = 1\nadress = 2\n");
        let place = Place::new(&source, 6..12);
        let problem = Diagnostic::error("unknown key `adress`")
            .at(place)
            .help("did you mean `address`?");
        let text = render(&problem, false);
        assert!(text.contains("targets.toml:2:1"), "{text}");
        assert!(
            text.contains("^^^^^^") && text.contains("did you mean `address`?"),
            "{text}"
        );
    }

    #[test]
    fn an_excerpt_has_the_lines_of_its_file() {
        let source = Source::excerpt("branch.csv", "Ana,x\nBob,y", 41);
        let problem = Diagnostic::error("m").at(Place::new(&source, 10..11));
        let text = render(&problem, false);
        assert!(text.contains("branch.csv:42:5"), "{text}");
        assert!(text.contains("42 | Bob,y"), "{text}");
    }

    /// A message about a long line takes no more time and room than one about a short line.
    #[test]
    fn of_a_long_line_the_part_with_the_place_is_shown() {
        let text = format!("a\n{}é{}", "b".repeat(9_999), "c".repeat(1 << 20));
        let source = Source::new("x.md", text);
        for span in [
            9_999..10_003,
            10_001..1 << 20,
            2..1 << 20,
            (1 << 20)..1 << 20,
        ] {
            let problem = Diagnostic::error("m").at(Place::new(&source, span.clone()));
            let text = render(&problem, false);
            let column = source.text[2..span.start].chars().count() + 1;
            let at = format!("x.md:2:{column}\n");
            assert!(text.contains(&at) && text.len() < 2_500, "{text}");
        }
    }

    /// Whatever a message quotes, its start, its end, the line and the column are shown.
    #[test]
    fn of_a_long_message_the_middle_is_left_out() {
        let long = format!("found `é{}я` here", "é".repeat(1 << 19));
        let source = Source::new(format!("{long}.toml"), "a = 1\nb = 2\n");
        let problem = Diagnostic::error(&long).help(&long);
        for problem in [problem.clone(), problem.at(Place::new(&source, 6..7))] {
            let text = render(&problem, false);
            assert!(text.len() < 4 * limits::MESSAGE, "{} bytes", text.len());
            assert!(
                text.contains("found `é") && text.contains("я` here"),
                "{text}"
            );
            assert!(
                problem.place.is_none() || text.contains(".toml:2:1"),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let source = Source::new("a\u{1b}[2J", "x\u{1b}[2J\u{9b}\u{202e}y\n");
        let problem = Diagnostic::error("\u{1b}]0;x\u{7}").at(Place::new(&source, 0..1));
        let text = render(&problem, false);
        assert!(
            !text.chars().any(|c| is_steering(c) && c != '\n'),
            "{text:?}"
        );
    }
}
