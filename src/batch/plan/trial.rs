//! Trial letters, made before any is written, where the row alone does not show whether they can be.
//!
//! Owns the choice of letters to try: one for all members of a kind, and each letter of an unusual row.

use std::collections::{BTreeMap, BTreeSet};

use crate::batch::Request;
use crate::batch::make::fax::Faxer;
use crate::batch::make::work::Worker;
use crate::batch::plan::choice::Choice;
use crate::batch::plan::extent::Extent;
use crate::batch::plan::kind::{GivenValues, with_more_words};
use crate::batch::plan::unfit::lacking;
use crate::campaign::target::Target;
use crate::diagnostic::Problems;
use crate::font::Style;
use crate::letter::mailboxes;
use crate::maker::fax;
use crate::members::Member;

/// The number of kinds that are remembered.
const MOST_KINDS: usize = 1 << 10;

/// A trial of letters.
pub(crate) struct Trial<'c> {
    request: &'c Request<'c>,
    worker: Worker<'c>,
    faxer: Option<Faxer<'c>>,
    /// The measures of every style that lines of senders are set in.
    extents: Vec<Extent>,
    /// The seconds that a fax to a target takes: those of the first that was tried.
    pub seconds: BTreeMap<String, usize>,
    /// The kinds of members whose letters can be made.
    kinds: BTreeSet<String>,
}

impl<'c> Trial<'c> {
    /// Creates a trial that has tried nothing yet.
    pub(crate) fn new(request: &'c Request<'c>) -> Self {
        let faxing = request.faxing.as_ref();
        let posted = request.sets_pages().then_some(Style::Regular);
        let styles = posted.into_iter().chain(faxing.map(|_| Style::Sans));
        Self {
            request,
            worker: Worker::new(request),
            faxer: faxing.map(|faxing| Faxer::new(request, faxing)),
            extents: styles.map(Extent::of).collect(),
            seconds: BTreeMap::new(),
            kinds: BTreeSet::new(),
        }
    }

    /// Returns every reason why a letter of a member cannot be made.
    pub(crate) fn of(&mut self, member: &Member, chosen: &[Choice<'c>]) -> Problems {
        let is_mailed = |(_, target): &Choice<'c>| self.request.route(target).is_mailed();
        if member.sender.email.is_some()
            && chosen.iter().any(is_mailed)
            && let Err(problem) = mailboxes::of_sender(&member.sender)
        {
            return problem.into();
        }
        let given = GivenValues::of(member);
        if given.is_unusual() {
            return self.make(member, chosen);
        }
        let faxed = member.sender.phone.iter().filter(|_| self.faxer.is_some());
        let sizes = self.extents.iter_mut();
        let sizes: Vec<usize> = sizes
            .map(|extent| extent.size(given.lines().chain(faxed.clone())))
            .collect();
        let kind = given.kind(&self.request.code_of(member), &sizes, chosen);
        if self.kinds.contains(&kind) {
            return Problems::default();
        }
        let problems = self.make(member, chosen);
        if self.kinds.len() < MOST_KINDS && !problems.has_errors() {
            let widest = self.extents.iter_mut().zip(sizes);
            let widest = widest
                .map(|(extent, size)| extent.widest(size))
                .max_by_key(String::len)
                .unwrap_or_default();
            let mut most = with_more_words(member, &widest);
            if let (Some(phone), true) = (&mut most.sender.phone, self.faxer.is_some()) {
                *phone = widest;
            }
            if !self.make(&most, chosen).has_errors() {
                self.kinds.insert(kind);
            }
        }
        problems
    }

    /// Returns what is wrong with the letters of a member who needs a country and has none, whichever it will be.
    /// Whether they fit depends on the country's page.
    pub(crate) fn beside_country(&mut self, member: &Member, chosen: &[Choice<'c>]) -> Problems {
        let mut problems = Problems::default();
        for choice in chosen {
            let (_, target) = choice;
            if let Err(found) = self.worker.compose(target, member) {
                problems.add_new(found.0);
            }
            let mut posted = member.clone();
            posted.sender.country = Some(target.country);
            let mut found = self.of(&posted, std::slice::from_ref(choice)).0;
            found.retain(|problem| !lacking(problem).is_empty());
            problems.add_new(found);
        }
        let is_mailed = |(_, target): &Choice<'c>| self.request.route(target).is_mailed();
        if chosen.iter().any(is_mailed) {
            problems.keep(mailboxes::of_sender(&member.sender));
        }
        problems
    }

    /// Makes the letters of any member; returns every reason why one cannot be made.
    pub(crate) fn make(&mut self, member: &Member, chosen: &[Choice<'c>]) -> Problems {
        let mut problems = Problems::default();
        for (_, target) in chosen {
            if !self.request.route(target).formats.is_empty()
                && let Err(found) = self.worker.attempt(target, member)
            {
                problems.add_new(found.0);
            }
            if let Err(found) = self.fax(target, member) {
                problems.add_new(found.0);
            }
        }
        problems
    }

    /// Tries to fax a letter of a member to a target, if letters are faxed.
    fn fax(&mut self, target: &'c Target, member: &Member) -> Result<(), Problems> {
        let Some(faxer) = &mut self.faxer else {
            return Ok(());
        };
        // A target without a line is reported when it is chosen.
        let Some(line) = self.request.route(target).lines.first() else {
            return Ok(());
        };
        let sender = self.request.sender(member);
        fax::check_sender(&sender, "give the organization in the file of `--from`")?;
        let is_first = !self.seconds.contains_key(&target.id);
        let seconds = faxer.attempt(target, member, line, is_first)?;
        self.seconds.entry(target.id.clone()).or_insert(seconds);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
