//! Letter templates: front matter and body, one file a letter and language.
//!
//! A file starts with TOML between two lines of `+++`; the rest is Handlebars over Markdown. Filling
//! it is left to `letter`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::campaign::claims::variable_name;
use crate::campaign::ids;
use crate::campaign::target::Target;
use crate::campaign::texts;
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};
use crate::fields::{Table, Text, without_followers};
use crate::suggest::did_you_mean;

/// The status of a text: whether somebody who speaks the language has answered for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Written in this language.
    Original,
    /// Translated, and read by a second person who speaks the language.
    ReviewedTranslation,
    /// Translated, and read by nobody else.
    UnreviewedTranslation,
}

impl Status {
    const ALL: [Self; 3] = [
        Self::Original,
        Self::ReviewedTranslation,
        Self::UnreviewedTranslation,
    ];
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Original => "original",
            Self::ReviewedTranslation => "reviewed translation",
            Self::UnreviewedTranslation => "unreviewed translation",
        })
    }
}

/// A letter in one language, not yet filled.
#[derive(Clone, Debug)]
pub struct Template {
    /// The letter's name, the same in every language: the file's name without `.md`.
    pub id: String,
    /// The language, by the folder the file is in.
    pub lang: String,
    /// The title, for lists.
    pub title: String,
    /// The kinds and ids of the targets it is written for.
    pub targets: Vec<Text>,
    /// The subject line, a template too.
    pub subject: Text,
    /// The status of the text: whether it was reviewed.
    pub status: Status,
    /// Further variables that `--set` may give, with what they are for.
    pub variables: BTreeMap<String, String>,
    /// Whether there may be others that could not be read.
    pub lacks_variables: bool,
    /// The file.
    pub source: Arc<Source>,
    /// The bytes of the body in the file.
    pub body: Range<usize>,
}

impl Template {
    /// Returns `true` if the letter is written for a target: for its id or its kind.
    pub fn is_for(&self, target: &Target) -> bool {
        let mut words = self.targets.iter().map(|text| text.value.as_str());
        words.any(|word| word == target.id || word == target.kind.name())
    }

    /// The body's text.
    pub fn text(&self) -> &str {
        &self.source.text[self.body.clone()]
    }

    /// The place of the whole letter, for problems that have no closer one.
    pub fn place(&self) -> Place {
        let end = self.source.text.find('\n').unwrap_or(0);
        Place::new(&self.source, 0..end)
    }
}

const FENCE: &str = "+++";

/// Names that the program itself gives to letters.
const RESERVED: [&str; 10] = [
    "argument", "campaign", "date", "demands", "facts", "personal", "plural", "sender", "target",
    "voice",
];

/// Reads the template `letters/LANG/ID.md`.
pub fn read(
    id: &str,
    lang: &str,
    source: &Arc<Source>,
    problems: &mut Problems,
) -> Option<Template> {
    let Some((front, body)) = split(&source.text) else {
        let message = format!("no front matter; expected TOML between two lines of `{FENCE}`");
        problems.push(Diagnostic::found(Code::NoFrontMatter, message).at(Place::new(source, 0..1)));
        return None;
    };
    if let Some(problem) = ids::wrong(id) {
        let message = format!("the letter `{id}` in `{lang}` {problem}");
        let help =
            format!("the id of a letter is the name of its file: rename `letters/{lang}/{id}.md`");
        let place = Place::new(source, front.clone());
        problems.push(Diagnostic::found(Code::BadId, message).at(place).help(help));
    }
    if source.text[body.clone()].trim().is_empty() {
        let message = format!("the letter `{id}` in `{lang}` is empty");
        problems.push(
            Diagnostic::found(Code::EmptyValue, message).at(Place::new(source, front.clone())),
        );
    }
    // The same offsets as in the file, so that places are right: the fence becomes blanks.
    let toml = format!("{}{}", " ".repeat(front.start), &source.text[front]);
    let found = RefCell::new(Problems::default());
    let template = read_front(id, lang, source, body, &toml, &found);
    let mut found = found.into_inner();
    without_followers(&mut found);
    problems.append(found);
    Some(template)
}

fn read_front(
    id: &str,
    lang: &str,
    source: &Arc<Source>,
    body: Range<usize>,
    toml: &str,
    problems: &RefCell<Problems>,
) -> Template {
    let mut table = Table::parse(source, toml, problems);
    let place = table.place();
    let title = one_line(&mut table, "title");
    let targets = table.required_texts("targets");
    let subject = one_line(&mut table, "subject");
    let status = table
        .required("status")
        .and_then(|status| read_status(&table, &status));
    let (variables, lacks_variables) = read_own(table);
    let nothing = || Text {
        value: String::new(),
        place: place.clone(),
    };
    Template {
        id: id.to_owned(),
        lang: lang.to_owned(),
        title: title.map(|title| title.value).unwrap_or_default(),
        targets,
        subject: subject.unwrap_or_else(nothing),
        status: status.unwrap_or(Status::Original),
        variables,
        lacks_variables,
        source: Arc::clone(source),
        body,
    }
}

/// Reads a required text of one line.
fn one_line(table: &mut Table<'_>, key: &'static str) -> Option<Text> {
    let text = table.required(key)?;
    if let Some(problem) = texts::not_one_line(|| format!("`{key}`"), &text.value) {
        table.report(problem.at(text.place.clone()));
    }
    Some(text)
}

/// The ranges of the front matter and of the body.
fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = text.strip_prefix(FENCE)?.find('\n')? + FENCE.len() + 1;
    let fence = text[start..].find(&format!("\n{FENCE}"))? + start + 1;
    let body = text[fence..]
        .find('\n')
        .map_or(text.len(), |n| fence + n + 1);
    Some((start..fence, body..text.len()))
}

fn read_status(table: &Table<'_>, text: &Text) -> Option<Status> {
    let found = Status::ALL
        .into_iter()
        .find(|status| status.to_string() == text.value);
    if found.is_none() {
        let words = Status::ALL.map(|status| status.to_string());
        let help = did_you_mean(&text.value, words.iter().map(String::as_str))
            .unwrap_or_else(|| format!("one of `{}`", words.join("`, `")));
        let message = format!("unknown status `{}`", text.value);
        table.report(
            Diagnostic::found(Code::UnknownWord, message)
                .at(text.place.clone())
                .help(help),
        );
    }
    found
}

/// Reads `[variables]`, the last of the head; returns whether there may be some that could not be read, too.
fn read_own(mut table: Table<'_>) -> (BTreeMap<String, String>, bool) {
    let has_variables = table.has("variables");
    let before = table.problem_count();
    let variables = table.table("variables").map(read_variables);
    let has_problems = table.problem_count() > before;
    // A key that nobody knows may be one of them whose header is lost.
    let has_unknown = !table.finish();
    let lacks_variables = has_problems || has_unknown && !has_variables;
    (variables.unwrap_or_default(), lacks_variables)
}

fn read_variables(table: Table<'_>) -> BTreeMap<String, String> {
    let reporter = table.reporter();
    let named = table.map().into_iter().filter_map(|(name, (place, text))| {
        if RESERVED.contains(&name.as_str()) {
            let message = format!("`{name}` is a name that every letter has already");
            reporter.report(
                Diagnostic::found(Code::BadName, message)
                    .at(place)
                    .help("take another name"),
            );
            return None;
        }
        let name = variable_name(reporter, &Text { value: name, place })?;
        Some((name, text.value))
    });
    named.collect()
}
