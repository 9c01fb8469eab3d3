//! Encoded words, RFC 2047, for texts that would be read as such by mistake.
//!
//! The mail builder encodes what is not ASCII. A text that holds `=?` it leaves as it is, and whoever reads
//! the message decodes it: what a person typed comes out as something else.

use crate::output::mail::hex;

/// The most characters of an encoded word (section 2).
const LONGEST: usize = 75;

const START: &str = "=?utf-8?Q?";
const END: &str = "?=";

/// Returns whether a reader of headers may take a part of a text for an encoded word.
pub(super) fn is_ambiguous(text: &str) -> bool {
    text.contains("=?")
}

/// Writes a text as encoded words with spaces between them, which are no part of it.
pub(super) fn words(text: &str) -> String {
    let room = LONGEST - START.len() - END.len();
    let mut words: Vec<String> = Vec::new();
    for c in text.chars() {
        let encoded = encode(c);
        match words.last_mut() {
            Some(word) if word.len() + encoded.len() <= room => word.push_str(&encoded),
            _ => words.push(encoded),
        }
    }
    let words = words.iter().map(|word| format!("{START}{word}{END}"));
    words.collect::<Vec<_>>().join(" ")
}

/// Encodes a character in what a phrase allows (section 5, rule 3).
fn encode(c: char) -> String {
    let mut out = String::new();
    if c.is_ascii_alphanumeric() {
        out.push(c);
        return out;
    }
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        hex::push(&mut out, '=', byte);
    }
    out
}
