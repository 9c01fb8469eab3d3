//! Headers and the body as they are, for programs that encode messages themselves.
//!
//! `s-nail -t` and `mailx` take UTF-8 and encode it; what is encoded already they encode again.

use crate::email::Mailbox;
use crate::letter::mailboxes::Mailboxes;
use crate::output::mail::encoded;
use crate::output::mail::message::{Message, addresses};

/// Writes a message as header lines, an empty line and the body, all UTF-8 with LF. Offices stand without their
/// names.
pub fn write(message: &Message) -> String {
    let Mailboxes { from, to, cc } = &message.mailboxes;
    let filled = |list: &&Vec<Mailbox>| !list.is_empty();
    let headers = [
        ("From", from.as_ref().map(named)),
        ("To", Some(to).filter(filled).map(|to| addresses(to))),
        ("Cc", Some(cc).filter(filled).map(|cc| addresses(cc))),
        ("Subject", Some(message.subject.clone())),
    ];
    let lines = headers
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}\n", value?)));
    lines.collect::<String>() + "\n" + &message.body
}

/// Writes a mailbox with its name, if these programs encode that right: s-nail takes the quotes around letters
/// beyond ASCII for a part of the name. ASCII becomes a quoted string (RFC 5322, section 3.2.4). What looks like an
/// encoded word is decoded also there, so it is encoded once more; s-nail then reads the decoded name as an address
/// again, and one with marks of addresses in it would become another sender.
fn named(mailbox: &Mailbox) -> String {
    let address = mailbox.address();
    let needs_no_quotes = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'');
    let is_no_mark = |c: char| c.is_ascii_alphanumeric() || " '-=?_.+/".contains(c);
    match mailbox.name() {
        Some(name) if encoded::is_ambiguous(name) && name.chars().all(is_no_mark) => {
            format!("{} <{address}>", encoded::words(name))
        }
        Some(name) if encoded::is_ambiguous(name) => address.to_string(),
        Some(name) if name.is_ascii() => {
            let escaped = name.replace('\\', r"\\").replace('"', "\\\"");
            format!("\"{escaped}\" <{address}>")
        }
        Some(name) if name.chars().all(needs_no_quotes) => format!("{name} <{address}>"),
        _ => address.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::email::Address;

    #[test]
    fn names_stand_as_the_programs_read_them() {
        let address = Address::parse("a@example.org").unwrap();
        for (name, expected) in [
            ("Ana, Silva", r#""Ana, Silva" <a@example.org>"#),
            (r#"A "B" \\"#, r#""A \"B\" \\\\" <a@example.org>"#),
            ("О'Нил Жан-Ли", "О'Нил Жан-Ли <a@example.org>"),
            ("Ж. Иванова", "a@example.org"),
            ("Ж, b@example.org", "a@example.org"),
            (
                "=?utf-8?Q?a?=",
                "=?utf-8?Q?=3D=3Futf=2D8=3FQ=3Fa=3F=3D?= <a@example.org>",
            ),
            ("=?utf-8?Q?a?=, <b@example.org>", "a@example.org"),
            ("Ж =?utf-8?Q?a?=", "a@example.org"),
        ] {
            let mailbox = Mailbox::new(Some(name), address.clone());
            assert_eq!(named(&mailbox), expected);
        }
    }
}
