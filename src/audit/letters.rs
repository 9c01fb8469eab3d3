//! Letters: every template compiles, and every letter can be written and set on one page, and as a fax.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::{Pages, Sent};
use crate::calendar::{Date, Period};
use crate::campaign::Campaign;
use crate::campaign::target::{Kind, Target};
use crate::campaign::template::Template;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::furniture::Additions;
use crate::letter::recipe::{Order, Recipe};
use crate::sender::Sender;

/// Judges every template by itself and with every target that it is written for.
pub fn audit(campaign: &Campaign, date: Date, problems: &mut Problems) {
    incomplete(campaign, problems);
    rivals(campaign, problems);
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
    let pages = match Pages::new(campaign) {
        Ok(pages) => pages,
        Err(found) => return problems.append(found),
    };
    let days = days(campaign);
    // Letters of solidarity are tried although nobody knows where to.
    let unsupported = campaign.unsupported();
    let mut trial = Trial {
        campaign,
        sender: sample_sender(campaign),
        pages,
        told: BTreeSet::new(),
    };
    for (template, recipe) in &recipes {
        let targets = campaign.targets.iter().chain(&unsupported);
        for (n, target) in targets_of(campaign, targets, template).enumerate() {
            let mut own = BTreeSet::from([date]);
            own.extend(changes(target, campaign.from));
            // What changes for all letters alike is tried with the first target, and on paper alone: a fax
            // has no room that it could be too long for.
            let mut dates = own.clone();
            dates.extend(days.iter().filter(|_| n == 0));
            let mut all: Vec<Date> = own.iter().chain(&days).copied().collect();
            all.sort_unstable();
            for day in all {
                trial.demands((template, recipe), target, day, problems);
            }
            for date in dates.into_iter().filter(|date| target.exists(*date)) {
                let is_faxed = own.contains(&date);
                trial.letter((template, recipe), target, date, is_faxed, problems);
            }
        }
    }
    trial.pages.report_crowded(problems);
}

/// Those of some targets that a letter is written for.
fn targets_of<'c>(
    campaign: &'c Campaign,
    targets: impl Iterator<Item = &'c Target>,
    template: &Template,
) -> impl Iterator<Item = &'c Target> {
    let id = template.id.clone();
    targets.filter(move |target| campaign.letter_for(target) == Some(&id))
}

/// The days from `start` on on which another holder or contact of a target comes into force.
fn changes(target: &Target, start: Date) -> Vec<Date> {
    let contacts = target
        .contacts
        .iter()
        .map(|record| (record.from, record.to));
    let holders = target.holders.iter().map(|record| (record.from, record.to));
    contacts
        .chain(holders)
        .flat_map(bounds)
        .filter(|day| *day >= start)
        .collect()
}

/// The first day of a record, and the one after its last.
fn bounds((from, to): (Option<Period>, Option<Period>)) -> impl Iterator<Item = Date> {
    from.map(Period::first)
        .into_iter()
        .chain(to.map(|to| to.last().next()))
}

/// Letters that claim the same target, and translations that claim others than the rest.
fn rivals(campaign: &Campaign, problems: &mut Problems) {
    for (n, template) in campaign.templates.iter().enumerate() {
        for text in &template.targets {
            let claims = |other: &&Template| {
                other.id != template.id
                    && other.lang == template.lang
                    && other.targets.iter().any(|t| t.value == text.value)
            };
            if let Some(other) = campaign.templates[..n].iter().find(claims) {
                let message = format!(
                    "`{}` and `{}` are both written for `{}`",
                    other.id, template.id, text.value
                );
                let help = "name a kind or id in one letter only";
                problems.push(Diagnostic::error(message).at(text.place.clone()).help(help));
            }
        }
        let words = |t: &Template| {
            t.targets
                .iter()
                .map(|t| t.value.clone())
                .collect::<BTreeSet<_>>()
        };
        let first = campaign.templates[..n]
            .iter()
            .find(|other| other.id == template.id);
        if let Some(first) = first.filter(|first| words(first) != words(template)) {
            let message = format!(
                "`{}` is written for other targets in `{}` than in `{}`",
                template.id, template.lang, first.lang
            );
            problems.push(Diagnostic::error(message).at(template.place()));
        }
    }
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
    sender: Sender,
    pages: Pages<'c>,
    /// The faults that were told already.
    told: BTreeSet<String>,
}

impl<'c> Trial<'c> {
    /// A letter that lists demands and has none, told once for a target.
    fn demands(
        &mut self,
        (template, recipe): (&Template, &Recipe<'c>),
        target: &'c Target,
        date: Date,
        problems: &mut Problems,
    ) {
        let what = format!("demands of `{}` to `{}`", template.id, target.id);
        if target.exists(date)
            && let Err(found) = recipe.check_demands(target, date)
            && self.told.insert(what)
        {
            add_new(problems, found);
        }
    }

    fn letter(
        &mut self,
        (template, recipe): (&Template, &Recipe<'c>),
        target: &'c Target,
        date: Date,
        is_faxed: bool,
        problems: &mut Problems,
    ) {
        let set = sample_values(template);
        let added = Additions::default();
        // Posted from the campaign's country: abroad, so that the country line is there too.
        let country = self.campaign.country;
        let sender = &self.sender;
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
            Err(found) => return add_new(problems, found),
        };
        let letter_sent = Sent {
            sender,
            target,
            date,
            is_faxed,
        };
        for (fault, (profiles, place)) in self.pages.faults(&letter, letter_sent) {
            let of = format!(
                "`{}` in `{}` to `{}`",
                template.id, template.lang, target.id
            );
            // What was wrong on an earlier day need not be told again.
            if self.told.insert(format!("{of} {fault}")) {
                let message = format!("{of} of {date}: {fault} in `{}`", profiles.join("`, `"));
                let place = place.unwrap_or_else(|| template.place());
                problems.push(Diagnostic::error(message).at(place));
            }
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

/// A sender with everything that takes room on a page.
fn sample_sender(campaign: &Campaign) -> Sender {
    let text = |text: &str| Some(text.to_owned());
    Sender {
        name: text("Maria Magdalena Example"),
        role: text("Branch secretary"),
        organization: text("Example Union of Workers, Branch 123"),
        address: ["123 Long Example Road", "Example Town", "AB12 3CD"]
            .map(str::to_owned)
            .to_vec(),
        country: Some(campaign.country),
        email: text("secretary.branch123@example.org"),
        phone: text("+44 20 7946 0000"),
        fax: text("+442079460001"),
        ..Sender::default()
    }
}

/// The first day of the campaign and those on which a fact or demand comes into force or ends.
fn days(campaign: &Campaign) -> Vec<Date> {
    let facts = campaign.facts.iter().map(|record| (record.from, record.to));
    let demands = campaign
        .demands
        .iter()
        .map(|record| (record.from, record.to));
    let days = facts.chain(demands).flat_map(bounds).chain([campaign.from]);
    days.filter(|day| *day >= campaign.from).collect()
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
