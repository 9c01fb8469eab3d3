//! The judgement on a row: whether every letter of its member can be written, as far as the row shows.

use crate::batch::Request;
use crate::batch::make::signers;
use crate::batch::plan::choice::Choice;
use crate::batch::plan::survey::Survey;
use crate::batch::plan::trial::Trial;
use crate::batch::plan::unfit::Unfit;
use crate::members::Member;

impl<'c> Survey<'c> {
    /// Returns the targets of a member, if every letter can be written as far as the row shows.
    pub(super) fn judge(
        &mut self,
        request: &'c Request<'c>,
        trial: &mut Trial<'c>,
        member: &Member,
    ) -> Result<Vec<Choice<'c>>, Unfit> {
        let alone = request
            .signatories
            .then(|| signers::signatory(request, member));
        let member = alone.as_ref().unwrap_or(member);
        let country = request.country_of(member);
        let chosen = self.choose(request, country)?;
        if country.is_none() && request.needs_country(&chosen) {
            let problems = trial.beside_country(member, &chosen);
            return if self.lacks_country && problems.0.is_empty() {
                Ok(Vec::new())
            } else {
                Err(Unfit {
                    lacks_country: !self.lacks_country,
                    problems,
                })
            };
        }
        let problems = trial.of(member, &chosen);
        if problems.has_errors() {
            return Err(problems.into());
        }
        Ok(chosen)
    }
}
