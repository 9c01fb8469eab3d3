//! The survey: every row judged, every letter counted, nothing written.

use crate::batch::plan::branch::{self, Branch};
use crate::batch::plan::choice::{Choice, Counts, apart};
use crate::batch::request::code;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::alike::Alike;
use crate::batch::Request;
use crate::batch::make::signers;
use crate::batch::make::signers::Signers;
use crate::batch::plan::trial::Trial;
use crate::batch::record::identity::identity;
use crate::campaign::target::Target;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Severity, Untold};
use crate::letter::composer::Composer;
use crate::letter::{Channel, advice};
use crate::members::{BadRow, Header, Household, Member, Members, Row};
use crate::panics;

/// The row of the first member of each household, and the targets to which it has no letter yet.
type Households<'c> = HashMap<(Household, String), (usize, Vec<Choice<'c>>)>;

/// The plan of a batch.
#[derive(Debug, Default)]
pub(crate) struct Survey<'c> {
    /// The targets in the order of their letters, with the number of letters to each.
    pub targets: Vec<(&'c Target, usize)>,
    /// The targets of the members of each country, by its code; those of members without one under the empty code.
    pub choices: BTreeMap<String, Vec<Choice<'c>>>,
    /// The number of members who sign.
    pub members: usize,
    /// Whether letters need a country that no member has; a message has said so.
    pub(super) lacks_country: bool,
    /// The number of rows without consent: a no, or no answer.
    pub without_consent: usize,
    /// The number of rows that name another country than the one given for all.
    pub(super) elsewhere: usize,
    /// The number of members who send messages and have no e-mail address.
    pub without_email: usize,
    /// The number of letters with a personal paragraph.
    pub personal: usize,
    /// The signers.
    pub signers: Signers,
    /// The branches in the order of their files, if there is a print file for each.
    pub branches: Vec<Branch>,
    /// The branches while they are counted, by their keys.
    pub(super) counted: BTreeMap<String, Branch>,
    /// The countries that letters are posted in, by code, with the number of letters.
    pub countries: BTreeMap<String, (Country, usize)>,
    /// The number of letters that earlier batches have, counted once for each signer.
    pub already: usize,
    /// The number of signatures in each format: a letter of a household has several.
    pub signatures: usize,
    /// The identities of those signers who are in the members file.
    pub(super) known: HashSet<String>,
    /// The composer, which knows whether there is a letter for a target.
    composer: Option<Composer<'c>>,
    /// The estimated seconds that a fax to each target keeps the line busy, if there are faxes.
    pub seconds: BTreeMap<String, usize>,
    /// The problems of the rows, up to the number that is shown.
    pub problems: Problems,
    /// The number of further problems.
    pub untold: Untold,
    /// Whether a note said that the list has no column for the address.
    pub(super) has_told_addresses: bool,
    /// Problems that several rows may share.
    pub(super) alike: Alike,
}

impl Survey<'_> {
    /// Returns the number of letters.
    pub(crate) fn letters(&self) -> usize {
        self.targets.iter().map(|(_, count)| count).sum()
    }

    /// Returns the number of letters that are written, and of their rows: one in each format, and for each copy. The
    /// others are only faxed.
    pub(crate) fn written(&self, request: &Request<'_>) -> (usize, usize) {
        self.targets.iter().fold((0, 0), |sum, (target, count)| {
            let pieces = request.route(target).pieces().count();
            (sum.0 + count * pieces.min(1), sum.1 + count * pieces)
        })
    }
}

/// Reads the members file and judges every row. `reject` gets every row that is wrong.
///
/// # Errors
/// If the file cannot be read, or its header is wrong.
pub(crate) fn survey<'c>(
    request: &'c Request<'c>,
    mut reject: impl FnMut(&Header, &BadRow) -> Result<(), Diagnostic>,
) -> Result<Survey<'c>, Problems> {
    let mut survey = Survey::default();
    if request.all_problems {
        survey.alike = Alike::apart();
    }
    let mut rows = request.rows()?;
    if let Some(question) = rows.header().without_sure_consent() {
        return Err(question.into());
    }
    survey.begin(request, rows.header());
    let mut tally = Tally::new(request);
    while let Some(row) = rows.next() {
        let (bad, is_told) = match row {
            // Not among the letters that the batch is restricted to.
            Row::Member(member) if !request.wants_row(member.row) => continue,
            Row::Bad(bad) if !request.wants_row(bad.row) => continue,
            Row::NoConsent { row, .. } if !request.wants_row(row) => continue,
            Row::Member(member) => (survey.member(request, &mut tally, *member, &rows)?, true),
            Row::Bad(bad) => (Some(bad), false),
            Row::NoConsent { .. } => {
                survey.without_consent += 1;
                continue;
            }
            Row::LeftOut(left) => {
                survey.leave_out(left);
                continue;
            }
            // The rest of the file is not known: a batch without it would look whole.
            Row::Broken(problem) => {
                survey.tell_repeated();
                survey.problems.push(problem);
                return Err(survey.problems);
            }
        };
        let Some(bad) = bad else { continue };
        reject(rows.header(), &bad)?;
        survey.signers.rejected.push(bad.row);
        if !is_told {
            survey.note_all(bad.problems, bad.line);
        }
    }
    survey.problems.0.extend(rows.taken());
    survey.finish(request, tally)
}

/// The counts of one pass over the members file.
struct Tally<'c> {
    counts: Counts<'c>,
    trial: Trial<'c>,
    households: Households<'c>,
}

impl<'c> Tally<'c> {
    fn new(request: &'c Request<'c>) -> Self {
        Self {
            counts: Counts::new(),
            trial: Trial::new(request),
            households: HashMap::new(),
        }
    }
}

/// Returns the names of the members who sign a letter of the branch, in the order of their rows, without those that the
/// survey rejects.
///
/// # Errors
/// If the members file cannot be read.
pub(crate) fn names<'c>(request: &'c Request<'c>) -> Result<Vec<String>, Problems> {
    let (mut survey, mut trial) = (Survey::default(), Trial::new(request));
    let everyone = Signers::default();
    let mut names = Vec::new();
    for members in everyone.of(request.rows()?) {
        for member in members? {
            if survey.judge(request, &mut trial, &member).is_ok() {
                names.extend(member.sender.name.or(member.sender.organization));
            }
        }
    }
    Ok(names)
}

impl<'c> Survey<'c> {
    /// Adds the notes on the header of the members file.
    fn begin(&mut self, request: &'c Request<'c>, header: &Header) {
        let consent = header.without_consent(&request.members.name());
        self.problems.0.extend(consent);
        self.problems.0.extend(header.notes.0.clone());
        self.problems.0.extend(header.columns.clone());
        self.tell_countries(request, header);
    }

    /// Counts the letters of a member; returns the row if they cannot be written.
    ///
    /// # Errors
    /// If the program itself fails.
    fn member(
        &mut self,
        request: &'c Request<'c>,
        tally: &mut Tally<'c>,
        member: Member,
        rows: &Members<'_>,
    ) -> Result<Option<BadRow>, Problems> {
        let line = || format!("line {}: ", member.line);
        let judge = || self.judge(request, &mut tally.trial, &member);
        match panics::caught(line, judge)? {
            Ok(chosen) => {
                self.tell_address(request, rows, &member, &chosen);
                self.admit(request, tally, member, chosen);
                Ok(None)
            }
            Err(unfit) => Ok(Some(self.unfit(unfit, rows, member))),
        }
    }

    /// Counts the letters of a member, alone or with a household.
    fn admit(
        &mut self,
        request: &'c Request<'c>,
        tally: &mut Tally<'c>,
        member: Member,
        chosen: Vec<Choice<'c>>,
    ) {
        let household = request.household.then(|| member.household()).flatten();
        let household = household.map(|known| (known, apart(request, &member)));
        self.signs(request, &member, &chosen);
        let known = household.as_ref().and_then(|h| tally.households.get_mut(h));
        if let Some((first, open)) = known {
            *open = self.count(request, &member, std::mem::take(open), &mut tally.counts);
            self.signers.sign_with(*first, member);
            return;
        }
        let open = self.count(request, &member, chosen, &mut tally.counts);
        self.tell(request, &member);
        let of_household = household.map(|household| (household, (member.row, open)));
        tally.households.extend(of_household);
    }

    /// Completes the survey of all rows.
    ///
    /// # Errors
    /// If letters need a country that no member has, the branch's letter cannot be made, or the members file cannot be
    /// read again.
    fn finish(mut self, request: &'c Request<'c>, mut tally: Tally<'c>) -> Result<Self, Problems> {
        self.tell_repeated();
        if self.lacks_country {
            return Err(self.problems);
        }
        self.try_households(request, &mut tally.trial, &mut tally.counts)?;
        self.targets = tally.counts.into_values().collect();
        self.tell_gone(request);
        self.tell_elsewhere(request);
        let (branches, notes) = branch::named(std::mem::take(&mut self.counted));
        self.branches = branches;
        self.problems.0.extend(notes);
        if request.signatories {
            self.of_the_branch(request, &mut tally.trial)?;
        }
        self.seconds = tally.trial.seconds;
        Ok(self)
    }

    /// Replaces the letters by those of the branch, one to each target.
    fn of_the_branch(
        &mut self,
        request: &'c Request<'c>,
        trial: &mut Trial<'c>,
    ) -> Result<(), Problems> {
        self.targets.clear();
        if self.members == 0 {
            return Ok(());
        }
        let branch = signers::branch(request);
        let mut chosen = self.choose(request, request.country_of(&branch))?;
        chosen.retain(|(_, target)| request.wants(&branch, target));
        let problems = trial.make(&branch, &chosen);
        if problems.has_errors() {
            return Err(problems);
        }
        let country = request.country_of(&branch).into_iter();
        let posted = country.map(|country| (country.to_string(), (country, chosen.len())));
        self.countries = posted.collect();
        self.targets = chosen.iter().map(|(_, target)| (*target, 1)).collect();
        self.personal = 0;
        Ok(())
    }

    pub(super) fn choose(
        &mut self,
        request: &'c Request<'c>,
        country: Option<Country>,
    ) -> Result<Vec<Choice<'c>>, Problems> {
        if let Some(known) = self.choices.get(&code(country)) {
            return Ok(known.clone());
        }
        let mut problems = Problems::default();
        let mut chosen: Vec<Choice<'c>> = Vec::new();
        for (n, word) in request.words.iter().enumerate() {
            let found = problems.keep(request.meant(word, country));
            for (target, note) in found.into_iter().flatten() {
                if !self.can_go_out(request, target) {
                    continue;
                }
                self.problems.add_new(note.into_iter().collect());
                if chosen.iter().all(|(_, known)| known.id != target.id) {
                    chosen.push((n, target));
                }
            }
        }
        if problems.has_errors() {
            return Err(problems);
        }
        self.choices.insert(code(country), chosen.clone());
        Ok(chosen)
    }

    /// Returns whether there are letters to a target: not if the requested channel does not reach it, nor if no letter
    /// is written for it. Neither is an error of a row.
    fn can_go_out(&mut self, request: &'c Request<'c>, target: &Target) -> bool {
        let (route, problems) = request.route_and_problems(target);
        let mut problems = problems.clone();
        let is_called = [
            (route.is_faxed(), Channel::Fax),
            (route.channel == Channel::Phone, Channel::Phone),
        ];
        let called = is_called.into_iter().filter(|(is_called, _)| *is_called);
        problems
            .extend(called.filter_map(|(_, channel)| advice::left(target, request.date, channel)));
        let composer = self.composer.get_or_insert_with(|| request.composer());
        problems.extend(
            composer
                .check(target, request.date)
                .err()
                .unwrap_or_default()
                .0,
        );
        let goes_out = problems.iter().all(|p| p.severity != Severity::Error);
        self.problems.add_new(problems);
        goes_out
    }

    /// Adds the notes on a member.
    fn tell(&mut self, request: &Request<'_>, member: &Member) {
        let known = &request.campaign.languages;
        let unknown = |lang: &&String| request.lang.is_none() && !known.contains(lang);
        if let Some(lang) = member.sender.language.as_ref().filter(unknown) {
            let message =
                format!("some members write in `{lang}`, which this campaign does not have");
            let help = format!("their letters are in one of `{}`", known.join("`, `"));
            self.problems
                .add_new(vec![Diagnostic::note(message).help(help)]);
        }
        let warnings = member.warnings.0.iter();
        let told = warnings.filter(|w| w.severity != Severity::Error);
        self.note_all(Problems(told.cloned().collect()), member.line);
    }
}

impl Request<'_> {
    /// Returns the targets of a member's letters in earlier batches.
    pub(super) fn written(&self, member: &Member) -> Option<&BTreeSet<String>> {
        let may_be = !self.already.is_empty();
        may_be.then(|| self.already.of(&identity(member))).flatten()
    }

    /// Returns whether the batch has no such letter: an earlier one has it, or this one is restricted to others.
    pub fn has_not(&self, member: &Member, target: &Target) -> bool {
        let written = self.written(member);
        written.is_some_and(|targets| targets.contains(&target.id)) || !self.wants(member, target)
    }

    /// Returns whether the batch is not restricted to other letters than that of a member to a target.
    pub(super) fn wants(&self, member: &Member, target: &Target) -> bool {
        let row = if self.signatories { 0 } else { member.row };
        let only = self.only.as_ref();
        only.is_none_or(|only| only.has(row, &target.id))
    }

    /// Returns whether the batch is not restricted to letters that the member of a row does not sign.
    fn wants_row(&self, row: usize) -> bool {
        let only = self.only.as_ref().filter(|_| !self.signatories);
        only.is_none_or(|only| only.has_row(row))
    }
}
