//! Keys that a table does not know. One mistake, such as a lost header, may explain several of them, and keys that the
//! table lacks: then it is told once.

use std::ops::Range;

use super::followers::SEVERAL;
use super::layout::elsewhere;
use super::losses::{Doubt, Losses};
use super::{DeArray, DeString, DeValue, Spanned, Table, Title};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::suggest::{nearest, similarity};

/// The similarity from which on a short key is a mistyped one; a language may be as short as a key.
const SHORT_SLIP: f64 = 0.9;

/// The most keys that are named in one message.
const MOST_NAMES: usize = 12;

/// A key that nobody asked for.
#[derive(Clone, Debug)]
struct Unknown {
    name: String,
    span: Range<usize>,
    /// Whether it is a table or a list of tables.
    is_table: bool,
    /// Whether it is a text.
    is_text: bool,
}

/// Keys that belong in other tables, and the headers of these.
type Strays = (Vec<&'static str>, Vec<Unknown>);

impl Unknown {
    fn new(key: &Spanned<DeString<'_>>, value: &DeValue<'_>) -> Self {
        let is_list =
            |list: &DeArray<'_>| list.first().is_some_and(|item| item.get_ref().is_table());
        Self {
            name: key.get_ref().to_string(),
            span: key.span(),
            is_text: value.is_str(),
            is_table: value.is_table() || value.as_array().is_some_and(is_list),
        }
    }

    /// Returns whether it may be a text in the language that the key names (BCP 47).
    fn is_text_by_language(&self) -> bool {
        let tag = self.name.split('-').next().unwrap_or_default();
        let is_tag = (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase());
        self.is_text && is_tag
    }
}

impl Table<'_> {
    /// Ends the reading: a key that was not asked for is an error. Returns whether there was none.
    pub fn finish(mut self) -> bool {
        let unknown = self.unknown(|_| false);
        if unknown.is_empty() {
            return true;
        }
        let (slips, others) = self.slips(unknown);
        let (strays, others) = self.strays(others);
        for (key, near) in slips {
            self.retract(near);
            self.report_unknown(&[key], &format!("did you mean `{near}`?"));
        }
        for (headers, keys) in strays {
            self.report_strays(&headers, &keys);
        }
        self.report_others(others);
        false
    }

    /// Takes out the keys of a table whose keys are data, such as languages, that are unknown as such and that other
    /// tables of the file have: its header is lost above them.
    pub fn report_lost(&mut self, is_known: impl Fn(&str) -> bool) {
        let unknown = self.unknown(is_known);
        if unknown.is_empty() {
            return;
        }
        let (strays, _) = self.strays(unknown);
        for (headers, keys) in strays {
            for key in &keys {
                self.entries.remove(key.name.as_str());
            }
            self.report_strays(&headers, &keys);
        }
    }

    /// Returns the tables of its file whose headers are lost.
    pub(crate) fn losses(&self) -> Losses {
        self.losses.clone()
    }

    /// Returns the keys that are left and not known, in the order of the file.
    fn unknown(&self, is_known: impl Fn(&str) -> bool) -> Vec<Unknown> {
        let entries = self.entries.iter();
        let unknown = entries.filter(|(key, _)| !is_known(key.get_ref()));
        let mut unknown: Vec<Unknown> = unknown
            .map(|(key, value)| Unknown::new(key, value.get_ref()))
            .collect();
        unknown.sort_by_key(|key| key.span.start);
        unknown
    }

    /// Takes out the keys that belong in other tables, by the headers of these.
    fn strays(&self, unknown: Vec<Unknown>) -> (Vec<Strays>, Vec<Unknown>) {
        let headers = |keys: &[&str]| elsewhere(self.layout, &self.own_header(), keys);
        let names: Vec<&str> = unknown.iter().map(|key| key.name.as_str()).collect();
        if let Some(header) = headers(&names).filter(|_| names.len() > 1) {
            return (vec![(header, unknown)], Vec::new());
        }
        let mut strays: Vec<Strays> = Vec::new();
        let mut others = Vec::new();
        for key in unknown {
            let Some(header) = headers(&[&key.name]) else {
                others.push(key);
                continue;
            };
            match strays.iter_mut().find(|(other, _)| *other == header) {
                Some((_, keys)) => keys.push(key),
                None => strays.push((header, vec![key])),
            }
        }
        (strays, others)
    }

    /// Takes out the keys that are mistyped, each with the one that was meant. A key that another table has is none,
    /// unless it is a table, as that one is not.
    fn slips(&self, unknown: Vec<Unknown>) -> (Vec<(Unknown, &'static str)>, Vec<Unknown>) {
        // In a file of many mistakes nobody reads suggestions, but what a mistyped key explains is not told.
        let candidates = if self.has_many() {
            self.doubts.iter().map(|doubt| doubt.key).collect()
        } else {
            self.asked.clone()
        };
        let mut slips = Vec::new();
        let mut others = Vec::new();
        for key in unknown {
            let is_stray = || elsewhere(self.layout, &self.own_header(), &[&key.name]).is_some();
            let near = || nearest(&key.name, candidates.iter().copied());
            let is_near = |near: &&str| {
                key.name.chars().count() > 2 || similarity(&key.name, near) >= SHORT_SLIP
            };
            match near().filter(is_near) {
                Some(near) if key.is_table || !is_stray() => slips.push((key, near)),
                _ => others.push(key),
            }
        }
        (slips, others)
    }

    fn report_strays(&mut self, headers: &[&'static str], keys: &[Unknown]) {
        for header in headers {
            let name = header.trim_matches(['[', ']']);
            self.retract(name.rsplit('.').next().unwrap_or(name));
            self.losses.add(name);
        }
        let header = format!("`{}`", headers.join("`, `"));
        let help = match keys {
            [key] => format!("`{}` belongs in {header}", key.name),
            keys => format!(
                "they belong in {header}: is that header missing above `{}`?",
                keys[0].name
            ),
        };
        self.report_unknown(keys, &help);
    }

    /// Reports the keys of which nobody knows what they were meant to be. If the table lacks one of texts by language,
    /// they may be its keys.
    fn report_others(&mut self, keys: Vec<Unknown>) {
        let lost = self.doubts.iter().find(|doubt| doubt.is_table);
        let lost = lost.map(|doubt| doubt.key);
        if let (Some(lost), Some(first)) = (lost, keys.first())
            && keys.iter().all(Unknown::is_text_by_language)
        {
            let header = self.header(lost);
            let help = format!("is the header `[{header}]` missing above `{}`?", first.name);
            self.retract(lost);
            self.report_unknown(&keys, &help);
            return;
        }
        let known = format!("known keys: `{}`", self.asked.join("`, `"));
        for key in keys {
            self.report_unknown(&[key], &known);
        }
    }

    fn report_unknown(&self, keys: &[Unknown], help: &str) {
        let names = keys.iter().map(|key| key.name.as_str());
        let names: Vec<&str> = names.take(MOST_NAMES).collect();
        let begin = if keys.len() == 1 {
            "unknown key "
        } else {
            SEVERAL
        };
        let more = match keys.len() - names.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!("{begin}`{}`{more} in {}", names.join("`, `"), self.title);
        let place = Place::new(&self.source, keys[0].span.clone());
        self.report(
            Diagnostic::found(Code::UnknownKey, message)
                .at(place)
                .help(help),
        );
    }

    /// Returns what stands in the brackets of its own header.
    fn own_header(&self) -> String {
        self.path.replace("[]", "")
    }

    /// Takes back what was said of a key.
    fn retract(&mut self, key: &str) {
        let mut problems = self.problems.borrow_mut();
        for doubt in self.doubts.extract_if(.., |doubt| doubt.key == key) {
            // It is one of the last.
            let told = problems.0.iter().rposition(|told| *told == doubt.problem);
            if let Some(told) = told {
                problems.0.remove(told);
            }
        }
    }

    /// Reports what is wrong with a key, unless an unknown key turns out to explain it.
    pub(crate) fn doubt(&mut self, key: &'static str, is_table: bool, problem: Diagnostic) {
        self.report(problem.clone());
        self.doubts.push(Doubt {
            key,
            is_table,
            problem,
        });
    }

    /// Reports that a key is missing.
    pub(super) fn missing(&mut self, key: &'static str, expected: &str) {
        let is_lost = self.losses.count(&self.header(key)) > 0;
        if is_lost || matches!(self.title, Title::Unread) {
            return;
        }
        let message = format!("{} has no `{key}`; expected {expected}", self.title);
        let problem = Diagnostic::found(Code::MissingKey, message).at(self.place());
        self.doubt(key, expected == "a table", problem);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::diagnostic::{Problems, Source};

    fn told(text: &str) -> Vec<String> {
        let source = Source::new("x.toml", text);
        let problems = RefCell::new(Problems::default());
        let mut file = Table::parse(&source, &source.text, &problems);
        for mut office in file.tables("office") {
            office.required("id");
            if let Some(names) = office.required_table("names") {
                names.map();
            }
            office.finish();
        }
        file.finish();
        let problems = problems.into_inner().0.into_iter();
        problems.map(|problem| problem.message).collect()
    }

    #[test]
    fn a_mistyped_key_is_not_missing_too() {
        let found = told("[[office]]\nidd = \"a\"\n[office.names]\nen = \"x\"\n");
        assert_eq!(found, ["unknown key `idd` in `[[office]]`"]);
        let found = told("[[offices]]\nid = \"a\"\n[office.names]\nen = \"x\"\n");
        assert_eq!(found, ["unknown key `offices` in the file"]);
    }

    #[test]
    fn keys_below_a_lost_header_are_one_mistake() {
        let found = told("[[office]]\nid = \"a\"\nen = \"x\"\nfr = \"y\"\n");
        assert_eq!(found, ["unknown keys `en`, `fr` in `[[office]]`"]);
    }
}
