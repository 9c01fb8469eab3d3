//! Facts, demands and arguments: what holds at the same time, whom they name, and what an argument stands on.

use crate::calendar::{Date, Period};
use crate::campaign::Campaign;
use crate::campaign::argument::Argument;
use crate::campaign::audience::Addressed;
use crate::campaign::claims::{Fact, Wording};
use crate::campaign::dated::Dated;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::fields::Text;
use crate::suggest::did_you_mean;

/// The time that something holds: its first and its last day.
type Time = (Option<Period>, Option<Period>);

/// Judges everything that letters say.
pub(super) fn audit(campaign: &Campaign, date: Date, problems: &mut Problems) {
    overlaps(&campaign.facts, |fact| &fact.id, "fact", problems);
    overlaps(&campaign.demands, |demand| &demand.id, "demand", problems);
    for record in &campaign.facts {
        let fact = &record.value;
        let name = format!("the fact `{}`", fact.id);
        wordings(&fact.wordings, (record.from, record.to), &name, problems);
    }
    for record in &campaign.demands {
        let demand = &record.value;
        let name = format!("the demand `{}`", demand.id);
        wordings(&demand.wordings, (record.from, record.to), &name, problems);
    }
    twins(&campaign.arguments, "arguments", problems);
    for argument in campaign.arguments.iter().filter(|one| one.is_whole) {
        facts_of(campaign, date, argument, problems);
    }
}

/// Returns the words for targets in everything that letters say.
pub(super) fn words(campaign: &Campaign) -> impl Iterator<Item = &Text> {
    let facts = campaign.facts.iter().map(|record| &record.value.wordings);
    let demands = campaign.demands.iter().map(|record| &record.value);
    let wordings = facts.chain(demands.clone().map(|demand| &demand.wordings));
    let of_wordings = wordings.flatten().flat_map(|wording| &wording.of);
    let of_demands = demands.flat_map(|demand| demand.of.iter().chain(&demand.except));
    let of_arguments = campaign.arguments.iter().flat_map(|one| &one.of);
    of_demands.chain(of_wordings).chain(of_arguments)
}

/// Reports records of a fact or demand that overlap.
fn overlaps<T>(
    records: &[Dated<T>],
    id: impl Fn(&T) -> &String,
    what: &str,
    problems: &mut Problems,
) {
    for (n, record) in records.iter().enumerate() {
        let clash = records[..n].iter().any(|other| {
            id(&other.value) == id(&record.value)
                && other.is_whole
                && record.is_whole
                && meet((other.from, other.to), (record.from, record.to))
        });
        if clash {
            let message = format!(
                "two records of the {what} `{}` hold at the same time",
                id(&record.value)
            );
            problems.push(Diagnostic::found(Code::Overlap, message).at(record.place.clone()));
        }
    }
}

/// Returns whether two times have a day in common.
fn meet(one: Time, other: Time) -> bool {
    let ends_before = |(_, to): Time, (from, _): Time| {
        to.zip(from)
            .is_some_and(|(to, from)| to.last() < from.first())
    };
    !ends_before(one, other) && !ends_before(other, one)
}

/// Reports two texts for one target that hold at the same time.
fn twins<T>(all: &[Addressed<T>], what: &str, problems: &mut Problems) {
    for (n, one) in all.iter().enumerate().filter(|(_, one)| one.is_whole) {
        for word in &one.of {
            let clash = all[..n].iter().any(|other| {
                other.is_whole
                    && other.of.iter().any(|named| named.value == word.value)
                    && meet((other.from, other.to), (one.from, one.to))
            });
            if clash {
                let message = format!("two {what} for `{}` hold at the same time", word.value);
                let help =
                    "give one of them a `from` and the other a `to`, or take the word out of one";
                problems.push(
                    Diagnostic::found(Code::Overlap, message)
                        .at(word.place.clone())
                        .help(help),
                );
            }
        }
    }
}

fn wordings(all: &[Wording], (from, to): Time, of: &str, problems: &mut Problems) {
    twins(all, &format!("wordings of {of}"), problems);
    for wording in all.iter().filter(|wording| wording.is_whole) {
        let is_inside = |day: Date| {
            from.is_none_or(|from| from.first() <= day) && to.is_none_or(|to| day <= to.last())
        };
        let first = wording.from.map(Period::first);
        let last = wording.to.map(Period::last);
        if first.into_iter().chain(last).all(is_inside) {
            continue;
        }
        let since = from.map(|from| format!(" from {from}"));
        let until = to.map(|to| format!(" to {to}"));
        let time: String = since.into_iter().chain(until).collect();
        let message = format!("a wording of {of} is not within the time of its record");
        let help = format!("the record holds{time}; a wording without dates holds as long");
        problems.push(
            Diagnostic::found(Code::WordingOutOfTime, message)
                .at(wording.place.clone())
                .help(help),
        );
    }
}

/// Checks that the facts of an argument exist, and have records as long as it is made.
fn facts_of(
    campaign: &Campaign,
    date: Date,
    argument: &Addressed<Argument>,
    problems: &mut Problems,
) {
    let from = if campaign.unread.from {
        date
    } else {
        campaign.from
    };
    let since = argument.from.map_or(from, Period::first).max(from);
    let until = argument.to.map(Period::last);
    let ids = || campaign.facts.iter().map(|fact| fact.value.id.as_str());
    for (n, named) in argument.value.facts.iter().enumerate() {
        let id = named.value.as_str();
        let before = &argument.value.facts[..n];
        let (code, message, help) = if before.iter().any(|other| other.value == id) {
            let message = format!("the argument says the fact `{id}` twice");
            (Code::Duplicate, message, None)
        } else if campaign.unread.may_have_fact(id) {
            continue;
        } else if !ids().any(|known| known == id) {
            let help = did_you_mean(id, ids());
            (Code::UnknownFact, format!("there is no fact `{id}`"), help)
        } else if let Some(day) = gap(&campaign.facts, id, (since, until)) {
            let message =
                format!("the argument needs the fact `{id}`, which has no record for {day}");
            let help =
                "give the argument a `from` and a `to` between which all its facts have records";
            (Code::ArgumentWithoutFact, message, Some(help.to_owned()))
        } else {
            continue;
        };
        let problem = Diagnostic::found(code, message).at(named.place.clone());
        problems.push(problem.maybe_help(help));
    }
}

/// Finds the first day of a time on which a fact has no record; without an end, the time has none.
fn gap(facts: &[Dated<Fact>], id: &str, (since, until): (Date, Option<Date>)) -> Option<Date> {
    let records = || facts.iter().filter(|fact| fact.value.id == id);
    let mut day = since;
    while until.is_none_or(|until| day <= until) {
        let Some(record) = records().find(|record| record.covers(day)) else {
            return Some(day);
        };
        day = record.to?.last().next();
    }
    None
}
