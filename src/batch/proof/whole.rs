//! The completeness of a batch: the letters that the members file asks for and no manifest has.

use std::collections::{BTreeMap, HashSet};

use crate::batch::Request;
use crate::batch::plan::fax_queue::Called;
use crate::batch::plan::survey::Survey;
use crate::batch::proof::columns::Columns;
use crate::batch::proof::wanted::Grounds;
use crate::batch::record::entry::Entry;
use crate::batch::record::shard::Shard;
use crate::counting::{counted, one_or_many};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::members::Member;

/// The largest number of members without a letter to a target that are named; more are counted.
const MOST_TOLD: usize = 20;

/// The letters that were found, and their signers.
#[derive(Debug, Default)]
pub(crate) struct FoundLetters {
    letters: HashSet<Digest>,
    signed: HashSet<Digest>,
}

impl FoundLetters {
    /// Adds a letter; returns whether it is new.
    pub(crate) fn add(&mut self, entry: &Entry) -> bool {
        self.signed.insert(signed(entry));
        self.letters.insert(letter(entry))
    }

    /// Returns errors for the expected letters that were not found, and for those signed by others.
    ///
    /// # Errors
    /// If the members file cannot be read.
    pub(crate) fn missing(&self, grounds: Grounds<'_>) -> Result<Vec<Diagnostic>, Problems> {
        let Some(survey) = grounds.survey else {
            return Ok(Vec::new());
        };
        let columns = Columns::new(grounds);
        let mut told = Vec::new();
        for (target, _) in &survey.targets {
            let called = grounds.called.iter().find(|c| c.target.id == target.id);
            let (mut lacking, mut others) = (Unwritten::default(), Unwritten::default());
            for (n, member) in survey.writing(grounds.request, target)?.enumerate() {
                let member = member?;
                let rows = columns.rows(target, &member)?;
                let mut rows = rows.iter().filter(|row| is_written(row, called, n));
                if rows.clone().any(|row| !self.letters.contains(&letter(row))) {
                    lacking.add(&member);
                } else if rows.any(|row| !self.signed.contains(&signed(row))) {
                    others.add(&member);
                }
            }
            told.extend(lacking.told().map(|who| {
                let message = format!("no manifest has every letter to `{}` of {who}", target.id);
                let help = "write the batch again: letters that are there and whole stay";
                Diagnostic::error(message).help(help)
            }));
            told.extend(others.told().map(|who| {
                let what = "by the members file, others sign the letter to";
                Diagnostic::error(format!("{what} `{}` of {who}", target.id))
            }));
        }
        Ok(told)
    }
}

/// Returns a digest that tells a letter in a format from every other.
fn letter(entry: &Entry) -> Digest {
    let number = entry.call.as_ref().map(|call| &call.number);
    let parts = (entry.row, &entry.target, &entry.format, number, &entry.copy);
    Digest::of(format!("{parts:?}").as_bytes())
}

/// Returns a digest of a letter and its signers.
fn signed(entry: &Entry) -> Digest {
    Digest::of(format!("{:?}", (entry.row, &entry.target, &entry.member)).as_bytes())
}

/// Returns whether a letter is written, by the index `n` of its member among those who write to the target: of the
/// faxes to a line, perhaps only the first.
fn is_written(row: &Entry, called: Option<&Called<'_>>, n: usize) -> bool {
    let Some(call) = row.call.as_ref().filter(|_| row.is_fax()) else {
        return true;
    };
    let mut lines = called.into_iter().flat_map(|called| &called.lines);
    lines.any(|(line, faxes)| line.number == call.number && n < *faxes)
}

/// Returns warnings that name the members of a list who have no letter to a target that they would write to. `request`
/// and `survey` are of all letters that are missing.
///
/// # Errors
/// If the members file cannot be read.
pub(crate) fn without_letters(
    request: &Request<'_>,
    survey: &Survey<'_>,
) -> Result<Vec<Diagnostic>, Problems> {
    debug_assert_eq!(request.shard, Shard::WHOLE);
    let name = request.members.name();
    let mut told = Vec::new();
    for (target, _) in &survey.targets {
        let mut members = Unwritten::default();
        for member in survey.writing(request, target)? {
            members.add(&member?);
        }
        told.extend(members.told().map(|who| {
            let message = format!(
                "of `{name}`, these have no letter to `{}`: {who}",
                target.id
            );
            let help = "write their letters with `batch --new-only`";
            Diagnostic::warning(message).help(help)
        }));
    }
    let rejected = survey.signers.rejected.iter().map(usize::to_string);
    let rejected: Vec<String> = rejected.take(MOST_TOLD).collect();
    if !rejected.is_empty() {
        let (count, rows) = (survey.signers.rejected.len(), rejected.join(", "));
        let more = if count > MOST_TOLD { ", …" } else { "" };
        let (are, have) = (
            one_or_many(count, "is", "are"),
            one_or_many(count, "has", "have"),
        );
        let counted = counted(count, "row");
        let message =
            format!("of `{name}`, {counted} {are} wrong and {have} no letter: {rows}{more}");
        told.push(Diagnostic::note(message).help("`batch --dry-run` says what is wrong with them"));
    }
    Ok(told)
}

/// Members to be named in a message.
#[derive(Default)]
struct Unwritten {
    first: BTreeMap<usize, String>,
    more: usize,
}

impl Unwritten {
    fn add(&mut self, member: &Member) {
        if self.first.len() == MOST_TOLD {
            self.more += 1;
            return;
        }
        let sender = &member.sender;
        let name = sender.name.as_ref().or(sender.organization.as_ref());
        let name = name.map_or_else(String::new, |name| format!(" (`{name}`)"));
        let line = format!("line {}{name}", member.line);
        self.first.insert(member.row, line);
    }

    /// Returns a phrase that names them; none if there are none.
    fn told(self) -> Option<String> {
        let all: Vec<String> = self.first.into_values().collect();
        let more = format!(" and {} more", self.more);
        let more = if self.more > 0 { more } else { String::new() };
        (!all.is_empty()).then(|| all.join(", ") + &more)
    }
}
