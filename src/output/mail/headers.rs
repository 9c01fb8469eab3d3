//! Headers and the body as they are, for programs that encode messages themselves.
//!
//! `s-nail -t` and `mailx` take UTF-8 and encode it; what is encoded already they encode again.

use super::{Message, addresses};
use crate::email::Mailbox;
use crate::letter::mailboxes::Mailboxes;

/// A message of header lines, an empty line and the body, all UTF-8 with LF. Offices stand without their
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

/// A mailbox with its name, if these programs encode that right: s-nail takes the quotes around letters
/// beyond ASCII for a part of the name. ASCII becomes a quoted string (RFC 5322, section 3.2.4).
fn named(mailbox: &Mailbox) -> String {
    let address = mailbox.address();
    let needs_no_quotes = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'');
    match mailbox.name() {
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
        ] {
            let mailbox = Mailbox::new(Some(name), address.clone());
            assert_eq!(named(&mailbox), expected);
        }
    }
}
