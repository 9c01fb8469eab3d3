//! The addresses of letters: one for each, in the order of the letters, or one for each office.

use std::collections::BTreeSet;

use crate::batch::Request;
use crate::batch::make::work::Worker;
use crate::batch::plan::survey::Survey;
use crate::batch::write::single::address;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::maker::letters::PrintedAddress;
use crate::members::Member;
use crate::page::stationery::Stationery;
use crate::{panics, parallel};

/// An address that cannot be printed, with the reasons.
#[derive(Debug)]
pub(crate) struct Unprinted {
    /// The letter: the line of the members file, if there is one, and the target.
    pub letter: String,
    /// The reasons.
    pub problems: Problems,
}

/// The choice between an address for every letter and one for every office, with the offices that have theirs.
#[derive(Debug, Default)]
pub(crate) struct ForOffices {
    is_parcel: bool,
    had: BTreeSet<String>,
}

impl ForOffices {
    /// Creates the choice; in a parcel, all letters to an office are in one envelope.
    pub(crate) fn new(is_parcel: bool) -> Self {
        Self {
            is_parcel,
            had: BTreeSet::new(),
        }
    }

    /// Returns whether each office has one address.
    pub(crate) fn is_parcel(&self) -> bool {
        self.is_parcel
    }

    /// Returns whether the next letter to a target has an address.
    pub(crate) fn has(&mut self, target: &str) -> bool {
        !self.is_parcel || self.had.insert(target.to_owned())
    }
}

/// Sets the address of every letter of a survey in the first place of a sheet and hands it to `take`, or the reasons why
/// it cannot be printed.
///
/// # Errors
/// If the members file cannot be read again, or `take` fails.
pub(crate) fn set<'r>(
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    form: &Stationery,
    offices: &mut ForOffices,
    mut take: impl FnMut(Result<PrintedAddress, Unprinted>) -> Result<(), Problems>,
) -> Result<(), Problems> {
    let is_parcel = offices.is_parcel();
    for (target, _) in &survey.targets {
        let members = survey
            .writing(request, target)?
            .take_while(|_| offices.has(&target.id))
            .map(|member| {
                let member = member?;
                Ok(if is_parcel {
                    parcel(request, member)
                } else {
                    member
                })
            });
        let work = |worker: &mut Worker<'r>, member: Result<Member, Diagnostic>| {
            // A parcel has no page of its own.
            printed(worker, target, &member?, (form, !is_parcel))
        };
        let worker = || Worker::new(request);
        let take = |address: Result<_, Diagnostic>| take(address?);
        parallel::in_order(members, request.jobs, worker, work, take)?;
    }
    Ok(())
}

/// Sets the address of a letter in the first place of a sheet; `is_new` letters are set too.
///
/// # Errors
/// If the program itself fails.
pub(crate) fn printed<'r>(
    worker: &mut Worker<'r>,
    target: &'r Target,
    member: &Member,
    (form, is_new): (&Stationery, bool),
) -> Result<Result<PrintedAddress, Unprinted>, Diagnostic> {
    let set = || worker.address(target, member, (form, is_new));
    let address = panics::caught(|| address(target, member), set)?;
    Ok(address.map_err(|problems| Unprinted {
        letter: format!("line {}, {}", member.line, target.id),
        problems,
    }))
}

/// Returns who sends a parcel whose first letter is a member's: the branch, not the member. Where it is posted is not
/// known unless the branch says it; then its address is that for the post from abroad.
pub(crate) fn parcel(request: &Request<'_>, member: Member) -> Member {
    Member {
        sender: request.branch.clone(),
        branch: None,
        household: Vec::new(),
        ..member
    }
}
