//! Scopes: the places of lines and columns of a template, and the meaning of relative names.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Place, Source};

/// Turns lines and columns into places.
#[derive(Clone, Copy)]
pub(super) struct Finder<'t> {
    /// The file.
    pub source: &'t Arc<Source>,
    /// The first byte of the part.
    pub start: usize,
    /// The part.
    pub text: &'t str,
}

impl Finder<'_> {
    /// The place of `word` at or after a line and column, or of the rest of the tag.
    pub(super) fn place(&self, line: usize, column: usize, word: &str) -> Place {
        let before: usize = self
            .text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let rest = &self.text[before.min(self.text.len())..];
        let skip: usize = rest
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum();
        let from = before + skip;
        let tail = &self.text[from..];
        let line_end = tail.find('\n').unwrap_or(tail.len());
        let (offset, length) = match tail.find(word) {
            Some(at) if !word.is_empty() => (at, word.len()),
            _ => (
                0,
                tail.find("}}")
                    .map_or(line_end, |end| (end + 2).min(line_end)),
            ),
        };
        let start = self.start + from + offset;
        Place::new(self.source, start..start + length.max(1))
    }
}

/// The meaning of relative names at some point of a template.
#[derive(Clone, Default)]
pub(super) struct Scope {
    /// The path that relative names start from; empty at the top.
    base: String,
    /// The scope outside.
    outer: Option<Box<Scope>>,
    /// Names given by `as |name|`, with their paths.
    locals: BTreeMap<String, String>,
    /// The paths that blocks around it ask for with `if`.
    conditions: Vec<String>,
}

impl Scope {
    /// The path from the top that a name stands for.
    pub(super) fn resolve(&self, raw: &str) -> String {
        if let Some(rest) = raw.strip_prefix("../") {
            return self
                .outer
                .as_ref()
                .map_or_else(|| rest.to_owned(), |o| o.resolve(rest));
        }
        let name = raw.strip_prefix("./").unwrap_or(raw).replace('/', ".");
        let name = name.strip_prefix("this.").unwrap_or(&name);
        let head = name.split('.').next().unwrap_or_default();
        if let Some(path) = self.locals.get(head) {
            return format!("{path}{}", &name[head.len()..]);
        }
        match (name, self.base.as_str()) {
            ("this" | ".", base) => base.to_owned(),
            (name, "") => name.to_owned(),
            (name, base) => format!("{base}.{name}"),
        }
    }

    /// Returns `true` if it is the top level.
    pub(super) fn is_top(&self) -> bool {
        self.base.is_empty()
    }

    /// Returns `true` if it is the scope of the items of a list.
    pub(super) fn is_listed(&self) -> bool {
        self.base.ends_with("[]") || self.outer.as_ref().is_some_and(|outer| outer.is_listed())
    }

    /// The scope of a block in this one.
    pub(super) fn inside(&self, base: String, locals: BTreeMap<String, String>) -> Self {
        let mut all = self.locals.clone();
        all.extend(locals);
        Self {
            base,
            outer: Some(Box::new(self.clone())),
            locals: all,
            conditions: self.conditions.clone(),
        }
    }

    /// The scope of a block that is there if a path has a value.
    pub(super) fn on_condition(&self, path: String) -> Self {
        let mut scope = self.clone();
        scope.conditions.push(path);
        scope
    }

    /// The paths that blocks around it ask for.
    pub(super) fn conditions(&self) -> &[String] {
        &self.conditions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_at_a_line_and_column_and_else_the_rest_of_the_tag() {
        let source = Source::new("letter", "+++\né {{a}} {{b}}\n{{name c}} name {{d");
        let finder = Finder {
            source: &source,
            start: 4,
            text: &source.text[4..],
        };
        for (line, column, word, start, text) in [
            (1, 3, "a", 2, "a"),
            (1, 9, "b", 2, "b"),
            (1, 3, "", 0, "{{a}}"),
            (1, 3, "missing", 0, "{{a}}"),
            (1, 9, "", 0, "{{b}}"),
            (2, 1, "name", 2, "name"),
            (2, 3, "", 0, "name c}}"),
            (2, 17, "", 0, "{{d"),
        ] {
            let place = finder.place(line, column, word);
            let before = source.text.match_indices('\n').nth(line - 1).unwrap().0 + 1;
            let skipped: usize = source.text[before..]
                .chars()
                .take(column - 1)
                .map(char::len_utf8)
                .sum();
            let found = (
                place.span.start - before - skipped,
                &source.text[place.span],
            );
            assert_eq!(found, (start, text), "{line}, {column}, {word}");
        }
    }
}
