//! Problems of a TOML file that only follow from another one: from a mistake of syntax or a wrong header.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::suggest::nearest;

/// The message of the toml crate for a key that stands twice in a table.
const TWICE: &str = "duplicate key";

/// The most names of records with a wrong header that others are compared with: a campaign has seven sorts of records.
const NAMES: usize = 20;

/// The parts of a file that could not be read, as ranges of bytes: in their order, apart from each other.
#[derive(Debug, Default)]
pub(super) struct Broken(Vec<Range<usize>>);

impl Broken {
    fn new(mut parts: Vec<Range<usize>>) -> Self {
        parts.sort_by_key(|part| part.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for part in parts {
            match joined.last_mut() {
                Some(last) if part.start < last.end => last.end = last.end.max(part.end),
                _ => joined.push(part),
            }
        }
        Self(joined)
    }

    /// Returns whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether a place of the file is in one of them.
    pub(super) fn has(&self, place: &Place) -> bool {
        let start = place.span.start;
        self.meets(&(start..start + 1))
    }

    /// Returns whether one of them has a byte in common with another part.
    fn meets(&self, other: &Range<usize>) -> bool {
        let next = self.0.partition_point(|part| part.start < other.end);
        next > 0 && other.start < self.0[next - 1].end
    }
}

/// Leaves out the problems of a file that only follow from a mistake of syntax or from a header that is wrong: those of
/// the record that it is in. Returns the parts of the file that have such a mistake.
pub(super) fn without_followers(problems: &mut Problems) -> Broken {
    let mut places = problems
        .0
        .iter()
        .filter_map(|problem| problem.place.as_ref());
    let Some(source) = places.next().map(|place| Arc::clone(&place.source)) else {
        return Broken::default();
    };
    let (causes, broken) = Headers::of(&source.text).causes(&problems.0);
    if broken.is_empty() {
        return broken;
    }
    let mut n = 0;
    problems.0.retain(|problem| {
        n += 1;
        // A value that the parser made up has no place in the file.
        let place = problem.place.as_ref();
        let follows = place.is_none_or(|place| place.span.start == 0 || broken.has(place));
        causes.contains(&(n - 1)) || !follows
    });
    broken
}

/// A header: where its line begins, and how many names it has.
type Header = (usize, usize);

/// The headers of a text of TOML.
struct Headers<'t> {
    text: &'t str,
    all: Vec<Header>,
}

impl<'t> Headers<'t> {
    fn of(text: &'t str) -> Self {
        let mut next = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = next;
            next += line.len();
            (start, line)
        });
        let all = lines.filter_map(|(start, line)| Some((start, depth(line)?)));
        Self {
            text,
            all: all.collect(),
        }
    }

    /// Returns the numbers of the problems that others follow from, and the parts of the text in which they do.
    fn causes(&self, problems: &[Diagnostic]) -> (BTreeSet<usize>, Broken) {
        let found = problems.iter().enumerate();
        let found = found.filter_map(|(n, problem)| Some((n, self.part_of(problem)?)));
        let is_twice = |n: usize| problems[n].message == TWICE;
        let (twice, mut causes): (Vec<_>, Vec<_>) = found.partition(|(n, _)| is_twice(*n));
        // A header that is wrong goes before the keys that stand twice because of it.
        let record = |n: usize| self.record_name(problems[n].place.as_ref()?.span.start);
        let wrong: BTreeSet<&str> = causes.iter().filter_map(|(n, _)| record(*n)).collect();
        let is_of_wrong = |name| nearest(name, wrong.iter().copied().take(NAMES)).is_some();
        let broken = parts_of(&causes);
        // Of the keys of a record that stand twice the first counts.
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for (n, part) in &twice {
            if !broken.meets(part) && !record(*n).is_some_and(is_of_wrong) {
                first.entry(part.start).or_insert(*n);
            }
        }
        let told = causes.iter().map(|(n, _)| *n).chain(first.into_values());
        let told = told.collect();
        causes.extend(twice);
        (told, parts_of(&causes))
    }

    /// Returns the part of the text in which problems follow from this one, if any do.
    fn part_of(&self, problem: &Diagnostic) -> Option<Range<usize>> {
        let at = problem.place.as_ref()?.span.start;
        let line = self.line(at);
        let is_header = name(&self.text[line..]).is_some();
        match problem.code {
            Some(Code::TomlSyntax) => Some(self.record(at)),
            Some(Code::UnknownKey) if is_header => Some(self.section(line)),
            // Where `[campaign.name]` is the first header, `[campaign]` is lost above these keys.
            Some(Code::UnknownKey) if self.is_headless(line) => Some(self.record(at)),
            // Where `[fact.text]` begins a record, `[[fact]]` is lost, and its keys stand in the table before.
            Some(Code::WrongType) if is_header => {
                let before = self.section(line.saturating_sub(1)).start;
                Some(before..self.section(line).end)
            }
            _ => None,
        }
    }

    /// Returns where the line of a byte begins.
    fn line(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Returns the first name of the last header up to a byte, which says what sort of record it is in.
    fn record_name(&self, at: usize) -> Option<&'t str> {
        let (start, _) = self.around(at).0.last()?;
        name(&self.text[*start..])?.split('.').next()
    }

    /// Returns whether the first header comes after a line and is one of a part.
    fn is_headless(&self, line: usize) -> bool {
        let first = self.all.first();
        first.is_some_and(|(start, depth)| line < *start && *depth > 1)
    }

    /// Returns the record around a byte: from the header of one name before it to the next one.
    fn record(&self, at: usize) -> Range<usize> {
        let (before, behind) = self.around(at);
        let is_record = |(_, depth): &&Header| *depth == 1;
        let start = before
            .iter()
            .rfind(is_record)
            .map_or(0, |(start, _)| *start);
        let end = behind.iter().find(is_record);
        start..end.map_or(self.text.len(), |(start, _)| *start)
    }

    /// Returns what stands below the header before a byte: up to the next one that is not that of a part of it.
    fn section(&self, at: usize) -> Range<usize> {
        let (before, behind) = self.around(at);
        let (start, depth) = before.last().copied().unwrap_or_default();
        let end = behind
            .iter()
            .find(|(_, other)| *other <= depth || depth == 0);
        start..end.map_or(self.text.len(), |(start, _)| *start)
    }

    /// Returns the headers up to a byte, and those behind it.
    fn around(&self, at: usize) -> (&[Header], &[Header]) {
        self.all
            .split_at(self.all.partition_point(|(start, _)| *start <= at))
    }
}

fn parts_of(causes: &[(usize, Range<usize>)]) -> Broken {
    Broken::new(causes.iter().map(|(_, part)| part.clone()).collect())
}

/// Returns the names of a header with dots between them, if a text begins with one.
fn name(text: &str) -> Option<&str> {
    let names = text.trim_start_matches([' ', '\t']).strip_prefix('[')?;
    names.trim_start_matches('[').split([']', '\n']).next()
}

/// Returns how many names a header has, if a line is one.
fn depth(line: &str) -> Option<usize> {
    Some(name(line)?.split('.').count())
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
}
