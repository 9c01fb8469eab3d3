//! Notes on a choice: the rule that made it, its sources, and the targets left out.

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::dated::{Confidence, Dated};
use crate::campaign::exclusion::Exclusion;
use crate::campaign::target::{Kind, Target};
use crate::country::Country;
use crate::diagnostic::Diagnostic;
use crate::selection::chosen::Chosen;
use crate::selection::criteria::Criteria;
use crate::selection::nearest::{LeftOut, MissionRule, closest, excluded};

impl Chosen<'_> {
    /// Returns a note on the rule that chose the target for a sender's country. For a target that was asked for by
    /// itself, it only says if people of the country are not sent there.
    pub fn note(&self, campaign: &Campaign, criteria: Criteria) -> Option<Diagnostic> {
        let Some(rule) = self.rule else {
            return self.warning(campaign, criteria);
        };
        let target = self.target;
        let (kind, name) = (target.kind, criteria.country.name("en"));
        let (id, city, rule_text) = (&target.id, &target.city, self.told(rule, criteria));
        let mut note =
            Diagnostic::note(format!("{kind} for {name}: `{id}` in {city}, {rule_text}"));
        for text in told_left_out(&self.left_out) {
            note = note.help(text);
        }
        note = note.maybe_help(self.shown_instead(campaign, criteria));
        Some(match (kind, rule) {
            (_, MissionRule::Home(_)) => note.help("at home, write to the government itself"),
            (Kind::Embassy, MissionRule::Resident) => note,
            (Kind::Embassy, _) => note.maybe_help(consulates(campaign, criteria)),
            (_, MissionRule::Nearest(_)) => {
                note.help("`--target embassy` finds the embassy that covers the country")
            }
            _ => note,
        })
    }

    fn told(&self, rule: MissionRule, criteria: Criteria) -> String {
        let (target, country) = (self.target, criteria.country);
        let name = country.name("en");
        match rule {
            MissionRule::Resident => match not_shown(target, criteria.date) {
                Some(doubt) => format!("there {doubt}"),
                None => "there".to_owned(),
            },
            MissionRule::Accredited => covering(target, country, "it", criteria),
            MissionRule::OfState(state) => {
                format!("the one in {}, which {name} belongs to", state.name("en"))
            }
            MissionRule::AccreditedToState(state) => {
                let whom = format!("{}, and {name} with it", state.name("en"));
                covering(target, state, &whom, criteria)
            }
            MissionRule::Nearest(km) if self.is_instead_of_own(criteria) => {
                format!("the nearest, {km:.0} km; one may write to none there or covering it")
            }
            MissionRule::Nearest(km) => {
                format!("the nearest, {km:.0} km; none there or covering it is known")
            }
            MissionRule::Home(km) => {
                format!("the nearest, {km:.0} km; a country has none in itself")
            }
        }
    }

    /// Returns whether a target that was left out is in the country or covers it.
    fn is_instead_of_own(&self, Criteria { country, date, .. }: Criteria) -> bool {
        let of =
            |country, mission: &Target| mission.country == country || mission.serves(country, date);
        let is_own = |(mission, _): &LeftOut<'_>| {
            of(country, mission) || country.state().is_some_and(|state| of(state, mission))
        };
        self.left_out.iter().any(is_own)
    }

    fn warning(&self, campaign: &Campaign, criteria: Criteria) -> Option<Diagnostic> {
        let target = self.target;
        let exclusion = excluded(campaign, target, criteria)?;
        let message = format!(
            "{}: nobody is asked to write there from {}: {}",
            target.id,
            criteria.country.name("en"),
            exclusion.value.reason
        );
        let help = "`--target embassy` looks for an embassy that one may write to";
        Some(Diagnostic::warning(message).help(help))
    }

    /// Returns the nearest mission that sources show on the date, if they do not show the one that was chosen.
    fn shown_instead(&self, campaign: &Campaign, criteria: Criteria) -> Option<String> {
        let (target, date) = (self.target, criteria.date);
        if target.is_attested(date) {
            return None;
        }
        let others = campaign.targets.iter().filter(|other| {
            other.kind == target.kind
                && other.exists(date)
                && other.is_attested(date)
                && excluded(campaign, other, criteria).is_none()
        });
        let (other, km) = closest(others, criteria.country.position())?;
        Some(format!(
            "the nearest one that sources show on {date} is `{}` in {} ({km:.0} km)",
            other.id, other.city
        ))
    }
}

/// The number of missions left out for one reason that are named.
const NAMED: usize = 3;

/// Lists the targets that were left out and the reasons, those with one reason together.
fn told_left_out(left_out: &[LeftOut<'_>]) -> Vec<String> {
    let mut reasons: Vec<(&Dated<Exclusion>, Vec<&Target>)> = Vec::new();
    for &(mission, why) in left_out {
        match reasons
            .iter_mut()
            .find(|(known, _)| std::ptr::eq(*known, why))
        {
            Some((_, missions)) => missions.push(mission),
            None => reasons.push((why, vec![mission])),
        }
    }
    let told = reasons.iter();
    told.map(|(why, missions)| told_reason(why, missions))
        .collect()
}

fn told_reason(why: &Dated<Exclusion>, missions: &[&Target]) -> String {
    let mut each: Vec<String> = missions.iter().copied().map(named).collect();
    if each.len() > NAMED {
        each.truncate(NAMED);
        each.push(format!("{} more", missions.len() - NAMED));
    }
    let last = each.pop().unwrap_or_default();
    let (all, were) = match each.as_slice() {
        [] => (last, "was"),
        before => (format!("{} and {last}", before.join(", ")), "were"),
    };
    let sure = match why.evidence.confidence {
        Confidence::Unsure => " (not sure)",
        _ => "",
    };
    format!("{all} {were} left out: {}{sure}", why.value.reason)
}

fn named(mission: &Target) -> String {
    format!("`{}` in {}", mission.id, mission.city)
}

/// Returns the error that none of the existing missions can be chosen, with the reasons.
pub(super) fn none_to_write_to(
    kind: Kind,
    criteria: Criteria,
    existing: &[&Target],
    left_out: &[LeftOut<'_>],
) -> Diagnostic {
    let country = criteria.country.name("en");
    let message = format!("there is no {kind} that one may write to from {country}");
    let mut problem = Diagnostic::error(message);
    for text in told_left_out(left_out) {
        problem = problem.help(text);
    }
    let is_left_out = |target: &Target| left_out.iter().any(|(other, _)| other.id == target.id);
    let unplaced = existing.iter().find(|target| !is_left_out(target));
    problem.maybe_help(unplaced.map(|target| {
        format!(
            "without `position`, `{}` is never the nearest; `protest-letter check` lists all such missions",
            target.id
        )
    }))
}

/// Returns a remark on an office that no source shows on a date.
fn not_shown(target: &Target, date: Date) -> Option<&'static str> {
    let doubt = match target.first_seen() {
        Some(_) => "according to later sources",
        None => "according to sources that bear no date",
    };
    (!target.is_attested(date)).then_some(doubt)
}

/// Returns the consulates in the sender's country, by their ids.
fn consulates(campaign: &Campaign, criteria: Criteria) -> Option<String> {
    let there = campaign.targets.iter().filter(|target| {
        target.kind == Kind::Consulate
            && target.country == criteria.country
            && target.exists(criteria.date)
            && excluded(campaign, target, criteria).is_none()
    });
    let there: Vec<String> = there
        .map(|target| match not_shown(target, criteria.date) {
            Some(doubt) => format!("{} ({doubt})", named(target)),
            None => named(target),
        })
        .collect();
    let (what, which) = match there.len() {
        0 => return None,
        1 => ("a consulate stands", "it"),
        _ => ("consulates stand", "them"),
    };
    let list = there.join(", ");
    Some(format!(
        "{what} in the country: {list}; `--target consulate` writes to {which}"
    ))
}

/// Returns a remark that a target covers a country from another one, with the age of that record, and whether it is
/// known for the date.
fn covering(target: &Target, country: Country, whom: &str, criteria: Criteria) -> String {
    let Some(record) = target.serving(country, criteria.date) else {
        return format!("which covers {whom}");
    };
    let doubt = match record.evidence.verified {
        Some(later) if !record.is_shown_by(criteria.date) => {
            return format!(
                "which covered {whom} {}; whether it did on {} is not known",
                later.when(),
                criteria.date
            );
        }
        _ if record.evidence.confidence == Confidence::Unsure => "not sure".to_owned(),
        None => "the source bears no date".to_owned(),
        Some(verified) => match record.old(criteria.date) {
            Some(age) => format!("last verified {}, {age} before the letter", verified.when()),
            None => return format!("which covers {whom}"),
        },
    };
    format!("which covers {whom} ({doubt})")
}
