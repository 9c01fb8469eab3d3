//! Inputs of several texts, and the campaign that the texts of an input stand in.

use std::sync::Arc;

use protest_letter::campaign::{Campaign, Folder};
use protest_letter::diagnostic::{Problems, Source};

/// Begins a part of an input: `@@@ name`.
const MARK: &str = "@@@ ";

/// The smallest campaign that there is.
const FILES: [(&str, &str); 3] = [
    (
        TARGETS,
        include_str!("../../tests/campaigns/minimal/targets.toml"),
    ),
    (
        FORMS,
        include_str!("../../tests/campaigns/minimal/letters/en/forms.toml"),
    ),
    (
        LETTER,
        include_str!("../../tests/campaigns/minimal/letters/en/protest.md"),
    ),
];

pub const TARGETS: &str = "targets.toml";
pub const FORMS: &str = "letters/en/forms.toml";
pub const LETTER: &str = "letters/en/protest.md";
pub const PARTIAL: &str = "letters/en/partials/part.md";

/// An input as text. What is no UTF-8 the program refuses before anything reads it.
pub fn text(input: &[u8]) -> Option<&str> {
    std::str::from_utf8(input).ok()
}

/// The parts of an input, the first of which has no name.
pub fn parts(text: &str) -> Vec<(&str, String)> {
    let mut found = vec![("", String::new())];
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix(MARK), found.last_mut()) {
            (Some(name), _) => found.push((name.trim(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    found
}

/// The smallest campaign with some files instead of its own or beside them.
pub fn folder<'f>(files: impl IntoIterator<Item = (&'f str, String)>) -> Folder {
    let own = FILES.map(|(name, text)| (name, text.to_owned()));
    let all = own.into_iter().chain(files);
    let file = |(name, text): (&str, String)| (name.to_owned(), Source::new(name, text));
    Folder {
        files: all.map(file).collect(),
        ..Folder::default()
    }
}

/// The smallest campaign with such files, if it can be used.
pub fn campaign<'f>(files: impl IntoIterator<Item = (&'f str, String)>) -> Option<Campaign> {
    let (campaign, problems) = Campaign::read(&folder(files));
    super::problems::check(&problems);
    campaign.filter(|_| !problems.has_errors())
}

/// A source and what is found in it.
pub fn source(name: &str, text: &str) -> (Arc<Source>, Problems) {
    (Source::new(name, text), Problems::default())
}
