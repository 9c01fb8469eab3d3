//! The headers of a text of TOML, by its lines: which record and section a byte is in.

use std::ops::Range;

/// How far before a mistake of syntax its line is looked at, in bytes.
const LINE: usize = 1000;

/// A header in a line of a text.
pub(super) struct Header<'t> {
    /// Where the line begins and ends.
    pub(super) line: Range<usize>,
    /// What stands in the brackets.
    pub(super) name: &'t str,
}

impl<'t> Header<'t> {
    pub(super) fn depth(&self) -> usize {
        self.name.split('.').count()
    }

    /// Returns the name of the record that it is of.
    pub(super) fn record(&self) -> &'t str {
        self.name.split('.').next().unwrap_or_default().trim()
    }
}

/// The headers of a text of TOML.
pub(super) struct Headers<'t> {
    text: &'t str,
    all: Vec<Header<'t>>,
}

impl<'t> Headers<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut next = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = next;
            next += line.len();
            (start..next, line)
        });
        let header = |(span, line)| {
            let name = name(line)?;
            Some(Header { line: span, name })
        };
        Self {
            text,
            all: lines.filter_map(header).collect(),
        }
    }

    /// Returns where the line of a byte begins, or as far before it as a value may.
    pub(super) fn line(&self, at: usize) -> usize {
        let start = self.text.floor_char_boundary(at.saturating_sub(LINE));
        let before = &self.text[start..at];
        before.rfind('\n').map_or(start, |end| start + end + 1)
    }

    /// Returns the header in whose line a byte is.
    pub(super) fn header_at(&self, at: usize) -> Option<&Header<'t>> {
        let last = self.up_to(at).last();
        last.filter(|header| header.line.contains(&at))
    }

    /// Returns whether the first header comes after a byte and is one of a part.
    pub(super) fn is_headless(&self, at: usize) -> bool {
        let first = self.all.first();
        first.is_some_and(|first| at < first.line.start && first.depth() > 1)
    }

    /// Returns the record around a byte: from the header of one name before it to the next one.
    pub(super) fn record(&self, at: usize) -> Range<usize> {
        let start = self.up_to(at).iter().rfind(|header| header.depth() == 1);
        let end = self.behind(at).iter().find(|header| header.depth() == 1);
        start.map_or(0, |header| header.line.start)
            ..end.map_or(self.text.len(), |header| header.line.start)
    }

    /// Returns what stands below the header before a byte: up to the next one that is not that of a part of it.
    pub(super) fn section(&self, at: usize) -> Range<usize> {
        let start = self.up_to(at).last();
        let depth = start.map_or(usize::MAX, Header::depth);
        let end = self
            .behind(at)
            .iter()
            .find(|header| header.depth() <= depth);
        start.map_or(0, |header| header.line.start)
            ..end.map_or(self.text.len(), |header| header.line.start)
    }

    pub(super) fn up_to(&self, at: usize) -> &[Header<'t>] {
        &self.all[..self.next(at)]
    }

    pub(super) fn behind(&self, at: usize) -> &[Header<'t>] {
        &self.all[self.next(at)..]
    }

    pub(super) fn next(&self, at: usize) -> usize {
        self.all.partition_point(|header| header.line.start <= at)
    }
}

/// Returns what stands in the brackets of a header, if a line is one. A line of a list may begin with a bracket too, but
/// holds no plain name.
fn name(line: &str) -> Option<&str> {
    let names = line.trim_start_matches([' ', '\t']).strip_prefix('[')?;
    let names = names
        .trim_start_matches(['[', ' '])
        .split([']', '\n'])
        .next()?;
    let is_plain = |c: char| c.is_alphanumeric() || "_-. ".contains(c);
    let is_name = names.chars().all(is_plain) && names.contains(char::is_alphabetic);
    is_name.then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "a = 1\n[[target]]\nid = 1\n[target.office]\nen = 2\n[target.more]\n[[target]]\nid = 3\n";

    #[test]
    fn a_record_ends_where_the_next_begins() {
        let of = |word: &str| &TEXT[Headers::of(TEXT).record(TEXT.find(word).unwrap())];
        assert_eq!(of("a = 1"), "a = 1\n");
        let first = "[[target]]\nid = 1\n[target.office]\nen = 2\n[target.more]\n";
        assert_eq!(of("en = 2"), first);
        assert_eq!(of("id = 3"), "[[target]]\nid = 3\n");
    }

    #[test]
    fn a_section_has_its_parts() {
        let of = |word: &str| &TEXT[Headers::of(TEXT).section(TEXT.find(word).unwrap())];
        assert_eq!(of("en = 2"), "[target.office]\nen = 2\n");
        let first = "[[target]]\nid = 1\n[target.office]\nen = 2\n[target.more]\n";
        assert_eq!(of("id = 1"), first);
    }

    #[test]
    fn a_line_of_a_list_is_no_header() {
        for line in [
            "[\"en\"]", "[7, 8],", "[", "[]", "[1.5]", "# [a]", "a = [b]",
        ] {
            assert_eq!(name(line), None, "{line}");
        }
        for line in [
            "[target.office] # one",
            "[[target]]\n",
            " [ [target]]",
            "[[target]",
        ] {
            assert!(name(line).unwrap().starts_with("target"), "{line}");
        }
    }
}
