//! Messages about rows: the first problems in full, those that many rows share once, and the number of the rest.

use crate::batch::Request;
use crate::batch::make::signers;
use crate::batch::plan::unfit::{Repeat, Unfit, lacking, rejected};
use crate::members::Header;
use std::io::Read;

use crate::batch::plan::survey::Survey;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{BadRow, Member, Members};

/// The number of further lines that are named for a shared problem.
const LINES: usize = 5;

impl Survey<'_> {
    /// Records a problem, or counts it.
    pub(super) fn note(&mut self, problem: Diagnostic) {
        self.problems.add_told(problem, &mut self.untold);
    }

    /// Records all problems of a list, or counts them.
    pub(super) fn note_all(&mut self, problems: Problems) {
        for problem in problems.0 {
            self.note(problem);
        }
    }

    /// Rejects the row that was read last, with everything that is wrong with it.
    pub(super) fn unfit<R: Read>(
        &mut self,
        unfit: Unfit,
        rows: &Members<R>,
        member: Member,
    ) -> BadRow {
        let mut problems = Problems::default();
        if unfit.lacks_country {
            problems.push(rows.without_country());
            self.note(rows.without_country());
        }
        for problem in unfit.problems.0 {
            let lacking = lacking(&problem);
            let of_row = rows.located(problem.clone(), |cell| cell.contains(&lacking[..]));
            self.note_of_row(problem, &of_row, member.line);
            problems.push(of_row);
        }
        rejected(member, problems)
    }

    /// Records a problem, or `of_row`, which has the place of the row in a line. A problem of the campaign is recorded
    /// for the first row that has it.
    fn note_of_row(&mut self, problem: Diagnostic, of_row: &Diagnostic, line: usize) {
        if let Some(known) = self.repeats.iter_mut().find(|r| r.problem == problem) {
            known.count += 1;
            if known.lines.len() < LINES {
                known.lines.push(line);
            }
            return;
        }
        let told = self.problems.0.len();
        self.note(of_row.clone());
        if problem.place.is_some() && told < self.problems.0.len() {
            let (count, lines) = (0, Vec::new());
            self.repeats.push(Repeat {
                problem,
                told,
                count,
                lines,
            });
        }
    }

    /// Adds the other rows to each shared problem.
    pub(super) fn tell_repeated(&mut self) {
        for repeat in std::mem::take(&mut self.repeats) {
            let told = self.problems.0.get_mut(repeat.told);
            if let Some(told) = told.filter(|_| repeat.count > 0) {
                told.help.push(repeat.others());
            }
        }
    }
}

impl<'c> Survey<'c> {
    /// Reports once that letters need a country and no member can have one: that is not an error of a row.
    pub(super) fn tell_countries(&mut self, request: &'c Request<'c>, header: &Header) {
        let is_given = request.country_of(&signers::branch(request)).is_some();
        if is_given || header.has_country() && !request.signatories {
            return;
        }
        let fixed = self.choose(request, None).unwrap_or_default();
        self.lacks_country = request.needs_country(&fixed);
        if self.lacks_country {
            self.problems.push(if request.signatories {
                let problem =
                    Diagnostic::error("the branch has no country, and its letters need one");
                problem.help("give `country` in the file of `--from`, or `--country`")
            } else {
                header.without_country()
            });
        }
    }

    /// Warns of rows that name another country than the command line, which takes precedence.
    pub(super) fn tell_elsewhere(&mut self, request: &Request<'_>) {
        let Some(country) = request.country.filter(|_| self.elsewhere > 0) else {
            return;
        };
        let (rows, name) = (self.elsewhere, country.name("en"));
        let message = format!(
            "rows that name another country than `--country` does: {rows}; their letters go out as from {name}"
        );
        let help = "leave `--country` out if they post them where they live; a row without a country then needs its own";
        self.problems.push(Diagnostic::note(message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Source};
    use crate::limits::MESSAGES;

    fn in_campaign(message: &str) -> Diagnostic {
        let source = Source::new("letters/en/protest.md", "a\n");
        Diagnostic::error(message).at(Place::new(&source, 0..1))
    }

    fn noted(rows: usize, problem: impl Fn(usize) -> Diagnostic) -> Survey<'static> {
        let mut survey = Survey::default();
        for line in 2..rows + 2 {
            let problem = problem(line);
            let message = format!("line {line}: {}", problem.message);
            let of_row = Diagnostic {
                message,
                ..problem.clone()
            };
            survey.note_of_row(problem, &of_row, line);
        }
        survey.tell_repeated();
        survey
    }

    #[test]
    fn what_is_wrong_with_the_campaign_is_told_once() {
        for (rows, help) in [
            (1, None),
            (2, Some("the row in line 3 has the same problem")),
            (4, Some("the rows in lines 3, 4, 5 have the same problem")),
            (
                2_000,
                Some("the rows in lines 3, 4, 5, 6, 7 and 1994 more have the same problem"),
            ),
        ] {
            let survey = noted(rows, |_| in_campaign("`facts.pay` has no value"));
            let [told] = &survey.problems.0[..] else {
                panic!("{:?}", survey.problems);
            };
            assert_eq!(told.message, "line 2: `facts.pay` has no value");
            assert_eq!(told.help.first().map(String::as_str), help);
            assert_eq!(survey.untold.errors, 0);
        }
    }

    #[test]
    fn what_is_wrong_with_rows_is_told_of_the_first_and_counted_of_the_others() {
        let survey = noted(100_000, |_| Diagnostic::error("no e-mail address"));
        assert_eq!(survey.problems.0.len(), MESSAGES);
        assert_eq!(survey.untold.errors, 100_000 - MESSAGES);
        assert!(survey.problems.has_errors());
        let survey = noted(1_000, |n| in_campaign(&n.to_string()));
        assert_eq!(survey.problems.0.len(), MESSAGES);
    }
}
