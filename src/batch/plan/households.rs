//! Households in the survey: their common signers, and whether the letter can be made.

use crate::batch::Request;
use crate::batch::plan::choice::{Choice, Counts};
use crate::batch::plan::survey::Survey;
use crate::batch::plan::trial::Trial;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{Member, fold};

impl<'c> Survey<'c> {
    /// Tries the letters of households. If one cannot be made, its members sign alone: each of their letters can be.
    ///
    /// # Errors
    /// If the members file cannot be read again.
    pub fn try_households(
        &mut self,
        request: &'c Request<'c>,
        trial: &mut Trial<'c>,
        counts: &mut Counts<'c>,
    ) -> Result<(), Problems> {
        if self.signers.households() == 0 {
            return Ok(());
        }
        let mut alone = Vec::new();
        for household in self.signers.of(request.rows()?) {
            let household = household?;
            if household.len() < 2 {
                continue;
            }
            let chosen = self.choices.get(&request.code_of(&household[0]));
            let chosen = chosen.cloned().unwrap_or_default();
            let has_already =
                |(_, target): &&Choice<'c>| request.has_already(&household[0], target);
            let open: Vec<_> = chosen.iter().filter(has_already).copied().collect();
            let problem = self.problem_of(request, &household, &chosen, trial);
            if let Some((first, problem)) = household.into_iter().next().zip(problem) {
                alone.push((first, chosen, open, problem));
            }
        }
        for (first, chosen, mut open, problem) in alone {
            let message = format!(
                "the household of line {} has no room on one letter, so its members sign alone: {}",
                first.line, problem.message
            );
            self.note(Diagnostic::warning(message));
            for member in self.signers.sign_alone(first.row) {
                // A letter counted for the member as one of the household is not counted again.
                let is_open =
                    |(_, target): &Choice<'c>| open.iter().any(|(_, o)| o.id == target.id);
                let more = chosen
                    .iter()
                    .filter(|choice| !is_open(choice))
                    .copied()
                    .collect();
                self.count(request, &member, more, counts);
                open.retain(|(_, target)| request.has_already(&member, target));
            }
        }
        Ok(())
    }

    /// Returns the reason why a letter that several of a household sign cannot be made, if there is one.
    fn problem_of(
        &self,
        request: &Request<'_>,
        household: &[Member],
        chosen: &[Choice<'c>],
        trial: &mut Trial<'c>,
    ) -> Option<Diagnostic> {
        chosen.iter().find_map(|choice| {
            let signing = household
                .iter()
                .filter(|member| self.has(request, member, choice.1));
            let signing: Vec<Member> = signing.cloned().collect();
            let all = fold(signing).filter(|all| !all.household.is_empty())?;
            trial
                .of(&all, std::slice::from_ref(choice))
                .0
                .into_iter()
                .next()
        })
    }
}
