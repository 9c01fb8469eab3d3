//! The words of `--only`, one by one.

use crate::batch::record::entry::Entry;

/// The fewest digits of a member's identity that are taken for one.
const FEWEST: usize = 4;

/// The digits of a member's identity.
const DIGITS: usize = 16;

/// A word of `--only`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OnlyWord {
    /// The lines of the members file that rows begin in: the first and the last.
    Lines(usize, usize),
    /// The rows of the members file: the first and the last.
    Rows(usize, usize),
    /// The start of a member's identity, the id of a target, or a file of the batch.
    Name(String),
    /// A member, as the row of a list has it.
    Member {
        /// The identity.
        identity: String,
        /// The row, for people.
        place: String,
    },
    /// A letter, as a row of a manifest has it.
    Letter(LetterCells),
}

/// What the row of a manifest says of a letter. Spreadsheet programs damage identities that look like numbers, so the
/// row counts first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LetterCells {
    /// The row of the members file.
    pub row: Option<usize>,
    /// Its line.
    pub line: Option<usize>,
    /// The identity of the member, unless it is damaged.
    pub member: Option<String>,
    /// The id of the target.
    pub target: Option<String>,
    /// The file.
    pub file: Option<String>,
}

impl LetterCells {
    /// Returns whether a letter is the one that is meant.
    pub(crate) fn is(&self, entry: &Entry) -> bool {
        let is = |cell: &Option<String>, value: &String| cell.as_ref().is_none_or(|c| c == value);
        let is_at = |cell: Option<usize>, value: usize| cell.is_none_or(|c| c == value);
        is_at(self.row, entry.row)
            && is_at(self.line, entry.line)
            && is(&self.member, &entry.member)
            && is(&self.target, &entry.target)
            && is(&self.file, &entry.file)
    }

    fn told(&self) -> String {
        let number = |name, value: Option<usize>| value.map(|value| format!("{name} {value}"));
        let text = |name, value: &Option<String>| value.as_ref().map(|v| format!("{name} `{v}`"));
        let all = [
            number("row", self.row),
            number("line", self.line),
            text("member", &self.member),
            text("target", &self.target),
            text("file", &self.file),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        all.join(", ")
    }
}

impl OnlyWord {
    /// Returns the word for people.
    pub(crate) fn told(&self) -> String {
        let numbers = |one: &str, first: &usize, last: &usize| {
            if first == last {
                format!("{one} {first}")
            } else {
                format!("{one}s {first} to {last}")
            }
        };
        match self {
            Self::Lines(first, last) => numbers("line", first, last),
            Self::Rows(first, last) => numbers("row", first, last),
            Self::Name(name) => format!("`{name}`"),
            Self::Member { place, .. } => place.clone(),
            Self::Letter(cells) => cells.told(),
        }
    }

    /// Reads a word: `4`, `4-9`, `row:3`, `row:3-8`, `line:4`, or a name.
    pub(crate) fn parse(word: &str) -> Self {
        let (kind, numbers) = word.split_once(':').unwrap_or(("line", word));
        match (kind.trim(), range(numbers.trim())) {
            ("line", Some((first, last))) if !is_identity(word) => Self::Lines(first, last),
            ("row", Some((first, last))) => Self::Rows(first, last),
            _ => Self::Name(word.to_owned()),
        }
    }
}

/// Returns whether a word is a whole identity; one may have digits alone.
pub(crate) fn is_identity(word: &str) -> bool {
    word.len() == DIGITS && is_hexadecimal(word)
}

/// Returns whether a word may be the start of an identity.
pub(crate) fn may_be_identity(word: &str) -> bool {
    word.len() >= FEWEST && is_hexadecimal(word)
}

fn is_hexadecimal(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Reads a number, or two with a dash between them.
fn range(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once(['-', '\u{2013}']).unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_lines_unless_they_say_what_they_are() {
        let name = |word: &str| OnlyWord::Name(word.to_owned());
        for (word, wanted) in [
            ("4", OnlyWord::Lines(4, 4)),
            ("4-9", OnlyWord::Lines(4, 9)),
            ("4 – 9", OnlyWord::Lines(4, 9)),
            ("line:4", OnlyWord::Lines(4, 4)),
            ("row: 3-8", OnlyWord::Rows(3, 8)),
            ("9-4", name("9-4")),
            ("row:x", name("row:x")),
            ("-4", name("-4")),
            ("99999999999999999999", name("99999999999999999999")),
            // An identity may have no letters.
            ("1234567890123456", name("1234567890123456")),
            ("embassy-gb", name("embassy-gb")),
        ] {
            assert_eq!(OnlyWord::parse(word), wanted, "{word}");
        }
    }
}
