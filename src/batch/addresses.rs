//! The addresses of a batch: one for every letter, in the order of the letters.

use super::survey::Survey;
use super::work::{Address, Worker};
use super::{Combine, Request, names};
use crate::diagnostic::Problems;
use crate::members::Member;
use crate::page::stationery::Stationery;
use crate::parallel;

/// Why a letter's address cannot be printed.
#[derive(Debug)]
pub struct Unprinted {
    /// Which letter: the line of the members file, if there is one, and the target.
    pub letter: String,
    /// The reasons.
    pub problems: Problems,
}

/// Sets the address of every letter of a batch in the first place of a sheet and hands it to `take`, or
/// the reasons why it cannot be printed.
///
/// # Errors
/// If the members file cannot be read again, or `take` says no.
pub fn set<'r>(
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    form: &Stationery,
    mut take: impl FnMut(Result<Address, Unprinted>) -> Result<(), Problems>,
) -> Result<(), Problems> {
    for branch in branches(request, survey) {
        for (target, _) in &survey.targets {
            let is_in =
                |member: &Member| branch.is_none_or(|branch| names::branch(member).0 == *branch);
            let members = survey.writing(request, target)?.filter(is_in);
            let work = |worker: &mut Worker<'r>, member: Member| {
                let address = worker.address(target, &member, form);
                address.map_err(|problems| Unprinted {
                    letter: format!("line {}, {}", member.line, target.id),
                    problems,
                })
            };
            let worker = || Worker::new(request);
            parallel::in_order(members, request.jobs, worker, work, &mut take)?;
        }
    }
    Ok(())
}

/// The branches whose letters come one after the other, or nothing for all.
fn branches<'s>(request: &Request<'_>, survey: &'s Survey<'_>) -> Vec<Option<&'s String>> {
    match request.combine {
        Combine::Branch => survey.branches.keys().map(Some).collect(),
        Combine::Target | Combine::All | Combine::None => vec![None],
    }
}
