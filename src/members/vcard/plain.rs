//! The lines of a card in plain UTF-8.
//!
//! Some phones fold lines within a character, so lines are joined before they are decoded. In vCard 2.1 each line says
//! how it is encoded (`CHARSET`, `ENCODING=QUOTED-PRINTABLE`); the plain line says nothing of it.

use crate::limits;
use crate::members::encoding::Encoding;

/// The parameters that say how a value is encoded, and nothing that a plain line needs (vCard 2.1, 2.1.4).
const ENCODINGS: [&str; 3] = ["QUOTED-PRINTABLE", "8BIT", "7BIT"];

/// A line that is not in the encoding that it should be in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Undecoded {
    /// The line, unfolded, with the bytes that quoted-printable stands for.
    pub line: Vec<u8>,
    /// The label that it names, if no encoding has that.
    pub label: Option<String>,
    /// The encoding.
    pub encoding: Encoding,
}

/// Returns the text of a card. `said` is the encoding of lines that name none; of a book that was decoded as a whole,
/// only quoted-printable values are in another.
///
/// # Errors
/// If a line is in no encoding that it could be in.
pub(super) fn plain(
    card: &[u8],
    said: Option<Encoding>,
    is_decoded: bool,
) -> Result<String, Undecoded> {
    let mut text = String::with_capacity(card.len());
    for line in unfolded(card) {
        text += &decoded(&line, said, is_decoded)?;
        text += "\r\n";
    }
    Ok(text)
}

/// The lines of a card, each in one piece (RFC 6350, 3.2; RFC 2045, 6.7 for lines that end with `=`).
fn unfolded(card: &[u8]) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let mut is_soft = false;
    for line in card.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let folded = line.strip_prefix(b" ").or(line.strip_prefix(b"\t"));
        match (lines.last_mut(), folded) {
            (Some(last), _) if is_soft => last.extend(line),
            (Some(last), Some(rest)) => last.extend(rest),
            _ if line.is_empty() => {}
            _ => lines.push(line.to_vec()),
        }
        let ends_soft = line.ends_with(b"=");
        is_soft = ends_soft && lines.last().is_some_and(|last| is_quoted(start(last)));
        if let Some(last) = lines.last_mut().filter(|_| is_soft) {
            last.pop();
        }
    }
    lines
}

/// The beginning of a line, which has all before its value: a line of a thousand folds is not looked through for each.
fn start(line: &[u8]) -> &[u8] {
    &line[..line.len().min(limits::SHOWN)]
}

/// What stands before the first colon that is in no quotes, and what stands behind it.
fn divided(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut is_quoted = false;
    let at = line.iter().position(|byte| {
        is_quoted ^= *byte == b'"';
        *byte == b':' && !is_quoted
    })?;
    Some((&line[..at], &line[at + 1..]))
}

/// The parameters of what stands before the colon, behind the name.
fn parameters(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    head.split(|byte| *byte == b';')
        .skip(1)
        .map(<[u8]>::trim_ascii)
}

/// The value of a parameter, if it is the one of a name.
fn value<'p>(parameter: &'p [u8], name: &str) -> Option<&'p [u8]> {
    let (found, value) = parameter.split_at_checked(name.len())?;
    let value = value.strip_prefix(b"=")?;
    found.eq_ignore_ascii_case(name.as_bytes()).then_some(value)
}

/// The encoding of a value that a parameter says, also without `ENCODING=`.
fn transfer(parameter: &[u8]) -> Option<&'static str> {
    let found = value(parameter, "ENCODING").unwrap_or(parameter);
    let is_it = |known: &&str| found.eq_ignore_ascii_case(known.as_bytes());
    ENCODINGS.into_iter().find(is_it)
}

fn is_quoted(line: &[u8]) -> bool {
    divided(line).is_some_and(|(head, _)| {
        parameters(head).any(|found| transfer(found) == Some(ENCODINGS[0]))
    })
}

fn decoded(line: &[u8], said: Option<Encoding>, is_decoded: bool) -> Result<String, Undecoded> {
    let is_quoted = is_quoted(line);
    let label = divided(line)
        .and_then(|(head, _)| parameters(head).find_map(|parameter| value(parameter, "CHARSET")));
    let label = label.map(|label| String::from_utf8_lossy(label).replace('"', ""));
    let own = label.as_deref().map(|label| Encoding::named(label.trim()));
    let is_unknown = matches!(own, Some(Err(_)));
    // It is said where nobody thought of any other character.
    let is_ascii = label
        .as_deref()
        .is_some_and(|label| label.to_ascii_lowercase().ends_with("ascii"));
    let has_own = !is_ascii && (is_quoted || !is_decoded);
    let own = own.and_then(Result::ok).filter(|_| has_own);
    let line = bare(line, is_quoted);
    let encoding = said.unwrap_or(Encoding::UTF_8);
    let own_text = own.and_then(|own| own.decoded(&line));
    own_text
        .or_else(|| encoding.decoded(&line))
        .ok_or(Undecoded {
            encoding: own.unwrap_or(encoding),
            label: label.filter(|_| is_unknown),
            line,
        })
}

/// A line without the parameters that say how it is encoded, and without quoted-printable.
fn bare(line: &[u8], is_quoted: bool) -> Vec<u8> {
    let Some((head, old)) = divided(line) else {
        return line.to_vec();
    };
    let is_needless = |part: &[u8]| value(part, "CHARSET").is_some() || transfer(part).is_some();
    let mut bare = Vec::with_capacity(line.len());
    // Those of newer versions have quotes, and nothing to leave out.
    if parameters(head).any(is_needless) {
        let parts = head.split(|byte| *byte == b';');
        let kept = parts
            .enumerate()
            .filter(|(n, part)| *n == 0 || !is_needless(part.trim_ascii()));
        for (n, part) in kept {
            bare.extend(if n == 0 { &b""[..] } else { b";" });
            bare.extend(part);
        }
    } else {
        bare.extend(head);
    }
    bare.push(b':');
    if is_quoted {
        unquote(old, &mut bare);
    } else {
        bare.extend(old);
    }
    bare
}

/// Adds the bytes that quoted-printable stands for (RFC 2045, 6.7). A separator or a line break that is encoded is one
/// of the text.
fn unquote(mut quoted: &[u8], to: &mut Vec<u8>) {
    while let Some((first, rest)) = quoted.split_first() {
        let byte = rest.get(..2).filter(|_| *first == b'=').and_then(hex);
        quoted = if byte.is_some() { &rest[2..] } else { rest };
        match byte {
            Some(b'\r') if quoted.starts_with(b"=0A") || quoted.starts_with(b"=0a") => {}
            Some(b'\r' | b'\n') => to.extend(b"\\n"),
            Some(separator @ (b';' | b',')) => to.extend([b'\\', separator]),
            Some(byte) => to.push(byte),
            None => to.push(*first),
        }
    }
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin() -> Option<Encoding> {
        Encoding::named("windows-1252").ok()
    }

    fn text(card: &[u8]) -> String {
        plain(card, None, false).unwrap().replace("\r\n", "\n")
    }

    #[test]
    fn a_character_may_be_folded() {
        assert_eq!(
            text(b"FN:M\xc3\r\n \xbcller\r\nN:A\n\t nna\n"),
            "FN:Müller\nN:A nna\n"
        );
    }

    #[test]
    fn a_line_says_how_it_is_encoded() {
        for (line, expected) in [
            (
                &b"N;CHARSET=ISO-8859-1:M\xfcller;Anna"[..],
                "N:Müller;Anna\n",
            ),
            (
                b"ADR;HOME;charset=\"windows-1251\";ENCODING=8BIT:;;\xd1\xe0\xe4 1",
                "ADR;HOME:;;Сад 1\n",
            ),
            // One that is said wrongly and is UTF-8 all the same.
            (b"FN;CHARSET=X-PHONE:M\xc3\xbcller", "FN:Müller\n"),
            (b"FN;CHARSET=US-ASCII:M\xc3\xbcller", "FN:Müller\n"),
            (
                b"ADR;QUOTED-PRINTABLE;HOME:;;1 Road=0D=0ARear=3B 2=2C b;K=C3=B6l=\n=\nn\nFN:A",
                "ADR;HOME:;;1 Road\\nRear\\; 2\\, b;Köln\nFN:A\n",
            ),
            // Shift_JIS has bytes that are a backslash.
            (
                b"N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=83=5C=83j;A",
                "N:ソニ;A\n",
            ),
            (
                b"NOTE;ENCODING=QUOTED-PRINTABLE:a=\n\nTEL:1",
                "NOTE:a\nTEL:1\n",
            ),
            (
                b"ADR;LABEL=\"A: 8BIT;CHARSET\":;;x=3D",
                "ADR;LABEL=\"A: 8BIT;CHARSET\":;;x=3D\n",
            ),
        ] {
            assert_eq!(text(line), expected, "{:?}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn a_line_that_says_nothing_is_in_the_encoding_of_the_book() {
        let lines = b"FN:M\xfcller\nN;ENCODING=QUOTED-PRINTABLE:M=FCller\nX;CHARSET=UTF-8:\xc3\xbc";
        let found = plain(lines, latin(), false).unwrap();
        assert_eq!(found, "FN:Müller\r\nN:Müller\r\nX:ü\r\n");
        let problem = plain(lines, None, false).unwrap_err();
        assert_eq!(
            (&problem.line[..], problem.encoding),
            (&b"FN:M\xfcller"[..], Encoding::UTF_8)
        );
        let unknown = plain(b"FN;CHARSET=ibm437:M\x81ller", None, false).unwrap_err();
        assert_eq!(unknown.label.as_deref(), Some("ibm437"));
        // What was UTF-16 is so no more, whatever its lines say.
        let decoded = plain("FN;CHARSET=ISO-8859-1:Müller".as_bytes(), None, true);
        assert_eq!(decoded.unwrap(), "FN:Müller\r\n");
    }
}
