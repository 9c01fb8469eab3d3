//! The members who write to a target.

use crate::batch::Request;
use crate::batch::make::signers;
use crate::batch::plan::survey::Survey;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{Member, fold};

impl Survey<'_> {
    /// Returns the members who write to a target. A signer of an earlier letter to it does not sign again. If the file
    /// cannot be read to its end, the error comes last.
    ///
    /// # Errors
    /// If the members file cannot be read again.
    pub(crate) fn writing<'s>(
        &'s self,
        request: &'s Request<'_>,
        target: &'s Target,
    ) -> Result<impl Iterator<Item = Result<Member, Diagnostic>> + 's, Problems> {
        let alone = request.signatories.then(|| vec![signers::branch(request)]);
        let signers = self
            .signers
            .of(request.rows()?)
            .filter(|_| !request.signatories)
            .chain(alone.map(Ok));
        Ok(signers.filter_map(move |household| {
            let signing = |household| self.signing(request, household, target);
            household.map(signing).transpose()
        }))
    }

    /// Returns the members of a household who sign a letter to a target, as one.
    pub(crate) fn signing(
        &self,
        request: &Request<'_>,
        mut household: Vec<Member>,
        target: &Target,
    ) -> Option<Member> {
        household.retain(|member| self.has(request, member, target));
        fold(household)
    }

    /// Returns whether a member has a letter to a target.
    pub(crate) fn has(&self, request: &Request<'_>, member: &Member, target: &Target) -> bool {
        let country = request.code_of(member);
        let mut chosen = self.choices.get(&country).into_iter().flatten();
        chosen.any(|(_, known)| known.id == target.id) && !request.has_not(member, target)
    }
}
