//! A target in full: every record with where it comes from and how old it is.

use crate::calendar::Date;
use crate::campaign::dated::{self, Dated};
use crate::campaign::target::{Contact, Target};
use crate::cli::args::lists::ReachedBy;
use crate::phone;
use crate::report::visible;

/// A target in full, for people. Records that are not in force on the date are marked.
pub(super) fn full(target: &Target, date: Date) -> String {
    let mut lines = head(target, date);
    for record in &target.standing {
        let rank = record.value.rank.as_ref();
        let rank = rank.map(|rank| format!("stood, with the rank {}", rank.value));
        lines.push(format!("  {}", rank.as_deref().unwrap_or("stood")));
        lines.extend(evidence(record, record.covers(date), date));
        let told = record.value.tell.iter();
        lines.extend(told.map(|told| format!("    told: {told}")));
    }
    for record in &target.holders {
        lines.push(format!("  holder: {}", record.value.name.best("en")));
        let in_force = is_current(&target.holders, record, date);
        lines.extend(evidence(record, in_force, date));
    }
    for record in &target.serves {
        let countries: Vec<String> = record.value.iter().map(ToString::to_string).collect();
        lines.push(format!("  serves: {}", countries.join(", ")));
        lines.extend(evidence(record, record.covers(date), date));
    }
    for record in &target.contacts {
        lines.extend(contact(&record.value, date));
        lines.extend(evidence(record, is_reached(target, record, date), date));
    }
    lines.iter().map(|line| visible(line) + "\n").collect()
}

/// The target itself, before its records.
fn head(target: &Target, date: Date) -> Vec<String> {
    let mut lines = vec![
        format!("{}", target.id),
        format!("  {}", target.office(date).best("en")),
        format!(
            "  kind {}, rank {}, {}, {}",
            target.kind,
            target.rank(date).value,
            target.city,
            target.country.name("en")
        ),
    ];
    if !target.reads.is_empty() {
        lines.push(format!("  reads {}", target.reads.join(", ")));
    }
    if let Some(source) = &target.existence {
        let from = target.from.map(|from| format!(" from {from}"));
        let to = target.to.map(|to| format!(" until {to}"));
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        lines.push(format!("  exists{from}{to} (source: {source})"));
    }
    lines.extend(target.note.iter().map(|note| format!("  note: {note}")));
    lines
}

/// Tells whether a record is the one in force of its list.
pub(super) fn is_current<T>(records: &[Dated<T>], record: &Dated<T>, date: Date) -> bool {
    dated::in_force(records.iter(), date).any(|current| std::ptr::eq(current, record))
}

/// Tells whether a record is one by which the target is reached on the date.
pub(super) fn is_reached(target: &Target, record: &Dated<Contact>, date: Date) -> bool {
    if record.value.section.is_some() {
        return record.covers(date);
    }
    let channels = CHANNELS.map(|(_, _, has)| has);
    let by = |has: &Has| target.reached(date, has);
    channels
        .iter()
        .flat_map(by)
        .any(|reached| std::ptr::eq(reached, record))
}

fn contact(contact: &Contact, date: Date) -> Vec<String> {
    let section = contact
        .section
        .as_ref()
        .map(|name| format!(" ({name})"))
        .unwrap_or_default();
    let mut lines = Vec::new();
    let mut add = |what: &str, value: String| lines.push(format!("  {what}{section}: {value}"));
    if !contact.post.is_empty() {
        add("post", contact.post.join(", "));
    }
    if !contact.post_local.is_empty() {
        add("post in the country", contact.post_local.join(", "));
    }
    for number in &contact.fax {
        add("fax", phone::readable(&number.value));
    }
    for number in &contact.phone {
        add("phone", phone::readable(&number.value));
    }
    for address in &contact.email {
        add("e-mail", address.value.clone());
    }
    if let Some(page) = &contact.web {
        add("web", page.clone());
    }
    let has_left = contact.has_left(date).is_some();
    let left = contact.left.map(|left| {
        let told = if has_left {
            "has left this building"
        } else {
            "left this building later"
        };
        format!("    the office {told}, by {left}")
    });
    lines.into_iter().chain(left).collect()
}

/// The source of a record, indented under it.
fn evidence<T>(record: &Dated<T>, in_force: bool, date: Date) -> Vec<String> {
    let (range, verified) = (range(record), verified(record, date));
    let state = if in_force {
        ""
    } else {
        "; not in force on this date"
    };
    let evidence = &record.evidence;
    let head = format!("    {range}{verified}; {}{state}", evidence.confidence);
    let source = format!("    source: {}", evidence.source.join("; "));
    let note = evidence.note.iter().map(|note| format!("    note: {note}"));
    [head, source].into_iter().chain(note).collect()
}

/// The time that a record is of, if it has limits.
fn range<T>(record: &Dated<T>) -> String {
    let from = record.from.map(|from| format!("from {from}"));
    let to = record.to.map(|to| format!("until {to}"));
    let range: Vec<String> = from.into_iter().chain(to).collect();
    if range.is_empty() {
        return String::new();
    }
    format!("{}; ", range.join(" "))
}

/// The date on which a record was verified, and how long before another that was.
fn verified<T>(record: &Dated<T>, date: Date) -> String {
    let Some(when) = record.evidence.verified else {
        return "the source bears no date".to_owned();
    };
    let age = record.age(date);
    let age = age.map(|age| format!(" ({age} before {date})"));
    format!("verified {when}{}", age.unwrap_or_default())
}

/// What is said of a channel that leads to a building that the target has left.
pub(super) const LEFT: &str = " (old building)";

/// A test of a contact: that it has something for a channel.
type Has = fn(&Contact) -> bool;

/// The ways to reach a target.
const CHANNELS: [(ReachedBy, &str, Has); 5] = [
    (ReachedBy::Post, "post", |contact| !contact.post.is_empty()),
    (ReachedBy::Fax, "fax", |contact| !contact.fax.is_empty()),
    (ReachedBy::Email, "email", |contact| {
        !contact.email.is_empty()
    }),
    (ReachedBy::Phone, "phone", |contact| {
        !contact.phone.is_empty()
    }),
    (ReachedBy::Web, "web", |contact| contact.web.is_some()),
];

/// The names of the channels by which a target is reached on a date, with those that belong to a building
/// that it has left called so.
pub(super) fn channels(target: &Target, date: Date) -> Vec<String> {
    let ways = ways(target, date);
    ways.map(|(_, name, left)| format!("{name}{}", if left { LEFT } else { "" }))
        .collect()
}

/// Tells whether a target is reached by a channel on a date, and not in a building that it has left.
pub(super) fn is_reached_by(target: &Target, wanted: ReachedBy, date: Date) -> bool {
    ways(target, date).any(|(way, _, left)| way == wanted && !left)
}

/// The ways by which a target is reached on a date: each with its name, and whether it leads to a building that the
/// target has left.
fn ways(target: &Target, date: Date) -> impl Iterator<Item = (ReachedBy, &'static str, bool)> {
    CHANNELS.into_iter().filter_map(move |(way, name, has)| {
        let records = target.reached(date, has);
        let is_of_building = matches!(way, ReachedBy::Post | ReachedBy::Fax | ReachedBy::Phone);
        let has_left = |record: &&Dated<Contact>| record.value.has_left(date).is_some();
        let left = is_of_building && records.iter().all(has_left);
        (!records.is_empty()).then_some((way, name, left))
    })
}
