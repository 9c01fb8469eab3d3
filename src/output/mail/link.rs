//! Links that open a draft: `mailto:`, RFC 6068.

use crate::output::mail::hex;
use crate::output::mail::message::{Message, addresses};

/// Some systems refuse longer links without a word.
pub const LONGEST: usize = 2_000;

/// Writes the link of a message; what is attached to it is left out, a link has no place for it.
pub fn write(message: &Message) -> String {
    let to = encoded(&addresses(&message.mailboxes.to), "@,+");
    let cc = encoded(&addresses(&message.mailboxes.cc), "@,");
    let subject = encoded(&message.subject, "");
    let body = encoded(&message.body.replace('\n', "\r\n"), "");
    let fields = [("cc", cc), ("subject", subject), ("body", body)];
    let filled = fields.iter().filter(|(_, value)| !value.is_empty());
    let fields: Vec<String> = filled
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("mailto:{to}?{}", fields.join("&"))
}

/// Returns a text with everything percent-encoded but unreserved characters (RFC 3986, section 2.3) and those in
/// `kept`. A plus sign stays only where no program takes it for a space, before the `?`.
fn encoded(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~".contains(c) || kept.contains(c) {
            out.push(c);
        } else {
            hex::push(&mut out, '%', byte);
        }
    }
    out
}
