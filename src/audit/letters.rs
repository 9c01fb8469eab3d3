//! Letters: every template compiles, and every letter can be written and set on one page, and as a fax.

use std::collections::BTreeSet;

use crate::audit::coverage;
use crate::audit::days;
use crate::audit::faults::JudgedLetter;
use crate::audit::pages::{PageAudit, SampleLetter};
use crate::audit::sample::{sample_sender, sample_values};
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::campaign::template::Template;
use crate::diagnostic::{Code, Problems};
use crate::letter::Letter;
use crate::letter::furniture::Additions;
use crate::letter::order::Order;
use crate::letter::recipe::Recipe;
use crate::sender::Sender;

/// Judges every template by itself and with every target that it is written for.
pub(super) fn audit(campaign: &Campaign, date: Date, problems: &mut Problems) {
    coverage::audit(campaign, problems);
    let recipes = compiled(campaign, problems);
    let Some(pages) = PageAudit::new(campaign, problems) else {
        return;
    };
    // Letters of solidarity are tried although nobody knows where to.
    let unsupported = campaign.unsupported();
    let person = sample_sender(campaign);
    let body = Sender {
        name: None,
        ..person.clone()
    };
    let mut trial = LetterAudit {
        campaign,
        person: &person,
        body: &body,
        pages,
        told: BTreeSet::new(),
    };
    for (template, recipe) in &recipes {
        let targets = campaign.targets.iter().chain(&unsupported);
        let targets = targets_of(campaign, targets, template);
        trial.letters((template, recipe), targets, date, problems);
    }
    trial.pages.report_crowded(problems);
}

/// Compiles every template, as far as its parts could be read.
fn compiled<'c>(
    campaign: &'c Campaign,
    problems: &mut Problems,
) -> Vec<(&'c Template, Recipe<'c>)> {
    campaign
        .templates
        .iter()
        .filter_map(|template| match Recipe::new(campaign, template) {
            Ok(recipe) => Some((template, recipe)),
            Err(mut found) => {
                // That a language has no forms of address was told when it was read.
                let lacks_variables = template.lacks_variables;
                found.0.retain(|problem| match problem.code {
                    Some(Code::MissingForms) => false,
                    // Names with a dot are none of a letter's own.
                    Some(Code::UnknownVariable) => {
                        !lacks_variables || problem.message.contains('.')
                    }
                    _ => true,
                });
                let mut names = BTreeSet::new();
                found.0.retain(|problem| {
                    let is_name = problem.code == Some(Code::UnknownVariable);
                    !is_name || names.insert(problem.message.clone())
                });
                problems.add_new(found.0);
                None
            }
        })
        .collect()
}

/// Filters the targets that a letter is written for.
fn targets_of<'c>(
    campaign: &'c Campaign,
    targets: impl Iterator<Item = &'c Target>,
    template: &Template,
) -> impl Iterator<Item = &'c Target> {
    let id = template.id.clone();
    targets.filter(move |target| campaign.letter_for(target) == Some(&id))
}

struct LetterAudit<'c> {
    campaign: &'c Campaign,
    /// Somebody who writes for an organization.
    person: &'c Sender,
    /// The organization itself, for letters that say it in another way.
    body: &'c Sender,
    pages: PageAudit<'c>,
    /// The faults that were told already.
    told: BTreeSet<String>,
}

impl<'c> LetterAudit<'c> {
    /// Judges the letters of a template on the date and on all days on which they change.
    fn letters(
        &mut self,
        (template, recipe): (&Template, &Recipe<'c>),
        targets: impl Iterator<Item = &'c Target>,
        date: Date,
        problems: &mut Problems,
    ) {
        let mut tried = BTreeSet::new();
        for target in targets {
            let days = BTreeSet::from_iter(days::of_texts(self.campaign, target));
            let mut own = BTreeSet::from([date]);
            own.extend(days::of_office(self.campaign, target));
            for day in own.union(&days) {
                self.demands((template, recipe), target, *day, problems);
            }
            let told = days::told(self.campaign, target);
            for day in own.union(&days).filter(|day| target.exists(**day)) {
                // Where several are told the same, what changes for all of them is tried with the first that exists,
                // and on paper alone: a fax has no room that it could be too long for.
                let is_shared = *day == date || days.contains(day);
                let is_first = is_shared && tried.insert((told.clone(), *day));
                let is_faxed = own.contains(day);
                let sent = SampleLetter {
                    sender: self.person,
                    target,
                    date: *day,
                    is_faxed,
                };
                if is_faxed || is_first {
                    self.letter((template, recipe), sent, problems);
                }
                if is_first && *day == date && recipe.is_voiced() {
                    let sender = self.body;
                    let sent = SampleLetter { sender, ..sent };
                    self.letter((template, recipe), sent, problems);
                }
            }
        }
    }

    /// Reports a letter that lists demands and has none, once for a target.
    fn demands(
        &mut self,
        (template, recipe): (&Template, &Recipe<'c>),
        target: &'c Target,
        date: Date,
        problems: &mut Problems,
    ) {
        let what = format!("demands of `{}` to `{}`", template.id, target.id);
        if target.exists(date)
            && !self.campaign.unread.any_demand
            && let Err(found) = recipe.check_demands(target, date)
            && self.told.insert(what)
        {
            problems.add_new(found.0);
        }
    }

    fn letter(
        &mut self,
        (template, recipe): (&Template, &Recipe<'c>),
        way: SampleLetter<'_, 'c>,
        problems: &mut Problems,
    ) {
        let SampleLetter {
            sender,
            target,
            date,
            ..
        } = way;
        let set = sample_values(template);
        let added = Additions::default();
        // Posted from the campaign's country: abroad, so that the country line is there too.
        let country = self.campaign.country;
        let order = Order {
            target,
            sender,
            country: Some(country),
            date,
            personal: None,
            set: &set,
            added: &added,
        };
        if recipe.check_demands(target, date).is_err() {
            return; // told with the demands
        }
        let letter = match recipe.fill(&order) {
            Ok((letter, _)) => letter,
            Err(found) => return self.add_reasons(template, target, date, found, problems),
        };
        self.report_pages(template, &letter, way, problems);
    }

    /// Reports why a letter could not be filled, but for what only follows from something that could not be read.
    fn add_reasons(
        &self,
        template: &Template,
        target: &Target,
        date: Date,
        mut found: Problems,
        problems: &mut Problems,
    ) {
        let unread = &self.campaign.unread;
        let is_told = self.campaign.targets.iter().any(|one| one.id == target.id);
        let has_form = unread.may_have_form(&template.lang, &target.rank(date).value);
        found.0.retain(|problem| match problem.code {
            // Told with the ranks of the campaign's targets.
            Some(Code::MissingForm) => !is_told && !has_form,
            Some(Code::NoValue) => {
                !(unread.any_argument && problem.message.starts_with("`argument` "))
            }
            _ => true,
        });
        problems.add_new(found.0);
    }

    /// Reports the faults of the pages of a letter, each once for a target.
    fn report_pages(
        &mut self,
        template: &Template,
        letter: &Letter,
        way: SampleLetter<'_, 'c>,
        problems: &mut Problems,
    ) {
        let (target, date) = (way.target, way.date);
        let from = if way.sender.is_plural() {
            " from an organization"
        } else {
            ""
        };
        let judged = JudgedLetter {
            campaign: self.campaign,
            letter,
            template,
            target,
            from,
            date,
        };
        let faults = self.pages.faults(letter, way);
        faults.report(judged, &mut self.told, problems);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{PROFILES, embedded};
    use crate::diagnostic::{Severity, Source};

    fn audited(folder: &crate::campaign::Folder) -> Vec<String> {
        let (campaign, _) = Campaign::read(folder);
        let mut problems = Problems::default();
        let date = Date::parse("2026-11-23").unwrap();
        audit(&campaign.unwrap(), date, &mut problems);
        let errors = problems
            .0
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error);
        errors.map(|problem| problem.message).collect()
    }

    #[test]
    fn every_shipped_letter_passes_in_every_profile() {
        let errors = audited(&embedded::folder());
        assert!(errors.is_empty(), "{errors:#?}");
    }

    #[test]
    fn a_letter_that_cannot_be_faxed_is_found() {
        let mut folder = embedded::folder();
        folder
            .files
            .retain(|path, _| !path.contains("/kk/") && !path.contains("/ru/"));
        let forms = folder.files.get_mut("letters/en/forms.toml").unwrap();
        let text = forms.text.replace("reply = \"", "reply = \"\u{4e2d}");
        assert_ne!(text, forms.text);
        *forms = Source::new("letters/en/forms.toml", text);
        let errors = audited(&folder);
        // It is told once, at its place, for the first letter that is faxed.
        let set = errors
            .iter()
            .filter(|error| error.contains("cannot be set"));
        let set: Vec<&String> = set.collect();
        let [error] = set[..] else {
            panic!("{errors:#?}");
        };
        assert!(error.ends_with("in `fax-a4`, `fax-letter`"), "{error}");
        assert!(
            !error.contains("`interior-ministry`"),
            "it has no fax number: {error}"
        );
    }

    #[test]
    fn a_campaigns_own_profile_is_tried_with_every_letter() {
        let mut folder = embedded::folder();
        folder
            .files
            .retain(|path, _| !path.contains("/kk/") && !path.contains("/ru/"));
        let text = "[[profile]]\nname = \"ours\"\ntitle = \"ours\"\npaper = \"a4\"\n\
            window = { rect = [25, 53, 80, 30], source = \"us\" }\n\
            address = { rect = [25, 50, 80, 30], source = \"us\" }\n\
            sender = { rect = [125, 50, 65, 45], source = \"us\" }\n\
            body = { top = 100, left = 25, right = 20, bottom = 20, source = \"us\" }\n";
        folder
            .files
            .insert(PROFILES.to_owned(), Source::new(PROFILES, text));
        let errors = audited(&folder);
        assert!(
            errors
                .iter()
                .any(|e| e.contains("in `ours`") && e.contains("mm above the address window")),
            "{errors:#?}"
        );
    }
}
