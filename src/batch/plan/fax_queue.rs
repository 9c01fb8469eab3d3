//! The lines that a batch calls: the number of faxes to each, and which are written.
//!
//! A fax line is one machine. If not all faxes are written, the order of letters alone decides which: the first ones to
//! each number, whichever part of the files a run writes and whatever is there already.

use crate::batch::plan::survey::Survey;
use crate::batch::{Faxing, Request};
use crate::campaign::target::Target;
use crate::diagnostic::Problems;
use crate::letter::fax_lines::FaxLine;

/// The lines of a target.
#[derive(Debug)]
pub(crate) struct Called<'s> {
    /// The target.
    pub target: &'s Target,
    /// The number of letters to it.
    pub letters: usize,
    /// Its lines, each with the number of letters that are faxed to it: the first ones.
    pub lines: Vec<(FaxLine, usize)>,
}

/// The faxes to a number.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Load {
    /// The number, in E.164.
    pub number: String,
    /// The number of faxes that are written.
    pub faxes: usize,
    /// The estimated time that they keep the line busy, in seconds.
    pub seconds: usize,
    /// The faxes that are not written.
    pub left: Vec<Left>,
}

/// The faxes to a target that are not written: those of all members from one on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Left {
    /// The id of the target.
    pub target: String,
    /// The number of faxes.
    pub faxes: usize,
    /// The row and the line of the first.
    pub first: (usize, usize),
}

/// Returns the lines of every target of a batch, in the order of its letters. Targets without a line are not called.
pub(crate) fn called<'s>(
    request: &Request<'_>,
    faxing: &Faxing,
    survey: &'s Survey<'_>,
) -> Vec<Called<'s>> {
    let mut before: Vec<(String, usize)> = Vec::new();
    let mut take = |number: &str, letters: usize| {
        let most = faxing.per_line.unwrap_or(usize::MAX);
        let at = before
            .iter()
            .position(|(known, _)| known == number)
            .unwrap_or_else(|| {
                before.push((number.to_owned(), 0));
                before.len() - 1
            });
        let Some((_, count)) = before.get_mut(at) else {
            return 0;
        };
        let taken = letters.min(most.saturating_sub(*count));
        *count += taken;
        taken
    };
    let targets = survey.targets.iter();
    targets
        .map(|(target, letters)| {
            let lines = request.route(target).lines.iter().map(|line| {
                let taken = take(&line.number, *letters);
                (line.clone(), taken)
            });
            Called {
                target,
                letters: *letters,
                lines: lines.collect(),
            }
        })
        .filter(|called| !called.lines.is_empty())
        .collect()
}

/// Returns the number of faxes that are written.
pub(crate) fn faxes(called: &[Called<'_>]) -> usize {
    let lines = called.iter().flat_map(|called| &called.lines);
    lines.map(|(_, faxes)| faxes).sum()
}

/// Returns the faxes to a number, begun if there were none.
fn load_of<'l>(loads: &'l mut Vec<Load>, number: &str) -> Option<&'l mut Load> {
    let at = loads
        .iter()
        .position(|load| load.number == number)
        .unwrap_or_else(|| {
            loads.push(Load {
                number: number.to_owned(),
                ..Load::default()
            });
            loads.len() - 1
        });
    loads.get_mut(at)
}

/// Returns the faxes to each number, in the order of the first fax to it.
///
/// # Errors
/// If the members file cannot be read again.
pub(crate) fn loads(
    request: &Request<'_>,
    survey: &Survey<'_>,
    called: &[Called<'_>],
) -> Result<Vec<Load>, Problems> {
    let mut loads: Vec<Load> = Vec::new();
    for Called {
        target,
        letters,
        lines,
    } in called
    {
        let usual = survey.seconds.get(&target.id).copied();
        for (line, faxes) in lines {
            let Some(load) = load_of(&mut loads, &line.number) else {
                continue;
            };
            load.faxes += faxes;
            load.seconds += faxes * usual.unwrap_or_default();
            if faxes < letters
                && let Some(member) = survey.writing(request, target)?.nth(*faxes)
            {
                let member = member?;
                load.left.push(Left {
                    target: target.id.clone(),
                    faxes: letters - faxes,
                    first: (member.row, member.line),
                });
            }
        }
    }
    Ok(loads)
}
