//! One text in several languages.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Table, Text};

/// A text by language (BCP 47 tag, such as `en`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Reads a table of texts of one line each, whose keys have to be among the campaign's languages, all of them
    /// there if `complete`.
    pub fn read(mut table: Table<'_>, languages: &[String], complete: bool) -> Self {
        table.report_lost(|lang| languages.iter().any(|known| known == lang));
        let place = table.place();
        let reporter = table.reporter();
        let given = table.keys();
        let (mut texts, mut unknown) = (BTreeMap::new(), 0);
        for (lang, (key, text)) in table.map() {
            if languages.contains(&lang) {
                let what = || format!("the text in `{lang}`");
                if let Some(problem) = not_one_line(what, &text.value) {
                    reporter.report(problem.at(text.place));
                }
                texts.insert(lang, text.value);
            } else {
                unknown += 1;
                let message = format!("`{lang}` is not a language of this campaign");
                let help = format!("its languages are `{}`", languages.join("`, `"));
                reporter.report(
                    Diagnostic::found(Code::UnknownLanguage, message)
                        .at(key)
                        .help(help),
                );
            }
        }
        for lang in languages
            .iter()
            .filter(|lang| complete && !given.contains(lang))
            // A language that nobody knows stands for one that is missing: the tag is wrong.
            .skip(unknown)
        {
            let message = format!("no text in the language `{lang}`");
            reporter.report(Diagnostic::found(Code::MissingText, message).at(place.clone()));
        }
        Self(texts)
    }

    /// The same text in all languages.
    pub(crate) fn in_all(languages: &[String], text: &str) -> Self {
        let texts = languages.iter().map(|lang| (lang.clone(), text.to_owned()));
        Self(texts.collect())
    }

    /// Puts a text where one is missing or empty.
    pub(crate) fn fill(&mut self, languages: &[String], text: &str) {
        for lang in languages {
            let own = self.0.entry(lang.clone()).or_default();
            if own.trim().is_empty() {
                text.clone_into(own);
            }
        }
    }

    /// The texts in all languages.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// The text in a language.
    pub fn get(&self, lang: &str) -> Option<&str> {
        self.0.get(lang).map(String::as_str)
    }

    /// The text in a language, else in English, else in any.
    pub fn best(&self, lang: &str) -> &str {
        self.get(lang)
            .or_else(|| self.get("en"))
            .or_else(|| self.0.values().next().map(String::as_str))
            .unwrap_or_default()
    }
}

/// Returns the problem of a text that is empty or has a line break; `what` says which text it is.
pub(super) fn not_one_line(what: impl Fn() -> String, text: &str) -> Option<Diagnostic> {
    if text.trim().is_empty() {
        let problem = Diagnostic::found(Code::EmptyValue, format!("{} is empty", what()));
        return Some(problem.help("say it, or take it out"));
    }
    let has_break = text.bytes().any(|byte| matches!(byte, b'\n' | b'\r'));
    has_break.then(|| {
        let message = format!("{} has a line break, and is one line", what());
        Diagnostic::found(Code::LineBreak, message).help("join the lines")
    })
}

/// Returns `true` if a text has the shape of a language tag (BCP 47: RFC 5646, 2.1).
pub(crate) fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let is_language =
        |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    parts.next().is_some_and(is_language) && parts.all(is_part)
}

/// A language tag, or an error at its place.
pub(crate) fn language_tag(table: &Table<'_>, tag: Text) -> Option<String> {
    if is_language_tag(&tag.value) {
        return Some(tag.value);
    }
    let message = format!("`{}` is not a language tag", tag.value);
    let help = "expected a tag such as `ru`, `kk` or `kk-Cyrl`";
    table.report(
        Diagnostic::found(Code::UnknownLanguage, message)
            .at(tag.place)
            .help(help),
    );
    None
}
