//! Letters: every template compiles, and every letter can be written and set on one page, and as a fax.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::days;
use crate::audit::pages::{PageAudit, SampleLetter};
use crate::audit::sample::{sample_sender, sample_values};
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::{Kind, Target};
use crate::campaign::template::Template;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::letter::Letter;
use crate::letter::furniture::Additions;
use crate::letter::order::Order;
use crate::letter::recipe::Recipe;
use crate::sender::Sender;

/// Judges every template by itself and with every target that it is written for.
pub(super) fn audit(campaign: &Campaign, date: Date, problems: &mut Problems) {
    incomplete(campaign, problems);
    rivals(campaign, problems);
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
                found
                    .0
                    .retain(|problem| problem.code != Some(Code::MissingForms));
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

/// Reports letters that claim the same target, and translations that claim others than the rest.
fn rivals(campaign: &Campaign, problems: &mut Problems) {
    let is_read = |letter: &&Template| !campaign.unread.may_have_letter(&letter.id, &letter.lang);
    let letters: Vec<&Template> = campaign.templates.iter().filter(is_read).collect();
    for (n, template) in letters.iter().enumerate() {
        for text in &template.targets {
            let claims = |other: &&&Template| {
                other.id != template.id
                    && other.lang == template.lang
                    && other.targets.iter().any(|t| t.value == text.value)
            };
            if let Some(other) = letters[..n].iter().find(claims) {
                let message = format!(
                    "`{}` and `{}` are both written for `{}`",
                    other.id, template.id, text.value
                );
                let help = "name a kind or id in one letter only";
                problems.push(
                    Diagnostic::found(Code::RivalLetters, message)
                        .at(text.place.clone())
                        .help(help),
                );
            }
        }
        let words = |t: &Template| {
            t.targets
                .iter()
                .map(|t| t.value.clone())
                .collect::<BTreeSet<_>>()
        };
        let first = letters[..n].iter().find(|other| other.id == template.id);
        if let Some(first) = first.filter(|first| words(first) != words(template)) {
            let message = format!(
                "`{}` is written for other targets in `{}` than in `{}`",
                template.id, template.lang, first.lang
            );
            problems.push(Diagnostic::found(Code::OtherTargets, message).at(template.place()));
        }
    }
}

/// Templates that a language lacks, and targets that no letter is written for.
fn incomplete(campaign: &Campaign, problems: &mut Problems) {
    for id in campaign.letter_ids() {
        for lang in &campaign.languages {
            let is_there = campaign.template(id, lang).is_some();
            if !is_there && !campaign.unread.may_have_letter(id, lang) {
                let message = format!("the letter `{id}` is missing in `{lang}`");
                let help = format!("write `letters/{lang}/{id}.md`");
                problems.push(Diagnostic::found(Code::MissingLetter, message).help(help));
            }
        }
    }
    if !campaign.unread.letters.is_empty() {
        return; // they may be for any target
    }
    let lonely = campaign
        .targets
        .iter()
        .filter(|target| campaign.letter_for(target).is_none());
    let mut kinds: BTreeMap<Kind, &Target> = BTreeMap::new();
    for target in lonely {
        kinds.entry(target.kind).or_insert(target);
    }
    for (kind, target) in kinds {
        let message = format!("no letter is written for the kind `{kind}`");
        let help = "name the kind in `targets` of a letter";
        problems.push(
            Diagnostic::found(Code::NoLetter, message)
                .at(target.place.clone())
                .help(help),
        );
    }
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
        let has_form = unread.may_have_form(&template.lang, &target.rank(date).value);
        found.0.retain(|problem| match problem.code {
            Some(Code::MissingForm) => !has_form,
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
        let of = format!(
            "`{}` in `{}` to `{}`",
            template.id, template.lang, target.id
        );
        for (fault, found) in self.pages.faults(letter, way) {
            // What was wrong on an earlier day, or in the letter of one person, need not be told again.
            if self.told.insert(format!("{of} {fault}")) {
                let message = format!(
                    "{of}{from} of {date}: {fault} in `{}`",
                    found.profiles.join("`, `")
                );
                let place = found.place.unwrap_or_else(|| template.place());
                problems.push(Diagnostic::found(found.code, message).at(place));
            }
        }
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
        let told = |target: &str| {
            let to = format!("to `{target}`");
            errors
                .iter()
                .any(|e| e.contains(&to) && e.ends_with("in `fax-a4`, `fax-letter`"))
        };
        assert!(told("kazmunaygaz") && told("president"), "{errors:#?}");
        assert!(
            !told("interior-ministry"),
            "it has no fax number: {errors:#?}"
        );
        assert!(errors.iter().all(|e| !e.contains("uk-")), "{errors:#?}");
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
            errors.iter().any(|e| e.contains("to `president`")
                && e.contains("in `ours`")
                && e.contains("mm above the address window")),
            "{errors:#?}"
        );
    }
}
