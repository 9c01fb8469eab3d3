//! The addresses of a batch: one for every letter, in the order of the letters.

use crate::batch::make::work::{Address, Worker};
use crate::batch::plan::branch::Branch;
use crate::batch::plan::branches::Branches;
use crate::batch::plan::survey::Survey;
use crate::batch::write::single::address;
use crate::batch::{Combine, Request};
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::Member;
use crate::page::stationery::Stationery;
use crate::{panics, parallel};

/// An address that cannot be printed, with the reasons.
#[derive(Debug)]
pub struct Unprinted {
    /// The letter: the line of the members file, if there is one, and the target.
    pub letter: String,
    /// The reasons.
    pub problems: Problems,
}

/// Sets the address of every letter of a batch in the first place of a sheet and hands it to `take`, or the reasons why
/// it cannot be printed.
///
/// # Errors
/// If the members file cannot be read again, or `take` fails.
pub fn set<'r>(
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    form: &Stationery,
    mut take: impl FnMut(Result<Address, Unprinted>) -> Result<(), Problems>,
) -> Result<(), Problems> {
    let mut reading = Branches::new(request, survey);
    for branch in branches(request, survey) {
        for (target, _) in &survey.targets {
            let members = reading.writing(branch, target)?;
            let work = |worker: &mut Worker<'r>, member: Result<Member, Diagnostic>| {
                let member = member?;
                let set = || worker.address(target, &member, form);
                let address = panics::caught(|| address(target, &member), set)?;
                Ok(address.map_err(|problems| Unprinted {
                    letter: format!("line {}, {}", member.line, target.id),
                    problems,
                }))
            };
            let worker = || Worker::new(request);
            let take = |address: Result<_, Diagnostic>| take(address?);
            parallel::in_order(members, request.jobs, worker, work, take)?;
        }
    }
    Ok(())
}

/// Returns the branches whose letters come one after the other, or nothing for all.
fn branches<'s>(request: &Request<'_>, survey: &'s Survey<'_>) -> Vec<Option<&'s Branch>> {
    match request.combine {
        Combine::Branch => survey.branches.iter().map(Some).collect(),
        Combine::Target | Combine::All | Combine::None => vec![None],
    }
}
