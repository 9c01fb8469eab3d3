//! Many messages in one file: mbox, as RFC 4155 has it, with the quoting of mboxrd (qmail's mbox(5)).
//!
//! A line `From ` begins a message. Lines of messages that could be taken for one get a `>`, whatever number of
//! them they have, so that a reader who takes one away finds the message as it was.

use crate::output::mail::eml::{self, EmlStyle, Ends};
use crate::output::mail::from_line;
use crate::output::mail::message::Message;

/// The ending of its files.
pub const EXTENSION: &str = "mbox";

/// The name in the first line of a message without a sender.
const NOBODY: &str = "MAILER-DAEMON";

/// Writes a draft as an entry of an mbox, lines ending with LF, an empty one behind it. The time is that of its
/// header `Date`, noon UTC.
pub fn draft(message: &Message) -> Vec<u8> {
    let style = EmlStyle {
        is_draft: true,
        ends: Ends::Lf,
    };
    let from = message
        .mailboxes
        .from
        .as_ref()
        .map_or(NOBODY, |mailbox| mailbox.address().as_str());
    // As asctime(3) writes it, in the C locale, where the day has two places (RFC 4155, appendix A).
    let time = message
        .date
        .format("%a %b %e 12:00:00 %Y", "en")
        .unwrap_or_default();
    let mut entry = format!("From {from} {time}\n").into_bytes();
    quote(&eml::write(message, style), &mut entry);
    entry.push(b'\n');
    entry
}

/// Adds a message whose lines end with LF, quoted.
fn quote(message: &[u8], out: &mut Vec<u8>) {
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if from_line::is_ambiguous(line) {
            out.push(b'>');
        }
        out.extend_from_slice(line);
    }
    if !message.ends_with(b"\n") {
        out.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::mail::reading;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_message_comes_out_as_it_was(
            all in proptest::collection::vec("(>{0,3}From |x| |\n){0,20}", 1..5)
        ) {
            let mut file = Vec::new();
            for message in &all {
                file.extend_from_slice(b"From a@example.org Mon Nov 23 12:00:00 2026\n");
                quote(message.as_bytes(), &mut file);
                file.push(b'\n');
            }
            let found = reading::of_mbox(&file[..]);
            let found: Vec<Vec<u8>> = found.map(Result::unwrap).collect();
            let ended = |message: &String| {
                let end = if message.ends_with('\n') { "" } else { "\n" };
                format!("{message}{end}").into_bytes()
            };
            let expected: Vec<Vec<u8>> = all.iter().map(ended).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
