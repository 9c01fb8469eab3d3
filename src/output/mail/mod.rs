//! Letters as e-mail: a message is a value, and each form of it is written by a module of its own.
//!
//! The body is the text of the letter, as `--format text` writes it. Nothing of a message comes from a
//! clock, a machine or chance: its identifier is a digest of what it says.

pub mod eml;
mod encoded;
pub mod headers;
mod hex;
pub mod link;
pub mod mbox;
mod quoted_printable;
pub mod reading;

use super::text;
use crate::calendar::Date;
use crate::digest::{Digest, Hasher};
use crate::email::{self, Mailbox};
use crate::letter::mailboxes::Mailboxes;
use crate::letter::{Letter, typography};

/// A message, before it has a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Between whom it goes.
    pub mailboxes: Mailboxes,
    /// One line.
    pub subject: String,
    /// Lines that end with LF.
    pub body: String,
    /// The language of the body, a BCP 47 tag.
    pub lang: String,
    /// The date of the letter.
    pub date: Date,
    /// What goes with it.
    pub attachments: Vec<Attachment>,
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The name that the recipient sees.
    pub name: String,
    /// The media type, such as `application/pdf` (RFC 2046).
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The message of a letter.
pub fn message(
    letter: &Letter,
    text: &mut text::Writer,
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
    /// The message to the office alone, then one of its own to each who gets a copy.
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

    /// The digest of everything that the message says.
    fn digest(&self) -> Digest {
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

/// Addresses with commas between them, without names.
pub fn addresses(mailboxes: &[Mailbox]) -> String {
    let addresses = mailboxes.iter().map(|mailbox| mailbox.address().as_str());
    addresses.collect::<Vec<_>>().join(",")
}
