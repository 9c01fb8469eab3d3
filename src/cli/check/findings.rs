//! Findings in the order of their files, and what several of them have in common.

use std::collections::BTreeMap;
use std::fmt;

use crate::campaign::{Folder, TARGETS};
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Severity};

/// The most places that are named for findings that say the same.
const PLACES: usize = 20;

/// The findings of a check.
pub(super) struct Findings {
    /// Each with the path of its file in the folder of the campaign, in the order of the files.
    found: Vec<(Option<String>, Diagnostic)>,
}

/// The numbers of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of notes.
    pub notes: usize,
}

impl Counts {
    /// Returns whether anything was found.
    pub(super) fn is_any(self) -> bool {
        self != Self::default()
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        let (errors, warnings) = (
            counted(self.errors, "error"),
            counted(self.warnings, "warning"),
        );
        write!(f, "{errors}, {warnings}")?;
        if self.notes > 0 {
            write!(f, ", {}", counted(self.notes, "note"))?;
        }
        Ok(())
    }
}

impl Findings {
    /// Puts problems into the order of their files: errors without a place, `targets.toml`, the other files.
    pub(super) fn of(problems: Problems, files: &Folder) -> Self {
        let paths: BTreeMap<&str, &str> = files
            .files
            .iter()
            .map(|(path, source)| (source.name.as_str(), path.as_str()))
            .collect();
        let path = |problem: &Diagnostic| {
            let name = problem.place.as_ref()?.source.name.as_str();
            Some(paths.get(name).copied().unwrap_or(name).to_owned())
        };
        let found = problems.0.into_iter();
        let mut found: Vec<(Option<String>, Diagnostic)> =
            found.map(|problem| (path(&problem), problem)).collect();
        found.sort_by(|a, b| order(a).cmp(&order(b)));
        found.dedup();
        Self { found }
    }

    /// Iterates over the findings, each with the path of its file.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Option<&str>, &Diagnostic)> {
        self.found
            .iter()
            .map(|(path, found)| (path.as_deref(), found))
    }

    /// Counts the findings.
    pub(super) fn counts(&self) -> Counts {
        let of = |severity| {
            self.iter()
                .filter(|(_, found)| found.severity == severity)
                .count()
        };
        Counts {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            notes: of(Severity::Note),
        }
    }

    /// Returns the findings with those that say the same put together.
    pub(super) fn grouped(&self) -> Problems {
        let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
        let mut known: BTreeMap<_, usize> = BTreeMap::new();
        for (_, found) in self.iter() {
            let group = *known.entry(sense(found)).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(group) => group.push(found),
                None => groups.push(vec![found]),
            }
        }
        Problems(groups.iter().map(|group| together(group)).collect())
    }
}

/// The order of a finding: its file, then its place there, then errors before the rest.
fn order((path, found): &(Option<String>, Diagnostic)) -> impl Ord + use<'_> {
    let start = found.place.as_ref().map(|place| place.span.start);
    let is_other = path.as_deref().is_some_and(|path| path != TARGETS);
    let severity = std::cmp::Reverse(found.severity);
    // What has no place: errors before all files, the rest behind them.
    let part = match found.severity {
        _ if path.is_some() => 1,
        Severity::Error => 0,
        _ => 2,
    };
    (part, is_other, path.as_deref(), start, severity)
}

/// What a finding says: of several things or in several places, it is told once.
type Sense<'f> = (Option<Code>, bool, Option<&'f str>, &'f [String]);

fn sense(found: &Diagnostic) -> Sense<'_> {
    match &found.shared {
        Some(shared) => (found.code, true, shared.message.as_deref(), &[]),
        None => (found.code, false, Some(&found.message), &found.help),
    }
}

/// Returns one finding for several that say the same.
fn together(group: &[&Diagnostic]) -> Diagnostic {
    let (first, others) = (group[0], &group[1..]);
    let mut whole = first.clone();
    if others.is_empty() {
        return whole;
    }
    let count = group.len();
    if let Some(shared) = &first.shared {
        let title = first.code.map_or("", Code::title);
        let message = shared.message.as_deref().unwrap_or(title);
        whole.message = format!("{message} ({count} times)");
        let is_common = |help: &String| others.iter().all(|other| other.help.contains(help));
        whole.help.retain(is_common);
        let things = things(group);
        whole.help.splice(0..0, things);
    } else {
        whole.message = format!("{} ({count} times)", first.message);
        let places = others.iter().filter_map(|found| found.place.as_ref());
        let more = if others.len() > PLACES { ", …" } else { "" };
        let places: Vec<String> = places.take(PLACES).map(said).collect();
        let same = format!("the same in {}{more}", places.join(", "));
        whole.help.push(same);
    }
    whole
}

/// Lists the things that findings are of, a line for each sort.
fn things(group: &[&Diagnostic]) -> Vec<String> {
    let mut sorts: Vec<(&str, Vec<&str>)> = Vec::new();
    for shared in group.iter().filter_map(|found| found.shared.as_ref()) {
        match sorts.iter_mut().find(|(class, _)| *class == shared.class) {
            Some((_, things)) => things.push(&shared.of),
            None => sorts.push((&shared.class, vec![&shared.of])),
        }
    }
    sorts.sort_unstable_by_key(|(class, _)| *class);
    let line = |(class, things): &(&str, Vec<&str>)| {
        let things = format!("`{}`", things.join("`, `"));
        match *class {
            "" => things,
            class => format!("{class}: {things}"),
        }
    };
    sorts.iter().map(line).collect()
}

/// Says a place.
fn said(place: &Place) -> String {
    format!("{}:{}", place.source.name, place.line())
}
