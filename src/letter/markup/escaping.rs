//! Values written as markup.

/// Writes a value so that [`parse`](super::parse) gives it back as it was: its paragraphs, its line breaks and
/// every character that Markdown would take for its own.
///
/// Runs of blanks become one blank, as in any paragraph.
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    let mut gap = 0;
    for line in value.split('\n') {
        let line = line
            .split([' ', '\t', '\r'])
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>();
        if line.is_empty() {
            gap += 1;
            continue;
        }
        match (out.is_empty(), gap) {
            (true, _) => {}
            (false, 0) => out.push_str("\\\n"),
            (false, _) => out.push_str("\n\n"),
        }
        gap = 0;
        push_escaped(&mut out, &line.join(" "));
    }
    out
}

fn push_escaped(out: &mut String, line: &str) {
    for c in line.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::markup::block::{Block, Span};
    use crate::letter::markup::parsing::parse;
    use proptest::prelude::*;

    fn plain(text: &str) -> Vec<Block> {
        let span = Span {
            text: text.to_owned(),
            ..Span::default()
        };
        vec![Block::Paragraph(vec![span])]
    }

    proptest! {
        // A value stands in the middle of a sentence or alone; both ways it comes out as it went in.
        #[test]
        fn an_escaped_value_comes_out_as_written(words in "[ -~а-яәғқңөұүһі№«»—\u{a0}]{0,60}") {
            let value = words.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
            prop_assume!(!value.is_empty());
            prop_assert_eq!(parse(&escape(&value)).unwrap(), plain(&value));
            let inside = format!("x {} y", escape(&value));
            prop_assert_eq!(parse(&inside).unwrap(), plain(&format!("x {value} y")));
        }

        #[test]
        fn lines_and_paragraphs_of_a_value_are_kept(
            lines in proptest::collection::vec("[!-~]{1,12}", 1..6)
        ) {
            prop_assert_eq!(parse(&escape(&lines.join("\n"))).unwrap(), plain(&lines.join("\n")));
            let paragraphs = parse(&escape(&lines.join("\n\n"))).unwrap();
            let expected: Vec<Block> = lines.iter().flat_map(|line| plain(line)).collect();
            prop_assert_eq!(paragraphs, expected);
        }
    }
}
