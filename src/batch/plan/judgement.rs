//! The judgement on a row: whether every letter of its member can be written, as far as that can be told before.

use crate::batch::Request;
use crate::batch::make::signers;
use crate::batch::plan::survey::{Choice, Survey};
use crate::batch::plan::trial::Trial;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{BadRow, Member};

/// A row that reads well but cannot be written to its targets.
pub(super) fn rejected(member: Member, problems: Problems) -> BadRow {
    BadRow {
        row: member.row,
        line: member.line,
        problems,
        cells: member.cells,
    }
}

/// Why there are no letters of a member.
pub(super) struct Unfit {
    /// Whether they need the member's country.
    pub(super) lacks_country: bool,
    /// What else.
    pub(super) problems: Problems,
}

impl From<Problems> for Unfit {
    fn from(problems: Problems) -> Self {
        Self {
            lacks_country: false,
            problems,
        }
    }
}

/// The characters that a problem says cannot be set.
pub(super) fn lacking(problem: &Diagnostic) -> Vec<char> {
    let codes = problem.message.split("(U+").skip(1);
    let codes = codes.filter_map(|rest| u32::from_str_radix(rest.split(')').next()?, 16).ok());
    codes.filter_map(char::from_u32).collect()
}

impl<'c> Survey<'c> {
    /// The targets of a member, for whom every letter can be written as far as that can be told from the
    /// row.
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
