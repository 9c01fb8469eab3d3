//! Messages: one that is written is read again by another library, and any that is received is read.

use std::collections::BTreeSet;

use protest_letter::calendar::Date;
use protest_letter::email::{Address, Mailbox};
use protest_letter::letter::mailboxes::Mailboxes;
use protest_letter::output::mail::eml::{self, EmlStyle};
use protest_letter::output::mail::reading::{self, FIELDS, Party};
use protest_letter::output::mail::{Attachment, Message, headers, link, mbox};

use super::parts::{parts, text};

/// The longest line that a message may have (RFC 5322, section 2.1.1), with its end.
const LONGEST_LINE: usize = 1000;

/// The body of a letter, and its parts `from`, `to`, `cc` (a line with the name, one with the address), `subject`
/// and `file` (a line with the name, then what is in it).
pub fn round_trip(input: &[u8]) {
    let Some(message) = text(input).and_then(message) else {
        return;
    };
    let bytes = eml::write(&message, EmlStyle::DRAFT);
    assert!(bytes.is_ascii());
    assert!(
        bytes
            .split_inclusive(|byte| *byte == b'\n')
            .all(|line| line.len() <= LONGEST_LINE)
    );
    if message.body.is_empty() && !message.attachments.is_empty() {
        // As those to a fax gateway: what is read again has a text.
        return;
    }
    is_same(&message, &bytes);
    let entries = mbox::draft(&message);
    let entries: Vec<Vec<u8>> = reading::of_mbox(&entries[..])
        .map_while(Result::ok)
        .collect();
    assert_eq!(entries.len(), 1, "one message became several");
    is_same(&message, &entries[0]);
    has_no_other_header(&message);
    let link = link::write(&message);
    assert!(
        link.starts_with("mailto:") && link.bytes().all(|byte| byte.is_ascii_graphic()),
        "{link}"
    );
}

fn is_same(message: &Message, bytes: &[u8]) {
    let told = || String::from_utf8_lossy(bytes).into_owned();
    let found = reading::message(bytes).unwrap_or_else(|| panic!("{} is no message", told()));
    let once: BTreeSet<&String> = found.fields.iter().collect();
    assert_eq!(once.len(), found.fields.len(), "{:?}", found.fields);
    assert!(
        found
            .fields
            .iter()
            .all(|field| FIELDS.contains(&field.as_str())),
        "{:?}",
        found.fields
    );
    let Mailboxes { from, to, cc } = &message.mailboxes;
    assert_eq!(found.from, of(from.as_slice()), "{}", told());
    assert_eq!(found.to, of(to), "{}", told());
    assert_eq!(found.cc, of(cc), "{}", told());
    assert_eq!(found.subject, message.subject, "{}", told());
    assert_eq!(found.text, message.body, "{}", told());
    assert_eq!(
        found.attached.len(),
        message.attachments.len(),
        "{}",
        told()
    );
}

fn of(list: &[Mailbox]) -> Vec<Party> {
    let party = |mailbox: &Mailbox| {
        (
            mailbox.name().map(str::to_owned),
            mailbox.address().to_string(),
        )
    };
    list.iter().map(party).collect()
}

/// Programs that encode messages themselves take the lines up to the first empty one for headers.
fn has_no_other_header(message: &Message) {
    let text = headers::write(message);
    let head = text.split("\n\n").next().unwrap_or_default();
    let names: Vec<&str> = head
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    let all = ["From", "To", "Cc", "Subject"];
    assert!(
        names.len() <= all.len() && names.iter().all(|name| all.contains(name)),
        "{head:?}"
    );
}

/// A message as letters become one.
fn message(text: &str) -> Option<Message> {
    let mut message = Message {
        mailboxes: Mailboxes {
            from: None,
            to: vec![Mailbox::new(None, Address::parse("council@example.org")?)],
            cc: vec![],
        },
        subject: String::new(),
        body: String::new(),
        lang: "en".to_owned(),
        date: Date::parse("2026-11-23")?,
        attachments: Vec::new(),
    };
    for (name, text) in parts(text) {
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let mailbox = Address::parse(rest.trim()).map(|address| Mailbox::new(Some(first), address));
        match name {
            "" => message.body = lines(&text),
            "from" => message.mailboxes.from = mailbox,
            "to" => message.mailboxes.to.extend(mailbox),
            "cc" => message.mailboxes.cc.extend(mailbox),
            "subject" => message.subject = protest_letter::email::one_line(&text),
            "file" => message.attachments.push(Attachment {
                name: "letter.pdf".to_owned(),
                kind: "application/pdf",
                bytes: rest.as_bytes().to_vec(),
            }),
            _ => {}
        }
    }
    // A letter has text: what has none is read as no message.
    (!message.body.trim().is_empty()).then_some(message)
}

/// The lines of a letter have no control characters, and each ends with LF.
fn lines(text: &str) -> String {
    let line = |line: &str| line.replace(|c: char| c.is_control() || c == '\u{feff}', "") + "\n";
    text.lines().map(line).collect()
}

/// Any bytes as a message or as a mailbox of them: `verify` reads what somebody else may have written.
pub fn received(input: &[u8]) {
    read(input);
    reading::of_mbox(input)
        .map_while(Result::ok)
        .for_each(|entry| read(&entry));
}

fn read(bytes: &[u8]) {
    if let Some(found) = reading::message(bytes) {
        assert!(
            found
                .fields
                .iter()
                .all(|field| *field == field.to_lowercase())
        );
        assert_eq!(reading::message(bytes), Some(found));
    }
}
