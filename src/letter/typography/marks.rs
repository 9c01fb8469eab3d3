//! Dots, dashes and quotation marks.

use crate::letter::typography::conventions::Conventions;
use crate::letter::typography::mark::{Mark, is_space};

/// Three dots become an ellipsis; two, or four and more, stay.
pub(super) fn dots(marks: &[Mark]) -> Vec<Mark> {
    replace_runs(marks, '.', |run| (run.length == 3).then_some('…'))
}

/// Hyphens become dashes: one or two between spaces the dash of the language, two between characters a
/// dash from–to, three an em dash. All others stay.
pub(super) fn dashes(marks: &[Mark], conventions: &Conventions) -> Vec<Mark> {
    replace_runs(marks, '-', |run| {
        let spaced = (
            run.before.is_some_and(is_space),
            run.after.is_some_and(is_space),
        );
        let close = run.before.is_some_and(char::is_alphanumeric)
            && run.after.is_some_and(char::is_alphanumeric);
        match (run.length, spaced) {
            (1 | 2, (true, true)) => Some(conventions.dash),
            (2, _) if close => Some('–'),
            (3, (true, true)) => Some('—'),
            (3, _) if close => Some('—'),
            _ => None,
        }
    })
}

/// Equal characters in a row and what stands beside them.
struct CharRun {
    length: usize,
    before: Option<char>,
    after: Option<char>,
}

fn replace_runs(marks: &[Mark], of: char, by: impl Fn(&CharRun) -> Option<char>) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::with_capacity(marks.len() + 16);
    let mut at = 0_usize;
    for run in marks.chunk_by(|a, b| (a.0 == of) == (b.0 == of)) {
        let found = CharRun {
            length: run.len(),
            before: at.checked_sub(1).map(|n| marks[n].0),
            after: marks.get(at + run.len()).map(|mark| mark.0),
        };
        at += run.len();
        match (run[0], by(&found)) {
            ((c, span), Some(new)) if c == of => out.push((new, span)),
            _ => out.extend_from_slice(run),
        }
    }
    out
}

/// Straight quotes become those of the language, and apostrophes.
pub(super) fn quotes(marks: &[Mark], conventions: &Conventions) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::with_capacity(marks.len() + 16);
    let mut open = Vec::new();
    for (n, &(c, span)) in marks.iter().enumerate() {
        let before = out.last().map(|mark| mark.0);
        let rest = &marks[n + 1..];
        let new = match c {
            '"' => double(before, rest, &mut open, conventions),
            '\'' => single(before, rest, &mut open, conventions),
            other => other,
        };
        out.push((new, span));
    }
    out
}

/// The open quotes: the characters that were typed.
type OpenQuotes = Vec<char>;

fn double(
    before: Option<char>,
    rest: &[Mark],
    open: &mut OpenQuotes,
    conventions: &Conventions,
) -> char {
    let pair = |depth: usize| {
        if depth.is_multiple_of(2) {
            conventions.outer
        } else {
            conventions.inner
        }
    };
    if opens(before) && rest.first().is_some_and(|next| !next.0.is_whitespace()) {
        open.push('"');
        return pair(open.len() - 1).0;
    }
    match open.iter().rposition(|c| *c == '"') {
        Some(depth) => {
            open.truncate(depth);
            pair(depth).1
        }
        None => conventions.outer.1,
    }
}

fn single(
    before: Option<char>,
    rest: &[Mark],
    open: &mut OpenQuotes,
    conventions: &Conventions,
) -> char {
    let next = rest.first().map(|next| next.0);
    let in_word = before.is_some_and(char::is_alphanumeric);
    if leaves_out(rest) {
        return '’';
    }
    if opens(before) && next.is_some_and(char::is_alphanumeric) && has_closing(rest) {
        open.push('\'');
        return conventions.inner.0;
    }
    let closes = !next.is_some_and(char::is_alphanumeric);
    match open.iter().rposition(|c| *c == '\'') {
        Some(depth) if closes || !in_word => {
            open.truncate(depth);
            conventions.inner.1
        }
        _ => '’',
    }
}

/// Returns `true` if a single quote before this text stands for what is left out: `and` in `rock 'n' roll`, the
/// century in `the '90s`.
fn leaves_out(rest: &[Mark]) -> bool {
    matches!(
        rest,
        [('n' | 'N', _), ('\'', _), ..] | [('0'..='9', _), ('0'..='9', _), ('s', _), ..]
    )
}

/// Returns `true` if a single quote that opens before this text also closes in it.
fn has_closing(rest: &[Mark]) -> bool {
    let closes = |n: usize| {
        let after = rest.get(n + 1).is_some_and(|mark| mark.0.is_alphanumeric());
        n > 0 && rest[n].0 == '\'' && !rest[n - 1].0.is_whitespace() && !after
    };
    (0..rest.len()).any(closes)
}

/// Returns `true` if a quote behind this character opens.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "([{«„“‘‚–—-/".contains(c))
}
