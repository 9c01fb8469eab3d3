//! Letters: every template compiles, and every letter can be written and set on one page.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::{Kind, Target};
use crate::campaign::template::Template;
use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::Typesetter;
use crate::letter::Letter;
use crate::letter::recipe::{Order, Recipe};
use crate::page::profile::{self, MOST_LINES, Profile};
use crate::sender::Sender;

/// Judges every template by itself and with every target that it is written for.
pub fn audit(campaign: &Campaign, date: Date, problems: &mut Problems) {
    incomplete(campaign, problems);
    let recipes: Vec<(&Template, Recipe<'_>)> = campaign
        .templates
        .iter()
        .filter_map(|template| match Recipe::new(campaign, template) {
            Ok(recipe) => Some((template, recipe)),
            Err(found) => {
                add_new(problems, found);
                None
            }
        })
        .collect();
    let profiles = match profile::all(campaign.profiles.as_ref()) {
        Ok(profiles) => profiles,
        Err(found) => return problems.append(found),
    };
    let mut trial = Trial {
        campaign,
        profiles,
        typesetter: Typesetter::default(),
        crowded: BTreeMap::new(),
    };
    for (template, recipe) in &recipes {
        trial.every_target(template, recipe, date, problems);
        trial.every_day(template, recipe, problems);
    }
    trial.report_crowded(problems);
}

/// Templates that a language lacks, and targets that no letter is written for.
fn incomplete(campaign: &Campaign, problems: &mut Problems) {
    for id in campaign.letter_ids() {
        for lang in &campaign.languages {
            if campaign.template(id, lang).is_none() {
                let message = format!("the letter `{id}` is missing in `{lang}`");
                let help = format!("write `letters/{lang}/{id}.md`");
                problems.push(Diagnostic::error(message).help(help));
            }
        }
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
            Diagnostic::error(message)
                .at(target.place.clone())
                .help(help),
        );
    }
}

fn add_new(problems: &mut Problems, found: Problems) {
    for problem in found.0 {
        if !problems.0.contains(&problem) {
            problems.push(problem);
        }
    }
}

struct Trial<'c> {
    campaign: &'c Campaign,
    profiles: Vec<Profile>,
    typesetter: Typesetter,
    /// The targets whose addresses are too long for a small window, by the name of its profile.
    crowded: BTreeMap<String, BTreeSet<&'c str>>,
}

impl<'c> Trial<'c> {
    /// The letter to every target that it is written for, on one day, in every profile.
    fn every_target(
        &mut self,
        template: &Template,
        recipe: &Recipe<'c>,
        date: Date,
        problems: &mut Problems,
    ) {
        let campaign = self.campaign;
        let of_letter =
            |target: &&Target| campaign.letter_for(target) == Some(template.id.as_str());
        let targets = campaign
            .targets
            .iter()
            .filter(of_letter)
            .filter(|t| t.exists(date));
        for target in targets {
            self.letter(template, recipe, target, date, problems);
        }
    }

    /// The letter to its first target, on every day on which a fact or demand changes.
    fn every_day(&mut self, template: &Template, recipe: &Recipe<'c>, problems: &mut Problems) {
        for date in days(self.campaign) {
            let of_letter = |target: &&Target| {
                self.campaign.letter_for(target) == Some(template.id.as_str())
                    && target.exists(date)
            };
            if let Some(target) = self.campaign.targets.iter().find(of_letter) {
                self.letter(template, recipe, target, date, problems);
            }
        }
    }

    fn letter(
        &mut self,
        template: &Template,
        recipe: &Recipe<'c>,
        target: &'c Target,
        date: Date,
        problems: &mut Problems,
    ) {
        let (sender, set) = (Sender::default(), sample_values(template));
        // Posted from the campaign's country: abroad, so that the country line is there too.
        let country = self.campaign.country;
        let order = Order {
            target,
            sender: &sender,
            country,
            date,
            personal: None,
            set: &set,
        };
        let letter = match recipe.fill(&order) {
            Ok((letter, _)) => letter,
            Err(found) => return add_new(problems, found),
        };
        let what = format!(
            "`{}` in `{}` to `{}` of {date}",
            template.id, template.lang, target.id
        );
        for fault in self.pages(&letter, &target.id) {
            let problem = Diagnostic::error(format!("{what} {fault}"));
            add_new(problems, problem.at(template.place()).into());
        }
    }

    /// What is wrong with the pages of a letter, profile by profile.
    fn pages(&mut self, letter: &Letter, target: &'c str) -> Vec<String> {
        let mut faults = Vec::new();
        for profile in &self.profiles {
            let name = &profile.name;
            if profile.lines < MOST_LINES && !self.typesetter.has_room(letter, profile) {
                let crowded = self.crowded.entry(name.clone()).or_default();
                crowded.insert(target);
                continue;
            }
            match self.typesetter.set(letter, profile) {
                Ok(document) if document.pages.len() == 1 => {}
                Ok(document) => {
                    let pages = document.pages.len();
                    faults.push(format!("has {pages} pages in `{name}`; expected one"));
                }
                Err(found) => {
                    let found: Vec<String> = found.0.into_iter().map(|p| p.message).collect();
                    faults.push(format!("in `{name}`: {}", found.join("; ")));
                }
            }
        }
        faults
    }
}

impl Trial<'_> {
    /// A window that is known to be small is no mistake of the campaign.
    fn report_crowded(self, problems: &mut Problems) {
        for (name, targets) in self.crowded {
            let targets: Vec<&str> = targets.into_iter().collect();
            let message = format!(
                "the window of `{name}` is too small for the address of `{}`",
                targets.join("`, `")
            );
            problems.push(Diagnostic::note(message).help("take another `--profile` for them"));
        }
    }
}

/// Values for a template's own variables, so that it can be tried.
fn sample_values(template: &Template) -> BTreeMap<String, String> {
    template
        .variables
        .iter()
        .map(|(key, what)| (key.clone(), what.clone()))
        .collect()
}

/// The first days of the campaign and of every fact and demand, and the days after their last.
fn days(campaign: &Campaign) -> Vec<Date> {
    let facts = campaign.facts.iter().map(|record| (record.from, record.to));
    let demands = campaign
        .demands
        .iter()
        .map(|record| (record.from, record.to));
    let mut days: Vec<Date> = facts
        .chain(demands)
        .flat_map(|(from, to)| {
            [
                from.map(super::super::calendar::Period::first),
                to.map(|t| t.last().next()),
            ]
        })
        .flatten()
        .chain([campaign.from])
        .filter(|day| *day >= campaign.from)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
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
        let errors = problems.0.into_iter();
        let errors = errors.filter(|problem| problem.severity == Severity::Error);
        errors.map(|problem| problem.message).collect()
    }

    #[test]
    fn every_shipped_letter_passes_in_every_profile() {
        let errors = audited(&embedded::folder());
        assert!(errors.is_empty(), "{errors:#?}");
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
                && e.contains("in `ours`: ")
                && e.contains("mm above the address window")),
            "{errors:#?}"
        );
    }
}
