//! Quoted-printable, RFC 2045 section 6.7, with two lines hidden that programs on the way change.
//!
//! A line that begins with `From `, or with that behind `>`, gets a `>` in an mbox which not every reader takes
//! away, and a line of a lone dot ends a message on some
//! ways to a mail program: the encoders of crates leave both as they are.

use crate::output::mail::from_line;
use crate::output::mail::hex;

/// The longest encoded line, the `=` of a soft break with it (rule 5).
const LONGEST: usize = 76;

/// Encodes a text whose lines end with LF, in lines that end with CRLF.
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        encode_line(&mut out, line);
        out.push_str("\r\n");
        rest = after;
    }
    encode_line(&mut out, rest);
    out
}

fn encode_line(out: &mut String, line: &str) {
    let mut rest = line.as_bytes();
    let mut width = 0;
    while let [byte, after @ ..] = rest {
        let room = LONGEST - usize::from(!after.is_empty());
        let mut taken = size(rest, width);
        if width + taken > room {
            out.push_str("=\r\n");
            width = 0;
            taken = size(rest, width);
        }
        if taken == 1 {
            out.push(char::from(*byte));
        } else {
            hex::push(out, '=', *byte);
        }
        width += taken;
        rest = after;
    }
}

/// Returns the number of characters for the first byte of the rest of a line, `at` characters from where the
/// encoded line begins: one for itself or three.
fn size(rest: &[u8], at: usize) -> usize {
    let is_plain = match rest {
        [b' ' | b'\t', after @ ..] => !after.is_empty(),
        [b'F' | b'>', ..] => at > 0 || !from_line::is_ambiguous(rest),
        [b'.', ..] => at > 0,
        [byte, ..] => byte.is_ascii_graphic() && *byte != b'=',
        [] => true,
    };
    if is_plain { 1 } else { 3 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_programs_change_is_hidden() {
        assert_eq!(
            encode(".\n.a\nFrom me\nFromage"),
            "=2E\r\n=2Ea\r\n=46rom me\r\nFromage"
        );
        assert_eq!(encode(">>From me\n>Fromage"), "=3E>From me\r\n>Fromage");
        assert_eq!(encode("a = б \n"), "a =3D =D0=B1=20\r\n");
        let long = format!("{}From here", "x".repeat(75));
        assert_eq!(encode(&long), format!("{}=\r\n=46rom here", "x".repeat(75)));
        assert_eq!(encode(&"x".repeat(76)), "x".repeat(76));
    }

    proptest! {
        #[test]
        fn lines_are_short_plain_and_whole(text in "([ -~б\n]|From |\n>From |\n\\.|[a-z.]{70,80}){0,20}") {
            let encoded = encode(&text);
            for line in encoded.split("\r\n") {
                prop_assert!(line.len() <= LONGEST, "{line}");
                prop_assert!(line.bytes().all(|b| (b' '..=b'~').contains(&b)), "{line}");
                prop_assert!(line != "." && !from_line::is_ambiguous(line.as_bytes()) && !line.ends_with(' '), "{line}");
            }
            let message = format!("Content-Type: text/plain; charset=utf-8\r\n\
                Content-Transfer-Encoding: quoted-printable\r\n\r\n{encoded}");
            let parsed = mail_parser::MessageParser::new().parse(message.as_bytes()).unwrap();
            let body = parsed.body_text(0).unwrap_or_default().replace("\r\n", "\n");
            prop_assert_eq!(body, text);
        }
    }
}
