//! What differs between two records, in the words of who gave the command.
//!
//! Owns that no input is forgotten: both records are taken apart key by key. A key that this file does not know is an
//! option of its name.

use std::collections::{BTreeMap, BTreeSet};

use crate::batch::record::batch_record::BatchRecord;
use crate::diagnostic::Diagnostic;
use crate::fields::typed::{Leaf, leaves};

/// The values of a record by their keys.
type Leaves = BTreeMap<Vec<String>, Leaf>;

/// The longest value that is repeated in a message, in characters.
const LONGEST: usize = 60;

/// The keys whose values may differ in the same batch: paths, and who may read and write.
const MAY_DIFFER: [[&str; 2]; 5] = [
    ["members", "file"],
    ["campaign", "folder"],
    ["from", "file"],
    ["files", "shared"],
    ["letters", "force"],
];

/// The key of the formats of letters.
const FORMATS: &str = "files.format";

/// The key of a sender file as a whole.
const WHOLE_FILE: &str = "from";

/// The keys whose values are not repeated in a message: addresses of people, and what they write.
const UNSAID: [&str; 3] = ["copies_to", "solidarity_to", "personal"];

/// The keys of a sender file that are more than a word of English.
const OF_BRANCH: [(&str, &str); 6] = [
    ("email", "e-mail address"),
    ("phone", "phone number"),
    ("fax", "fax number"),
    ("letterhead.name", "name of the letterhead"),
    ("letterhead.lines", "letterhead"),
    ("letterhead.logo_sha256", "logo"),
];

/// The counts that follow from the other inputs, in words.
const COUNTS: [(&str, &str); 6] = [
    ("letters", "the number of letters"),
    ("rows", "the number of written letters"),
    ("faxes", "the number of faxes"),
    ("signatures", "the number of signatures"),
    ("without_signature", "the list of rows without a signature"),
    ("rejected_sha256", "the rejected rows"),
];

/// The kind of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputKind {
    /// The version of the program.
    Program,
    /// The members file.
    Members,
    /// The campaign.
    Campaign,
    /// The sender file.
    Branch,
    /// An option.
    Choice,
    /// A count, which follows from the others.
    Count,
}

/// An input that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Its kind.
    pub kind: InputKind,
    /// Its key in the file, such as `letters.date`.
    pub key: String,
    /// Its name, such as `--date`.
    pub name: String,
    /// What changed, as part of a sentence: "`--date` was `2026-11-23`, now `2026-12-01`".
    pub told: String,
}

impl Change {
    /// Returns whether a sender file was given once and not the other time.
    pub(crate) fn is_of_whole_file(&self) -> bool {
        self.key == WHOLE_FILE
    }
}

/// Returns the inputs of a record that differ from those of an earlier one, in the order of their keys.
///
/// # Errors
/// If a record cannot be taken apart.
pub(crate) fn differences(
    before: &BatchRecord,
    now: &BatchRecord,
) -> Result<Vec<Change>, Diagnostic> {
    let (old, new) = (values(before)?, values(now)?);
    let keys: BTreeSet<&Vec<String>> = old.keys().chain(new.keys()).collect();
    let differ = keys
        .into_iter()
        .filter(|keys| old.get(*keys) != new.get(*keys));
    let differ = differ.filter(|keys| !may_differ(keys));
    let mut all: Vec<Change> = differ
        .map(|keys| change(keys, old.get(keys), new.get(keys)))
        .collect();
    if before.files.channel.is_some() != now.files.channel.is_some() {
        // A channel stands in the place of the formats.
        all.retain(|change| change.key != FORMATS);
    }
    if before.from.is_some() != now.from.is_some() {
        all.retain(|change| change.kind != InputKind::Branch);
        all.push(of_sender_file(now.from.is_some()));
    }
    if before.fax.is_some() != now.fax.is_some() {
        let is_of_fax = |change: &Change| change.key.starts_with("fax.");
        // That there are faxes follows from the format or the channel.
        if !all.iter().all(is_of_fax) {
            all.retain(|change| !is_of_fax(change));
        }
    }
    Ok(all)
}

/// Returns the change where a sender file was given once and not the other time.
fn of_sender_file(is_given: bool) -> Change {
    let told = if is_given {
        "`--from` was not given, and is now"
    } else {
        "`--from` was given, and is not now"
    };
    Change {
        kind: InputKind::Branch,
        key: WHOLE_FILE.to_owned(),
        name: "`--from`".to_owned(),
        told: told.to_owned(),
    }
}

/// Returns what changed as one sentence, without what only follows from it.
pub(crate) fn sentence(changes: &[Change]) -> String {
    let causes = changes
        .iter()
        .filter(|change| change.kind != InputKind::Count);
    let mut told: Vec<&str> = causes.map(|change| &change.told[..]).collect();
    if told.is_empty() {
        told = changes.iter().map(|change| &change.told[..]).collect();
    }
    told.join("; ")
}

fn values(record: &BatchRecord) -> Result<Leaves, Diagnostic> {
    leaves(record).map_err(Diagnostic::error)
}

fn may_differ(keys: &[String]) -> bool {
    MAY_DIFFER.iter().any(|known| known == keys)
}

fn change(keys: &[String], before: Option<&Leaf>, now: Option<&Leaf>) -> Change {
    let (table, rest) = keys
        .split_first()
        .map_or(("", keys), |(table, rest)| (&table[..], rest));
    let key = rest.join(".");
    let is_digest = key == "sha256";
    let (kind, name, told) = match table {
        "program" => {
            let name = "the program".to_owned();
            (InputKind::Program, name, program(before, now))
        }
        "members" if is_digest => changed(InputKind::Members, "the members file"),
        "campaign" if is_digest => changed(InputKind::Campaign, "the campaign"),
        "from" => of_branch(&key),
        "written" => changed(InputKind::Count, in_words(&COUNTS, &key)),
        _ => {
            let name = option(rest);
            let told = values_told(&name, &key, before, now);
            (InputKind::Choice, name, told)
        }
    };
    Change {
        kind,
        key: keys.join("."),
        name,
        told,
    }
}

fn changed(kind: InputKind, name: &str) -> (InputKind, String, String) {
    (kind, name.to_owned(), format!("{name} changed"))
}

fn program(before: Option<&Leaf>, now: Option<&Leaf>) -> String {
    let version = |leaf: Option<&Leaf>| leaf.map(shown).unwrap_or_default();
    format!(
        "the program was version {}, now {}",
        version(before),
        version(now)
    )
}

/// Returns what changed in the sender file. What it says of people is not repeated.
fn of_branch(key: &str) -> (InputKind, String, String) {
    let name = "`--from`".to_owned();
    let told = format!("{name}: the {} changed", in_words(&OF_BRANCH, key));
    (InputKind::Branch, name, told)
}

fn in_words<'k>(words: &[(&str, &'static str)], key: &'k str) -> &'k str {
    let known = words.iter().find(|(known, _)| *known == key);
    known.map_or(key, |(_, words)| words)
}

/// Returns the name of an option by its keys: the second one is that of a value of `--set`.
fn option(keys: &[String]) -> String {
    let mut keys = keys.iter();
    let name = keys
        .next()
        .map(|key| key.replace('_', "-"))
        .unwrap_or_default();
    let value = keys.next().map(|key| format!(" {key}"));
    format!("`--{name}{}`", value.unwrap_or_default())
}

/// Returns how the value of an option differs.
fn values_told(name: &str, key: &str, before: Option<&Leaf>, now: Option<&Leaf>) -> String {
    let is_said = |leaf: Option<&Leaf>| leaf.is_none_or(is_short) && !UNSAID.contains(&key);
    let is_given = |leaf: Option<&Leaf>| leaf.is_some_and(|leaf| *leaf != Leaf::Flag(false));
    let value = |leaf: Option<&Leaf>| leaf.map_or_else(|| "not given".to_owned(), shown_quoted);
    match (before, now) {
        (Some(Leaf::Flag(_)), _) | (_, Some(Leaf::Flag(_))) if is_given(now) => {
            format!("{name} was not given, and is now")
        }
        (Some(Leaf::Flag(_)), _) | (_, Some(Leaf::Flag(_))) => {
            format!("{name} was given, and is not now")
        }
        _ if is_said(before) && is_said(now) => {
            format!("{name} was {}, now {}", value(before), value(now))
        }
        _ => format!("{name} changed"),
    }
}

fn is_short(leaf: &Leaf) -> bool {
    let text = shown(leaf);
    text.chars().count() <= LONGEST && !text.contains('\n')
}

fn shown(leaf: &Leaf) -> String {
    match leaf {
        Leaf::Flag(flag) => flag.to_string(),
        Leaf::One(text) => text.clone(),
        Leaf::List(items) => items.join("`, `"),
    }
}

fn shown_quoted(leaf: &Leaf) -> String {
    format!("`{}`", shown(leaf))
}

#[cfg(test)]
mod tests;
