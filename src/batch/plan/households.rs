//! Households in the survey: their common signers, and whether the letter can be made.

use crate::batch::Request;
use crate::batch::plan::choice::{Choice, Counts};
use crate::batch::plan::survey::Survey;
use crate::batch::plan::trial::Trial;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{Member, fold};

/// A household whose letter cannot be made.
struct NoRoom<'c> {
    /// Its first member.
    first: Member,
    /// The targets of its letters.
    chosen: Vec<Choice<'c>>,
    /// The reason.
    problem: Diagnostic,
}

impl<'c> Survey<'c> {
    /// Tries the letters of households. If one cannot be made, its members sign alone: each of their letters can be.
    ///
    /// # Errors
    /// If the members file cannot be read again.
    pub(crate) fn try_households(
        &mut self,
        request: &'c Request<'c>,
        trial: &mut Trial<'c>,
        counts: &mut Counts<'c>,
    ) -> Result<(), Problems> {
        if self.signers.households() == 0 {
            return Ok(());
        }
        let mut without_room = Vec::new();
        for household in self.signers.of(request.rows()?) {
            without_room.extend(self.without_room(request, household?, trial));
        }
        for household in without_room {
            self.sign_alone(request, household, counts);
        }
        Ok(())
    }

    /// Returns a household if its letter cannot be made.
    fn without_room(
        &self,
        request: &'c Request<'c>,
        household: Vec<Member>,
        trial: &mut Trial<'c>,
    ) -> Option<NoRoom<'c>> {
        if household.len() < 2 {
            return None;
        }
        let chosen = self
            .choices
            .get(&request.code_of(household.first()?))
            .cloned()
            .unwrap_or_default();
        let problem = self.problem_of(request, &household, &chosen, trial)?;
        let first = household.into_iter().next()?;
        Some(NoRoom {
            first,
            chosen,
            problem,
        })
    }

    /// Lets the members of a household sign alone, and counts their letters.
    fn sign_alone(
        &mut self,
        request: &'c Request<'c>,
        household: NoRoom<'c>,
        counts: &mut Counts<'c>,
    ) {
        let NoRoom {
            first,
            chosen,
            problem,
        } = household;
        let message = format!(
            "the household of line {} has no room on one letter, so its members sign alone: {}",
            first.line, problem.message
        );
        let all = "households have no room on one letter, so their members sign alone";
        let warning = Diagnostic::warning(message).among("", all, "");
        self.note_of_row(&warning, warning.clone(), (first.line, 1));
        let has_not = |(_, target): &&Choice<'c>| request.has_not(&first, target);
        let mut open: Vec<Choice<'c>> = chosen.iter().filter(has_not).copied().collect();
        for member in self.signers.sign_alone(first.row) {
            // A letter counted for the member as one of the household is not counted again.
            let is_open = |(_, target): &Choice<'c>| open.iter().any(|(_, o)| o.id == target.id);
            let more = chosen
                .iter()
                .filter(|choice| !is_open(choice))
                .copied()
                .collect();
            self.count(request, &member, more, counts);
            open.retain(|(_, target)| request.has_not(&member, target));
        }
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
