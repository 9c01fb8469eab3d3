//! What a campaign has that could not be read: so that `check` can judge the rest and tell nothing that only follows
//! from that.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::campaign::target::Target;
use crate::diagnostic::{Code, Diagnostic, Problems};

/// The parts of a campaign that could not be read. All are empty in a campaign without errors.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of its own that is there or not"
)]
pub struct Unread {
    /// Whether the first date of letters could not be read.
    pub from: bool,
    /// The targets that lack something, with placeholders in its place.
    pub targets: Vec<Target>,
    /// Whether there may be targets of any id.
    pub any_target: bool,
    /// The ids of facts without a record that could be read.
    pub facts: BTreeSet<String>,
    /// Whether there may be facts of any id.
    pub any_fact: bool,
    /// Whether a demand could not be read.
    pub any_demand: bool,
    /// Whether an argument could not be read.
    pub any_argument: bool,
    /// The files below `letters/` that lie where nothing is read.
    pub strays: Vec<String>,
    /// The letters, by language and id, whose targets could not be read.
    pub letters: BTreeSet<(String, String)>,
    /// The partials, by language and name, that could not be read.
    pub partials: BTreeSet<(String, String)>,
    /// The ranks whose form of address could not be read, by language.
    pub ranks: BTreeSet<(String, String)>,
    /// The languages in which forms of address for any rank may be there.
    pub any_rank: BTreeSet<String>,
}

impl Unread {
    /// Notes that nobody knows what `targets.toml` says.
    pub(super) fn all_records(&mut self) {
        self.any_target = true;
        self.any_fact = true;
        self.any_demand = true;
        self.any_argument = true;
    }

    /// Returns whether there may be a fact of an id.
    pub fn may_have_fact(&self, id: &str) -> bool {
        self.any_fact || self.facts.contains(id)
    }

    /// Returns whether there may be a target of an id.
    pub fn may_have_target(&self, id: &str) -> bool {
        self.any_target || self.targets.iter().any(|target| target.id == id)
    }

    /// Returns whether there may be a form of address for a rank in a language.
    pub fn may_have_form(&self, lang: &str, rank: &str) -> bool {
        let named = (lang.to_owned(), rank.to_owned());
        self.any_rank.contains(lang) || self.ranks.contains(&named)
    }

    /// Returns whether a letter may be there in a language for any target.
    pub fn may_have_letter(&self, id: &str, lang: &str) -> bool {
        self.letters.contains(&(lang.to_owned(), id.to_owned()))
    }
}

/// Leaves out the problems of a file that only follow from a mistake of syntax: those of the record that it is in.
/// Returns whether there is such a mistake.
pub(super) fn without_followers(problems: &mut Problems) -> bool {
    let is_syntax = |problem: &Diagnostic| problem.code == Some(Code::TomlSyntax);
    let at = |problem: &Diagnostic| {
        let place = problem.place.as_ref()?;
        Some((
            place.span.start,
            record(&place.source.text, place.span.start),
        ))
    };
    let broken: Vec<Range<usize>> = problems
        .0
        .iter()
        .filter(|problem| is_syntax(problem))
        .filter_map(|problem| Some(at(problem)?.1))
        .collect();
    if broken.is_empty() {
        return false;
    }
    problems.0.retain(|problem| {
        // A value that the parser made up has no place in the file.
        let follows = at(problem)
            .is_none_or(|(start, _)| start == 0 || broken.iter().any(|one| one.contains(&start)));
        is_syntax(problem) || !follows
    });
    true
}

/// Returns the bytes of the record around a byte of a text of TOML: from the header without a dot before it to the
/// next one.
fn record(text: &str, at: usize) -> Range<usize> {
    let mut range = 0..text.len();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let name = line.trim_start_matches('[').split(']').next();
        let is_header = line.starts_with('[') && name.is_some_and(|name| !name.contains('.'));
        if is_header && start <= at {
            range.start = start;
        } else if is_header {
            range.end = start;
            break;
        }
        start += line.len();
    }
    range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_ends_where_the_next_begins() {
        let text = "a = 1\n[[target]]\nid = 1\n[target.office]\nen = 2\n[[target]]\nid = 3\n";
        let of = |word: &str| &text[record(text, text.find(word).unwrap())];
        assert_eq!(of("a = 1"), "a = 1\n");
        assert_eq!(
            of("en = 2"),
            "[[target]]\nid = 1\n[target.office]\nen = 2\n"
        );
        assert_eq!(of("id = 3"), "[[target]]\nid = 3\n");
    }
}
