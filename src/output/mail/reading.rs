//! Messages that were written, read again.
//!
//! The only module that names `mail_parser`: another library than the one that wrote them.

use std::io::{self, BufRead};

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, MessageParser, MessagePart, MimeHeaders, PartType};

/// The fields in the header of a message that is written here, in lower case. No message has one twice.
pub const FIELDS: [&str; 11] = [
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-language",
    "x-unsent",
    "content-type",
    "content-transfer-encoding",
];

/// The content of a message.
#[derive(Debug, PartialEq, Eq)]
pub struct Received {
    /// The fields of its header, in lower case and in their order.
    pub fields: Vec<String>,
    /// The senders.
    pub from: Vec<Party>,
    /// The recipients.
    pub to: Vec<Party>,
    /// The recipients of copies.
    pub cc: Vec<Party>,
    /// Its subject; empty if it has none.
    pub subject: String,
    /// The time in its header, in seconds of the Unix epoch.
    pub date: Option<i64>,
    /// Its text, lines ending with LF.
    pub text: String,
    /// The names and media types of its other parts; a name may be empty.
    pub attached: Vec<(String, String)>,
}

/// A name, where there is one, and an address.
pub type Party = (Option<String>, String);

/// Reads a message, which has a text; `None` if it is none.
pub fn message(bytes: &[u8]) -> Option<Received> {
    let message = MessageParser::new().parse(bytes)?;
    let body = message.text_body.first().copied()? as usize;
    let others = message.parts.iter().enumerate();
    let others =
        others.filter(|(n, part)| *n != body && !matches!(part.body, PartType::Multipart(_)));
    let fields = message.headers().iter();
    Some(Received {
        fields: fields
            .map(|field| field.name().trim().to_lowercase())
            .collect(),
        from: parties(message.from()),
        to: parties(message.to()),
        cc: parties(message.cc()),
        subject: message.subject().unwrap_or_default().to_owned(),
        date: message.date().map(mail_parser::DateTime::to_timestamp),
        text: message.body_text(0)?.replace("\r\n", "\n"),
        attached: others.map(|(_, part)| attached(part)).collect(),
    })
}

fn parties(address: Option<&Address<'_>>) -> Vec<Party> {
    let all = address.into_iter().flat_map(Address::iter);
    let address = |address: Option<&str>| address.unwrap_or_default().to_owned();
    all.map(|one| (one.name().map(str::to_owned), address(one.address())))
        .collect()
}

fn attached(part: &MessagePart<'_>) -> (String, String) {
    let kind = part.content_type().map_or_else(
        || "text/plain".to_owned(),
        |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()),
    );
    (part.attachment_name().unwrap_or_default().to_owned(), kind)
}

/// Iterates over the messages of an mbox (mboxrd). After an error, nothing more can be read.
pub fn of_mbox(from: impl BufRead) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    let messages = MessageIterator::new(from);
    messages.map(|message| {
        let mut bytes = message?.unwrap_contents();
        // The empty line that ends it.
        bytes.pop_if(|byte| *byte == b'\n');
        Ok(bytes)
    })
}
