//! Problems of a TOML file that only follow from another one: from a mistake of syntax or a wrong header.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::headers::{Header, Headers};
use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::suggest::nearest;

/// The message of the toml crate for a key that stands twice in a table.
const TWICE: &str = "duplicate key";

/// How the message about keys begins whose header is lost.
pub(super) const SEVERAL: &str = "unknown keys ";

/// The most names of records with a wrong header that others are compared with: no file has more sorts of records.
const NAMES: usize = 20;

/// Ranges of bytes, in their order, apart from each other.
#[derive(Debug, Default)]
struct Parts(Vec<Range<usize>>);

impl Parts {
    fn new(parts: impl Iterator<Item = Range<usize>>) -> Self {
        let mut parts: Vec<Range<usize>> = parts.collect();
        parts.sort_by_key(|part| part.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for part in parts {
            match joined.last_mut() {
                Some(last) if part.start < last.end => last.end = last.end.max(part.end),
                _ => joined.push(part),
            }
        }
        Self(joined)
    }

    fn have(&self, place: &Place) -> bool {
        self.have_byte(place.span.start)
    }

    fn have_byte(&self, at: usize) -> bool {
        let next = self.0.partition_point(|part| part.start <= at);
        next > 0 && at < self.0[next - 1].end
    }
}

/// What of a file could not be read.
#[derive(Debug, Default)]
pub(crate) struct Broken {
    records: Parts,
    /// Whether there is a mistake of syntax: then nobody knows what the file says.
    pub(crate) has_syntax: bool,
    /// The names of records whose headers are wrong, as the file has them.
    pub(crate) headers: BTreeSet<String>,
}

impl Broken {
    /// Returns whether nothing is broken.
    pub(crate) fn is_empty(&self) -> bool {
        self.records.0.is_empty()
    }

    /// Returns whether a place of the file is in a record that is broken.
    pub(crate) fn has(&self, place: &Place) -> bool {
        self.records.have(place)
    }

    /// Returns whether there may be records with a header that could not be read.
    pub(crate) fn may_have(&self, header: &str) -> bool {
        let names = || self.headers.iter().map(String::as_str).take(NAMES);
        self.has_syntax || names().any(|name| nearest(name, [header]).is_some())
    }
}

/// A problem that others follow from.
struct Cause {
    /// Its number in the list.
    n: usize,
    /// Where problems follow from it.
    behind: Range<usize>,
    /// The section before it, if a header is lost there: its keys stand in that.
    before: Range<usize>,
    /// The record that it is in, which lacks what the file has there.
    record: Range<usize>,
}

/// Leaves out the problems of a file that only follow from a mistake of syntax or from a header that is wrong.
/// Returns what could not be read because of these.
pub(crate) fn without_followers(problems: &mut Problems) -> Broken {
    let mut places = problems.0.iter().filter_map(|found| found.place.as_ref());
    let Some(source) = places.next().map(|place| Arc::clone(&place.source)) else {
        return Broken::default();
    };
    let headers = Headers::of(&source.text);
    let (causes, headers) = headers.causes(&problems.0);
    if causes.is_empty() && !problems.has(Code::TomlSyntax) {
        return Broken::default();
    }
    let told: BTreeSet<usize> = causes.iter().map(|cause| cause.n).collect();
    let behind = Parts::new(causes.iter().map(|cause| cause.behind.clone()));
    let before = Parts::new(causes.iter().map(|cause| cause.before.clone()));
    let records = Parts::new(causes.iter().map(|cause| cause.record.clone()));
    let has_syntax = problems.0.iter().any(is_syntax);
    let mut n = 0;
    problems.0.retain(|problem| {
        n += 1;
        let follows = match &problem.place {
            // A value that the parser made up has no place in the file.
            Some(place) if place.span == (0..0) => has_syntax,
            Some(place) => {
                is_twice(problem)
                    || behind.have(place)
                    || is_stray(problem) && before.have(place)
                    || is_lacking(problem) && records.have(place)
            }
            None => has_syntax,
        };
        told.contains(&(n - 1)) || !follows
    });
    Broken {
        records,
        has_syntax,
        headers,
    }
}

fn is_twice(problem: &Diagnostic) -> bool {
    problem.code == Some(Code::TomlSyntax) && problem.message == TWICE
}

fn is_syntax(problem: &Diagnostic) -> bool {
    problem.code == Some(Code::TomlSyntax) && problem.message != TWICE
}

/// Returns whether a problem is that of a key in the wrong table.
fn is_stray(problem: &Diagnostic) -> bool {
    matches!(problem.code, Some(Code::UnknownKey | Code::UnknownLanguage))
}

/// Returns whether a problem is that something is not there.
fn is_lacking(problem: &Diagnostic) -> bool {
    let codes = [
        Code::MissingKey,
        Code::MissingText,
        Code::MissingSource,
        Code::IncompleteStanding,
        Code::IncompleteSlot,
    ];
    problem.code.is_some_and(|code| codes.contains(&code))
}

impl Headers<'_> {
    /// Returns the problems that others follow from, and the names of the records whose headers are wrong.
    fn causes(&self, problems: &[Diagnostic]) -> (Vec<Cause>, BTreeSet<String>) {
        let spoilt: BTreeSet<usize> = problems
            .iter()
            .filter(|problem| is_syntax(problem))
            .filter_map(|problem| {
                self.header_at(start(problem)?)
                    .map(|header| header.line.start)
            })
            .collect();
        let (mut causes, mut names) = (Vec::new(), BTreeSet::new());
        for (n, problem) in problems.iter().enumerate() {
            let Some(at) = start(problem) else { continue };
            let header = self.header_at(at);
            let header = header.filter(|header| !spoilt.contains(&header.line.start));
            let Some(cause) = self.cause(n, problem, at, header) else {
                continue;
            };
            names.extend(
                header
                    .filter(|header| is_of_record(problem, header))
                    .map(Header::record),
            );
            causes.push(cause);
        }
        let twice = self.twice(problems, &causes, &names);
        causes.extend(twice);
        (causes, names.into_iter().map(str::to_owned).collect())
    }

    /// Returns a problem as a cause, if others follow from it; `header` is the one that it is in.
    fn cause(
        &self,
        n: usize,
        problem: &Diagnostic,
        at: usize,
        header: Option<&Header<'_>>,
    ) -> Option<Cause> {
        let nothing = at..at;
        let (behind, before, record) = match (problem.code?, header) {
            (Code::TomlSyntax, _) if is_syntax(problem) => {
                let record = self.record(at);
                (self.line(at)..record.end, nothing, record)
            }
            (Code::UnknownKey, Some(header)) => {
                let section = self.section(header.line.start);
                (section.clone(), nothing, section)
            }
            // Where `[campaign.name]` is the first header, `[campaign]` is lost above these keys.
            (Code::UnknownKey, None) if self.is_headless(at) => {
                let record = self.record(at);
                (record.clone(), nothing, record)
            }
            // Where `[fact.text]` begins a record, `[[fact]]` is lost, and its keys stand in the table before.
            (Code::WrongType, Some(header)) => {
                let section = self.section(header.line.start);
                let before = header.line.start.saturating_sub(1);
                (section.clone(), self.section(before), section)
            }
            _ => return None,
        };
        Some(Cause {
            n,
            behind,
            before,
            record,
        })
    }

    /// Returns the parts of records behind a header that is wrong or lost.
    fn merged(&self, problems: &[Diagnostic]) -> Parts {
        let merged = problems.iter().filter_map(|problem| {
            let at = start(problem)?;
            let is_wrong = self.header_at(at).is_some() && !is_twice(problem);
            let is_lost = problem.message.starts_with(SEVERAL);
            (is_wrong || is_lost).then(|| at..self.record(at).end)
        });
        Parts::new(merged)
    }

    /// Returns the keys that stand twice, the first one of each table, unless a wrong header is why.
    fn twice(
        &self,
        problems: &[Diagnostic],
        causes: &[Cause],
        names: &BTreeSet<&str>,
    ) -> Vec<Cause> {
        let parts = causes
            .iter()
            .flat_map(|cause| [cause.behind.clone(), cause.before.clone()]);
        let told = Parts::new(parts);
        let twice = || {
            problems
                .iter()
                .enumerate()
                .filter(|(_, found)| is_twice(found))
        };
        let headers = twice().filter_map(|(_, found)| self.header_at(start(found)?));
        let headers: BTreeSet<usize> = headers.map(|header| header.line.start).collect();
        let merged = self.merged(problems);
        // Behind a header that is wrong or lost, the parts of one record are taken for those of another.
        let is_of_wrong = |at: usize| {
            let Some(section) = self.up_to(at).last() else {
                return false;
            };
            let is_part = section.depth() > 1;
            let is_merged = is_part || headers.contains(&section.line.start);
            let of_record = || nearest(section.record(), names.iter().copied().take(NAMES));
            is_part && merged.have_byte(at) || is_merged && of_record().is_some()
        };
        let mut first: BTreeMap<usize, Cause> = BTreeMap::new();
        for (n, problem) in twice() {
            let Some(place) = problem.place.as_ref() else {
                continue;
            };
            let at = place.span.start;
            if told.have(place) || is_of_wrong(at) {
                continue;
            }
            let cause = Cause {
                n,
                behind: at..at,
                before: at..at,
                record: self.record(at),
            };
            first.entry(self.section(at).start).or_insert(cause);
        }
        first.into_values().collect()
    }
}

fn start(problem: &Diagnostic) -> Option<usize> {
    problem.place.as_ref().map(|place| place.span.start)
}

/// Returns whether a problem of a header says that it, or one above it, does not begin a record: such as that `fact` is a
/// table.
fn is_of_record(problem: &Diagnostic, header: &Header<'_>) -> bool {
    let is_alone = header.depth() == 1;
    is_alone
        || problem
            .message
            .starts_with(&format!("`{}` ", header.record()))
}
