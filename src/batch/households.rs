//! Households in the survey: who signs one letter, and whether it can be made.

use super::survey::{Counts, Survey};
use super::trial::Trial;
use super::{Combine, Request, names};
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::Member;

/// What keeps members of a household apart: other values for the template, another print file.
pub fn apart(request: &Request<'_>, member: &Member) -> String {
    let branch = (request.combine == Combine::Branch).then(|| names::branch(member));
    format!("{branch:?} {:?}", member.variables)
}

impl<'c> Survey<'c> {
    /// Tries the letters of households. Where one cannot be made, its members sign alone: each of them can.
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
        for member in self.signers.of(request.rows()?) {
            let chosen = self.choices.get(&request.country_of(&member).to_string());
            let chosen = chosen.filter(|_| !member.others.is_empty());
            let problems = chosen.map(|chosen| trial.of(&member, chosen));
            if let Some(problem) = problems.and_then(|problems| problems.0.into_iter().next()) {
                alone.push((member.row, member.line, problem));
            }
        }
        for (row, line, problem) in alone {
            let message = format!(
                "the household of line {line} has no room on one letter, so its members sign alone: {}",
                problem.message
            );
            self.problems.push(Diagnostic::warning(message));
            for member in self.signers.sign_alone(row) {
                let chosen = self.choose(request, request.country_of(&member))?;
                self.members -= 1;
                self.count(request, member, chosen, counts);
            }
        }
        Ok(())
    }
}
