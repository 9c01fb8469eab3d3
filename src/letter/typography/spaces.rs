//! Spaces: those that a language wants where none was typed, and those that must not break.

use crate::letter::typography::conventions::{Conventions, UNITS};
use crate::letter::typography::mark::{Mark, NARROW, NO_BREAK};
use crate::letter::typography::protection::restored;

/// Puts spaces inside guillemets and before high punctuation and per cent signs, where the language
/// has them.
pub(super) fn inserted(marks: &[Mark], conventions: &Conventions) -> Vec<Mark> {
    if !conventions.spaced_marks && !conventions.spaced_percent {
        return marks.to_vec();
    }
    let mut out: Vec<Mark> = Vec::with_capacity(marks.len() + 16);
    for (n, &mark) in marks.iter().enumerate() {
        let before = out.last().map(|mark| mark.0);
        let after = marks.get(n + 1).map(|mark| mark.0);
        let space = before.and_then(|before| wanted(before, mark.0, after, conventions));
        out.extend(space.map(|space| (space, mark.1)));
        out.push(mark);
    }
    out
}

/// The space that is wanted between two characters that touch.
fn wanted(before: char, c: char, after: Option<char>, conventions: &Conventions) -> Option<char> {
    if conventions.spaced_percent && c == '%' && before.is_ascii_digit() {
        return Some(NO_BREAK);
    }
    let touches = !before.is_whitespace();
    if !conventions.spaced_marks || !touches || c.is_whitespace() {
        return None;
    }
    let behind =
        before.is_alphanumeric() || ")]”’…%\u{fdd0}\u{fdd1}\u{fdd3}\u{fdd4}".contains(before);
    let ends = after.is_none_or(|c| c.is_whitespace() || ")]»”’!?".contains(c));
    match c {
        _ if before == '«' => Some(NARROW),
        '»' => Some(NARROW),
        ';' | '!' | '?' if behind && ends => Some(NARROW),
        ':' if behind && ends => Some(NO_BREAK),
        _ => None,
    }
}

/// Makes the spaces that must not break ones that do not.
pub(super) fn hold(marks: &mut [Mark], conventions: &Conventions, months: &[String]) {
    let mut word = 0..0;
    for at in 0..marks.len() {
        if !marks[at].0.is_whitespace() {
            word.end = at + 1;
            continue;
        }
        let rest = &marks[at + 1..];
        let length = rest.iter().position(|mark| mark.0.is_whitespace());
        let next = &rest[..length.unwrap_or(rest.len())];
        let pair = Pair {
            word: &marks[word.clone()],
            next,
        };
        if marks[at].0 == ' '
            && let Some(space) = pair.space(conventions, months)
        {
            marks[at].0 = space;
        }
        word = at + 1..at + 1;
    }
}

/// Two words with a space between them.
struct Pair<'m> {
    word: &'m [Mark],
    next: &'m [Mark],
}

impl Pair<'_> {
    /// The space that the language wants between them, if it is none that breaks.
    fn space(&self, conventions: &Conventions, months: &[String]) -> Option<char> {
        let (last, first) = (self.word.last()?.0, self.next.first()?.0);
        if conventions.spaced_marks && (last == '«' || ";!?»".contains(first)) {
            return Some(NARROW);
        }
        let high = conventions.spaced_marks && first == ':';
        let dash = matches!(first, '–' | '—') && self.next.len() == 1;
        let held = high
            || dash
            || self.is_counted(conventions, months)
            || self.is_led(conventions)
            || is_one_of(bare(self.next), conventions.trailing)
            || self.is_named(conventions);
        held.then_some(NO_BREAK)
    }

    /// A number and its unit, month or next three digits.
    fn is_counted(&self, conventions: &Conventions, months: &[String]) -> bool {
        let number = bare(self.word);
        if !number.first().is_some_and(|mark| mark.0.is_numeric()) {
            return false;
        }
        let is_number = |mark: &Mark| mark.0.is_numeric() || ".,–\u{fdd2}\u{fdd3}".contains(mark.0);
        if !number.iter().all(is_number) {
            return false;
        }
        let next = bare(self.next);
        let group = next.len() == 3 && next.iter().all(|mark| mark.0.is_ascii_digit());
        group && number.len() <= 3
            || months.iter().any(|month| starts_with(next, month))
            || is_one_of(next, &UNITS)
            || is_one_of(next, conventions.units)
    }

    /// A short word that stays with the next.
    fn is_led(&self, conventions: &Conventions) -> bool {
        let word = opened(self.word);
        word.len() <= 2
            && conventions.leading.iter().any(|known| {
                let lower = word.iter().flat_map(|mark| mark.0.to_lowercase());
                lower.eq(known.chars())
            })
            && self
                .next
                .first()
                .is_some_and(|mark| mark.0.is_alphanumeric() || "«„“(".contains(mark.0))
    }

    /// Initials and titles before a name, signs and abbreviations before a number.
    fn is_named(&self, conventions: &Conventions) -> bool {
        let word = opened(self.word);
        let before = self.next.first().is_some_and(|mark| {
            mark.0.is_uppercase() || mark.0.is_numeric() || "«„“".contains(mark.0)
        });
        let sign = is_one_of(word, &["№", "§"]);
        sign || before && (is_one_of(word, conventions.titles) || is_initials(word))
    }
}

/// Capitals with a full stop behind each.
fn is_initials(word: &[Mark]) -> bool {
    !word.is_empty()
        && word.chunks(2).all(|two| match two {
            [initial, stop] => initial.0.is_uppercase() && matches!(stop.0, '.' | '\u{fdd3}'),
            _ => false,
        })
}

/// A word without the brackets and quotes before it.
fn opened(word: &[Mark]) -> &[Mark] {
    let start = word.iter().position(|mark| !"([«„“‘‚".contains(mark.0));
    &word[start.unwrap_or(word.len())..]
}

/// A word without the punctuation around it.
fn bare(word: &[Mark]) -> &[Mark] {
    let word = opened(word);
    let end = word
        .iter()
        .rposition(|mark| !".,;:!?)]»”’…\u{fdd3}".contains(mark.0));
    &word[..end.map_or(0, |end| end + 1)]
}

fn is_one_of(word: &[Mark], known: &[&str]) -> bool {
    let chars = || word.iter().map(|mark| restored(mark.0));
    known.iter().any(|known| chars().eq(known.chars()))
}

fn starts_with(word: &[Mark], start: &str) -> bool {
    let mut chars = word.iter().map(|mark| mark.0);
    !start.is_empty() && start.chars().all(|c| chars.next() == Some(c))
}
