//! Checks of a message beside its text: sender, recipients, subject, date and attachments.

use std::collections::BTreeSet;

use crate::batch::proof::said::has;
use crate::batch::proof::verified::Verified;
use crate::batch::proof::wanted::Mail;
use crate::batch::record::entry::Entry;
use crate::campaign::Campaign;
use crate::email::Mailbox;
use crate::letter::mailboxes::{self, Mailboxes};
use crate::members::Member;
use crate::members::spelling::key;
use crate::output::Format;
use crate::output::mail::reading::{FIELDS, Party, Received};

/// The number of seconds in a day.
const DAY: i64 = 24 * 60 * 60;

impl Verified {
    /// Checks that a message, whose text has these lines, goes from its member to its target and nobody else, and has
    /// nothing beside its letter.
    pub(super) fn judge_message(
        &mut self,
        entry: &Entry,
        (message, lines): (&Received, &[String]),
        member: &Member,
        mail: &Mail<'_>,
    ) {
        self.judge_fields(entry, &message.fields);
        let from = mailboxes::of_sender(&member.sender).unwrap_or_default();
        if !is_same(&message.from, from.as_slice()) {
            self.wrong(entry, "does not come from the address that the row has");
        }
        self.judge_recipients(entry, message, mail.between(entry, member));
        if !has(lines, &key(&message.subject)) || mail.lacks_subject(entry, message) {
            self.wrong(entry, "has a subject that its text does not have");
        }
        let day = mail.date.map(|date| date.epoch_seconds().div_euclid(DAY));
        if day.is_some() && message.date.map(|time| time.div_euclid(DAY)) != day {
            self.wrong(entry, "has another date than the batch");
        }
        if message.attached != mail.attached(entry) {
            let what = if mail.is_attached {
                "has not its page with it and no more"
            } else {
                "has something attached that was not asked for"
            };
            self.wrong(entry, what);
        }
    }

    /// Checks the recipients of a message: one address for a copy, otherwise those of `between`, if known.
    fn judge_recipients(&mut self, entry: &Entry, message: &Received, between: Option<Mailboxes>) {
        let to = message.to.iter().map(|(_, address)| address);
        if let Some(copy) = &entry.copy
            && !to.eq([copy])
        {
            self.wrong(entry, &format!("does not go to `{copy}` alone"));
            return;
        }
        let Some(Mailboxes { to, cc, .. }) = between else {
            return;
        };
        if !is_same(&message.to, &to) {
            let what = "does not go to the addresses that the target has on the date";
            self.wrong(entry, what);
        }
        if !is_same(&message.cc, &cc) {
            self.wrong(entry, "has other addresses for copies than the campaign");
        }
    }

    /// Checks that the header has each field once, and no unknown field.
    fn judge_fields(&mut self, entry: &Entry, fields: &[String]) {
        let mut seen = BTreeSet::new();
        for field in fields {
            if !FIELDS.contains(&field.as_str()) {
                self.wrong(entry, &format!("has a header field `{field}`"));
            } else if !seen.insert(field) {
                self.wrong(entry, &format!("has the header field `{field}` twice"));
            }
        }
    }
}

impl Mail<'_> {
    /// Returns the expected sender and recipients of a message, if the campaign is known.
    fn between(&self, entry: &Entry, member: &Member) -> Option<Mailboxes> {
        let (campaign, date) = (self.campaign?, self.date?);
        let target = campaign.target(&entry.target)?;
        let mut found =
            mailboxes::mailboxes(campaign, target, &member.sender, date, &entry.language).ok()?;
        if self.has_copies {
            let mut others = std::mem::take(&mut found.cc);
            if let Some(copy) = &entry.copy {
                others.retain(|other| other.address().as_str() == copy);
                found.to = others;
            }
        }
        Some(found)
    }

    /// Returns whether a message has no subject though its letter has one.
    fn lacks_subject(&self, entry: &Entry, message: &Received) -> bool {
        let template = |campaign: &Campaign| {
            let template = campaign.template(&entry.template, &entry.language)?;
            Some(template.subject.value.is_empty())
        };
        message.subject.is_empty() && self.campaign.and_then(template) == Some(false)
    }

    /// Returns the name and the media type of each expected attachment.
    fn attached(&self, entry: &Entry) -> Vec<(String, String)> {
        let name = format!("{}.{}", entry.target, Format::Pdf.extension());
        let page = self
            .is_attached
            .then(|| (name, "application/pdf".to_owned()));
        page.into_iter().collect()
    }
}

/// Returns whether the parties found are those expected, in order.
fn is_same(found: &[Party], wanted: &[Mailbox]) -> bool {
    let found = found
        .iter()
        .map(|(name, address)| (name.as_deref(), address.as_str()));
    let wanted = wanted.iter();
    found.eq(wanted.map(|mailbox| (mailbox.name(), mailbox.address().as_str())))
}
