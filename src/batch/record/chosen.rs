//! The letters that the words of `--only` choose among those of a batch, by its manifests.
//!
//! Lines, rows and members say whose letters, offices to whom: together, the letters of these members to these offices.
//! Files and rows of a manifest name letters themselves; those are added.

use std::collections::BTreeSet;
use std::path::Path;

use crate::batch::record::entry::Entry;
use crate::batch::record::only_word::{OnlyWord, may_be_identity};
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;
use crate::suggest;

/// A word with what the batch has for it.
#[derive(Debug)]
struct Sought {
    word: OnlyWord,
    /// The identities of the members that it means: of a name, or of rows that sign with others.
    members: BTreeSet<String>,
    /// Whether it is the id of a target.
    is_target: bool,
    /// Whether any letter is of it, whatever the other words say.
    is_known: bool,
    /// Whether it chose a letter.
    has_chosen: bool,
}

impl Sought {
    /// Returns whether the word says whose letters are meant.
    fn is_of_members(&self) -> bool {
        match &self.word {
            OnlyWord::Lines(..) | OnlyWord::Rows(..) | OnlyWord::Member { .. } => true,
            OnlyWord::Name(_) => !self.members.is_empty(),
            OnlyWord::Letter(_) => false,
        }
    }

    /// Returns whether the word means a letter.
    fn means(&self, entry: &Entry) -> bool {
        let is_of_member = || {
            let mut signers = entry.member.split('+');
            signers.any(|signer| self.members.contains(signer))
        };
        match &self.word {
            OnlyWord::Lines(first, last) => {
                entry.row > 0 && (*first..=*last).contains(&entry.line) || is_of_member()
            }
            OnlyWord::Rows(first, last) => {
                entry.row > 0 && (*first..=*last).contains(&entry.row) || is_of_member()
            }
            OnlyWord::Name(name) if self.is_target => entry.target == *name,
            OnlyWord::Name(_) if !self.members.is_empty() => is_of_member(),
            OnlyWord::Name(name) => entry.file == *name,
            OnlyWord::Member { .. } => is_of_member(),
            OnlyWord::Letter(cells) => cells.is(entry),
        }
    }
}

/// The choice among the letters of a batch. It sees all letters twice: [`learn`](Self::learn) finds out what the words
/// are, [`takes`](Self::takes) chooses.
#[derive(Debug)]
pub(crate) struct Chosen {
    words: Vec<Sought>,
    targets: BTreeSet<String>,
    /// The first and the last line of a letter.
    lines: Option<(usize, usize)>,
    /// The first and the last row of a letter.
    rows: Option<(usize, usize)>,
}

impl Chosen {
    /// Creates the choice by some words.
    pub(crate) fn new(words: Vec<OnlyWord>) -> Self {
        let sought = |word: OnlyWord| Sought {
            members: match &word {
                OnlyWord::Member { identity, .. } => BTreeSet::from([identity.clone()]),
                _ => BTreeSet::new(),
            },
            word,
            is_target: false,
            is_known: false,
            has_chosen: false,
        };
        Self {
            words: words.into_iter().map(sought).collect(),
            targets: BTreeSet::new(),
            lines: None,
            rows: None,
        }
    }

    /// Returns whether some words are numbers of lines or rows.
    pub(crate) fn has_numbers(&self) -> bool {
        let is_number =
            |sought: &Sought| matches!(sought.word, OnlyWord::Lines(..) | OnlyWord::Rows(..));
        self.words.iter().any(is_number)
    }

    /// Learns that a member has a place in the members file: it may sign the letter of another row.
    pub(crate) fn learn_member(&mut self, row: usize, line: usize, identity: &str) {
        for sought in &mut self.words {
            let is_it = match sought.word {
                OnlyWord::Lines(first, last) => (first..=last).contains(&line),
                OnlyWord::Rows(first, last) => (first..=last).contains(&row),
                OnlyWord::Name(_) | OnlyWord::Member { .. } | OnlyWord::Letter(_) => false,
            };
            if is_it {
                sought.members.insert(identity.to_owned());
            }
        }
    }

    /// Learns of a letter of the batch.
    pub(crate) fn learn(&mut self, entry: &Entry) {
        if entry.row > 0 {
            self.lines = Some(wider(self.lines, entry.line));
            self.rows = Some(wider(self.rows, entry.row));
        }
        if !self.targets.contains(&entry.target) {
            self.targets.insert(entry.target.clone());
        }
        for sought in &mut self.words {
            if let OnlyWord::Name(name) = &sought.word {
                sought.is_target = sought.is_target || entry.target == *name;
                if may_be_identity(name) {
                    let signers = entry.member.split('+');
                    let found = signers.filter(|signer| signer.starts_with(name.as_str()));
                    sought.members.extend(found.map(str::to_owned));
                }
            }
            sought.is_known = sought.is_known || sought.means(entry);
        }
    }

    /// Checks that there is something for every word, and only one member for the start of an identity.
    ///
    /// # Errors
    /// All words for which there is nothing, or too much.
    pub(crate) fn check(&mut self, folder: &str) -> Result<(), Problems> {
        for sought in &mut self.words {
            if sought.is_target {
                sought.members.clear();
            }
        }
        let is_name = |sought: &Sought| matches!(sought.word, OnlyWord::Name(_));
        let mut wrong = Vec::new();
        for sought in &self.words {
            if !sought.is_known {
                wrong.push(sought.word.told() + &self.advice(sought));
            } else if is_name(sought) && sought.members.len() > 1 {
                let members: Vec<&str> = sought.members.iter().map(String::as_str).collect();
                let told = sought.word.told();
                wrong.push(format!("{told} is the start of {}", members.join(" and ")));
            }
        }
        if wrong.is_empty() {
            return Ok(());
        }
        let message = format!(
            "the batch in `{folder}` has no letter for {}",
            wrong.join("; ")
        );
        Err(Diagnostic::error(message).help(self.range_told()).into())
    }

    /// Returns what may be meant by a word for which there is nothing.
    fn advice(&self, sought: &Sought) -> String {
        match &sought.word {
            OnlyWord::Lines(1, 1) => " (the header)".to_owned(),
            OnlyWord::Name(name) => {
                if disk::is_file(Path::new(name)).unwrap_or_default() {
                    return format!(" (its words are those of `@{name}`)");
                }
                let known = self.targets.iter().map(String::as_str);
                let meant = suggest::nearest(name, known);
                meant.map_or_else(String::new, |meant| format!(" (did you mean `{meant}`?)"))
            }
            _ => String::new(),
        }
    }

    /// Returns what there is.
    fn range_told(&self) -> String {
        let targets: Vec<String> = self.targets.iter().map(|id| format!("`{id}`")).collect();
        let targets = targets.join(", ");
        match (self.lines, self.rows) {
            (Some((first, last)), Some((first_row, last_row))) => format!(
                "its letters are of the lines {first} to {last} of the members file (rows {first_row} to {last_row}), to \
                 {targets}; `manifest.csv` lists them all"
            ),
            _ => format!("its letters are to {targets}; `manifest.csv` lists them all"),
        }
    }

    /// Returns whether a letter is chosen.
    pub(crate) fn takes(&mut self, entry: &Entry) -> bool {
        let (mut is_named, mut is_of_member, mut is_to_target) = (false, false, false);
        let (mut any_member, mut any_target) = (false, false);
        for sought in &self.words {
            let means = sought.means(entry);
            if sought.is_of_members() {
                any_member = true;
                is_of_member |= means;
            } else if sought.is_target {
                any_target = true;
                is_to_target |= means;
            } else {
                is_named |= means;
            }
        }
        let by_members = (any_member || any_target)
            && (is_of_member || !any_member)
            && (is_to_target || !any_target);
        for sought in &mut self.words {
            let is_one_of_two = sought.is_of_members() || sought.is_target;
            let counts = if is_one_of_two { by_members } else { is_named };
            sought.has_chosen |= counts && sought.means(entry);
        }
        by_members || is_named
    }

    /// Checks that every word chose a letter.
    ///
    /// # Errors
    /// All words that did not.
    pub(crate) fn check_chosen(&self) -> Result<(), Problems> {
        let told = |is_of_members: bool| -> Vec<String> {
            let words = self.words.iter();
            let idle = words.filter(|s| !s.has_chosen && s.is_of_members() == is_of_members);
            idle.map(|sought| sought.word.told()).collect()
        };
        let (members, targets) = (told(true), told(false));
        if members.is_empty() && targets.is_empty() {
            return Ok(());
        }
        let message = match (members.as_slice(), targets.as_slice()) {
            (members, []) => format!("{}: no letter to these offices", members.join("; ")),
            ([], targets) => format!("{}: no letter of these members", targets.join("; ")),
            (members, targets) => format!(
                "there is no letter of {} to {}",
                members.join("; "),
                targets.join("; ")
            ),
        };
        let help = "members and offices together mean the letters of these members to these offices; `manifest.csv` \
                    lists all letters";
        Err(Diagnostic::error(message).help(help).into())
    }
}

/// Returns a range that has a number too.
fn wider(range: Option<(usize, usize)>, number: usize) -> (usize, usize) {
    range.map_or((number, number), |(first, last)| {
        (first.min(number), last.max(number))
    })
}
