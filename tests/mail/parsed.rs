//! Messages as other people's parsers read them.

use std::path::Path;

use mail_parser::{Address, MessageParser, MimeHeaders};
use serde_json::Value;

use super::outside::Program;

/// A name, which may be empty, and an address.
pub type Mailbox = (String, String);

/// What a message says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub from: Vec<Mailbox>,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    pub subject: String,
    pub body: String,
    /// Names, media types and contents.
    pub attachments: Vec<(String, String, Vec<u8>)>,
    /// The names of the headers, in lower case.
    pub headers: Vec<String>,
}

impl Parsed {
    /// The same under the headers of another message.
    pub fn headed_as(self, other: &Self) -> Self {
        let headers = other.headers.clone();
        Self { headers, ..self }
    }
}

/// As the crate mail-parser reads it.
pub fn by_the_crate(bytes: &[u8]) -> Parsed {
    let message = MessageParser::new().parse(bytes).unwrap();
    let mailboxes = |address: Option<&Address<'_>>| {
        let list = address.into_iter().flat_map(Address::iter);
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        list.map(|one| (text(one.name()), text(one.address())))
            .collect()
    };
    let attachments = message.attachments().map(|part| {
        let kind = part.content_type().unwrap();
        let kind = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
        let name = part.attachment_name().unwrap_or_default().to_owned();
        (name, kind, part.contents().to_vec())
    });
    let headers = message.headers().iter();
    Parsed {
        from: mailboxes(message.from()),
        to: mailboxes(message.to()),
        cc: mailboxes(message.cc()),
        subject: message.subject().unwrap_or_default().to_owned(),
        body: message
            .body_text(0)
            .unwrap_or_default()
            .replace("\r\n", "\n"),
        attachments: attachments.collect(),
        headers: headers.map(|header| header.name().to_lowercase()).collect(),
    }
}

/// As Python's `email` reads it, which must not stumble.
pub fn by_python(bytes: &[u8]) -> Parsed {
    let python = Program::new("python3").args(["tests/mail/parsed.py"]);
    let found = python.input(bytes).printed();
    of_json(&serde_json::from_str(&found).unwrap())
}

/// A message of a mailbox.
pub struct Boxed {
    pub bytes: Vec<u8>,
    /// The flags that a Maildir gives it.
    pub flags: String,
    pub parsed: Parsed,
}

/// The messages of an mbox, a Maildir or a file, as Python's `mailbox` and `email` read them.
pub fn boxed(path: &Path) -> Vec<Boxed> {
    let python = Program::new("python3").args([Path::new("tests/mail/boxes.py"), path]);
    let found: Value = serde_json::from_str(&python.printed()).unwrap();
    let all = found.as_array().unwrap().iter();
    all.map(|one| Boxed {
        bytes: from_base64(one[0].as_str().unwrap()),
        flags: one[1].as_str().unwrap().to_owned(),
        parsed: of_json(&one[2]),
    })
    .collect()
}

fn of_json(found: &Value) -> Parsed {
    assert_eq!(found["defects"], Value::Array(Vec::new()));
    let texts = |list: &Value| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let rows = |key: &str| {
        found[key]
            .as_array()
            .unwrap()
            .iter()
            .map(texts)
            .collect::<Vec<_>>()
    };
    let mailboxes = |key: &str| {
        let pairs = rows(key).into_iter();
        pairs
            .map(|pair| (pair[0].clone(), pair[1].clone()))
            .collect()
    };
    let attachments = rows("attachments").into_iter();
    let attachments = attachments.map(|row| (row[0].clone(), row[1].clone(), from_base64(&row[2])));
    Parsed {
        from: mailboxes("from"),
        to: mailboxes("to"),
        cc: mailboxes("cc"),
        subject: found["subject"].as_str().unwrap().to_owned(),
        body: found["body"].as_str().unwrap().to_owned(),
        attachments: attachments.collect(),
        headers: texts(&found["headers"])
            .iter()
            .map(|name| name.to_lowercase())
            .collect(),
    }
}

/// What both parsers read in a message; they have to agree.
pub fn parsed(bytes: &[u8]) -> Parsed {
    let (python, own) = (by_python(bytes), by_the_crate(bytes));
    assert_eq!(python, own);
    own
}

fn from_base64(text: &str) -> Vec<u8> {
    let message = format!(
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n{text}"
    );
    MessageParser::new()
        .parse(message.as_bytes())
        .unwrap()
        .parts[0]
        .contents()
        .to_vec()
}
