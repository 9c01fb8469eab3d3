//! A message before it has a form.

use crate::calendar::Date;
use crate::digest::{Digest, Hasher};
use crate::email::{self, Mailbox};
use crate::letter::mailboxes::Mailboxes;
use crate::letter::{Letter, typography};
use crate::output::text;

/// A message, before it has a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sender and the recipients.
    pub mailboxes: Mailboxes,
    /// The subject, one line.
    pub subject: String,
    /// The body, in lines that end with LF.
    pub body: String,
    /// The language of the body, a BCP 47 tag.
    pub lang: String,
    /// The date of the letter.
    pub date: Date,
    /// The files that go with it.
    pub attachments: Vec<Attachment>,
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The name that the recipient sees.
    pub name: String,
    /// The media type, such as `application/pdf` (RFC 2046).
    pub kind: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Makes the message of a letter.
pub fn message(
    letter: &Letter,
    text: &mut text::TextWriter,
    mailboxes: Mailboxes,
    attachments: Vec<Attachment>,
) -> Message {
    Message {
        mailboxes,
        subject: email::one_line(&typography::plain(&letter.subject)),
        body: text.letter(letter),
        lang: letter.lang.clone(),
        date: letter.date,
        attachments,
    }
}

impl Message {
    /// Splits off a message of its own for each recipient of a copy, behind the one to the office.
    pub fn with_copies(mut self) -> Vec<Self> {
        let others = std::mem::take(&mut self.mailboxes.cc);
        let copies = others.into_iter().map(|to| {
            let mut copy = self.clone();
            copy.mailboxes.to = vec![to];
            copy
        });
        let mut all: Vec<Self> = copies.collect();
        all.insert(0, self);
        all
    }

    /// Computes the digest of everything that the message says.
    pub(super) fn digest(&self) -> Digest {
        let mut hasher = Hasher::default();
        let mut add = |bytes: &[u8]| {
            hasher.add(&bytes.len().to_le_bytes());
            hasher.add(bytes);
        };
        let Mailboxes { from, to, cc } = &self.mailboxes;
        for list in [from.as_slice(), to, cc] {
            add(&list.len().to_le_bytes());
            for mailbox in list {
                add(mailbox.name().unwrap_or_default().as_bytes());
                add(mailbox.address().as_str().as_bytes());
            }
        }
        for text in [
            &self.subject,
            &self.body,
            &self.lang,
            &self.date.to_string(),
        ] {
            add(text.as_bytes());
        }
        for attachment in &self.attachments {
            add(attachment.name.as_bytes());
            add(&attachment.bytes);
        }
        hasher.digest()
    }
}

/// Joins addresses with commas, without names.
pub fn addresses(mailboxes: &[Mailbox]) -> String {
    let addresses = mailboxes.iter().map(|mailbox| mailbox.address().as_str());
    addresses.collect::<Vec<_>>().join(",")
}
