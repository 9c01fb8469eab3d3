//! Targets and their records: numbers, addresses, ranks, overlaps, what is missing.

use std::collections::BTreeSet;

use crate::audit::claims;
use crate::calendar::Period;
use crate::campaign::Campaign;
use crate::campaign::dated::Dated;
use crate::campaign::forms::{Form, Forms};
use crate::campaign::target::{Contact, Kind, Target};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::email;
use crate::fields::Text;
use crate::phone::{self, WrongNumber};
use crate::suggest::did_you_mean;

/// Lines of an address that every profile has room for, beside addressee, office and country.
const MOST_LINES: usize = 4;

/// Judges every target and everything that names one.
pub(super) fn audit(campaign: &Campaign, problems: &mut Problems) {
    for target in campaign.targets.iter().chain(&campaign.unread.targets) {
        for record in &target.contacts {
            contact(&record.value, problems);
        }
        long(target, problems);
        same_time(target.holders.iter(), "holders", problems);
        let ranked = target
            .standing
            .iter()
            .filter(|record| record.value.rank.is_some());
        same_time(ranked, "standings with a rank", problems);
        ended(target, problems);
    }
    ranks(campaign, problems);
    for target in &campaign.targets {
        missing(campaign, target, problems);
        called(campaign, target, problems);
    }
    let slots = [&campaign.solidarity_to, &campaign.copies_to];
    for text in slots.into_iter().flat_map(|slot| &slot.email) {
        address(text, problems);
    }
    if campaign.has_own_solidarity()
        && let Some(address) = campaign.solidarity_to.email.first()
    {
        let message =
            "`solidarity_to` is not used: the campaign has targets of the kind `solidarity`";
        problems.push(Diagnostic::found(Code::UnusedSlot, message).at(address.place.clone()));
    }
    names(campaign, problems);
}

fn contact(contact: &Contact, problems: &mut Problems) {
    for number in contact.phone.iter().chain(&contact.fax) {
        if let Err(wrong) = phone::check(&number.value) {
            let code = match wrong {
                WrongNumber::Form(_) => Code::NumberForm,
                WrongNumber::Plan(_) => Code::NumberPlan,
            };
            let message = format!("`{}` {}", number.value, wrong.reason());
            problems.push(Diagnostic::found(code, message).at(number.place.clone()));
        }
    }
    for text in &contact.email {
        address(text, problems);
    }
}

fn address(text: &Text, problems: &mut Problems) {
    if !email::is_valid(&text.value) {
        let message = format!("`{}` is not an e-mail address", text.value);
        problems.push(Diagnostic::found(Code::BadEmail, message).at(text.place.clone()));
    }
}

fn missing(campaign: &Campaign, target: &Target, problems: &mut Problems) {
    let id = &target.id;
    if target.contacts.is_empty() && !target.lacks_contact {
        let says = "no address, number or web page is known: its letters have ruled lines";
        let problem = Diagnostic::found_of(Code::NoChannel, id, says);
        problems.push(problem.at(target.place.clone()));
    }
    let mission = matches!(target.kind, Kind::Embassy | Kind::Consulate);
    if mission && target.position.is_none() {
        let message = format!("`{id}` has no `position`, so it is never the nearest");
        problems.push(Diagnostic::found(Code::NoPosition, message).at(target.place.clone()));
    }
    if let Some(next) = target
        .successor
        .as_ref()
        .filter(|next| campaign.target(next).is_none() && !campaign.unread.may_have_target(next))
    {
        let message = format!("the successor `{next}` of `{id}` is no target");
        problems.push(Diagnostic::found(Code::UnknownTarget, message).at(target.place.clone()));
    }
}

/// Reports addresses of many lines.
fn long(target: &Target, problems: &mut Problems) {
    let id = &target.id;
    for record in target
        .contacts
        .iter()
        .filter(|r| r.value.post.len() > MOST_LINES)
    {
        let says = format!("an address of more than {MOST_LINES} lines");
        let help = "put the parts of a line together, so that it fits every window";
        problems.push(
            Diagnostic::found_of(Code::LongAddress, id, &says)
                .at(record.place.clone())
                .help(help),
        );
    }
}

/// Reports the ranks that have no form of address in a language, each once.
fn ranks(campaign: &Campaign, problems: &mut Problems) {
    let mut told = BTreeSet::new();
    for rank in campaign.targets.iter().flat_map(Target::ranks) {
        let lacks = |(lang, forms): &(&String, &Forms)| {
            forms.of(&rank.value, None).is_none()
                && !campaign.unread.may_have_form(lang, &rank.value)
        };
        for (lang, forms) in campaign.forms.iter().filter(lacks) {
            if told.insert((lang, &rank.value)) {
                problems.push(forms.missing(rank));
            }
        }
    }
}

/// Reports a term of office with an `ended` and without an end.
fn ended(target: &Target, problems: &mut Problems) {
    let holders = target.holders.iter();
    for record in holders.filter(|r| r.value.ended.is_some() && r.to.is_none()) {
        let message = "`ended` without `to`: nobody knows when the term ended";
        let help = "give `to`, the last day of the term, or take `ended` out";
        let problem = Diagnostic::found(Code::BadPeriod, message);
        problems.push(problem.at(record.place.clone()).help(help));
    }
}

/// Reports holders without a `called` that their form of address prints.
fn called(campaign: &Campaign, target: &Target, problems: &mut Problems) {
    for (lang, forms) in &campaign.forms {
        for record in &target.holders {
            let holder = &record.value;
            let is_used = |form: &Form| form.gender == Some(holder.gender) && form.uses("called");
            let used = target.ranks().find(|rank| {
                forms
                    .of(&rank.value, Some(holder.gender))
                    .is_some_and(is_used)
            });
            let Some(rank) = used.filter(|_| holder.called.get(lang).is_none()) else {
                continue;
            };
            let (id, name, rank) = (&target.id, holder.name.best("en"), &rank.value);
            let message = format!(
                "`{id}`: letters in `{lang}` do not name {name}, who has no `called` for the form of address of `{rank}`"
            );
            let help = format!(
                "add `{lang} = \"…\"` to `[target.holder.called]`: the name as a salutation has it"
            );
            let problem = Diagnostic::found(Code::NoCalled, message);
            problems.push(problem.at(record.place.clone()).help(help));
        }
    }
}

/// Reports two records that began and hold at the same time.
fn same_time<'r, T: 'r>(
    records: impl Iterator<Item = &'r Dated<T>>,
    what: &str,
    problems: &mut Problems,
) {
    let mut before: Vec<&Dated<T>> = Vec::new();
    for record in records.filter(|record| record.is_whole) {
        let since = |r: &Dated<T>| r.from.map(Period::first);
        let is_over = |r: &Dated<T>, by: &Dated<T>| {
            r.to.zip(by.from)
                .is_some_and(|(to, from)| to.last() < from.first())
        };
        let is_twin = |other: &&Dated<T>| since(other) == since(record) && !is_over(other, record);
        if before.iter().any(is_twin) {
            let problem = Diagnostic::found(
                Code::Overlap,
                format!("two {what} that began at the same time"),
            );
            let help = "give one of them a `from`";
            problems.push(problem.at(record.place.clone()).help(help));
        }
        before.push(record);
    }
}

/// Returns the words of letters for targets or kinds that do not exist.
fn unknown_words<'c>(
    campaign: &'c Campaign,
    words: impl Iterator<Item = &'c Text>,
) -> impl Iterator<Item = &'c Text> {
    let known = known_words(campaign);
    words.filter(move |text| {
        !known.contains(text.value.as_str()) && !campaign.unread.may_have_target(&text.value)
    })
}

/// Returns the ids of all targets, and all kinds.
fn known_words(campaign: &Campaign) -> BTreeSet<&str> {
    let ids = campaign.targets.iter().map(|target| target.id.as_str());
    ids.chain(Kind::ALL.iter().map(|kind| kind.name()))
        .collect()
}

/// Returns the words by which letters name their targets.
fn words_of_letters(campaign: &Campaign) -> impl Iterator<Item = &Text> {
    campaign.templates.iter().flat_map(|letter| &letter.targets)
}

/// Returns whether a letter names a target or kind that does not exist: nobody knows for whom it is.
pub(super) fn names_unknown(campaign: &Campaign) -> bool {
    let mut unknown = unknown_words(campaign, words_of_letters(campaign));
    unknown.next().is_some()
}

/// Checks that everything that names targets names some that exist.
fn names(campaign: &Campaign, problems: &mut Problems) {
    let known = known_words(campaign);
    let words = claims::words(campaign).chain(words_of_letters(campaign));
    for text in unknown_words(campaign, words) {
        let message = format!("`{}` is neither a target nor a kind", text.value);
        let near = || did_you_mean(&text.value, known.iter().copied());
        let help = (!problems.are_many()).then(near).flatten();
        problems.push(
            Diagnostic::found(Code::UnknownTarget, message)
                .at(text.place.clone())
                .maybe_help(help),
        );
    }
}
