//! The cross-reference table of a file: where each object is (ISO 32000-1, 7.5.4 and 7.5.8).
//!
//! Owns that a print file of millions of objects has a small one: objects in a stream whose numbers follow one another
//! are one entry.

use std::collections::HashSet;

use crate::output::pdf::raw::{Dictionary, Object, ObjectId};
use crate::output::pdf::read::indirect;
use crate::output::pdf::read::place::{Place, Run};
use crate::output::pdf::read::rows;
use crate::output::pdf::read::source::{Source, Trouble, Window};

/// The bytes at the start of a file that its header is in.
const HEAD: usize = 1024;

/// The bytes at the end of a file that tell where the table is, and those before the mark of the end that do.
const TAIL: usize = 512;
const BEFORE_END: usize = 25;

/// The table of a file.
#[derive(Debug)]
pub(super) struct Table {
    /// The sections, the newest first, each with its runs by number.
    sections: Vec<Vec<Run>>,
    /// The number of the catalog.
    pub root: ObjectId,
    /// The offset of the header, which places are counted from.
    pub start: u64,
}

impl Table {
    /// Reads the table of a file.
    ///
    /// # Errors
    /// If there is none that can be read piece by piece.
    pub(super) fn read<S: Source>(window: &mut Window<'_, S>) -> Result<Self, Trouble> {
        let start = header(window)?;
        let (mut sections, mut root) = (Vec::new(), None);
        let mut next = Some(last_section(window)?);
        let mut seen = HashSet::new();
        while let Some(at) = next.filter(|at| seen.insert(*at)) {
            let (runs, trailer) = section(window, start, at)?;
            sections.push(in_order(runs)?);
            if root.is_none() {
                root = Some(trailer.get(b"Root").and_then(Object::as_reference));
            }
            next = before(&trailer)?;
        }
        match root {
            Some(Ok(root)) => Ok(Self {
                sections,
                root,
                start,
            }),
            _ => Err(Trouble::Strange("no catalog is named")),
        }
    }

    /// Returns the place of an object, by the newest section that has it.
    pub(super) fn place(&self, number: u32) -> Option<Place> {
        self.sections.iter().find_map(|section| {
            let (first, last) = (section.first()?, section.last()?);
            if !(first.first..last.end()).contains(&number) {
                return None;
            }
            let behind = section.partition_point(|run| run.first <= number);
            let run = section.get(behind.checked_sub(1)?)?;
            (number < run.end()).then_some(run.place)
        })
    }
}

/// Finds the header; returns its place.
fn header<S: Source>(window: &mut Window<'_, S>) -> Result<u64, Trouble> {
    let head = window.at(0, HEAD)?;
    let head = &head[..head.len().min(HEAD)];
    let place = head.windows(5).position(|bytes| bytes == b"%PDF-");
    let is_line = |at: usize| head[at..].iter().any(|byte| matches!(byte, b'\r' | b'\n'));
    let place = place.filter(|at| is_line(*at));
    Ok(place.ok_or(Trouble::Strange("the header is missing"))? as u64)
}

/// Returns the place that the end of a file names.
fn last_section<S: Source>(window: &mut Window<'_, S>) -> Result<u64, Trouble> {
    let missing = || Trouble::Strange("the end does not say where the table is");
    let from = window.size().saturating_sub(TAIL as u64);
    let tail = window.at(from, TAIL)?;
    let last = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).rposition(|at| at == word);
    let end = last(tail, b"%%EOF").filter(|end| *end > BEFORE_END);
    let end = end.ok_or_else(missing)?;
    let before = &tail[end - BEFORE_END..end];
    let start = last(before, b"startxref").ok_or_else(missing)?;
    let text = std::str::from_utf8(&before[start + 9..]).map_err(|_| missing())?;
    let is_line = text.starts_with(['\r', '\n']) && text.ends_with(['\r', '\n']);
    let number = text.trim_matches(['\r', '\n', ' ']).parse();
    number.ok().filter(|_| is_line).ok_or_else(missing)
}

/// Reads a section and its trailer.
fn section<S: Source>(
    window: &mut Window<'_, S>,
    start: u64,
    at: u64,
) -> Result<(Vec<Run>, Dictionary), Trouble> {
    let at = start.saturating_add(at);
    if window.at(at, 4)?.starts_with(b"xref") {
        return rows::of_table(window, at);
    }
    let found = indirect::read(window, at)?;
    let (Object::Dictionary(entries), Some(place)) = (found.value, found.data) else {
        return Err(Trouble::Strange("no table is where the end says"));
    };
    let length = entries.get(b"Length").and_then(Object::as_i64);
    let length = length.map_err(|_| Trouble::Strange("the table has no length"))?;
    let data = indirect::data(window, place, length)?;
    rows::of_stream(entries, data)
}

/// Returns where the section before the one of a trailer is, if there is one.
fn before(trailer: &Dictionary) -> Result<Option<u64>, Trouble> {
    if trailer.has(b"Encrypt") {
        return Err(Trouble::Strange("it is encrypted"));
    }
    if trailer.has(b"XRefStm") {
        return Err(Trouble::Strange("it has two tables in one"));
    }
    if trailer.get(b"Size").and_then(Object::as_i64).is_err() {
        return Err(Trouble::Strange("its trailer has no size"));
    }
    let Ok(before) = trailer.get(b"Prev") else {
        return Ok(None);
    };
    let before = before.as_i64().ok().and_then(|at| u64::try_from(at).ok());
    let wrong = Trouble::Strange("an earlier table is nowhere");
    before.map(Some).ok_or(wrong)
}

/// Returns the runs of a section by number.
fn in_order(mut runs: Vec<Run>) -> Result<Vec<Run>, Trouble> {
    runs.sort_unstable_by_key(|run| run.first);
    runs.shrink_to_fit();
    if runs.is_sorted_by(|one, next| one.end() <= next.first) {
        Ok(runs)
    } else {
        Err(Trouble::Strange("a table has an object twice"))
    }
}
