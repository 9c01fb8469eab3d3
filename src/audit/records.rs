//! Dated records beside each other: times that none covers, terms that cannot both be right, and contacts that nobody
//! has verified for years.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{Date, Period};
use crate::campaign::Campaign;
use crate::campaign::channel::Channel;
use crate::campaign::claims::Fact;
use crate::campaign::dated::{Dated, uncovered};
use crate::campaign::slot;
use crate::campaign::target::{Contact, Target};
use crate::diagnostic::{Code, Diagnostic, Place, Problems};

/// The ages of contacts: the months from which on one is as old, and how it is said.
const YEARS: [(u32, &str); 3] = [
    (120, "was last verified more than ten years ago"),
    (60, "was last verified five to ten years ago"),
    (24, "was last verified two to five years ago"),
];

/// The most terms of an office that are compared with each other.
const TERMS: usize = 200;

/// The days for which an office may well be vacant.
const DAYS: u32 = 7;

/// The channels whose contacts get old, with the code and the words for each.
const CHANNELS: [(Channel, Code, &str); 4] = [
    (Channel::Post, Code::StaleAddress, "the postal address"),
    (Channel::Fax, Code::StaleFax, "the fax number"),
    (Channel::Email, Code::StaleEmail, "the e-mail address"),
    (Channel::Phone, Code::StalePhone, "the phone number"),
];

/// Judges the records of a campaign on a date.
pub(super) fn audit(campaign: &Campaign, date: Date, problems: &mut Problems) {
    for target in &campaign.targets {
        if target.exists(date) && !slot::is_made(target) && !target.lacks_contact {
            stale(target, date, problems);
        }
        if !target.lacks_holder {
            vacant(target, problems);
        }
        rival_terms(target, problems);
        if !target.lacks_contact {
            contacts(target, problems);
        }
        let ranked = target.standing.iter();
        let ranked = ranked.filter(|record| record.value.rank.is_some());
        rivals(
            &target.id,
            "a rank",
            &ranked,
            &mut BTreeSet::new(),
            problems,
        );
    }
    facts(campaign, problems);
}

/// Reports the contacts of a target that a letter of the date would use and that nobody has verified for years.
fn stale(target: &Target, date: Date, problems: &mut Problems) {
    for (channel, code, what) in CHANNELS {
        let used = target.reached(date, |contact| contact.has(channel));
        let ages = used.iter().map(|record| age(record, date, channel));
        // One that is sound is enough.
        let Some(ages) = ages.collect::<Option<Vec<&str>>>() else {
            continue;
        };
        if let Some((record, age)) = used.first().zip(ages.first()) {
            let problem = Diagnostic::found_in_class(code, &target.id, what, age);
            let check = target.web(date).map(|web| format!("check it at {web}"));
            let place = place_of(record, channel).clone();
            problems.push(problem.at(place).maybe_help(check));
        }
    }
}

/// Reports, for each channel, the times between two contacts of a target that neither covers, and contacts of which the
/// earlier had not ended when the later began.
fn contacts(target: &Target, problems: &mut Problems) {
    let id = &target.id;
    let (mut told, mut rival) = (BTreeSet::new(), BTreeSet::new());
    for (channel, _, what) in CHANNELS {
        let having = || target.contacts.iter().filter(|r| r.value.has(channel));
        rivals(id, what, &having(), &mut rival, problems);
        for (first, last) in inner_gaps(having()) {
            // Contacts that have several channels leave the same time open for all of them.
            if !told.insert((first, last)) {
                continue;
            }
            let message = format!("`{id}`: {what} is not known {}", said(first, last));
            let begins = |r: &&Dated<Contact>| r.from.map(Period::first) == Some(last.next());
            let next = having().find(begins);
            let place = next.map_or(&target.place, |record| &record.place);
            let help = "add the contact of that time, or the `to` and `from` that sources give";
            let problem = Diagnostic::found(Code::Gap, message).help(help);
            problems.push(problem.at(place.clone()));
        }
    }
}

/// Reports a record of an office that began before another that had begun earlier ended: letters take the later one.
fn rivals<'r, T: 'r>(
    id: &str,
    what: &str,
    records: &(impl Iterator<Item = &'r Dated<T>> + Clone),
    told: &mut BTreeSet<usize>,
    problems: &mut Problems,
) {
    let whole = || records.clone().filter(|r| r.is_whole).take(TERMS);
    for record in whole() {
        let Some(from) = record.from else { continue };
        let goes_on = |other: &&Dated<T>| {
            let began = other.from.is_none_or(|began| began.last() < from.first());
            began && other.to.is_some_and(|to| to.first() > from.last())
        };
        let Some(to) = whole().find(goes_on).and_then(|other| other.to) else {
            continue;
        };
        let message =
            format!("`{id}`: {what} begins in {from}, and an earlier one lasts until {to}");
        let help = "letters take the one that began last: see whether the earlier one should end with `to` before it";
        // A record of several channels is told once.
        if told.insert(record.place.span.start) {
            let problem = Diagnostic::found(Code::RivalRecords, message).help(help);
            problems.push(problem.at(record.place.clone()));
        }
    }
}

/// Returns the place of what a channel uses.
fn place_of(record: &Dated<Contact>, channel: Channel) -> &Place {
    let texts = match channel {
        Channel::Fax => &record.value.fax,
        Channel::Email => &record.value.email,
        Channel::Phone => &record.value.phone,
        Channel::Post | Channel::Web => return &record.place,
    };
    texts.first().map_or(&record.place, |text| &text.place)
}

/// Says a time: a day, or the first and the last one.
fn said(first: Date, last: Date) -> String {
    if first == last {
        format!("on {first}")
    } else {
        format!("from {first} to {last}")
    }
}

/// Returns what makes a contact old on a date; `None` if nothing does.
fn age(record: &Dated<Contact>, date: Date, channel: Channel) -> Option<&'static str> {
    let is_of_building = matches!(channel, Channel::Post | Channel::Fax | Channel::Phone);
    if is_of_building && record.value.has_left(date).is_some() {
        return Some("is that of a building that the office has left");
    }
    if record.ended(date) {
        return Some("has ended, and no later one is known");
    }
    if record.evidence.verified.is_none() {
        return Some("is from a source that bears no date");
    }
    let age = record.old(date)?;
    let class = YEARS.iter().find(|(months, _)| age.least >= *months);
    class.or(YEARS.last()).map(|(_, class)| *class)
}

/// Reports the times between two terms in which nobody is known to have held an office.
fn vacant(target: &Target, problems: &mut Problems) {
    let gaps = inner_gaps(target.holders.iter()).into_iter();
    // Between two terms there may well be some days.
    for (first, last) in gaps.filter(|(first, last)| *last > first.plus_days(DAYS)) {
        let message = format!(
            "`{}`: nobody is known to have held the office from {first} to {last}",
            target.id
        );
        let next = begun(&target.holders, last.next());
        let place = next.map_or(&target.place, |record| &record.place);
        let help = "add the holder of that time, or the `to` and `from` that sources give";
        problems.push(
            Diagnostic::found(Code::Gap, message)
                .at(place.clone())
                .help(help),
        );
    }
}

/// Reports the times between two records of a fact that neither covers.
fn facts(campaign: &Campaign, problems: &mut Problems) {
    let mut facts: BTreeMap<&str, Vec<&Dated<Fact>>> = BTreeMap::new();
    for record in &campaign.facts {
        facts.entry(&record.value.id).or_default().push(record);
    }
    let is_read = |(id, records): &(&&str, &Vec<&Dated<Fact>>)| {
        !campaign.unread.facts.contains(**id) && records.iter().all(|record| record.is_whole)
    };
    for (id, records) in facts.iter().filter(is_read) {
        for (first, last) in inner_gaps(records.iter().copied()) {
            let message = format!(
                "the fact `{id}` has no record {}, between two others",
                said(first, last)
            );
            let later =
                |record: &&&Dated<Fact>| record.from.map(Period::first) == Some(last.next());
            let record = records.iter().find(later).unwrap_or(&records[0]);
            let help =
                "let the earlier record last until the day before, or say what was known then";
            let problem = Diagnostic::found(Code::Gap, message).help(help);
            problems.push(problem.at(record.place.clone()));
        }
    }
}

/// Returns the times between records that none of them covers.
fn inner_gaps<'r, T: 'r>(records: impl Iterator<Item = &'r Dated<T>> + Clone) -> Vec<(Date, Date)> {
    let starts = records.clone().filter_map(|record| record.from);
    let Some(first) = starts.map(Period::first).min() else {
        return Vec::new();
    };
    let open = uncovered(records, first).into_iter();
    open.filter_map(|(first, last)| Some((first, last?)))
        .collect()
}

/// Returns the record that begins on a day.
fn begun<T>(records: &[Dated<T>], day: Date) -> Option<&Dated<T>> {
    let mut records = records.iter();
    records.find(|record| record.from.map(Period::first) == Some(day))
}

/// Reports terms of office of which one surely begins before another surely ends.
fn rival_terms(target: &Target, problems: &mut Problems) {
    let terms = || {
        target
            .holders
            .iter()
            .take(TERMS)
            .filter(|record| record.is_whole)
    };
    for record in terms() {
        let Some(from) = record.from else { continue };
        let is_in_office = |other: &&Dated<_>| {
            let began = other.from.is_none_or(|began| began.last() < from.first());
            let is_left = other.to.is_none_or(|to| to.first() <= from.last());
            began && !is_left
        };
        if let Some(other) = terms().find(is_in_office) {
            let (id, name) = (&target.id, record.value.name.best("en"));
            let before = other.value.name.best("en");
            let to = other.to.map(|to| to.to_string()).unwrap_or_default();
            let message =
                format!("`{id}`: {name} took office in {from}, and {before} held it until {to}");
            let help = "correct the `to` of the one or the `from` of the other";
            let problem = Diagnostic::found(Code::RivalTerms, message).help(help);
            problems.push(problem.at(record.place.clone()));
        }
    }
}
