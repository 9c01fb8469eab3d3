//! Counting letters and signatures.

use crate::batch::plan::choice::{Choice, Counts};
use crate::batch::plan::survey::Survey;
use crate::batch::record::file_names;
use crate::batch::record::identity::identity;
use crate::batch::{Combine, Request};
use crate::campaign::target::Target;
use crate::diagnostic::Diagnostic;
use crate::members::Member;

impl<'c> Survey<'c> {
    /// Warns if most of those who have letters are not in the members file as they were: the same people may get second
    /// ones.
    pub(super) fn tell_gone(&mut self, request: &Request<'_>) {
        let (of, known) = (request.already.members(), self.known.len());
        // A file with few members is one of newcomers, or of rows that were rejected.
        if known * 2 >= of || self.members < of {
            return;
        }
        let message = format!(
            "of {of} members who have letters, {known} are in `{}` as they were",
            request.members.name()
        );
        let help = "the others would get second letters if their rows were only changed: look \
                    with `--dry-run` how many letters there are";
        self.problems.push(Diagnostic::warning(message).help(help));
    }

    /// Counts a signer of letters to targets, but for the letters that earlier batches have.
    pub(super) fn signs(&mut self, request: &Request<'_>, member: &Member, chosen: &[Choice<'_>]) {
        let chosen: Vec<Choice<'_>> = chosen
            .iter()
            .filter(|(_, target)| request.wants(member, target))
            .copied()
            .collect();
        self.members += 1;
        self.elsewhere += usize::from(request.is_elsewhere(member));
        let is_mailed = |(_, target): &Choice<'_>| request.route(target).is_mailed();
        if member.sender.email.is_none() && chosen.iter().any(is_mailed) {
            self.without_email += 1;
        }
        let id = (!request.already.is_empty()).then(|| identity(member));
        let written = id.as_ref().and_then(|id| request.already.of(id));
        let is_new = |(_, target): &&Choice<'_>| !written.is_some_and(|w| w.contains(&target.id));
        let new = chosen.iter().filter(is_new).count();
        let signed = chosen
            .iter()
            .filter(is_new)
            .map(|(_, target)| request.route(target).pieces().count());
        self.signatures += signed.sum::<usize>();
        if let Some(id) = id.filter(|_| written.is_some())
            && !self.known.insert(id)
        {
            let message = format!(
                "line {} says the same as another row: if one of them has a letter, the other gets none",
                member.line
            );
            let all =
                "rows say the same as others: if one of them has a letter, the other gets none";
            let help = "if they are two people, tell them apart, such as by an address";
            let warning = Diagnostic::warning(message).help(help).among("", all, "");
            self.note_of_row(&warning, warning.clone(), (member.line, 1));
        }
        self.already += chosen.len() - new;
    }

    /// Counts the letters of a member to some targets, and returns those that it does not sign.
    pub(super) fn count(
        &mut self,
        request: &Request<'c>,
        member: &Member,
        chosen: Vec<Choice<'c>>,
        counts: &mut Counts<'c>,
    ) -> Vec<Choice<'c>> {
        let has_not = |(_, target): &Choice<'c>| request.has_not(member, target);
        let (rest, chosen): (Vec<_>, Vec<_>) = chosen.into_iter().partition(has_not);
        if let Some(country) = request.country_of(member) {
            let known = self.countries.entry(country.to_string());
            known.or_insert((country, 0)).1 += chosen.len();
        }
        if request.combine == Combine::Branch && !chosen.is_empty() {
            let known = self.counted.entry(file_names::branch(member)).or_default();
            if known.members == 0 {
                known.name = member.branch.clone().unwrap_or_default();
            }
            known.members += 1;
            let is_written = |(_, target): &&Choice<'_>| !request.route(target).formats.is_empty();
            known.letters += chosen.iter().filter(is_written).count();
        }
        if member.personal.is_some() || request.personal.is_some() {
            self.personal += chosen.len();
        }
        for (word, target) in chosen {
            let known = counts.iter().find(|(_, (other, _))| other.id == target.id);
            let place = known.map_or((word, position(request, target)), |(place, _)| *place);
            counts.entry(place).or_insert((target, 0)).1 += 1;
        }
        rest
    }
}

/// Returns the place of a target in the campaign.
fn position(request: &Request<'_>, target: &Target) -> usize {
    let mut targets = request.campaign.targets.iter();
    targets
        .position(|other| other.id == target.id)
        .unwrap_or_default()
}
