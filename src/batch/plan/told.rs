//! Messages about rows: the first problems in full, those that many rows share once, and the number of the rest.

use crate::batch::Request;
use crate::batch::make::signers;
use crate::batch::plan::choice::Choice;
use crate::batch::plan::country::needs_country;
use crate::batch::plan::unfit::{Unfit, lacking, rejected};
use crate::members::Header;

use crate::batch::plan::survey::Survey;
use crate::diagnostic::{Diagnostic, Problems, Untold};
use crate::members::{BadRow, LeftOut, Member, Members};

impl Survey<'_> {
    /// Records a problem, or counts it.
    pub(super) fn note(&mut self, problem: Diagnostic) {
        self.problems.add_told(problem, &mut self.untold);
    }

    /// Records all problems of the row in a line.
    pub(super) fn note_all(&mut self, problems: Problems, line: usize) {
        for problem in problems.0 {
            let sense = Diagnostic {
                place: None,
                ..problem.clone()
            };
            self.note_of_row(&sense, problem, (line, 1));
        }
    }

    /// Records rows that are none of members.
    pub(super) fn leave_out(&mut self, left: LeftOut) {
        let sense = Diagnostic {
            place: None,
            ..left.note.clone()
        };
        self.note_of_row(&sense, left.note, (left.line, left.rows));
    }

    /// Rejects the row that was read last, with everything that is wrong with it.
    pub(super) fn unfit(&mut self, unfit: Unfit, rows: &Members<'_>, member: Member) -> BadRow {
        let mut problems = Problems::default();
        if unfit.lacks_country {
            let of_row = rows.without_country();
            self.note_all(of_row.clone().into(), member.line);
            problems.push(of_row);
        }
        for problem in unfit.problems.0 {
            let lacking = lacking(&problem);
            let of_row = rows.located(problem.clone(), |cell| cell.contains(&lacking[..]));
            problems.push(of_row.clone());
            self.note_of_row(&problem, of_row, (member.line, 1));
        }
        rejected(member, problems)
    }

    /// Records a problem of a row, or of some rows from a line on, in full, or with others that say the same. `sense`
    /// is what it says wherever the row is; one with a place is of the campaign, and told for the first row that has it.
    pub(super) fn note_of_row(
        &mut self,
        sense: &Diagnostic,
        of_row: Diagnostic,
        rows: (usize, usize),
    ) {
        let to = (&mut self.problems, &mut self.untold);
        self.alike.add(to, sense, of_row, rows);
    }

    /// Returns whether there are rows with problems that no message names.
    pub(crate) fn has_untold_rows(&self) -> bool {
        self.alike.has_more() || self.untold != Untold::default()
    }

    /// Says of each problem that rows share how many have it, and which.
    pub(super) fn tell_repeated(&mut self) {
        self.alike.complete(&mut self.problems);
    }
}

impl<'c> Survey<'c> {
    /// Warns of a row whose letters show no address of who signs; if the list has no column for it, once. A plain message
    /// is answered by e-mail, and the branch may have an address that stands in.
    pub(super) fn tell_address(
        &mut self,
        request: &Request<'_>,
        rows: &Members<'_>,
        member: &Member,
        chosen: &[Choice<'c>],
    ) {
        let is_given = request.signatories || !request.branch.address.is_empty();
        let is_silent = is_given || !request.tells_addresses;
        let mut routes = chosen.iter().map(|(_, target)| request.route(target));
        if is_silent || !member.sender.address.is_empty() || !routes.any(needs_country) {
            return;
        }
        let stands_in = "or give one to all with `address` in the file of `--from`";
        if rows.header().has_address() {
            let message = "no address of who signs stands in the letters of the row";
            let help = format!("fill it in, so that they can be answered, {stands_in}");
            let warning = rows.located(Diagnostic::warning(message).help(help), |_| false);
            self.note_all(warning.into(), member.line);
        } else if !self.has_told_addresses {
            self.has_told_addresses = true;
            let message = format!(
                "`{}` has no column for the address: none of who signs stands in the letters",
                request.members.name()
            );
            let help = format!("add a column `address`, {stands_in}");
            self.note(Diagnostic::note(message).help(help));
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
            survey.note_of_row(&problem, of_row, (line, 1));
        }
        survey.tell_repeated();
        survey
    }

    #[test]
    fn what_is_wrong_with_the_campaign_is_told_once() {
        for (rows, message, help) in [
            (1, "line 2: `facts.pay` has no value", None),
            (2, "`facts.pay` has no value (2 rows)", Some("lines 2, 3")),
            (
                2_000,
                "`facts.pay` has no value (2000 rows)",
                Some("lines 2, 3, 4, 5, 6 and 1995 more"),
            ),
        ] {
            let survey = noted(rows, |_| in_campaign("`facts.pay` has no value"));
            let [told] = &survey.problems.0[..] else {
                panic!("{:?}", survey.problems);
            };
            assert_eq!(told.message, message);
            assert_eq!(told.help.first().map(String::as_str), help);
            assert_eq!(survey.untold.errors, 0);
        }
    }

    #[test]
    fn what_differs_is_told_up_to_what_anybody_reads() {
        let survey = noted(1_000, |n| in_campaign(&n.to_string()));
        assert_eq!(survey.problems.0.len(), MESSAGES);
        assert_eq!(survey.untold.errors, 1_000 - MESSAGES);
        assert!(survey.problems.has_errors());
    }
}
