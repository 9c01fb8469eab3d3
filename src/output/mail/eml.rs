//! Finished messages: RFC 5322 with MIME (RFC 2045 to 2047, 2231).
//!
//! The only module that names `mail_builder`. Headers are values that it encodes: nothing in them ends a
//! line or begins another header.

use std::borrow::Cow;

use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;

use crate::email::Mailbox;
use crate::faults::{self, Point};
use crate::output::mail::encoded;
use crate::output::mail::message::{Attachment, Message};
use crate::output::mail::quoted_printable;

/// The hour of the message, UTC: the day is the letter's nearly everywhere on Earth.
const NOON: i64 = 12 * 60 * 60;

/// The digits of the digest that identify a message.
const DIGITS: usize = 32;

/// The domain of the identifier of a message without a sender (RFC 2606: nobody's).
const NOBODY: &str = "protest-letter.invalid";

/// Options of a message as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmlStyle {
    /// True if it is to be opened as a draft (`X-Unsent`). A message that is sent must not say so: its
    /// recipients would open it as one.
    pub is_draft: bool,
    /// The ending of lines.
    pub ends: Ends,
}

impl EmlStyle {
    /// A draft for people, who look at it before they send it.
    pub const DRAFT: Self = Self {
        is_draft: true,
        ends: Ends::CrLf,
    };
}

/// The ending of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// As on the way between mail programs and in `.eml` files (RFC 5322, section 2.1).
    CrLf,
    /// As in the text files of Unix, for programs that read messages from a pipe.
    Lf,
}

/// Writes a message, all of it ASCII.
pub fn write(message: &Message, style: EmlStyle) -> Vec<u8> {
    faults::enter(Point::Bytes);
    let digest = message.digest().to_string();
    let id = digest.get(..DIGITS).unwrap_or_default();
    let mut headers: Vec<(Cow<'_, str>, HeaderType<'_>)> = Vec::new();
    let mut add = |name: &'static str, value| headers.push((name.into(), value));
    let lists = [
        ("From", message.mailboxes.from.as_slice()),
        ("To", &message.mailboxes.to),
        ("Cc", &message.mailboxes.cc),
    ];
    for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        add(name, addresses(list));
    }
    if !message.subject.is_empty() {
        add("Subject", text(&message.subject));
    }
    let noon = message.date.epoch_seconds() + NOON;
    add("Date", HeaderType::Date(noon.into()));
    add("Message-ID", MessageId::new(identifier(message, id)).into());
    add("MIME-Version", Raw::new("1.0").into());
    add("Content-Language", text(&message.lang));
    if style.is_draft {
        add("X-Unsent", Raw::new("1").into());
    }
    let mut builder = MessageBuilder::new().body(body(message, id));
    builder.headers = headers;
    let mut bytes = Vec::new();
    builder.serialize(&mut bytes);
    match style.ends {
        Ends::CrLf => bytes,
        Ends::Lf => without_carriage_returns(bytes),
    }
}

/// Makes the identifier: the part before the `@` from the content, the one behind it from the sender's address
/// (RFC 5322, section 3.6.4).
fn identifier(message: &Message, id: &str) -> String {
    let from = message.mailboxes.from.as_ref();
    let domain = from.map_or(NOBODY, |mailbox| mailbox.address().domain());
    format!("{id}@{domain}")
}

fn text(text: &str) -> HeaderType<'_> {
    if encoded::is_ambiguous(text) {
        return Raw::new(encoded::words(text)).into();
    }
    Text::new(text).into()
}

fn addresses(list: &[Mailbox]) -> HeaderType<'_> {
    let named = |mailbox: &Mailbox| mailbox.name().is_some_and(encoded::is_ambiguous);
    if list.iter().any(named) {
        let list = list.iter().map(in_encoded_words);
        return Raw::new(list.collect::<Vec<_>>().join(", ")).into();
    }
    Address::new_list(list.iter().map(address).collect()).into()
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    Address::new_address(mailbox.name(), mailbox.address().as_str())
}

fn in_encoded_words(mailbox: &Mailbox) -> String {
    let name = mailbox.name().map(|name| encoded::words(name) + " ");
    format!("{}<{}>", name.unwrap_or_default(), mailbox.address())
}

/// Makes the text, the attachments, or both. The boundary cannot stand in any part: `=_` is in no quoted-printable
/// text and `_` in no base64 one.
fn body<'m>(message: &'m Message, id: &str) -> MimePart<'m> {
    let kind = ContentType::new("text/plain").attribute("charset", "utf-8");
    let text = MimePart::new(kind, quoted_printable::encode(&message.body))
        .transfer_encoding("quoted-printable");
    if message.attachments.is_empty() {
        return text;
    }
    let text = (!message.body.is_empty()).then_some(text);
    let parts = text
        .into_iter()
        .chain(message.attachments.iter().map(attachment));
    let kind = ContentType::new("multipart/mixed").attribute("boundary", format!("=_{id}"));
    MimePart::new(kind, parts.collect::<Vec<_>>())
}

fn attachment(attachment: &Attachment) -> MimePart<'_> {
    let part = MimePart::new(attachment.kind, attachment.bytes.as_slice());
    part.attachment(attachment.name.as_str())
}

fn without_carriage_returns(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.retain(|byte| *byte != b'\r');
    bytes
}
