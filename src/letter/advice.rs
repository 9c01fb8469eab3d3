//! Notes on a letter for the person who sends it.

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::channel::Channel;
use crate::campaign::dated::{Confidence, Dated, Evidence, last_ended};
use crate::campaign::slot;
use crate::campaign::target::{Contact, Holder, Kind, Target};
use crate::campaign::template::{Status, Template};
use crate::diagnostic::Diagnostic;
use crate::letter::order::Order;
use crate::selection::Criteria;
use crate::selection::nearest::{closest, excluded};

/// An open-ended holder is named for so many months after a source last saw him or her.
const HOLDER_MONTHS: u32 = 6;

/// The subjects of notes on contacts.
const ADDRESS: &str = "the address";
const FAX: &str = "the fax number";
const EMAIL: &str = "the e-mail address";
const PHONE: &str = "the phone number";
const WEB: &str = "the web page";

/// The holder whom a letter of `date` may name: a source shows the holder in office by then, and the
/// term is known to last beyond it, or a source saw the holder shortly before. That a term ends at the latest
/// when a law says so does not show that it lasted until then. A wrong name is worse than none.
pub fn named_holder(target: &Target, date: Date) -> Option<&Dated<Holder>> {
    target.holder(date).filter(|record| {
        let verified = record.evidence.verified;
        let by_then = record.from.is_some() || verified.is_some_and(|v| v.first() <= date);
        let ends = record.to.is_some() && record.value.ended.is_none();
        let lasts = ends || verified.is_some_and(|v| v.last() >= date);
        by_then && (lasts || is_fresh(record, date))
    })
}

fn is_fresh<T>(record: &Dated<T>, date: Date) -> bool {
    record
        .age(date)
        .is_some_and(|age| age.most <= HOLDER_MONTHS)
}

/// The notes on the letter of an order. `names_holder` says whether a form of address has a place for a name.
pub fn notes(
    campaign: &Campaign,
    template: &Template,
    names_holder: bool,
    order: &Order<'_>,
) -> Vec<Diagnostic> {
    let (target, date, channel) = (order.target, order.date, order.added.channel);
    let mut notes = Vec::new();
    if names_holder {
        notes.extend(holder_note(target, date));
    }
    // Whoever fills a slot knows where the address is from.
    let is_given = slot::is_made(target);
    let mut known = |records: Vec<&Dated<Contact>>, what| {
        let found = records.into_iter().filter(|_| !is_given);
        notes.extend(found.filter_map(|record| contact_note(target, record, date, what)));
    };
    match (channel, target.post(date)) {
        (Channel::Fax, _) => known(target.reached(date, |c| !c.fax.is_empty()), FAX),
        (Channel::Email, _) => known(target.reached(date, |c| !c.email.is_empty()), EMAIL),
        (Channel::Phone, _) => known(target.reached(date, |c| !c.phone.is_empty()), PHONE),
        (Channel::Web, _) => known(target.reached(date, |c| c.web.is_some()), WEB),
        (Channel::Post, Some(record)) => known(vec![record], ADDRESS),
        (Channel::Post, None) => notes.push(no_address(campaign, order)),
    }
    notes.extend(not_attested(target, date).filter(|_| !is_given));
    let told = target
        .told(date)
        .map(|told| format!("{}: {told}", target.id));
    notes.extend(told.map(Diagnostic::note));
    if let Some(note) = &target.note {
        notes.push(Diagnostic::note(format!("{}: {note}", target.id)));
    }
    notes.extend(unreviewed(template));
    notes
}

/// The note that a letter is a translation without a reviewer.
fn unreviewed(template: &Template) -> Option<Diagnostic> {
    let is_unreviewed = template.status == Status::UnreviewedTranslation;
    is_unreviewed.then(|| {
        let message = format!(
            "the letter `{}` in `{}` is a translation that nobody has reviewed; have it read by \
             somebody who speaks the language",
            template.id, template.lang
        );
        Diagnostic::note(message)
    })
}

/// The note that a letter names nobody, with the reason.
fn holder_note(target: &Target, date: Date) -> Option<Diagnostic> {
    if named_holder(target, date).is_some() {
        return None;
    }
    let name = |record: &Dated<Holder>| record.value.name.best("en").to_owned();
    let reason = match (target.holder(date), last_ended(target.holders.iter(), date)) {
        (Some(current), _) => {
            let verified = current.evidence.verified?;
            let seen = if verified.first() > date {
                "first"
            } else {
                "last"
            };
            format!(
                "{} was {seen} seen in office {}",
                name(current),
                verified.when()
            )
        }
        (None, Some(last)) => match &last.value.ended {
            Some(why) => why.clone(),
            None => format!("who came after {} is not known", name(last)),
        },
        (None, None) if target.holders.is_empty() => return None,
        (None, None) => format!("who held the office on {date} is not known"),
    };
    let message = format!("{}: addressed without a name; {reason}", target.id);
    Some(Diagnostic::note(message))
}

/// The note that no source shows the office on the date.
fn not_attested(target: &Target, date: Date) -> Option<Diagnostic> {
    if target.is_attested(date) {
        return None;
    }
    let id = &target.id;
    let message = match target.first_seen() {
        Some(first) => {
            format!(
                "{id}: no source shows that this office stood on {date}; the earliest is of {first}"
            )
        }
        None => format!("{id}: no source that bears a date shows this office"),
    };
    Some(Diagnostic::note(message))
}

/// The note that a contact may be out of date.
fn contact_note(
    target: &Target,
    record: &Dated<Contact>,
    date: Date,
    what: &str,
) -> Option<Diagnostic> {
    let id = &target.id;
    let check = target.web(date).map(|web| format!("check it at {web}"));
    if record.ended(date) {
        let to = record.to.map(|to| to.to_string()).unwrap_or_default();
        let message = format!("{id}: {what} held until {to} only, and no later one is known");
        return Some(Diagnostic::warning(message).maybe_help(check));
    }
    if what != EMAIL
        && what != WEB
        && let Some(left) = left_building(target, record, date, what)
    {
        return Some(left);
    }
    let doubt = doubt(record, date, what)?;
    Some(Diagnostic::note(format!("{id}: {doubt}")).maybe_help(check))
}

/// The reason to doubt a contact that has not ended.
fn doubt(record: &Dated<Contact>, date: Date, what: &str) -> Option<String> {
    let Evidence {
        verified,
        confidence,
        note,
        ..
    } = &record.evidence;
    match (verified, confidence) {
        (_, Confidence::Unsure) => {
            let note = note.as_deref().map(|n| format!(" ({n})"));
            Some(format!("{what} is not sure{}", note.unwrap_or_default()))
        }
        (None, _) => Some(format!("the source of {what} bears no date")),
        (Some(verified), _) if verified.first() > date => {
            let is_open = record.from.is_none();
            is_open.then(|| {
                format!("{what} is from {verified}; whether it held on {date} is not known")
            })
        }
        (Some(verified), _) => {
            let (when, age) = (verified.when(), record.old(date)?);
            Some(format!(
                "{what} was last verified {when}, {age} before the letter"
            ))
        }
    }
}

/// The warning that a number or address is that of a building which the office had left by a day.
fn left_building(
    target: &Target,
    record: &Dated<Contact>,
    date: Date,
    what: &str,
) -> Option<Diagnostic> {
    let left = record.value.has_left(date)?;
    let id = &target.id;
    let message = format!("{id}: {what} is that of a building that the office had left by {left}");
    let check = target.web(date).map(|web| format!("check it at {web}"));
    Some(Diagnostic::warning(message).maybe_help(check))
}

/// The same warning for the numbers that a channel calls: fax or phone numbers.
pub fn left(target: &Target, date: Date, channel: Channel) -> Option<Diagnostic> {
    let what = match channel {
        Channel::Fax => FAX,
        Channel::Phone => PHONE,
        Channel::Post | Channel::Email | Channel::Web => return None,
    };
    let called = target.reached(date, |contact| contact.has(channel));
    let mut left = called
        .into_iter()
        .filter_map(|record| left_building(target, record, date, what));
    left.next()
}

fn no_address(campaign: &Campaign, order: &Order<'_>) -> Diagnostic {
    let (target, date) = (order.target, order.date);
    let criteria = order.country.map(|country| Criteria {
        country,
        date,
        all: false,
    });
    let id = &target.id;
    let ruled = match target.kind {
        Kind::Solidarity => "",
        _ => "; the letter has ruled lines for it",
    };
    let mut note = Diagnostic::warning(format!("{id}: no postal address is known{ruled}"));
    note = note.maybe_help(target.web(date).map(|web| format!("its web page is {web}")));
    let other_ways = channels(target, date);
    if !other_ways.is_empty() {
        note = note.help(format!("it can be reached by {}", other_ways.join(" and ")));
    }
    let near = target.position.and_then(|here| {
        let missions = campaign.targets.iter().filter(|other| {
            other.kind == target.kind
                && other.exists(date)
                && other.post(date).is_some()
                && criteria.is_none_or(|criteria| excluded(campaign, other, criteria).is_none())
        });
        closest(missions, here)
    });
    note.maybe_help(near.map(|(other, km)| {
        format!(
            "the nearest one with a known address is `{}` in {} ({km:.0} km)",
            other.id, other.city
        )
    }))
}

/// The error that a target has no number or address for a channel on a date, with the channels that it has.
pub fn not_reached(target: &Target, date: Date, what: &str) -> Diagnostic {
    let message = format!("{}: no {what} is known on {date}", target.id);
    let post = target.post(date).map(|_| "post".to_owned());
    let ways: Vec<String> = post.into_iter().chain(channels(target, date)).collect();
    let help = (!ways.is_empty()).then(|| format!("it can be reached by {}", ways.join(", ")));
    Diagnostic::error(message).maybe_help(help)
}

/// The ways to reach a target beside by post, each with the first number or address.
pub fn channels(target: &Target, date: Date) -> Vec<String> {
    let mut ways = Vec::new();
    let mut add = |word: &str, of: fn(&Contact) -> &Vec<crate::fields::Text>| {
        let records = target.reached(date, |c| !of(c).is_empty());
        let Some(contact) = records.first().map(|record| &record.value) else {
            return;
        };
        let left = contact
            .has_left(date)
            .filter(|_| word != "e-mail")
            .map_or("", |_| ", in a building that it has left");
        ways.extend(
            of(contact)
                .first()
                .map(|n| format!("{word} ({}{left})", n.value)),
        );
    };
    add("e-mail", |c| &c.email);
    add("fax", |c| &c.fax);
    add("phone", |c| &c.phone);
    ways
}

#[cfg(test)]
mod tests;
