//! Headers and the body as they are, for programs that encode messages themselves.
//!
//! `s-nail -t` and `mailx` take UTF-8 and encode it; what is encoded already they encode again.

use super::Message;
use crate::email::Mailbox;

/// A message of header lines, an empty line and the body, all UTF-8 with LF.
pub fn write(message: &Message) -> String {
    let mailboxes = &message.mailboxes;
    let mut out = String::new();
    let lists = [
        ("From", mailboxes.from.as_slice()),
        ("To", &mailboxes.to),
        ("Cc", &mailboxes.cc),
    ];
    for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        let list: Vec<String> = list.iter().map(mailbox).collect();
        out += &format!("{name}: {}\n", list.join(", "));
    }
    out += &format!("Subject: {}\n\n", message.subject);
    out + &message.body
}

/// A mailbox with the name as a quoted string (RFC 5322, section 3.2.4).
fn mailbox(mailbox: &Mailbox) -> String {
    let address = mailbox.address();
    match mailbox.name() {
        None => address.to_string(),
        Some(name) => {
            let escaped = name.replace('\\', r"\\").replace('"', "\\\"");
            format!("\"{escaped}\" <{address}>")
        }
    }
}
